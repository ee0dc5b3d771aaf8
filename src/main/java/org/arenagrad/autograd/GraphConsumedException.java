package org.arenagrad.autograd;

import org.arenagrad.memory.Buffer;
import org.jspecify.annotations.Nullable;

/// Backward met a part of the graph that an earlier backward has consumed.
public final class GraphConsumedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /// @param output what the node had computed
    /// @param at where the earlier backward was called, if sites are recorded
    GraphConsumedException(String operation, @Nullable Buffer output, @Nullable String at) {
        super(
                """
                backward: the graph through %s%s was consumed by an earlier backward()%s: its saved \
                values have ended.%s Call backward() once, on the sum of the losses; or compute the \
                value again; or keep the graph with Autograd.backward(loss, gradient, true)\
                """
                        .formatted(
                                operation,
                                output == null ? "" : ", which made " + output + ',',
                                at == null ? "" : ", called at " + at,
                                made(output, at)));
    }

    private static String made(@Nullable Buffer output, @Nullable String at) {
        if (at == null) {
            return " (Scope.trace(true) records where.)";
        }
        return output == null || output.madeAt() == null
                ? ""
                : " The value was made at " + output.madeAt() + '.';
    }
}
