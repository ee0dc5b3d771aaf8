package org.arenagrad.ndarray;

import org.arenagrad.array.Layout;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;

import java.lang.foreign.MemorySegment;

/// Elementwise functions: operands broadcast to a common shape, cut into runs, each run given to a
/// kernel.
@SuppressWarnings(
        "exports") // The kernels' enums are for the framework's own packages; users call Tensor.
public final class Pointwise {
    private Pointwise() {}

    /// `f(x)` for every element.
    public static NdArray unary(String name, Unary op, NdArray x) {
        return over(x, fresh(name, x), (k, in, out, n) -> k.unary(op, in, out, n));
    }

    /// `f(a, b)` for every element, with the same number.
    public static NdArray binary(String name, Binary op, NdArray a, double b) {
        return over(a, fresh(name, a), (k, in, out, n) -> k.binary(op, in, b, out, n));
    }

    /// `x` kept between two bounds.
    public static NdArray clamp(String name, NdArray x, double min, double max) {
        return over(x, fresh(name, x), clamp(min, max));
    }

    /// `f(a, b)` for every element of the shape both broadcast to.
    ///
    /// @throws IllegalArgumentException if they don't broadcast, or differ in type
    public static NdArray binary(String name, Binary op, NdArray a, NdArray b) {
        requireSameType(name, a, b);
        Shape shape = broadcast(name, a, b);
        return binaryInto(
                op,
                a.layout().expand(shape),
                a,
                b.layout().expand(shape),
                b,
                NdArray.empty(name, shape, a.dtype()));
    }

    /// `a` where `condition` is not 0, else `b`, broadcast to a common shape.
    public static NdArray where(NdArray condition, NdArray a, NdArray b) {
        return ternary("where", Ternary.WHERE, condition, a, b);
    }

    /// `f(a, b, c)` for every element of the shape all three broadcast to.
    ///
    /// @throws IllegalArgumentException if they don't broadcast, or differ in type
    public static NdArray ternary(String name, Ternary op, NdArray a, NdArray b, NdArray c) {
        requireSameType(name, b, c);
        requireSameType(name, a, b);
        Shape both = broadcast(name, b, c);
        Shape shape = broadcast(name, a, a.shape(), b, both);
        return ternaryInto(op, a, b, c, NdArray.empty(name, shape, a.dtype()));
    }

    /// `a = f(a, b, c)` in place, `b` and `c` broadcast to the shape of `a`.
    ///
    /// @throws IllegalArgumentException if they don't broadcast to it, or differ in type
    public static void ternaryInPlace(String name, Ternary op, NdArray a, NdArray b, NdArray c) {
        requireSameType(name, b, c);
        requireBroadcastsTo(name, a, b);
        requireBroadcastsTo(name, a, c);
        boolean overlaps =
                b.overlaps(b.layout().expand(a.shape()), a)
                        || c.overlaps(c.layout().expand(a.shape()), a);
        if (a.isContiguous() && !overlaps) {
            a.writable();
            ternaryInto(op, a, b, c, a);
        } else {
            overwrite(a, ternary(name, op, a, b, c));
        }
    }

    private static NdArray ternaryInto(Ternary op, NdArray a, NdArray b, NdArray c, NdArray y) {
        var kernels = y.dtype().kernels().elementwise();
        MemorySegment sa = a.segment();
        MemorySegment sb = b.segment();
        MemorySegment sc = c.segment();
        MemorySegment sy = y.segment();
        StridedLoop runs =
                new StridedLoop(
                        a.layout().expand(y.shape()),
                        b.layout().expand(y.shape()),
                        c.layout().expand(y.shape()),
                        y.layout());
        runs.forEach(
                o ->
                        kernels.ternary(
                                op,
                                new Span(sa, o[0], runs.stride(0)),
                                new Span(sb, o[1], runs.stride(1)),
                                new Span(sc, o[2], runs.stride(2)),
                                Span.of(sy, o[3]),
                                runs.length()));
        return y;
    }

    /// `x = f(x)` in place.
    public static void unaryInPlace(Unary op, NdArray x) {
        inPlace(x, (k, in, out, n) -> k.unary(op, in, out, n));
    }

    /// `a = f(a, b)` in place, with the same number.
    public static void binaryInPlace(Binary op, NdArray a, double b) {
        inPlace(a, (k, in, out, n) -> k.binary(op, in, b, out, n));
    }

    /// `x` kept between two bounds, in place.
    public static void clampInPlace(NdArray x, double min, double max) {
        inPlace(x, clamp(min, max));
    }

    private static OneRun clamp(double min, double max) {
        return (k, in, out, n) -> k.ternary(Ternary.CLAMP, in, min, max, out, n);
    }

    private static void inPlace(NdArray x, OneRun kernel) {
        if (x.isContiguous()) {
            x.writable();
            over(x, x, kernel);
        } else {
            overwrite(x, over(x, fresh("in place", x), kernel));
        }
    }

    /// Copies a result to where it belongs, and ends it.
    private static void overwrite(NdArray x, NdArray changed) {
        x.copyFrom(changed);
        changed.endUnlessPartOf(x);
    }

    /// `a = f(a, b)` in place, `b` broadcast to the shape of `a`.
    public static void binaryInPlace(String name, Binary op, NdArray a, NdArray b) {
        requireBroadcastsTo(name, a, b);
        Layout other = b.layout().expand(a.shape());
        // What overlaps would be read after it was written.
        boolean overlaps = b.overlaps(other, a);
        if (a.isContiguous() && !overlaps) {
            a.writable();
            binaryInto(op, a.layout(), a, other, b, a);
        } else {
            overwrite(a, binary(name, op, a, b));
        }
    }

    /// Makes sure that `b` can be an operand of a change of `a` in place.
    private static void requireBroadcastsTo(String name, NdArray a, NdArray b) {
        requireSameType(name, a, b);
        if (!broadcast(name, a, b).equals(a.shape())) {
            throw new IllegalArgumentException(
                    "%s: %s is too large to be broadcast to %s, which can't change its shape in place"
                            .formatted(name, b, a));
        }
    }

    private static NdArray fresh(String name, NdArray like) {
        return NdArray.empty(name, like.shape(), like.dtype());
    }

    /// A kernel for one run.
    private interface OneRun {
        void of(Elementwise kernels, Span x, Span y, long n);
    }

    private static NdArray over(NdArray x, NdArray y, OneRun kernel) {
        var kernels = x.dtype().kernels().elementwise();
        if (x.isContiguous()) {
            kernel.of(kernels, x.span(), y.span(), x.shape().elements());
            return y;
        }
        MemorySegment sx = x.segment();
        MemorySegment sy = y.segment();
        StridedLoop runs = new StridedLoop(x.layout(), y.layout());
        runs.forEach(
                o -> {
                    Span in = new Span(sx, o[0], runs.stride(0));
                    kernel.of(kernels, in, Span.of(sy, o[1]), runs.length());
                });
        return y;
    }

    private static NdArray binaryInto(
            Binary op, Layout la, NdArray a, Layout lb, NdArray b, NdArray y) {
        var kernels = y.dtype().kernels().elementwise();
        MemorySegment sa = a.segment();
        MemorySegment sb = b.segment();
        MemorySegment sy = y.segment();
        if (la.isContiguous() && lb.isContiguous()) {
            kernels.binary(op, a.span(), b.span(), y.span(), y.shape().elements());
            return y;
        }
        StridedLoop runs = new StridedLoop(la, lb, y.layout());
        runs.forEach(
                o ->
                        kernels.binary(
                                op,
                                new Span(sa, o[0], runs.stride(0)),
                                new Span(sb, o[1], runs.stride(1)),
                                Span.of(sy, o[2]),
                                runs.length()));
        return y;
    }

    private static Shape broadcast(String name, NdArray a, NdArray b) {
        return broadcast(name, a, a.shape(), b, b.shape());
    }

    /// The shape that `shapeOfA`, all or a part of the shape of `a`, and the like of `b` broadcast
    /// to.
    ///
    /// @throws IllegalArgumentException naming both arrays, if there is none
    static Shape broadcast(String name, NdArray a, Shape shapeOfA, NdArray b, Shape shapeOfB) {
        try {
            return Shape.broadcast(shapeOfA, shapeOfB);
        } catch (IllegalArgumentException misfit) {
            throw new IllegalArgumentException(
                    "%s: %s and %s: %s".formatted(name, a, b, misfit.getMessage()), misfit);
        }
    }

    /// @throws IllegalArgumentException if the element types differ
    static void requireSameType(String name, NdArray a, NdArray b) {
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(
                    "%s: %s and %s differ in type: convert one with to(DType)"
                            .formatted(name, a, b));
        }
    }
}
