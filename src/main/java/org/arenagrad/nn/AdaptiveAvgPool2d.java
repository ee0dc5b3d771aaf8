package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

/// Images of any size made `height` by `width` by means, see [Tensor#adaptiveAvgPool2d]; `1` by `1`
/// is global average pooling (Lin et al., 2014).
///
/// @param height rows of the result
/// @param width columns of the result
public record AdaptiveAvgPool2d(int height, int width) implements Layer {
    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if one is not positive
    public AdaptiveAvgPool2d {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "adaptiveAvgPool2d: images of %s by %s are none: both sizes must be positive"
                            .formatted(height, width));
        }
    }

    /// @throws IllegalArgumentException if `x` has no images, or empty ones
    @Override
    public Tensor apply(Tensor x) {
        return x.adaptiveAvgPool2d(height, width);
    }

    /// `AdaptiveAvgPool2d[1, 1]`.
    @Override
    public String toString() {
        return "AdaptiveAvgPool2d[%s, %s]".formatted(height, width);
    }
}
