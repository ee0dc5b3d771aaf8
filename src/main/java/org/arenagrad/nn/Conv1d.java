package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// The convolution of signals, see [Tensor#conv1d]: each output a weighted sum of what a window
/// sees of all input channels, with the same weights everywhere (LeCun et al., 1989).
///
/// Takes `[N, in, L]` or `[in, L]`, gives `[N, out, windows]`. Parameters: `weight` `[out, in /
/// groups, kernel]` and, unless left out, `bias` `[out]`.
public final class Conv1d implements Layer {
    private final Tensor weight;
    private final @Nullable Tensor bias;
    private final ConvOptions options;

    private Conv1d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        this.weight = weight.requireGrad();
        this.bias = bias == null ? null : bias.requireGrad();
        this.options = options;
    }

    /// A layer of the default type, see [Tensor#defaultDType()], with a kernel, PyTorch's default
    /// initialisation and options.
    public static Conv1d of(int in, int out, int kernel, RandomGenerator random) {
        return of(in, out, kernel, ConvOptions.DEFAULT, Tensor.defaultDType(), random);
    }

    /// A layer whose weights and biases are uniform in `±1/√fan`, PyTorch's default, with `fan` the
    /// number of weights that each output adds up (LeCun et al., *Efficient BackProp*, 1998).
    ///
    /// @param in channels of the input
    /// @param out channels of the result
    /// @throws IllegalArgumentException if a size is not positive, or groups don't divide both
    ///   channels
    public static Conv1d of(
            int in, int out, int kernel, ConvOptions options, DType dtype, RandomGenerator random) {
        Tensor weight =
                ConvInit.weight(
                        "conv1d", out, in, options.groups(), new int[] {kernel}, dtype, random);
        return new Conv1d(weight, ConvInit.bias(weight, out, random), options);
    }

    /// A layer without bias: for use in front of a layer that shifts by itself.
    ///
    /// @throws IllegalArgumentException if a size is not positive, or groups don't divide both
    ///   channels
    public static Conv1d withoutBias(
            int in, int out, int kernel, ConvOptions options, DType dtype, RandomGenerator random) {
        Tensor weight =
                ConvInit.weight(
                        "conv1d", out, in, options.groups(), new int[] {kernel}, dtype, random);
        return new Conv1d(weight, null, options);
    }

    /// A layer over given parameters, which are asked for gradients.
    ///
    /// @param weight `[out, in / groups, kernel]`
    /// @param bias `[out]`, or null for none
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Conv1d of(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        ConvInit.requireFit("conv1d", 3, weight, bias, weight.shape().size(0));
        return new Conv1d(weight, bias, options);
    }

    /// The weight, `[out, in / groups, kernel]`.
    public Tensor weight() {
        return weight;
    }

    /// The bias, `[out]`, or null.
    public @Nullable Tensor bias() {
        return bias;
    }

    /// Stride, padding and their kin.
    public ConvOptions options() {
        return options;
    }

    /// @throws IllegalArgumentException if `x` has other channels, or is smaller than the kernel
    @Override
    public Tensor apply(Tensor x) {
        return x.conv1d(weight, bias, options);
    }

    @Override
    public void declare(Parts parts) {
        parts.parameter("weight", weight).parameter("bias", bias);
    }

    /// `Conv1d[3 → 32, kernel 5, stride 2]`.
    @Override
    public String toString() {
        return ConvInit.describe("Conv1d", 3, weight, bias, options, 1, 0, options.groups(), 1);
    }
}
