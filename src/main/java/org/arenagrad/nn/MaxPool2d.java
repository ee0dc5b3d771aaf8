package org.arenagrad.nn;

import org.arenagrad.array.Window;
import org.arenagrad.autograd.Tensor;

/// The largest element of each window of images, see [Tensor#maxPool2d(Window)].
///
/// @param window what is made one number
public record MaxPool2d(Window window) implements Layer {
    /// Square windows that lie side by side.
    ///
    /// @throws IllegalArgumentException if the kernel is not positive
    public static MaxPool2d of(int kernel) {
        return new MaxPool2d(Window.pooling(kernel));
    }

    /// @throws IllegalArgumentException if the window does not fit
    @Override
    public Tensor apply(Tensor x) {
        return x.maxPool2d(window).values();
    }

    /// `MaxPool2d[2, stride 2]`.
    @Override
    public String toString() {
        return "MaxPool2d[%s%s]".formatted(window.kernel(), window.settings());
    }
}
