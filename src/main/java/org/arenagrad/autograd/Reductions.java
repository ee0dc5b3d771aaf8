package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;
import org.arenagrad.ndarray.Reduce;
import org.arenagrad.ndarray.Variance;

/// Sums, means, extremes, products and variances over some dimensions (over all, if none is named).
///
/// In backward, the upstream gradient of the reduced shape gets its dimensions of size 1 again and
/// is repeated along them.
abstract sealed class Reductions extends Operation {
    final boolean keepDim;
    final int[] dims;

    Reductions(String name, Tensor x, boolean keepDim, int... dims) {
        super(name, x);
        this.keepDim = keepDim;
        this.dims = dims.clone();
    }

    final NdArray reduce(Reduction op) {
        return Reduce.reduce(name(), op, input(0).array(), keepDim, dims);
    }

    /// How many elements make one of the result.
    final double count() {
        return Reduce.count(input(0).shape(), dims);
    }

    /// A tensor of the reduced shape, with the reduced dimensions there again, of size 1.
    final Tensor widen(Tensor reduced) {
        return reduced.reshape(input(0).shape().reduce(true, dims).toArray());
    }

    final Tensor repeat(Tensor reduced) {
        return widen(reduced).expand(input(0).shape().toArray());
    }

    /// The sum: every element gets `g`.
    static final class Sum extends Reductions {
        Sum(Tensor x, boolean keepDim, int... dims) {
            super("sum", x, keepDim, dims);
        }

        @Override
        NdArray forward() {
            return reduce(Reduction.SUM);
        }

        @Override
        Tensor[] saved() {
            return NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return repeat(g);
        }
    }

    /// The mean of `n` elements: every one gets `g / n`.
    static final class Mean extends Reductions {
        Mean(Tensor x, boolean keepDim, int... dims) {
            super("mean", x, keepDim, dims);
        }

        @Override
        NdArray forward() {
            return Reduce.mean(name(), input(0).array(), keepDim, dims);
        }

        @Override
        Tensor[] saved() {
            return NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return repeat(g.div(count()));
        }
    }

    /// The largest or smallest element: those equal to it share `g`.
    static final class Extreme extends Reductions {
        private final Reduction op;

        Extreme(String name, Reduction op, Tensor x, boolean keepDim, int... dims) {
            super(name, x, keepDim, dims);
            this.op = op;
        }

        @Override
        NdArray forward() {
            return reduce(op);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor best = input(0).eq(widen(output()));
            return best.mul(widen(g).div(best.sum(true, dims)));
        }
    }

    /// The product of all elements, or along one dimension: each gets `g` times the product of the
    /// others.
    static final class Prod extends Reductions {
        Prod(Tensor x, boolean keepDim, int... dims) {
            super("prod", x, keepDim, dims);
        }

        @Override
        NdArray forward() {
            return reduce(Reduction.PROD);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor x = input(0);
            boolean anyZero = Reduce.total(Reduction.SUM, x.eq(0).array()) > 0;
            return anyZero ? widen(g).mul(productOfOthers(x)) : widen(g.mul(output())).div(x);
        }

        // Dividing by the element itself won't do if it is 0: products from the left and from the
        // right instead.
        private Tensor productOfOthers(Tensor x) {
            boolean all = dims.length == 0 || x.shape().rank() == 0;
            Tensor line = all ? x.reshape(-1) : x;
            int dim = all ? 0 : line.shape().dim(dims[0]);
            int n = line.shape().size(dim);
            Tensor one = Tensor.ones(line.dtype(), line.shape().with(dim, 1).toArray());
            Tensor[] left = new Tensor[n];
            Tensor[] right = new Tensor[n];
            for (int i = 0; i < n; i++) {
                left[i] = i == 0 ? one : left[i - 1].mul(line.narrow(dim, i - 1, 1));
                int j = n - 1 - i;
                right[j] = i == 0 ? one : right[j + 1].mul(line.narrow(dim, j + 1, 1));
            }
            Tensor others = Tensor.cat(dim, left).mul(Tensor.cat(dim, right));
            return others.reshape(x.shape().toArray());
        }
    }

    /// How far elements lie from their mean: the variance, and its root.
    abstract static sealed class Spread extends Reductions permits Var, Std {
        private final int correction;

        Spread(String name, Tensor x, int correction, boolean keepDim, int... dims) {
            super(name, x, keepDim, dims);
            this.correction = correction;
        }

        private double divisor() {
            return Variance.divisor(input(0).shape(), correction, dims);
        }

        final NdArray variance() {
            return Variance.of(name(), input(0).array(), divisor(), keepDim, dims);
        }

        /// What reaches the elements, given what reached the variance.
        final Tensor fromVariance(Tensor g) {
            Tensor deviation = input(0).sub(input(0).mean(true, dims));
            return deviation.mul(widen(g).mul(2 / divisor()));
        }
    }

    /// The variance around the mean, `Σ(x - mean)² / (n - correction)`: each gets `2·(x - mean)·g /
    /// (n - correction)`.
    static final class Var extends Spread {
        Var(Tensor x, int correction, boolean keepDim, int... dims) {
            super("var", x, correction, keepDim, dims);
        }

        @Override
        NdArray forward() {
            return variance();
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return fromVariance(g);
        }
    }

    /// The root `s` of the variance: `g / (2·s)` reaches the variance, and 0 where all elements are
    /// the same, which is the least there is.
    static final class Std extends Spread {
        Std(Tensor x, int correction, boolean keepDim, int... dims) {
            super("std", x, correction, keepDim, dims);
        }

        @Override
        NdArray forward() {
            NdArray variance = variance();
            Pointwise.unaryInPlace(Unary.SQRT, variance);
            return variance;
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor s = output();
            return fromVariance(s.eq(0).where(Tensor.zeros(g.dtype()), g.div(s).mul(0.5)));
        }
    }

    /// Sums from the start of a dimension up to each element: each gets the sum of `g` from its own
    /// place to the end.
    static final class CumSum extends Reductions {
        CumSum(Tensor x, int dim) {
            super("cumsum", x, true, dim);
        }

        @Override
        NdArray forward() {
            return Reduce.cumsum(input(0).array(), dims[0]);
        }

        @Override
        Tensor[] saved() {
            return NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.flip(dims[0]).cumsum(dims[0]).flip(dims[0]);
        }
    }
}
