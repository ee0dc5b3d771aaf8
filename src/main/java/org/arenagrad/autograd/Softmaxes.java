package org.arenagrad.autograd;

import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.RowOps;

/// Functions that weigh the elements along one dimension by their exponentials.
abstract sealed class Softmaxes extends Operation {
    final int dim;

    Softmaxes(String name, Tensor x, int dim) {
        super(name, x);
        this.dim = x.shape().dim(dim);
    }

    /// `y = e^x / Σ e^x`: `y·(g - Σ g·y)`.
    static final class Softmax extends Softmaxes {
        Softmax(Tensor x, int dim) {
            super("softmax", x, dim);
        }

        @Override
        NdArray forward() {
            return RowOps.softmax(input(0).array(), dim);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor y = output();
            return y.mul(g.sub(g.mul(y).sum(true, dim)));
        }
    }

    /// `y = x - log Σ e^x`: `g - e^y·Σ g`.
    static final class LogSoftmax extends Softmaxes {
        LogSoftmax(Tensor x, int dim) {
            super("logSoftmax", x, dim);
        }

        @Override
        NdArray forward() {
            return RowOps.logSoftmax(input(0).array(), dim);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.sub(output().exp().mul(g.sum(true, dim)));
        }
    }

    /// `y = log Σ e^x`: `g·e^(x - y)`.
    static final class LogSumExp extends Softmaxes {
        private final boolean keepDim;

        LogSumExp(Tensor x, boolean keepDim, int dim) {
            super("logsumexp", x, dim);
            this.keepDim = keepDim;
        }

        @Override
        NdArray forward() {
            return RowOps.logSumExp(input(0).array(), dim, keepDim);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor y = keepDim ? output() : output().unsqueeze(dim);
            Tensor wide = keepDim ? g : g.unsqueeze(dim);
            return input(0).sub(y).exp().mul(wide);
        }
    }
}
