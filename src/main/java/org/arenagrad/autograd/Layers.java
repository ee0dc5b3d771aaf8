package org.arenagrad.autograd;

import org.arenagrad.array.Indices;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.MatMuls;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;
import org.arenagrad.ndarray.Reduce;
import org.arenagrad.ndarray.RowOps;
import org.jspecify.annotations.Nullable;

/// What layers and losses would otherwise build from several operations, done in one where that
/// saves memory: no intermediate is kept, or even made.
abstract sealed class Layers extends Operation {
    Layers(String name, Tensor... inputs) {
        super(name, inputs);
    }

    /// `y = x·Wᵀ + b`, `x` of shape `[…, in]`, `W` of `[out, in]`, `b` of `[out]` or absent: `∂x =
    /// g·W`, `∂W = gᵀ·x`, `∂b = Σ g`.
    static final class Linear extends Layers {
        private Linear(Tensor... inputs) {
            super("linear", inputs);
        }

        static Linear of(Tensor x, Tensor weight, @Nullable Tensor bias) {
            if (x.shape().rank() == 0
                    || weight.shape().rank() != 2
                    || x.shape().size(-1) != weight.shape().size(1)) {
                throw new IllegalArgumentException(
                        """
                        linear: %s and weight %s don't fit: the last size of the input must be \
                        the last of the weight [out, in]\
                        """
                                .formatted(x.array(), weight.array()));
            }
            if (bias == null) {
                return new Linear(x, weight);
            }
            if (bias.shape().rank() != 1 || bias.shape().size(0) != weight.shape().size(0)) {
                throw new IllegalArgumentException(
                        """
                        linear: bias %s and weight %s don't fit: the bias must be [out], the \
                        weight [out, in]\
                        """
                                .formatted(bias.array(), weight.array()));
            }
            return new Linear(x, weight, bias);
        }

        @Override
        NdArray forward() {
            NdArray y = MatMuls.matmul(input(0).array(), input(1).array().transpose(0, 1));
            if (inputs() == 3) {
                RowOps.addRow(y, input(2).array());
            }
            return y;
        }

        @Override
        Tensor[] saved() {
            if (needsGrad(0) && needsGrad(1)) {
                return new Tensor[] {input(0), input(1)};
            }
            return needsGrad(0)
                    ? new Tensor[] {input(1)}
                    : needsGrad(1) ? new Tensor[] {input(0)} : NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor rows = View.rows(g);
            return switch (input) {
                case 0 -> g.matmul(input(1));
                case 1 -> rows.transpose(0, 1).matmul(View.rows(input(0)));
                default -> rows.sum(0);
            };
        }

        @Override
        boolean gradientInto(int input, Tensor g, NdArray sum, boolean add) {
            NdArray x = input(0).array();
            if (input == 0 || (input == 2 && add) || x.buffer() == sum.buffer()) {
                return false;
            }
            NdArray arrived = rows(g.array());
            if (input == 1) {
                MatMuls.matmulInto(arrived.transpose(0, 1), rows(x), add, sum);
            } else {
                Reduce.sumRowsInto(arrived, sum);
            }
            return true;
        }

        private static NdArray rows(NdArray x) {
            if (x.shape().rank() == 2) {
                return x;
            }
            int rows = Math.toIntExact(x.shape().with(-1, 1).elements());
            return x.reshape(rows, x.shape().size(-1));
        }
    }

    /// The mean of `(p - t)²`: `g·2/n·(p - t)` and its opposite.
    static final class MeanSquaredError extends Layers {
        MeanSquaredError(Tensor p, Tensor t) {
            super("mseLoss", p, t);
        }

        @Override
        NdArray forward() {
            NdArray error =
                    Pointwise.binary(name(), Binary.SUB, input(0).array(), input(1).array());
            Pointwise.unaryInPlace(Unary.SQUARE, error);
            NdArray mean = Reduce.mean(name(), error, false);
            error.buffer().close();
            return mean;
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), input(1)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            double slope = 2.0 / input(0).shape().elements();
            return input(0).sub(input(1)).mul(g.mul(input == 0 ? slope : -slope));
        }
    }

    /// The cross-entropy of each row of logits `[N, C]` against its class, times the row's weight
    /// (`[N]` or `[]`): `g·w·(softmax(x) - q)`, with `q` the one-hot class, smoothed.
    ///
    /// Only the logits are saved: softmax is computed again in backward, in the same pass as the
    /// rest.
    static final class CrossEntropy extends Layers {
        private final Indices classes;
        private final Tensor weight;
        private final double smoothing;

        CrossEntropy(Tensor logits, Indices classes, Tensor weight, double smoothing) {
            super("crossEntropy", logits);
            this.classes = classes;
            this.weight = weight.withoutGraph();
            this.smoothing = smoothing;
        }

        @Override
        NdArray forward() {
            return RowOps.crossEntropy(input(0).array(), classes, weight.array(), smoothing);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), weight};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor logits = input(0);
            if (!Autograd.isRecording()) {
                return unrecorded(
                        RowOps.crossEntropyGrad(
                                logits.array(), classes, weight.array(), smoothing, g.array()));
            }
            // The same, of operations that can be differentiated again.
            int columns = logits.shape().size(1);
            Tensor target =
                    Tensor.zeros(g.dtype(), logits.shape().toArray()).add(smoothing / columns);
            for (int row = 0; row < classes.length(); row++) {
                int c = classes.get(row);
                target.set(target.get(row, c) + 1 - smoothing, row, c);
            }
            return logits.softmax(-1).sub(target).mul(g.mul(weight).unsqueeze(-1));
        }
    }

    /// Each row brought to mean 0 and variance 1, `y = (x - mean) / √(var + eps)`, the heart of
    /// layer normalisation (Ba et al., 2016): `(g - mean(g) - y·mean(g·y)) / √(var + eps)`.
    static final class Normalize extends Layers {
        private final double eps;

        Normalize(Tensor x, double eps) {
            super("normalize", x);
            this.eps = eps;
        }

        @Override
        NdArray forward() {
            return RowOps.normalize(input(0).array(), eps);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new NormalizeSlope(g, input(0), output(), eps).apply();
        }
    }

    /// The gradient of [Normalize], in one pass; its own gradients are those of the operations that
    /// it stands for.
    static final class NormalizeSlope extends Layers {
        private final double eps;

        NormalizeSlope(Tensor g, Tensor x, Tensor y, double eps) {
            super("normalize", g, x, y);
            this.eps = eps;
        }

        @Override
        NdArray forward() {
            NdArray y = input(2).array();
            return RowOps.normalizeGrad(input(0).array(), input(1).array(), y, eps);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), input(1), input(2)};
        }

        /// With `s = 1 / √(variance + eps)`, which depends on `x`, `y` taken as given.
        @Override
        Tensor gradient(int input, Tensor h) {
            Tensor g = input(0);
            Tensor x = input(1);
            Tensor y = input(2);
            Tensor scale = x.var(0, true, -1).add(eps).rsqrt();
            Tensor scaled = h.mul(scale);
            return switch (input) {
                case 0 -> {
                    Tensor along = y.mul(scaled.mul(y).mean(true, -1));
                    yield scaled.sub(scaled.mean(true, -1)).sub(along);
                }
                case 1 -> {
                    Tensor along = y.mul(g.mul(y).mean(true, -1));
                    Tensor bent = g.sub(g.mean(true, -1)).sub(along);
                    Tensor reached = h.mul(bent).sum(true, -1);
                    Tensor slope = scale.pow(3).mul(-1.0 / x.shape().size(-1));
                    yield x.sub(x.mean(true, -1)).mul(slope).mul(reached);
                }
                default -> {
                    Tensor along = scaled.mul(y).mean(true, -1).mul(g);
                    yield scaled.mul(g.mul(y).mean(true, -1)).add(along).neg();
                }
            };
        }
    }

    /// Elements kept with probability `1 - p` and scaled by its inverse, the others 0 (Srivastava
    /// et al., 2014): the gradient takes the same mask, which belongs to this node and ends with
    /// it.
    static final class Dropout extends Layers {
        private final Tensor mask;

        Dropout(Tensor x, Tensor mask) {
            super("dropout", x);
            this.mask = mask;
        }

        @Override
        NdArray forward() {
            NdArray y = Pointwise.binary(name(), Binary.MUL, input(0).array(), mask.array());
            if (isRecorded()) {
                mask.array().buffer().giveToTape();
            } else {
                mask.close();
            }
            return y;
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {mask};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(mask);
        }
    }
}
