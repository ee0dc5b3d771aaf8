package org.arenagrad.nn;

import org.arenagrad.array.Window;
import org.arenagrad.autograd.Tensor;

/// The mean of each window of signals, see [Tensor#avgPool1d(Window, boolean)].
///
/// @param window what is made one number; its numbers for the width count
/// @param countIncludePad whether zeros around the signals count as elements
public record AvgPool1d(Window window, boolean countIncludePad) implements Layer {
    /// Windows that lie side by side.
    ///
    /// @throws IllegalArgumentException if the kernel is not positive
    public static AvgPool1d of(int kernel) {
        return new AvgPool1d(Window.pooling(kernel), true);
    }

    /// @throws IllegalArgumentException if the window does not fit
    @Override
    public Tensor apply(Tensor x) {
        return x.avgPool1d(window, countIncludePad);
    }

    /// `AvgPool1d[2, stride 2]`.
    @Override
    public String toString() {
        return "AvgPool1d[%s%s%s]"
                .formatted(
                        window.kernel(),
                        window.settings(),
                        countIncludePad ? "" : ", padding not counted");
    }
}
