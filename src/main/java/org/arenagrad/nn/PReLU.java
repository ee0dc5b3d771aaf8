package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;

/// `x` where it is positive, and `x·weight` elsewhere, with a slope that is learned (He et al.,
/// *Delving Deep into Rectifiers*, 2015), see [Tensor#prelu].
///
/// Parameter: `weight`, `[1]`, or `[C]` for one a channel of `[N, C, …]`; 0.25 at first.
public final class PReLU implements Layer {
    private final Tensor weight;

    private PReLU(Tensor weight) {
        this.weight = weight.requireGrad();
    }

    /// One slope for all, of the default type, see [Tensor#defaultDType()].
    public static PReLU of() {
        return of(1, Tensor.defaultDType());
    }

    /// A slope for each channel.
    ///
    /// @param channels 1 for the same slope everywhere
    /// @throws IllegalArgumentException if there are none
    public static PReLU of(int channels, DType dtype) {
        Channels.requireSome("prelu", channels);
        return new PReLU(Tensor.full(dtype, 0.25, channels).named("weight"));
    }

    /// Given slopes, which are asked for gradients.
    ///
    /// @param weight `[1]`, or `[C]`
    /// @throws IllegalArgumentException if it has another shape
    public static PReLU of(Tensor weight) {
        if (weight.shape().rank() != 1 || weight.shape().size(0) < 1) {
            throw new IllegalArgumentException(
                    "prelu: the weight must be [1] or [C], not %s".formatted(weight.array()));
        }
        return new PReLU(weight);
    }

    /// The slopes, `[1]` or `[C]`.
    public Tensor weight() {
        return weight;
    }

    /// @throws IllegalArgumentException if `x` has other channels
    @Override
    public Tensor apply(Tensor x) {
        return x.prelu(weight);
    }

    @Override
    public void declare(Parts parts) {
        parts.parameter("weight", weight);
    }

    /// `PReLU[1]`.
    @Override
    public String toString() {
        return "PReLU" + weight.shape();
    }
}
