package org.arenagrad.nn;

import org.arenagrad.array.Window;
import org.arenagrad.autograd.Tensor;

/// The largest element of each window of signals, see [Tensor#maxPool1d(Window)].
///
/// @param window what is made one number; its numbers for the width count
public record MaxPool1d(Window window) implements Layer {
    /// Windows that lie side by side.
    ///
    /// @throws IllegalArgumentException if the kernel is not positive
    public static MaxPool1d of(int kernel) {
        return new MaxPool1d(Window.pooling(kernel));
    }

    /// @throws IllegalArgumentException if the window does not fit
    @Override
    public Tensor apply(Tensor x) {
        return x.maxPool1d(window).values();
    }

    /// `MaxPool1d[2, stride 2]`.
    @Override
    public String toString() {
        return "MaxPool1d[%s%s]".formatted(window.kernel(), window.settings());
    }
}
