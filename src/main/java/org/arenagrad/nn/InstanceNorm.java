package org.arenagrad.nn;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;

import java.util.stream.IntStream;

/// Brings each channel of each example to mean 0 and variance 1 (Ulyanov, Vedaldi and Lempitsky,
/// 2016): a [GroupNorm] with groups of one channel. As PyTorch's, it has no parameters unless it is
/// asked for them, and no running values.
///
/// Parameters if affine: `weight` `[C]`, ones at first, and `bias` `[C]`, zeros. One that tracks
/// has the buffers of [BatchNorm] too: in training the running values follow the means over the
/// examples of a batch of each example's mean and variance, and evaluation normalises with them.
/// `num_batches_tracked` stays as it is: PyTorch has it in its files, and does not count either.
public abstract sealed class InstanceNorm implements Layer permits InstanceNorm1d, InstanceNorm2d {
    static final double EPS = 1e-5;

    private final int count;
    private final Channels channels;
    private final @Nullable Running running;
    private final double eps;
    private final double momentum;
    private boolean training = true;

    InstanceNorm(
            int count, Channels channels, @Nullable Running running, double eps, double momentum) {
        if (running != null) {
            running.requireFit(operation(), channels, eps, momentum);
        }
        Channels.requireEps(operation(), eps);
        this.count = count;
        this.channels = channels;
        this.running = running;
        this.eps = eps;
        this.momentum = momentum;
    }

    abstract String operation();

    /// The shape it takes, for messages, and its number of dimensions.
    abstract String expected();

    abstract int rank();

    /// The result has the shape of `x`.
    ///
    /// @throws IllegalArgumentException if `x` has another number of dimensions or channels, or
    ///   channels of one value, which have no variance, unless running values are used
    @Override
    public Tensor apply(Tensor x) {
        if (x.shape().rank() != rank() || x.shape().size(1) != count) {
            throw new IllegalArgumentException(
                    "%s: %s does not fit: this layer takes %s with C = %s channels"
                            .formatted(operation(), x.array(), expected(), count));
        }
        if (running != null && !training) {
            return running.normalize(x, channels, eps);
        }
        if (IntStream.range(2, rank()).allMatch(d -> x.shape().size(d) == 1)) {
            throw new IllegalArgumentException(
                    "%s: %s has one value a channel, which is 0 once its mean is taken away: use GroupNorm or LayerNorm"
                            .formatted(operation(), x.array()));
        }
        if (running != null && !Autograd.isRecomputing()) {
            track(x, running);
        }
        return channels.apply(GroupNorm.normalize(x, count, eps));
    }

    private void track(Tensor x, Running to) {
        if (x.shape().elements() == 0) {
            throw new IllegalArgumentException(
                    "%s: %s is empty, there is nothing for running values to follow: leave such a batch out, or evaluate with eval()"
                            .formatted(operation(), x.array()));
        }
        try (var _ = Autograd.noGrad();
                Scope _ = Scope.open(operation())) {
            Tensor flat = x.flatten(2, -1);
            to.mean().lerpInPlace(flat.mean(2).mean(0), momentum);
            to.variance().lerpInPlace(flat.var(2).mean(0), momentum);
        }
    }

    /// The number of channels.
    public int channels() {
        return count;
    }

    /// The scale of each channel, `[C]`, or null.
    public @Nullable Tensor weight() {
        return channels.weight();
    }

    /// The shift of each channel, `[C]`, or null.
    public @Nullable Tensor bias() {
        return channels.bias();
    }

    /// What is added to the variance.
    public double eps() {
        return eps;
    }

    /// How much of each batch the running values take; null if there are none.
    public @Nullable Double momentum() {
        return running == null ? null : momentum;
    }

    @Override
    public void train(boolean on) {
        training = on;
    }

    @Override
    public void declare(Parts parts) {
        channels.declare(parts);
        if (running != null) {
            running.declare(parts);
        }
    }

    /// `InstanceNorm2d[64]`.
    @Override
    public String toString() {
        return "%s[%s%s]"
                .formatted(getClass().getSimpleName(), count, running == null ? "" : ", tracking");
    }
}
