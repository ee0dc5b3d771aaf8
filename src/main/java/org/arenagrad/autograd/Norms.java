package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;
import org.arenagrad.ndarray.Reduce;
import org.arenagrad.ndarray.Variance;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.stream.IntStream;

/// Normalisations that scale and shift in the same pass, so that nothing of the size of the input
/// is kept but the input. (Without scale and shift, along rows: [Layers.Normalize].)
///
/// Backward reads the input and one or two numbers for each mean. Where it is differentiated
/// itself, it computes those numbers again: they depend on the input.
abstract sealed class Norms extends Operation {
    /// What is normalised together.
    final int[] dims;

    final double eps;

    Norms(String name, int[] dims, double eps, Tensor... inputs) {
        super(name, inputs);
        this.dims = dims;
        this.eps = eps;
    }

    /// `1 / √(x + eps)`, in place.
    final NdArray inverseRoot(NdArray x) {
        Pointwise.binaryInPlace(Binary.ADD, x, eps);
        Pointwise.unaryInPlace(Unary.RSQRT, x);
        return x;
    }

    /// A value of this node's own, which ends with it.
    final @Nullable Tensor kept(NdArray value) {
        if (isRecorded()) {
            return unrecorded(value);
        }
        value.buffer().close();
        return null;
    }

    /// Each channel of a batch `[N, C, …]` brought to mean 0 and variance 1, then scaled and
    /// shifted (Ioffe and Szegedy, 2015): `y = (x - m)·r·w + b` with `m` the mean of the channel
    /// and `r = 1 / √(variance + eps)`. With `d = x - m`:
    ///
    /// `∂x = w·r·(g - mean(g) - d·r²·mean(g·d))`, `∂w = r·Σ g·d`, `∂b = Σ g`.
    static final class Batch extends Norms {
        private final Running running;
        private @Nullable Tensor mean;
        private @Nullable Tensor scale;

        private Batch(Running running, double eps, Tensor... inputs) {
            super("batchNorm", allButChannels(inputs[0]), eps, inputs);
            this.running = running;
        }

        static Tensor of(
                Tensor x,
                @Nullable Tensor weight,
                @Nullable Tensor bias,
                Running running,
                double eps) {
            return (weight == null || bias == null
                            ? new Batch(running, eps, x)
                            : new Batch(running, eps, x, weight, bias))
                    .apply();
        }

        private static int[] allButChannels(Tensor x) {
            return IntStream.range(0, x.shape().rank()).filter(d -> d != 1).toArray();
        }

        @Override
        NdArray forward() {
            NdArray x = input(0).array();
            double count = Reduce.count(x.shape(), dims);
            NdArray m = Reduce.mean("mean", x, true, dims);
            NdArray variance = Variance.of("var", x, count, true, dims);
            running.update(m, variance, count);
            NdArray y = Pointwise.binary(name(), Binary.SUB, x, m);
            NdArray r = inverseRoot(variance);
            Pointwise.binaryInPlace(name(), Binary.MUL, y, r);
            if (inputs() == 3) {
                int[] wide = r.shape().toArray();
                Pointwise.binaryInPlace(name(), Binary.MUL, y, input(1).array().reshape(wide));
                Pointwise.binaryInPlace(name(), Binary.ADD, y, input(2).array().reshape(wide));
            }
            mean = kept(m);
            scale = kept(r);
            return y;
        }

        @Override
        Tensor[] saved() {
            Tensor m = Objects.requireNonNull(mean);
            Tensor r = Objects.requireNonNull(scale);
            return inputs() == 3
                    ? new Tensor[] {input(0), m, r, input(1)}
                    : new Tensor[] {input(0), m, r};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            if (input == 2) {
                return g.sum(dims);
            }
            Tensor x = input(0);
            boolean again = Autograd.isRecording();
            Tensor m = again ? x.mean(true, dims) : Objects.requireNonNull(mean);
            Tensor r =
                    again ? x.var(0, true, dims).add(eps).rsqrt() : Objects.requireNonNull(scale);
            Tensor deviation = x.sub(m);
            Tensor along = g.mul(deviation);
            if (input == 1) {
                return along.sum(true, dims).mul(r).reshape(-1);
            }
            Tensor slope = along.mean(true, dims).mul(r.square());
            along.discard();
            Tensor bend = deviation.mul(slope);
            deviation.discard();
            Tensor bent = g.sub(bend);
            bend.discard();
            Tensor centred = bent.sub(g.mean(true, dims));
            bent.discard();
            Tensor factor = inputs() == 3 ? r.mul(input(1).reshape(r.shape().toArray())) : r;
            Tensor gradient = centred.mul(factor);
            centred.discard();
            return gradient;
        }
    }

    /// Where a batch's mean and variance are remembered for evaluation.
    ///
    /// @param mean `[C]`
    /// @param variance `[C]`
    /// @param momentum how much of each new value is taken
    record Running(Tensor mean, Tensor variance, double momentum) {
        /// Takes in a batch. The variance of the population is estimated: `n - 1` is the divisor.
        void update(NdArray batchMean, NdArray batchVariance, double count) {
            // What is computed again was taken in the first time.
            if (Modes.current().recomputing) {
                return;
            }
            try (Mode _ = Autograd.noGrad();
                    Tensor unbiased =
                            Tensor.of(
                                    Pointwise.binary(
                                            "var",
                                            Binary.MUL,
                                            batchVariance,
                                            count / (count - 1)))) {
                mean.lerpInPlace(Tensor.of(batchMean).reshape(-1), momentum);
                variance.lerpInPlace(unbiased.reshape(-1), momentum);
            }
        }
    }

    /// The last dimensions divided by the root of their mean square, then scaled (Zhang and
    /// Sennrich, 2019): `y = x·r·w`, `r = 1 / √(mean(x²) + eps)`. With `h = g·w`:
    ///
    /// `∂x = r·(h - x·r²·mean(h·x))`, `∂w = g·x·r`.
    static final class RootMeanSquare extends Norms {
        private @Nullable Tensor scale;

        private RootMeanSquare(int[] dims, double eps, Tensor... inputs) {
            super("rmsNorm", dims, eps, inputs);
        }

        /// @param rank how many of the last dimensions are normalised
        static Tensor of(Tensor x, int rank, @Nullable Tensor weight, double eps) {
            int[] dims = IntStream.rangeClosed(1, rank).map(d -> -d).toArray();
            return (weight == null
                            ? new RootMeanSquare(dims, eps, x)
                            : new RootMeanSquare(dims, eps, x, weight))
                    .apply();
        }

        @Override
        NdArray forward() {
            NdArray x = input(0).array();
            NdArray squares = Pointwise.unary("square", Unary.SQUARE, x);
            NdArray r = inverseRoot(Reduce.mean("mean", squares, true, dims));
            squares.buffer().close();
            NdArray y = Pointwise.binary(name(), Binary.MUL, x, r);
            if (inputs() == 2) {
                Pointwise.binaryInPlace(name(), Binary.MUL, y, input(1).array());
            }
            scale = kept(r);
            return y;
        }

        @Override
        Tensor[] saved() {
            Tensor r = Objects.requireNonNull(scale);
            return inputs() == 2
                    ? new Tensor[] {input(0), r, input(1)}
                    : new Tensor[] {input(0), r};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor x = input(0);
            Tensor r =
                    Autograd.isRecording()
                            ? x.square().mean(true, dims).add(eps).rsqrt()
                            : Objects.requireNonNull(scale);
            if (input == 1) {
                Tensor normalised = x.mul(r);
                Tensor gradient = g.mul(normalised);
                normalised.discard();
                return gradient;
            }
            Tensor h = inputs() == 2 ? g.mul(input(1)) : g;
            Tensor along = h.mul(x);
            Tensor slope = along.mean(true, dims).mul(r.square());
            along.discard();
            Tensor bend = x.mul(slope);
            Tensor bent = h.sub(bend);
            bend.discard();
            Tensor gradient = bent.mul(r);
            bent.discard();
            return gradient;
        }
    }
}
