package org.arenagrad.array;

import org.arenagrad.kernel.Binary;
import org.arenagrad.kernel.Unary;

import java.lang.foreign.MemorySegment;

/// Elementwise functions: operands broadcast to a common shape, cut into runs, each run given to a
/// kernel.
@SuppressWarnings(
        "exports") // The kernels' enums are for the framework's own packages; users call Tensor.
public final class Pointwise {
    private Pointwise() {}

    /// `f(x; p, q)` for every element.
    public static NdArray unary(String name, Unary op, double p, double q, NdArray x) {
        return unaryInto(op, p, q, x, NdArray.empty(name, x.shape(), x.dtype()));
    }

    /// `f(x)` for every element.
    public static NdArray unary(String name, Unary op, NdArray x) {
        return unary(name, op, 0, 0, x);
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
        requireSameType("where", a, b);
        requireSameType("where", condition, a);
        Shape both = broadcast("where", a, b);
        Shape shape = broadcast("where", condition, condition.shape(), a, both);
        NdArray y = NdArray.empty("where", shape, a.dtype());
        var kernels = y.dtype().kernels().elementwise();
        MemorySegment sc = condition.segment();
        MemorySegment sa = a.segment();
        MemorySegment sb = b.segment();
        MemorySegment sy = y.segment();
        Runs runs =
                new Runs(
                        condition.layout().expand(shape),
                        a.layout().expand(shape),
                        b.layout().expand(shape),
                        y.layout());
        int n = runs.length();
        runs.forEach(
                o ->
                        kernels.where(
                                sc,
                                o[0],
                                runs.stride(0),
                                sa,
                                o[1],
                                runs.stride(1),
                                sb,
                                o[2],
                                runs.stride(2),
                                sy,
                                o[3],
                                n));
        return y;
    }

    /// `x = f(x; p, q)` in place.
    public static void unaryInPlace(Unary op, double p, double q, NdArray x) {
        if (x.isContiguous()) {
            x.writable();
            unaryInto(op, p, q, x, x);
        } else {
            NdArray changed = unary("in place", op, p, q, x);
            x.copyFrom(changed);
            changed.endUnlessPartOf(x);
        }
    }

    /// `a = f(a, b)` in place, `b` broadcast to the shape of `a`.
    public static void binaryInPlace(String name, Binary op, NdArray a, NdArray b) {
        requireSameType(name, a, b);
        if (!broadcast(name, a, b).equals(a.shape())) {
            throw new IllegalArgumentException(
                    "%s: %s is too large to be broadcast to %s, which can't change its shape in place"
                            .formatted(name, b, a));
        }
        Layout other = b.layout().expand(a.shape());
        // What overlaps would be read after it was written.
        boolean overlaps = b.overlaps(other, a);
        if (a.isContiguous() && !overlaps) {
            a.writable();
            binaryInto(op, a.layout(), a, other, b, a);
        } else {
            NdArray changed = binary(name, op, a, b);
            a.copyFrom(changed);
            changed.endUnlessPartOf(a);
        }
    }

    private static NdArray unaryInto(Unary op, double p, double q, NdArray x, NdArray y) {
        var kernels = x.dtype().kernels().elementwise();
        MemorySegment sx = x.segment();
        MemorySegment sy = y.segment();
        if (x.isContiguous()) {
            kernels.unary(op, p, q, sx, x.offset(), 1, sy, y.offset(), x.shape().elements());
            return y;
        }
        Runs runs = new Runs(x.layout(), y.layout());
        runs.forEach(
                o -> kernels.unary(op, p, q, sx, o[0], runs.stride(0), sy, o[1], runs.length()));
        return y;
    }

    private static NdArray binaryInto(
            Binary op, Layout la, NdArray a, Layout lb, NdArray b, NdArray y) {
        var kernels = y.dtype().kernels().elementwise();
        MemorySegment sa = a.segment();
        MemorySegment sb = b.segment();
        MemorySegment sy = y.segment();
        if (la.isContiguous() && lb.isContiguous()) {
            kernels.binary(
                    op,
                    sa,
                    la.offset(),
                    1,
                    sb,
                    lb.offset(),
                    1,
                    sy,
                    y.offset(),
                    y.shape().elements());
            return y;
        }
        Runs runs = new Runs(la, lb, y.layout());
        int n = runs.length();
        runs.forEach(
                o ->
                        kernels.binary(
                                op,
                                sa,
                                o[0],
                                runs.stride(0),
                                sb,
                                o[1],
                                runs.stride(1),
                                sy,
                                o[2],
                                n));
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
