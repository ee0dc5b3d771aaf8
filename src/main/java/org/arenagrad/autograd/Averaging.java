package org.arenagrad.autograd;

import org.arenagrad.array.Shape;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pooling;

/// The means of windows, and their gradient, which shares out what reached each. The two are
/// linear, and each other's gradients; nothing is saved.
abstract sealed class Averaging extends Operation {
    final Pooling pooling;

    Averaging(Tensor x, Pooling pooling) {
        super("avgPool", x);
        this.pooling = pooling;
    }

    @Override
    final Tensor[] saved() {
        return NOTHING;
    }

    /// The mean of each window of `[N, C, H, W]`.
    static final class Mean extends Averaging {
        Mean(Tensor x, Pooling pooling) {
            super(x, pooling);
        }

        @Override
        NdArray forward() {
            return pooling.mean(input(0).array());
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new Spread(g, pooling, input(0).shape()).apply();
        }
    }

    /// What reached each window, shared among its elements.
    static final class Spread extends Averaging {
        private final Shape shape;

        Spread(Tensor g, Pooling pooling, Shape shape) {
            super(g, pooling);
            this.shape = shape;
        }

        @Override
        NdArray forward() {
            return pooling.spread(input(0).array(), shape);
        }

        @Override
        Tensor gradient(int input, Tensor u) {
            return new Mean(u, pooling).apply();
        }
    }
}
