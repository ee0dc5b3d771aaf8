package org.arenagrad.ndarray;

import org.arenagrad.array.Shape;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Unary;

/// The variance, in two passes: `Σx² - n·mean²` loses all digits where the mean is large (Chan et
/// al., 1983).
public final class Variance {
    private Variance() {}

    /// `Σ(x - mean)² / divisor` over the given dimensions (all, if none is given); NaN over no
    /// elements, exactly 0 over elements that are all the same.
    ///
    /// @param divisor see [#divisor]
    public static NdArray of(String name, NdArray x, double divisor, boolean keepDim, int... dims) {
        if (x.shape().elements() == 0) {
            Shape result = x.shape().reduce(keepDim, dims);
            return Create.full(name, result, x.dtype(), Double.NaN);
        }
        // From the first element, not from 0: the mean of equal numbers may be rounded to another.
        NdArray deviation = Pointwise.binary("sub", Binary.SUB, x, first(x, dims));
        NdArray mean = Reduce.mean("mean", deviation, true, dims);
        Pointwise.binaryInPlace("sub", Binary.SUB, deviation, mean);
        mean.buffer().close();
        Pointwise.unaryInPlace(Unary.SQUARE, deviation);
        NdArray sum = Reduce.reduce(name, Reduction.SUM, deviation, keepDim, dims);
        deviation.buffer().close();
        Pointwise.binaryInPlace(Binary.DIV, sum, divisor);
        return sum;
    }

    /// `n - correction` for the `n` elements that make one variance, but not below 0, as in
    /// PyTorch: too few elements have no variance, rather than a negative one.
    public static double divisor(Shape shape, int correction, int... dims) {
        return Math.max(0, Reduce.count(shape, dims) - correction);
    }

    /// The first element along the given dimensions, which stay, with size 1.
    private static NdArray first(NdArray x, int... dims) {
        boolean[] reduced = x.shape().marked(dims);
        NdArray first = x;
        for (int d = 0; d < reduced.length; d++) {
            first = reduced[d] ? first.slice(d, 0, 1, 1) : first;
        }
        return first;
    }
}
