package org.arenagrad.nn;

import org.arenagrad.array.Window;
import org.arenagrad.autograd.Tensor;

/// The mean of each window of images, see [Tensor#avgPool2d(Window, boolean)].
///
/// @param window what is made one number
/// @param countIncludePad whether zeros around the images count as elements
public record AvgPool2d(Window window, boolean countIncludePad) implements Layer {
    /// Square windows that lie side by side.
    ///
    /// @throws IllegalArgumentException if the kernel is not positive
    public static AvgPool2d of(int kernel) {
        return new AvgPool2d(Window.pooling(kernel), true);
    }

    /// @throws IllegalArgumentException if the window does not fit
    @Override
    public Tensor apply(Tensor x) {
        return x.avgPool2d(window, countIncludePad);
    }

    /// `AvgPool2d[2, stride 2]`.
    @Override
    public String toString() {
        return "AvgPool2d[%s%s%s]"
                .formatted(
                        window.kernel(),
                        window.settings(),
                        countIncludePad ? "" : ", padding not counted");
    }
}
