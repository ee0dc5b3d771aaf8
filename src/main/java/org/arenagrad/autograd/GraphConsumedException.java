package org.arenagrad.autograd;

import org.arenagrad.memory.Buffer;
import org.jspecify.annotations.Nullable;

/// Backward met a part of the graph that an earlier backward has consumed.
public final class GraphConsumedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /// @param output what the node had computed
    /// @param at where the earlier backward was called, if sites are recorded
    GraphConsumedException(String operation, Buffer output, @Nullable String at) {
        super(
                """
                backward: the graph through %s, which made %s, was consumed by an earlier \
                backward()%s: its saved values have ended.%s Call backward() once, on the sum of the \
                losses; or compute the value again; or keep the graph with Autograd.backward(loss, \
                gradient, true)\
                """
                        .formatted(
                                operation,
                                output,
                                at == null ? "" : ", called at " + at,
                                made(output, at)));
    }

    private static String made(Buffer output, @Nullable String at) {
        if (at == null) {
            return " (Scope.trace(true) records where.)";
        }
        return output.madeAt() == null ? "" : " The value was made at " + output.madeAt() + '.';
    }
}
