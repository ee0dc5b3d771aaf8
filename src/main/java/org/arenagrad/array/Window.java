package org.arenagrad.array;

import org.arenagrad.kernel.Axis;

/// A window that slides over images: what a convolution multiplies with its weight, what pooling
/// makes one number of. Names and meanings are PyTorch's.
///
/// ```java
/// x.maxPool2d(Window.of(3).withStride(2).withPadding(1))
/// ```
///
/// @param kernel how many elements it sees
/// @param stride the distance between neighbouring windows
/// @param before zeros in front of the first row and column
/// @param after zeros behind the last row and column
/// @param dilation the distance between the elements it sees
/// @param ceilMode whether a last window may hang over the edge (pooling only)
public record Window(
        Pair kernel, Pair stride, Pair before, Pair after, Pair dilation, boolean ceilMode) {
    private static final Pair NONE = Pair.of(0);
    private static final Pair ONE = Pair.of(1);

    /// Checks each number.
    ///
    /// @throws IllegalArgumentException if kernel, stride or dilation is not positive, or the
    ///   padding negative
    public Window {
        if (!kernel.atLeast(1) || !stride.atLeast(1) || !dilation.atLeast(1)) {
            throw new IllegalArgumentException(
                    "a window with kernel %s, stride %s and dilation %s is none: all must be positive"
                            .formatted(kernel, stride, dilation));
        }
        if (!before.atLeast(0) || !after.atLeast(0)) {
            throw new IllegalArgumentException(
                    "a window with padding %s can't be: padding is 0 or more, to cut off use narrow"
                            .formatted(before.atLeast(0) ? after : before));
        }
    }

    /// A square window that moves by one.
    public static Window of(int kernel) {
        return of(Pair.of(kernel));
    }

    /// A window that moves by one.
    public static Window of(Pair kernel) {
        return new Window(kernel, ONE, NONE, NONE, ONE, false);
    }

    /// A square window that moves by its own size, so that no element is seen twice: PyTorch's
    /// default for pooling.
    public static Window pooling(int kernel) {
        return of(kernel).withStride(kernel);
    }

    /// The same with another distance between windows.
    public Window withStride(int both) {
        return withStride(Pair.of(both));
    }

    /// The same with another distance between windows.
    public Window withStride(Pair other) {
        return new Window(kernel, other, before, after, dilation, ceilMode);
    }

    /// The same with zeros on all sides.
    public Window withPadding(int all) {
        return withPadding(Pair.of(all), Pair.of(all));
    }

    /// The same with zeros above and to the left, and below and to the right.
    public Window withPadding(Pair first, Pair last) {
        return new Window(kernel, stride, first, last, dilation, ceilMode);
    }

    /// The same with another distance between the elements it sees.
    public Window withDilation(int both) {
        return withDilation(Pair.of(both));
    }

    /// The same with another distance between the elements it sees.
    public Window withDilation(Pair other) {
        return new Window(kernel, stride, before, after, other, ceilMode);
    }

    /// The same, the last window hanging over the edge or not.
    public Window withCeilMode(boolean over) {
        return new Window(kernel, stride, before, after, dilation, over);
    }

    /// How many elements it sees.
    public int area() {
        return Math.multiplyExact(kernel.height(), kernel.width());
    }

    /// Whether it sees each element once, alone, and in order.
    public boolean isIdentity() {
        return kernel.equals(ONE)
                && stride.equals(ONE)
                && before.equals(NONE)
                && after.equals(NONE);
    }

    /// How many windows there are in an image.
    ///
    /// @throws IllegalArgumentException if not even one fits
    public Pair count(Pair image) {
        int high =
                count(
                        image.height(),
                        kernel.height(),
                        stride.height(),
                        before.height(),
                        after.height(),
                        dilation.height());
        int wide =
                count(
                        image.width(),
                        kernel.width(),
                        stride.width(),
                        before.width(),
                        after.width(),
                        dilation.width());
        if (high < 1 || wide < 1) {
            throw new IllegalArgumentException(
                    "no %s fits into images of %s by %s: make the kernel or its dilation smaller, or pad more"
                            .formatted(this, image.height(), image.width()));
        }
        return new Pair(high, wide);
    }

    private int count(int size, int k, int step, int front, int back, int apart) {
        long padded = (long) size + front + back;
        if (padded > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%s makes images of %s elements a side: 2^31-1 are the most"
                            .formatted(this, padded));
        }
        long room = padded - (k - 1L) * apart - 1;
        if (room < 0) {
            return 0;
        }
        if (!ceilMode) {
            return (int) (room / step + 1);
        }
        // No window begins in the padding behind.
        long last = Math.ceilDiv(room, step);
        return (int) (last * step >= (long) size + front ? last : last + 1);
    }

    /// The rows of windows.
    ///
    /// @param size rows of the image
    /// @param count rows of windows
    @SuppressWarnings("exports") // For the framework: nobody else can name the type.
    public Axis rows(int size, int count) {
        return new Axis(
                size, count, kernel.height(), stride.height(), before.height(), dilation.height());
    }

    /// The columns of windows.
    ///
    /// @param size columns of the image
    /// @param count columns of windows
    @SuppressWarnings("exports") // For the framework: nobody else can name the type.
    public Axis columns(int size, int count) {
        return new Axis(
                size, count, kernel.width(), stride.width(), before.width(), dilation.width());
    }

    /// `window[3, stride 2, padding 1]`: what is not PyTorch's default of a convolution.
    @Override
    public String toString() {
        return "window[%s%s]".formatted(kernel, settings());
    }

    /// `, stride 2, padding 1`: what differs from a stride of 1 without padding.
    public String settings() {
        StringBuilder text = new StringBuilder();
        if (!stride.equals(ONE)) {
            text.append(", stride ").append(stride);
        }
        if (!before.equals(NONE) || !after.equals(NONE)) {
            text.append(", padding ").append(before);
            if (!after.equals(before)) {
                text.append(" and ").append(after);
            }
        }
        if (!dilation.equals(ONE)) {
            text.append(", dilation ").append(dilation);
        }
        return text.append(ceilMode ? ", ceil mode" : "").toString();
    }
}
