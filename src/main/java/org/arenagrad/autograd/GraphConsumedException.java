package org.arenagrad.autograd;

/// Backward met a part of the graph that an earlier backward has consumed.
public final class GraphConsumedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    GraphConsumedException(String operation) {
        super(
                "backward: the graph through "
                        + operation
                        + " was consumed by an earlier backward(): its saved values have ended."
                        + " Call backward() once, on the sum of the losses; or compute the value"
                        + " again; or keep the graph with Autograd.backward(loss, gradient, true)");
    }
}
