package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

/// Signals of any length made `length` long by means, see [Tensor#adaptiveAvgPool1d]; `1` is global
/// average pooling.
///
/// @param length of the result
public record AdaptiveAvgPool1d(int length) implements Layer {
    /// Checks the length.
    ///
    /// @throws IllegalArgumentException if it is not positive
    public AdaptiveAvgPool1d {
        if (length < 1) {
            throw new IllegalArgumentException(
                    "adaptiveAvgPool1d: signals of length %s are none: it must be positive"
                            .formatted(length));
        }
    }

    /// @throws IllegalArgumentException if `x` has no signals, or empty ones
    @Override
    public Tensor apply(Tensor x) {
        return x.adaptiveAvgPool1d(length);
    }

    /// `AdaptiveAvgPool1d[1]`.
    @Override
    public String toString() {
        return "AdaptiveAvgPool1d[%s]".formatted(length);
    }
}
