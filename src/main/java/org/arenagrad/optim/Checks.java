package org.arenagrad.optim;

import org.arenagrad.autograd.Tensor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is refused: options out of range, and parameters that can't be trained.
final class Checks {
    private Checks() {}

    /// @throws IllegalArgumentException if `value` is not in `[0, 1)`
    static double requireFraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "%s must be at least 0 and below 1, not %s".formatted(name, value));
        }
        return value;
    }

    /// @throws IllegalArgumentException if `value` is negative or not finite
    static double requireNotNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "%s must be finite and not negative, not %s".formatted(name, value));
        }
        return value;
    }

    /// @throws IllegalArgumentException if there is none, one is named twice, requires no gradient
    ///   or is not contiguous
    static void requireTrainable(List<Tensor> parameters) {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "an optimizer needs at least one parameter: does the model declare its parts"
                            + " (Trainable.declare)?");
        }
        Set<Tensor> seen = new HashSet<>();
        for (Tensor parameter : parameters) {
            if (!seen.add(parameter)) {
                throw new IllegalArgumentException(
                        "parameter %s is named twice: it would be changed twice in a step"
                                .formatted(parameter.array()));
            }
            if (!parameter.requiresGrad() || !parameter.isLeaf()) {
                throw new IllegalArgumentException(
                        "%s can't be trained: a parameter is made by the user, not computed, and requires a gradient (requireGrad())"
                                .formatted(parameter.array()));
            }
            if (!parameter.array().isContiguous()) {
                throw new IllegalArgumentException(
                        "parameter %s is not contiguous: make the parameter of a copy()"
                                .formatted(parameter.array()));
            }
        }
    }
}
