package org.arenagrad.ndarray;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Layout;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Functions that fold dimensions away, and those that run along one dimension.
@SuppressWarnings(
        "exports") // The kernels' enums are for the framework's own packages; users call Tensor.
public final class Reduce {
    private Reduce() {}

    /// Folds the given dimensions (all, if none is given).
    ///
    /// Two ways through memory. If the innermost dimension is folded, each result folds runs of its
    /// own. If it is kept, whole rows of results are folded at once, row by row of the input, so
    /// that memory is read in order.
    ///
    /// @param op one of SUM, PROD, MAX, MIN
    /// @throws IllegalArgumentException for the largest or smallest of no elements
    public static NdArray reduce(
            String name, Reduction op, NdArray x, boolean keepDim, int... dims) {
        Shape shape = x.shape();
        if (dims.length == 0 && !keepDim && x.isContiguous() && shape.elements() > 0) {
            return ofAll(name, op, x);
        }
        boolean[] reduced = shape.marked(dims);
        Shape result = shape.reduce(keepDim, dims);
        boolean extreme = op == Reduction.MAX || op == Reduction.MIN;
        if (extreme && foldsNothing(shape, reduced)) {
            throw new IllegalArgumentException(
                    "%s: %s has no elements there, so there is no largest or smallest"
                            .formatted(name, x));
        }
        int[] order = new int[shape.rank()];
        int kept = 0;
        for (int d = 0; d < order.length; d++) {
            if (!reduced[d]) {
                order[kept++] = d;
            }
        }
        int folded = kept;
        for (int d = 0; d < order.length; d++) {
            if (reduced[d]) {
                order[folded++] = d;
            }
        }
        NdArray ordered = x.permute(order);
        NdArray out = NdArray.empty(name, result, x.dtype());
        if (out.shape().elements() > 0) {
            boolean rowwise = kept > 0 && kept < order.length && innermostIsKept(ordered, kept);
            if (rowwise) {
                foldRows(op, ordered, kept, out);
            } else {
                foldRuns(op, ordered, kept, out);
            }
        }
        return out;
    }

    private static boolean foldsNothing(Shape shape, boolean[] reduced) {
        for (int d = 0; d < reduced.length; d++) {
            if (reduced[d] && shape.size(d) == 0) {
                return true;
            }
        }
        return false;
    }

    /// One run, one result.
    private static NdArray ofAll(String name, Reduction op, NdArray x) {
        NdArray out = NdArray.empty(name, Shape.SCALAR, x.dtype());
        double folded = x.dtype().kernels().reductions().reduce(op, x.span(), x.shape().elements());
        if (!out.buffer().isDry()) {
            x.dtype().set(out.segment(), 0, folded);
        }
        return out;
    }

    /// The sum of the rows of a matrix, in memory that is there already.
    public static void sumRowsInto(NdArray rows, NdArray sum) {
        sum.writable();
        foldRows(Reduction.SUM, rows.permute(1, 0), 1, sum);
    }

    private static boolean innermostIsKept(NdArray ordered, int kept) {
        long[] strides = ordered.layout().strides();
        return Math.abs(strides[kept - 1]) < Math.abs(strides[strides.length - 1])
                && ordered.shape().size(kept - 1) > 1;
    }

    private static void foldRuns(Reduction op, NdArray x, int kept, NdArray out) {
        var reductions = x.dtype().kernels().reductions();
        MemorySegment sx = x.segment();
        MemorySegment sy = out.segment();
        Layout outer = part(x.layout(), 0, kept);
        Layout inner = part(x.layout(), kept, x.shape().rank());
        StridedLoop innerRuns = new StridedLoop(inner);
        long inStride = innerRuns.stride(0);
        int length = innerRuns.length();
        double[] accumulator = new double[1];
        long[] at = {0};
        StridedLoop outerRuns = new StridedLoop(outer);
        outerRuns.forEach(
                o -> {
                    for (int i = 0; i < outerRuns.steps(); i++) {
                        long base = o[0] + i * outerRuns.stride(0) - inner.offset();
                        accumulator[0] = op.neutral();
                        innerRuns.forEach(
                                r ->
                                        accumulator[0] =
                                                op.join(
                                                        accumulator[0],
                                                        reductions.reduce(
                                                                op,
                                                                new Span(sx, base + r[0], inStride),
                                                                length)));
                        if (!out.buffer().isDry()) {
                            x.dtype().set(sy, at[0]++, accumulator[0]);
                        }
                    }
                });
    }

    private static void foldRows(Reduction op, NdArray x, int kept, NdArray out) {
        Layout outer = part(x.layout(), 0, kept);
        Layout inner = part(x.layout(), kept, x.shape().rank());
        StridedLoop stretches = new StridedLoop(outer, Layout.contiguous(outer.shape()));
        long stride = stretches.stride(0);
        long rows = inner.shape().elements();
        try (RowFold fold =
                new RowFold(step(op), op.neutral(), x, stride, stretches.length(), rows, out)) {
            stretches.forEach(
                    at -> {
                        fold.begin(at[1]);
                        StridedLoop runs = new StridedLoop(inner);
                        if (out.buffer().isDry()) {
                            // How much memory a fold takes depends on how many rows there are.
                            fold.add(at[0], 0, rows);
                        } else {
                            runs.forEach(
                                    run -> {
                                        long from = at[0] - inner.offset() + run[0];
                                        fold.add(from, runs.stride(0), runs.length());
                                    });
                        }
                        fold.finish();
                    });
        }
    }

    /// The dimensions `from … to-1` of a layout, at the same offset.
    private static Layout part(Layout layout, int from, int to) {
        int[] sizes = Arrays.copyOfRange(layout.shape().toArray(), from, to);
        long[] strides = Arrays.copyOfRange(layout.strides(), from, to);
        return Layout.of(Shape.of(sizes), strides, layout.offset());
    }

    private static Binary step(Reduction op) {
        return switch (op) {
            case SUM -> Binary.ADD;
            case PROD -> Binary.MUL;
            case MAX -> Binary.MAXIMUM;
            case MIN -> Binary.MINIMUM;
            case SUM_OF_SQUARES, COUNT_NON_FINITE ->
                    throw new IllegalArgumentException(op + " folds whole arrays: see total");
        };
    }

    /// The smallest element, without a buffer: NaN if there is one, infinity if there is none.
    public static double min(NdArray x) {
        return total(Reduction.MIN, x);
    }

    /// The largest element, without a buffer: NaN if there is one, minus infinity if there is none.
    public static double max(NdArray x) {
        return total(Reduction.MAX, x);
    }

    /// The mean over the given dimensions (all, if none is given); NaN over no elements.
    public static NdArray mean(String name, NdArray x, boolean keepDim, int... dims) {
        NdArray mean = reduce(name, Reduction.SUM, x, keepDim, dims);
        Pointwise.binaryInPlace(Binary.DIV, mean, count(x.shape(), dims));
        return mean;
    }

    /// How many elements of a shape are folded into each of the result.
    public static double count(Shape shape, int... dims) {
        if (dims.length == 0) {
            return shape.elements();
        }
        long results = shape.reduce(false, dims).elements();
        return results == 0 ? 0 : (double) shape.elements() / results;
    }

    /// Folds all elements into a number, without a buffer.
    public static double total(Reduction op, NdArray x) {
        var reductions = x.dtype().kernels().reductions();
        MemorySegment sx = x.segment();
        StridedLoop runs = new StridedLoop(x.layout());
        double[] accumulator = {op.neutral()};
        runs.forEach(
                o ->
                        accumulator[0] =
                                op.join(
                                        accumulator[0],
                                        reductions.reduce(
                                                op,
                                                new Span(sx, o[0], runs.stride(0)),
                                                runs.length())));
        return accumulator[0];
    }

    /// Where the largest elements along a dimension are: the first of several, or the first NaN.
    public static Indices argmax(NdArray x, int dim, boolean keepDim) {
        if (x.shape().size(dim) == 0) {
            throw new IllegalArgumentException(
                    "argmax: dimension %s of %s is empty".formatted(dim, x));
        }
        var reductions = x.dtype().kernels().reductions();
        MemorySegment sx = x.segment();
        Layout rest = x.layout().select(dim, 0);
        long stride = x.layout().stride(x.shape().dim(dim));
        int n = x.shape().size(dim);
        int[] out = new int[Math.toIntExact(rest.shape().elements())];
        int[] at = {0};
        StridedLoop runs = new StridedLoop(rest);
        runs.forEach(
                o -> {
                    for (int i = 0; i < runs.steps(); i++) {
                        out[at[0]++] =
                                (int)
                                        reductions.argmax(
                                                new Span(sx, o[0] + i * runs.stride(0), stride), n);
                    }
                });
        return Indices.of(x.shape().reduce(keepDim, dim), out);
    }

    /// Sums from the start of a dimension up to each element.
    public static NdArray cumsum(NdArray x, int dim) {
        int d = x.shape().dim(dim);
        NdArray y = NdArray.empty("cumsum", x.shape(), x.dtype());
        if (x.shape().elements() == 0) {
            return y;
        }
        var reductions = x.dtype().kernels().reductions();
        MemorySegment sx = x.segment();
        MemorySegment sy = y.segment();
        long xs = x.layout().stride(d);
        long ys = y.layout().stride(d);
        StridedLoop runs = new StridedLoop(x.layout().select(d, 0), y.layout().select(d, 0));
        runs.forEach(
                o -> {
                    for (int i = 0; i < runs.steps(); i++) {
                        long from = o[0] + i * runs.stride(0);
                        long to = o[1] + i * runs.stride(1);
                        reductions.cumsum(
                                new Span(sx, from, xs), new Span(sy, to, ys), x.shape().size(d));
                    }
                });
        return y;
    }
}
