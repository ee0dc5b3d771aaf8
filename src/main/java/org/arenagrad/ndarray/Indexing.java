package org.arenagrad.ndarray;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Layout;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Picking elements by index, and putting arrays together.
public final class Indexing {
    private Indexing() {}

    /// Slices of a dimension in the order of a list: row `i` of the result is row `index[i]` of
    /// `x`. With indices of several dimensions, the result has those in place of `dim` (an
    /// embedding: `dim` 0, `index` `[N, T]`).
    ///
    /// @throws IndexOutOfBoundsException if an index is outside
    public static NdArray indexSelect(NdArray x, int dim, Indices index) {
        int d = x.shape().dim(dim);
        index.requireWithin(x.shape().size(d), "indexSelect");
        NdArray out = NdArray.empty("indexSelect", x.shape().with(d, index.length()), x.dtype());
        var kernels = x.dtype().kernels().elementwise();
        MemorySegment sx = x.segment();
        MemorySegment sy = out.segment();
        int[] at = index.forKernels().values();
        if (at.length > 0 && x.shape().elements() > 0) {
            long from = x.layout().stride(d);
            long to = out.layout().stride(d);
            StridedLoop runs = new StridedLoop(x.layout().select(d, 0), out.layout().select(d, 0));
            for (int i = 0; i < at.length; i++) {
                long shift = at[i] * from;
                long shiftOut = i * to;
                runs.forEach(
                        o ->
                                kernels.copy(
                                        new Span(sx, o[0] + shift, runs.stride(0)),
                                        new Span(sy, o[1] + shiftOut, runs.stride(1)),
                                        runs.length()));
            }
        }
        return index.shape().rank() == 1 ? out : out.reshape(spread(x.shape(), d, index.shape()));
    }

    /// The gradient of [#indexSelect]: slices of `g` added up where they came from, in an array of
    /// shape `shape`.
    public static NdArray indexAdd(NdArray g, int dim, Indices index, Shape shape) {
        int d = shape.dim(dim);
        NdArray out = NdArray.empty("indexAdd", shape, g.dtype()).fill(0);
        if (out.shape().elements() > 0) {
            NdArray flat = g.reshape(shape.with(d, index.length()).toArray());
            for (int i = 0; i < index.length(); i++) {
                Pointwise.binaryInPlace(
                        "indexAdd",
                        Binary.ADD,
                        out.slice(d, index.get(i), 1, 1),
                        flat.slice(d, i, 1, 1));
            }
            flat.endUnlessPartOf(g);
        }
        return out;
    }

    private static int[] spread(Shape shape, int d, Shape index) {
        int[] sizes = new int[shape.rank() - 1 + index.rank()];
        int to = 0;
        for (int from = 0; from < shape.rank(); from++) {
            if (from != d) {
                sizes[to++] = shape.size(from);
                continue;
            }
            for (int k = 0; k < index.rank(); k++) {
                sizes[to++] = index.size(k);
            }
        }
        return sizes;
    }

    /// Along a dimension, the element that an index of the same rank names: for `dim` 1, `out[i, j]
    /// = x[i, index[i, j]]` (PyTorch's `gather`).
    ///
    /// @throws IllegalArgumentException if the shapes differ elsewhere than in `dim`
    /// @throws IndexOutOfBoundsException if an index is outside
    public static NdArray gather(NdArray x, int dim, Indices index) {
        int d = requireGatherable(x.shape(), dim, index);
        NdArray out = NdArray.empty("gather", index.shape(), x.dtype());
        if (index.length() > 0) {
            var kernels = x.dtype().kernels().elementwise();
            MemorySegment sx = x.segment();
            MemorySegment sy = out.segment();
            lines(
                    x.layout(),
                    index,
                    d,
                    (from, line, start) -> {
                        // Kernels write side by side; a line along another dimension than the last
                        // takes its elements singly.
                        int length = index.shape().size(d);
                        int together = line == 1 ? length : 1;
                        for (int i = 0; i < length; i += together) {
                            long to = start + i * line;
                            kernels.pick(
                                    new Span(sx, from, x.layout().stride(d)),
                                    index.forKernels().values(),
                                    (int) to,
                                    Span.of(sy, to),
                                    together);
                        }
                    });
        }
        return out;
    }

    /// The gradient of [#gather]: each element of `g` added where it was picked, in an array of
    /// shape `shape`.
    public static NdArray scatterAdd(NdArray g, int dim, Indices index, Shape shape) {
        int d = requireGatherable(shape, dim, index);
        NdArray out = NdArray.empty("scatterAdd", shape, g.dtype()).fill(0);
        if (index.length() > 0) {
            NdArray flat = g.contiguous();
            var kernels = g.dtype().kernels().elementwise();
            MemorySegment sg = flat.segment();
            MemorySegment sy = out.segment();
            lines(
                    out.layout(),
                    index,
                    d,
                    (from, line, start) -> {
                        int length = index.shape().size(d);
                        int together = line == 1 ? length : 1;
                        for (int i = 0; i < length; i += together) {
                            int at = (int) (start + i * line);
                            kernels.addAt(
                                    Span.of(sg, flat.offset() + at),
                                    index.forKernels().values(),
                                    at,
                                    new Span(sy, from, out.layout().stride(d)),
                                    together);
                        }
                    });
            flat.endUnlessPartOf(g);
        }
        return out;
    }

    private interface Line {
        /// @param from where the line begins in the array that is indexed
        /// @param stride the distance between neighbours of the line among the indices
        /// @param start where the line begins among the indices
        void visit(long from, long stride, long start);
    }

    private static void lines(Layout x, Indices index, int d, Line line) {
        Layout positions = Layout.contiguous(index.shape());
        long stride = positions.stride(d);
        StridedLoop runs = new StridedLoop(x.select(d, 0), positions.select(d, 0));
        runs.forEach(
                o -> {
                    for (int i = 0; i < runs.length(); i++) {
                        line.visit(o[0] + i * runs.stride(0), stride, o[1] + i * runs.stride(1));
                    }
                });
    }

    private static int requireGatherable(Shape shape, int dim, Indices index) {
        int d = shape.dim(dim);
        if (index.shape().rank() != shape.rank()
                || !index.shape().with(d, shape.size(d)).equals(shape)) {
            throw new IllegalArgumentException(
                    """
                    gather: indices of shape %s don't fit an array of %s: all sizes but that of \
                    dimension %s must be the same\
                    """
                            .formatted(index.shape(), shape, dim));
        }
        index.requireWithin(shape.size(d), "gather");
        return d;
    }

    /// Whether it is the shape of an empty vector, which [#cat] leaves out.
    public static boolean isNothing(Shape shape) {
        return shape.rank() == 1 && shape.elements() == 0;
    }

    /// Arrays in sequence along a dimension, empty vectors left out (as in PyTorch).
    ///
    /// @throws IllegalArgumentException if there are none, or their shapes differ in another
    ///   dimension
    public static NdArray cat(int dim, List<NdArray> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("cat: no tensors given, at least one is needed");
        }
        NdArray first =
                parts.stream()
                        .filter(part -> !isNothing(part.shape()))
                        .findFirst()
                        .orElse(parts.getFirst());
        int d = first.shape().dim(dim);
        int total = 0;
        List<NdArray> joined = new ArrayList<>();
        for (NdArray part : parts) {
            Pointwise.requireSameType("cat", first, part);
            if (isNothing(part.shape())) {
                continue;
            }
            if (part.shape().rank() != first.shape().rank()
                    || !part.shape().with(d, first.shape().size(d)).equals(first.shape())) {
                throw new IllegalArgumentException(
                        "cat: %s and %s differ in another dimension than %s"
                                .formatted(first, part, dim));
            }
            total = Math.addExact(total, part.shape().size(d));
            joined.add(part);
        }
        NdArray out = NdArray.empty("cat", first.shape().with(d, total), first.dtype());
        int start = 0;
        for (NdArray part : joined) {
            out.slice(d, start, part.shape().size(d), 1).copyFrom(part);
            start += part.shape().size(d);
        }
        return out;
    }

    /// Zeros around an array, `beforeAfter` two numbers a dimension, the last dimension first
    /// (PyTorch's `pad`).
    ///
    /// @throws IllegalArgumentException if there are too many numbers, an odd count, or a negative
    ///   one
    public static NdArray pad(NdArray x, int... beforeAfter) {
        if (beforeAfter.length % 2 != 0 || beforeAfter.length > 2 * x.shape().rank()) {
            throw new IllegalArgumentException(
                    """
                    pad: %s numbers for %s: give two a dimension (before, after), the last \
                    dimension first\
                    """
                            .formatted(beforeAfter.length, x));
        }
        Shape shape = x.shape();
        for (int k = 0; k < beforeAfter.length; k += 2) {
            if (beforeAfter[k] < 0 || beforeAfter[k + 1] < 0) {
                throw new IllegalArgumentException(
                        "pad: negative padding of " + x + ": cut with slice");
            }
            int d = -1 - k / 2;
            shape =
                    shape.with(
                            d,
                            Math.addExact(
                                    Math.addExact(beforeAfter[k], shape.size(d)),
                                    beforeAfter[k + 1]));
        }
        NdArray out = NdArray.empty("pad", shape, x.dtype()).fill(0);
        NdArray inner = out;
        for (int k = 0; k < beforeAfter.length; k += 2) {
            int d = -1 - k / 2;
            inner = inner.slice(d, beforeAfter[k], x.shape().size(d), 1);
        }
        inner.copyFrom(x);
        return out;
    }
}
