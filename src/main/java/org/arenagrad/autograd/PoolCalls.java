package org.arenagrad.autograd;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pooling;

import java.util.function.Function;

/// What users ask of pooling and resizing, brought to batches of images and other operations.
final class PoolCalls {
    /// The longest side of a result: its windows, or its weights, are lists on the Java heap.
    private static final int LONGEST = 1 << 24;

    private PoolCalls() {}

    static TensorSearch.Found max(int dims, Tensor x, Window window) {
        String name = "maxPool" + dims + "d";
        return max(name, dims, x, image -> Pooling.max(flat(dims, window), image));
    }

    /// The largest elements, found once and gathered by their places: for backward there is no need
    /// of the input.
    private static TensorSearch.Found max(
            String name, int dims, Tensor x, Function<Pair, Pooling> windows) {
        ConvCalls.requireImages(name, dims, x);
        Pooling pooling = pooling(name, dims, x, windows);
        int batch = x.shape().rank() == dims + 1 ? 1 : x.shape().size(0);
        int channels = x.shape().size(-1 - dims);
        Pair image = image(dims, x);
        int planes = Math.multiplyExact(batch, channels);
        int size = Math.multiplyExact(image.height(), image.width());
        int windowsOfPlane = Math.multiplyExact(pooling.count().height(), pooling.count().width());
        Tensor plain = x.contiguous();
        NdArray images = plain.array().reshape(batch, channels, image.height(), image.width());
        Indices places = pooling.argmax(images).reshape(planes, windowsOfPlane);
        Tensor found = new IndexOps.Gather(plain.reshape(planes, size), 1, places).apply();
        Shape shape = result(x.shape(), dims, pooling);
        return new TensorSearch.Found(
                found.reshape(shape.toArray()), places.reshape(shape.toArray()));
    }

    private static Shape result(Shape x, int dims, Pooling pooling) {
        Shape wide = x.with(-1, pooling.count().width());
        return dims == 1 ? wide : wide.with(-2, pooling.count().height());
    }

    static Tensor mean(int dims, Tensor x, Window window, boolean includePad) {
        String name = "avgPool" + dims + "d";
        return mean(name, dims, x, image -> Pooling.mean(flat(dims, window), includePad, image));
    }

    private static Tensor mean(String name, int dims, Tensor x, Function<Pair, Pooling> windows) {
        ConvCalls.requireImages(name, dims, x);
        Pooling pooling = pooling(name, dims, x, windows);
        return ConvCalls.asImages(dims, x, images -> new Averaging.Mean(images, pooling).apply());
    }

    static Tensor adaptiveMean(int dims, Tensor x, int height, int width) {
        String name = "adaptiveAvgPool%sd".formatted(dims);
        return mean(name, dims, x, image -> adaptive(height, width, image));
    }

    static TensorSearch.Found adaptiveMax(Tensor x, int height, int width) {
        return max("adaptiveMaxPool2d", 2, x, image -> adaptive(height, width, image));
    }

    private static Pooling adaptive(int height, int width, Pair image) {
        if (isNoSide(height) || isNoSide(width) || image.height() < 1 || image.width() < 1) {
            throw new IllegalArgumentException(
                    "there must be from 1 to %s windows a side, of at least one element, not %s by %s windows of %s by %s elements"
                            .formatted(LONGEST, height, width, image.height(), image.width()));
        }
        return Pooling.adaptive(new Pair(height, width), image);
    }

    private static Pooling pooling(
            String name, int dims, Tensor x, Function<Pair, Pooling> windows) {
        try {
            return windows.apply(image(dims, x));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s of %s: %s".formatted(name, x.array(), e.getMessage()), e);
        }
    }

    private static Pair image(int dims, Tensor x) {
        return new Pair(dims == 1 ? 1 : x.shape().size(-2), x.shape().size(-1));
    }

    /// Signals have no height to be pooled.
    private static Window flat(int dims, Window window) {
        if (dims == 2) {
            return window;
        }
        return new Window(
                new Pair(1, window.kernel().width()),
                new Pair(1, window.stride().width()),
                new Pair(0, window.before().width()),
                new Pair(0, window.after().width()),
                new Pair(1, window.dilation().width()),
                window.ceilMode());
    }

    static Tensor nearest(Tensor x, int height, int width) {
        requireSizes(x, height, width);
        int[] rows = nearest(x.shape().size(-2), height);
        int[] columns = nearest(x.shape().size(-1), width);
        return x.indexSelect(-2, rows).indexSelect(-1, columns);
    }

    private static int[] nearest(int from, int to) {
        int[] index = new int[to];
        for (int i = 0; i < to; i++) {
            index[i] = (int) ((long) i * from / to);
        }
        return index;
    }

    /// `A·x·Bᵀ`, as rows and columns are interpolated each on their own.
    static Tensor bilinear(Tensor x, int height, int width, boolean alignCorners) {
        requireSizes(x, height, width);
        Tensor columns = weights(x, x.shape().size(-1), width, alignCorners).transpose(0, 1);
        Tensor rows = weights(x, x.shape().size(-2), height, alignCorners);
        return rows.matmul(x.matmul(columns));
    }

    /// How much each element of a dimension counts for each of its result, `[to, from]`.
    private static Tensor weights(Tensor x, int from, int to, boolean alignCorners) {
        double[] weights = new double[Math.multiplyExact(from, to)];
        for (int i = 0; i < to; i++) {
            double at =
                    alignCorners
                            ? to == 1 ? 0 : (double) i * (from - 1) / (to - 1)
                            : Math.max(0, (i + 0.5) * from / to - 0.5);
            int below = Math.min((int) at, from - 1);
            int above = Math.min(below + 1, from - 1);
            double share = at - below;
            weights[i * from + below] += 1 - share;
            weights[i * from + above] += share;
        }
        return Tensor.from(x.dtype(), weights, to, from);
    }

    private static boolean isNoSide(int size) {
        return size < 1 || size > LONGEST;
    }

    private static void requireSizes(Tensor x, int height, int width) {
        ConvCalls.requireImages("interpolate", 2, x);
        if (isNoSide(height)
                || isNoSide(width)
                || x.shape().size(-1) < 1
                || x.shape().size(-2) < 1) {
            throw new IllegalArgumentException(
                    "interpolate: %s to %s by %s: all sizes of images must be positive, and at most %s"
                            .formatted(x.array(), height, width, LONGEST));
        }
    }
}
