package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Reduction;

/// Methods of [Tensor] that fold dimensions away or run along one.
///
/// Named dimensions are folded, all of them if none is named; -1 is the last. With `keepDim` they
/// stay, with size 1, so that the result broadcasts against the tensor it came from. A scalar has
/// the dimensions 0 and -1 here, like a vector of one element.
public sealed interface TensorReductions permits Tensor {
    /// This tensor.
    Tensor self();

    /// The sum.
    default Tensor sum(int... dims) {
        return sum(false, dims);
    }

    /// The sum.
    default Tensor sum(boolean keepDim, int... dims) {
        return new Reductions.Sum(self(), keepDim, dims).apply();
    }

    /// The mean; NaN for no elements.
    default Tensor mean(int... dims) {
        return mean(false, dims);
    }

    /// The mean; NaN for no elements.
    default Tensor mean(boolean keepDim, int... dims) {
        return new Reductions.Mean(self(), keepDim, dims).apply();
    }

    /// The largest element; equal ones share the gradient.
    ///
    /// @throws IllegalArgumentException if there are no elements
    default Tensor amax(int... dims) {
        return amax(false, dims);
    }

    /// The largest element; equal ones share the gradient.
    ///
    /// @throws IllegalArgumentException if there are no elements
    default Tensor amax(boolean keepDim, int... dims) {
        return new Reductions.Extreme("amax", Reduction.MAX, self(), keepDim, dims).apply();
    }

    /// The smallest element; equal ones share the gradient.
    ///
    /// @throws IllegalArgumentException if there are no elements
    default Tensor amin(int... dims) {
        return amin(false, dims);
    }

    /// The smallest element; equal ones share the gradient.
    ///
    /// @throws IllegalArgumentException if there are no elements
    default Tensor amin(boolean keepDim, int... dims) {
        return new Reductions.Extreme("amin", Reduction.MIN, self(), keepDim, dims).apply();
    }

    /// The product of all elements.
    default Tensor prod() {
        return new Reductions.Prod(self(), false).apply();
    }

    /// The product along one dimension.
    default Tensor prod(int dim) {
        return prod(false, dim);
    }

    /// The product along one dimension.
    default Tensor prod(boolean keepDim, int dim) {
        return new Reductions.Prod(self(), keepDim, dim).apply();
    }

    /// The variance of a sample, `Σ(x - mean)² / (n - 1)`.
    default Tensor var(int... dims) {
        return var(1, false, dims);
    }

    /// The variance `Σ(x - mean)² / (n - correction)`: correction 1 for a sample (PyTorch's
    /// default), 0 for a population. The divisor is not below 0: of too few elements the variance
    /// is NaN.
    default Tensor var(int correction, boolean keepDim, int... dims) {
        return new Reductions.Var(self(), correction, keepDim, dims).apply();
    }

    /// The standard deviation of a sample, the root of [#var].
    default Tensor std(int... dims) {
        return std(1, false, dims);
    }

    /// The standard deviation, the root of [#var]; its gradient is 0 where all elements are the
    /// same.
    default Tensor std(int correction, boolean keepDim, int... dims) {
        return new Reductions.Std(self(), correction, keepDim, dims).apply();
    }

    /// `log Σ e^x` along one dimension, without overflow.
    default Tensor logsumexp(int dim) {
        return logsumexp(false, dim);
    }

    /// `log Σ e^x` along one dimension, without overflow.
    default Tensor logsumexp(boolean keepDim, int dim) {
        return View.alongLine(self(), dim, x -> new Softmaxes.LogSumExp(x, keepDim, dim).apply());
    }

    /// `e^x / Σ e^x` along one dimension: positive numbers that sum to 1.
    default Tensor softmax(int dim) {
        return View.alongLine(self(), dim, x -> new Softmaxes.Softmax(x, dim).apply());
    }

    /// The logarithm of [#softmax], without overflow or underflow.
    default Tensor logSoftmax(int dim) {
        return View.alongLine(self(), dim, x -> new Softmaxes.LogSoftmax(x, dim).apply());
    }

    /// Sums from the start of a dimension up to each element.
    default Tensor cumsum(int dim) {
        return View.alongLine(self(), dim, x -> new Reductions.CumSum(x, dim).apply());
    }

    /// Products from the start of a dimension up to each element.
    default Tensor cumprod(int dim) {
        return View.alongLine(self(), dim, x -> Composed.cumprod(x, x.shape().dim(dim)));
    }

    /// `log Σ e^x` over several dimensions, without overflow.
    default Tensor logsumexp(boolean keepDim, int... dims) {
        return Composed.logsumexp(self(), keepDim, dims);
    }

    /// The length of vectors, `(Σ |x|^p)^(1/p)`; `p` may be infinite (the largest magnitude), 0
    /// counts elements that are not 0. The gradient of a length of 0 is 0.
    default Tensor norm(double p, boolean keepDim, int... dims) {
        return Composed.norm(self(), p, keepDim, dims);
    }

    /// The Euclidean length, `√Σ x²`.
    default Tensor norm(int... dims) {
        return norm(2, false, dims);
    }

    /// Vectors along a dimension brought to length 1 in the `p`-norm: `x / max(|x|, 1e-12)`.
    default Tensor normalize(double p, int dim) {
        return self().div(norm(p, true, dim).clamp(1e-12, Double.POSITIVE_INFINITY));
    }

    /// The cosine of the angle between vectors along a dimension, `a·b / (|a|·|b|)`, lengths not
    /// below 1e-8.
    default Tensor cosineSimilarity(Tensor b, int dim) {
        Tensor one = self().norm(2, true, dim).clamp(1e-8, Double.POSITIVE_INFINITY);
        Tensor other = b.norm(2, true, dim).clamp(1e-8, Double.POSITIVE_INFINITY);
        return self().div(one).mul(b.div(other)).sum(dim);
    }
}
