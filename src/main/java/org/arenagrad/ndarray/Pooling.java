package org.arenagrad.ndarray;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.kernel.Bounds;
import org.arenagrad.memory.DryRun;

/// Windows of images made one number each.
public final class Pooling {
    private final Bounds height;
    private final Bounds width;

    private Pooling(Bounds height, Bounds width) {
        this.height = height;
        this.width = width;
    }

    /// How many windows there are in each plane.
    public Pair count() {
        return new Pair(height.count(), width.count());
    }

    /// A window that slides, for a maximum: of each window, the elements inside the image.
    ///
    /// @throws IllegalArgumentException if not even one window fits, or padding is more than half
    ///   of the kernel, so that a window might see no element
    public static Pooling max(Window window, Pair image) {
        requireHalf(window);
        Pair count = window.count(image);
        return new Pooling(
                max(window, count.height(), image.height(), Pair::height),
                max(window, count.width(), image.width(), Pair::width));
    }

    /// A window that slides, for a mean.
    ///
    /// @param includePad whether zeros around the image count as elements
    /// @throws IllegalArgumentException if not even one window fits, padding is more than half of
    ///   the kernel, or the window is dilated
    public static Pooling mean(Window window, boolean includePad, Pair image) {
        requireHalf(window);
        if (!window.dilation().equals(Pair.of(1))) {
            throw new IllegalArgumentException(
                    "%s: the mean is of neighbours, leave out the dilation".formatted(window));
        }
        Pair count = window.count(image);
        return new Pooling(
                mean(window, includePad, count.height(), image.height(), Pair::height),
                mean(window, includePad, count.width(), image.width(), Pair::width));
    }

    /// As many windows as asked for, of nearly the same size, that cover the image.
    public static Pooling adaptive(Pair count, Pair image) {
        return new Pooling(
                adaptive(count.height(), image.height()), adaptive(count.width(), image.width()));
    }

    private interface Side {
        int of(Pair pair);
    }

    private static Bounds max(Window window, int count, int size, Side side) {
        int[] from = new int[count];
        int[] to = new int[count];
        int apart = side.of(window.dilation());
        for (int o = 0; o < count; o++) {
            int start = o * side.of(window.stride()) - side.of(window.before());
            long end = start + (side.of(window.kernel()) - 1L) * apart + 1;
            from[o] = start < 0 ? Math.floorMod(start, apart) : start;
            to[o] = (int) Math.min(end, size);
        }
        return new Bounds(size, from, to, apart, from);
    }

    private static Bounds mean(Window window, boolean includePad, int count, int size, Side side) {
        int[] from = new int[count];
        int[] to = new int[count];
        int[] divisors = new int[count];
        for (int o = 0; o < count; o++) {
            int start = o * side.of(window.stride()) - side.of(window.before());
            long padded = (long) size + side.of(window.after());
            long end = Math.min((long) start + side.of(window.kernel()), padded);
            from[o] = Math.max(0, start);
            to[o] = (int) Math.min(end, size);
            divisors[o] = includePad ? (int) (end - start) : to[o] - from[o];
        }
        return new Bounds(size, from, to, 1, divisors);
    }

    private static Bounds adaptive(int count, int size) {
        int[] from = new int[count];
        int[] to = new int[count];
        int[] divisors = new int[count];
        for (int o = 0; o < count; o++) {
            from[o] = (int) ((long) o * size / count);
            to[o] = (int) Math.ceilDiv((o + 1L) * size, (long) count);
            divisors[o] = to[o] - from[o];
        }
        return new Bounds(size, from, to, 1, divisors);
    }

    private static void requireHalf(Window window) {
        if (2L * window.before().height() > effective(window, Pair::height)
                || 2L * window.before().width() > effective(window, Pair::width)
                || !window.after().equals(window.before())) {
            throw new IllegalArgumentException(
                    "%s: padding is the same on both sides and at most half of the kernel, or windows would see nothing: use pad"
                            .formatted(window));
        }
    }

    private static long effective(Window window, Side side) {
        return (side.of(window.kernel()) - 1L) * side.of(window.dilation()) + 1;
    }

    private Shape result(Shape images) {
        return Shape.of(images.size(0), images.size(1), height.count(), width.count());
    }

    private static int planes(Shape images) {
        return Math.multiplyExact(images.size(0), images.size(1));
    }

    /// Where the largest element of each window stands in its plane, `row·W + column`: `[N, C, rows
    /// of windows, columns of windows]` of `[N, C, H, W]`. All 0 in a dry run.
    public Indices argmax(NdArray x) {
        Shape shape = result(x.shape());
        int[] places = new int[Math.toIntExact(shape.elements())];
        if (places.length > 0 && !DryRun.isOn()) {
            NdArray images = x.contiguous();
            x.dtype()
                    .kernels()
                    .planes()
                    .argmax(height, width, images.span(), places, 0, planes(x.shape()));
            images.endUnlessPartOf(x);
        }
        return Indices.of(shape, places);
    }

    /// The mean of each window.
    public NdArray mean(NdArray x) {
        NdArray y = NdArray.empty("avgPool", result(x.shape()), x.dtype());
        if (y.shape().elements() > 0) {
            NdArray images = x.contiguous();
            int planes = planes(x.shape());
            x.dtype().kernels().planes().mean(height, width, images.span(), y.span(), planes);
            images.endUnlessPartOf(x);
        }
        return y;
    }

    /// The gradient of [#mean]: what reached each window, shared among its elements.
    ///
    /// @param shape that of the images
    public NdArray spread(NdArray g, Shape shape) {
        NdArray x = NdArray.empty("avgPool", shape, g.dtype()).fill(0);
        if (x.shape().elements() > 0) {
            NdArray arrived = g.contiguous();
            int planes = planes(shape);
            g.dtype().kernels().planes().spread(height, width, arrived.span(), x.span(), planes);
            arrived.endUnlessPartOf(g);
        }
        return x;
    }
}
