package org.arenagrad.kernel;

/// Windows that slide along one dimension: window `o` sees the elements `o·stride - padding +
/// i·dilation`, `i` in `0 … kernel-1`. Those outside the dimension are 0.
///
/// @param size how many elements the dimension has
/// @param count how many windows there are
/// @param kernel how many elements a window sees
/// @param stride the distance between windows
/// @param padding how far the first window begins before the dimension does
/// @param dilation the distance between the elements of a window
public record Axis(int size, int count, int kernel, int stride, int padding, int dilation) {
    /// Where the first window sees its element `i`; negative if that is outside.
    public int start(int i) {
        return i * dilation - padding;
    }

    /// The first window whose element `i` lies inside, if one does.
    public int first(int i) {
        int start = start(i);
        return start >= 0 ? 0 : Math.min(count, Math.ceilDiv(-start, stride));
    }

    /// The window after the last one whose element `i` lies inside.
    public int end(int i) {
        int last = size - 1 - start(i);
        return last < 0 ? first(i) : Math.max(first(i), Math.min(count, last / stride + 1));
    }
}
