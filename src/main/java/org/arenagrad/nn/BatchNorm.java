package org.arenagrad.nn;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

/// Brings each channel to mean 0 and variance 1, then scales and shifts it by learned amounts: `(x
/// - mean) / √(variance + eps)·weight + bias` (Ioffe and Szegedy, 2015).
///
/// **Training** takes mean and variance of the batch, and lets the running ones follow: `running =
/// (1 - momentum)·running + momentum·batch`, the variance divided by `n - 1` there. Without a
/// momentum, null, they are the means over all batches so far. **Evaluation** takes the running
/// ones. See [#train(boolean)].
///
/// Parameters, unless left out: `weight` `[C]`, ones at first, and `bias` `[C]`, zeros. Buffers:
/// `running_mean` and `running_var`, `[C]`, zeros and ones at first, and `num_batches_tracked`,
/// `[]`. A number of the layer's type counts the batches, where PyTorch has an integer: in float32
/// it stops at 2²⁴.
///
/// Memory: training keeps for backward the input and two numbers a channel, `2·C`. Changes of the
/// running values are made once also if [Checkpoint] computes the layer twice.
public abstract sealed class BatchNorm implements Layer permits BatchNorm1d, BatchNorm2d {
    static final double EPS = 1e-5;
    static final double MOMENTUM = 0.1;

    private final Channels channels;
    private final Running running;
    private final double eps;
    private final @Nullable Double momentum;
    private boolean training = true;

    BatchNorm(Channels channels, Running running, double eps, @Nullable Double momentum) {
        running.requireFit(operation(), channels, eps, momentum);
        this.channels = channels;
        this.running = running;
        this.eps = eps;
        this.momentum = momentum;
    }

    abstract String operation();

    /// The shapes it takes, for messages, and whether that is one.
    abstract String expected();

    abstract boolean isExpected(int rank);

    /// The result has the shape of `x`.
    ///
    /// @throws IllegalArgumentException if `x` has another number of dimensions or channels or
    ///   another type, or, in training, only one value a channel: that has no variance
    @Override
    public Tensor apply(Tensor x) {
        int count = running.mean().shape().size(0);
        if (!isExpected(x.shape().rank())
                || x.shape().size(1) != count
                || x.dtype() != running.mean().dtype()) {
            throw new IllegalArgumentException(
                    "%s: %s does not fit: this layer takes %s with C = %s channels, %s"
                            .formatted(
                                    operation(),
                                    x.array(),
                                    expected(),
                                    count,
                                    "the running mean is " + running.mean().array()));
        }
        return training ? train(x) : running.normalize(x, channels, eps);
    }

    private Tensor train(Tensor x) {
        if (x.shape().elements() <= x.shape().size(1)) {
            throw new IllegalArgumentException(
                    "%s: %s has no more than one value a channel, so there is no variance to train with: use larger batches (drop a last one of one row), or evaluate with eval()"
                            .formatted(operation(), x.array()));
        }
        Tensor y =
                Fused.batchNorm(
                        x,
                        channels.weight(),
                        channels.bias(),
                        running.mean(),
                        running.variance(),
                        momentum == null ? 1 / (running.batches().item() + 1) : momentum,
                        eps);
        if (!Autograd.isRecomputing()) {
            running.batches().addInPlace(1);
        }
        return y;
    }

    /// The scale of each channel, `[C]`, or null.
    public @Nullable Tensor weight() {
        return channels.weight();
    }

    /// The shift of each channel, `[C]`, or null.
    public @Nullable Tensor bias() {
        return channels.bias();
    }

    /// The mean that evaluation subtracts, `[C]`.
    public Tensor runningMean() {
        return running.mean();
    }

    /// The variance that evaluation divides by the root of, `[C]`.
    public Tensor runningVar() {
        return running.variance();
    }

    /// How many batches it was trained with, `[]`.
    public Tensor numBatchesTracked() {
        return running.batches();
    }

    /// What is added to the variance.
    public double eps() {
        return eps;
    }

    /// How much of each batch the running values take; null if they are means over all batches.
    public @Nullable Double momentum() {
        return momentum;
    }

    @Override
    public void train(boolean on) {
        training = on;
    }

    @Override
    public void declare(Parts parts) {
        channels.declare(parts);
        running.declare(parts);
    }

    /// `BatchNorm2d[64]`.
    @Override
    public String toString() {
        return getClass().getSimpleName() + running.mean().shape();
    }
}
