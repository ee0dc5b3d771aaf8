package org.arenagrad.autograd;

import org.arenagrad.array.Window;
import org.jspecify.annotations.Nullable;

/// Methods of [Tensor] for images `[N, C, H, W]` and signals `[N, C, L]`, or one of them without
/// `N`: convolution, pooling, resizing.
public sealed interface TensorImages permits Tensor {
    /// This tensor.
    Tensor self();

    /// The convolution of signals `[N, C, L]` (in truth a cross-correlation, as everywhere).
    ///
    /// @param weight `[O, C / groups, kernel]`
    /// @param bias `[O]`, or null
    /// @param options of which the numbers for the width count
    /// @return `[N, O, windows]`
    /// @throws IllegalArgumentException if shapes or types don't fit
    default Tensor conv1d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return ConvCalls.conv(1, self(), weight, bias, options);
    }

    /// The convolution of images `[N, C, H, W]` (in truth a cross-correlation, as everywhere).
    /// Input and weight are kept for backward, and nothing else; what windows see is computed in
    /// blocks of a megabyte.
    ///
    /// @param weight `[O, C / groups, kernel height, kernel width]`
    /// @param bias `[O]`, or null
    /// @return `[N, O, rows of windows, columns of windows]`
    /// @throws IllegalArgumentException if shapes or types don't fit
    default Tensor conv2d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return ConvCalls.conv(2, self(), weight, bias, options);
    }

    /// The transposed convolution of signals `[N, C, L]`: what [#conv1d] has as its gradient.
    ///
    /// @param weight `[C, O / groups, kernel]`
    /// @param bias `[O]`, or null
    /// @return `[N, O, (L - 1)·stride - 2·padding + dilation·(kernel - 1) + outputPadding + 1]`
    /// @throws IllegalArgumentException if shapes or types don't fit
    default Tensor convTranspose1d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return ConvCalls.convTranspose(1, self(), weight, bias, options);
    }

    /// The transposed convolution of images `[N, C, H, W]`: what [#conv2d] has as its gradient, for
    /// layers that make images larger.
    ///
    /// @param weight `[C, O / groups, kernel height, kernel width]`
    /// @param bias `[O]`, or null
    /// @return `[N, O, (H - 1)·stride - 2·padding + dilation·(kernel - 1) + outputPadding + 1, …]`
    /// @throws IllegalArgumentException if shapes or types don't fit
    default Tensor convTranspose2d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return ConvCalls.convTranspose(2, self(), weight, bias, options);
    }

    /// What a window sees of images `[N, C, H, W]`, as columns: `[N, C·kernel, windows]`, all of
    /// them at once (PyTorch's `F.unfold`).
    ///
    /// @throws IllegalArgumentException if the window does not fit
    default Tensor unfold(Window window) {
        return Sliding.unfold(self(), window);
    }

    /// Columns as [#unfold] gives them, added up where they were seen: images `[N, C, height,
    /// width]`.
    ///
    /// @throws IllegalArgumentException if the columns are not those of such images
    default Tensor fold(int height, int width, Window window) {
        return Sliding.fold(self(), height, width, window);
    }

    /// The largest element of each window of images `[N, C, H, W]`, the first of several, and its
    /// place in its plane, `row·W + column`. Padding is never the largest. Only the places are kept
    /// for backward.
    ///
    /// @throws IllegalArgumentException if the window does not fit
    default TensorSearch.Found maxPool2d(Window window) {
        return PoolCalls.max(2, self(), window);
    }

    /// [#maxPool2d(Window)] of square windows that lie side by side.
    default Tensor maxPool2d(int kernel) {
        self().requireAlive();
        return maxPool2d(Window.pooling(kernel)).values();
    }

    /// [#maxPool2d(Window)] of signals `[N, C, L]`; the numbers for the width count.
    ///
    /// @throws IllegalArgumentException if the window does not fit
    default TensorSearch.Found maxPool1d(Window window) {
        return PoolCalls.max(1, self(), window);
    }

    /// [#maxPool1d(Window)] of windows that lie side by side.
    default Tensor maxPool1d(int kernel) {
        self().requireAlive();
        return maxPool1d(Window.pooling(kernel)).values();
    }

    /// The mean of each window of images `[N, C, H, W]`.
    ///
    /// @param countIncludePad whether zeros around the images count as elements, as they do in
    ///   PyTorch unless told otherwise
    /// @throws IllegalArgumentException if the window does not fit or is dilated
    default Tensor avgPool2d(Window window, boolean countIncludePad) {
        return PoolCalls.mean(2, self(), window, countIncludePad);
    }

    /// [#avgPool2d(Window, boolean)] of square windows that lie side by side.
    default Tensor avgPool2d(int kernel) {
        self().requireAlive();
        return avgPool2d(Window.pooling(kernel), true);
    }

    /// [#avgPool2d(Window, boolean)] of signals `[N, C, L]`; the numbers for the width count.
    ///
    /// @throws IllegalArgumentException if the window does not fit or is dilated
    default Tensor avgPool1d(Window window, boolean countIncludePad) {
        return PoolCalls.mean(1, self(), window, countIncludePad);
    }

    /// [#avgPool1d(Window, boolean)] of windows that lie side by side.
    default Tensor avgPool1d(int kernel) {
        self().requireAlive();
        return avgPool1d(Window.pooling(kernel), true);
    }

    /// The means of as many windows as asked for, of nearly the same size, that cover the images:
    /// images of any size become `[N, C, height, width]`.
    ///
    /// @throws IllegalArgumentException if a size is not positive
    default Tensor adaptiveAvgPool2d(int height, int width) {
        return PoolCalls.adaptiveMean(2, self(), height, width);
    }

    /// [#adaptiveAvgPool2d] of signals, which become `[N, C, length]`.
    ///
    /// @throws IllegalArgumentException if the length is not positive
    default Tensor adaptiveAvgPool1d(int length) {
        return PoolCalls.adaptiveMean(1, self(), 1, length);
    }

    /// The largest elements of as many windows as asked for, see [#adaptiveAvgPool2d], and their
    /// places, see [#maxPool2d(Window)].
    ///
    /// @throws IllegalArgumentException if a size is not positive
    default TensorSearch.Found adaptiveMaxPool2d(int height, int width) {
        return PoolCalls.adaptiveMax(self(), height, width);
    }

    /// Images `[N, C, H, W]` in another size, each element the nearest one of theirs.
    ///
    /// @throws IllegalArgumentException if a size is not positive
    default Tensor interpolateNearest(int height, int width) {
        return PoolCalls.nearest(self(), height, width);
    }

    /// Images `[N, C, H, W]` in another size, each element between its four neighbours there, in
    /// proportion.
    ///
    /// @param alignCorners whether the centres of the elements at the corners stay where they are,
    ///   rather than the edges of the image (PyTorch's default)
    /// @throws IllegalArgumentException if a size is not positive
    default Tensor interpolateBilinear(int height, int width, boolean alignCorners) {
        return PoolCalls.bilinear(self(), height, width, alignCorners);
    }
}
