package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

/// Images of any size made `height` by `width` by largest elements, see [Tensor#adaptiveMaxPool2d];
/// `1` by `1` is global max pooling.
///
/// @param height rows of the result
/// @param width columns of the result
public record AdaptiveMaxPool2d(int height, int width) implements Layer {
    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if one is not positive
    public AdaptiveMaxPool2d {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "adaptiveMaxPool2d: images of %s by %s are none: both sizes must be positive"
                            .formatted(height, width));
        }
    }

    /// @throws IllegalArgumentException if `x` has no images, or empty ones
    @Override
    public Tensor apply(Tensor x) {
        return x.adaptiveMaxPool2d(height, width).values();
    }

    /// `AdaptiveMaxPool2d[1, 1]`.
    @Override
    public String toString() {
        return "AdaptiveMaxPool2d[%s, %s]".formatted(height, width);
    }
}
