package org.arenagrad.autograd;

import java.util.Arrays;

/// Functions of single elements of [Tensor]: exponentials, angles and activations.
public sealed interface TensorFunctions permits Tensor {
    /// This tensor.
    Tensor self();

    // ---- exponentials and their kin ----

    /// `e^x`.
    default Tensor exp() {
        return new Exponential.Exp(self()).apply();
    }

    /// The natural logarithm.
    default Tensor log() {
        return new Exponential.Log(self()).apply();
    }

    /// `2^x`.
    default Tensor exp2() {
        return new Exponential.Exp2(self()).apply();
    }

    /// The logarithm to base 2.
    default Tensor log2() {
        return new Exponential.Log2(self()).apply();
    }

    /// The logarithm to base 10.
    default Tensor log10() {
        return new Exponential.Log10(self()).apply();
    }

    /// `log(1 + x)`, exact for small `x`.
    default Tensor log1p() {
        return new Exponential.Log1p(self()).apply();
    }

    /// `e^x - 1`, exact for small `x`.
    default Tensor expm1() {
        return new Exponential.Expm1(self()).apply();
    }

    /// The sine.
    default Tensor sin() {
        return new Trigonometric.Sin(self()).apply();
    }

    /// The cosine.
    default Tensor cos() {
        return new Trigonometric.Cos(self()).apply();
    }

    /// The tangent.
    default Tensor tan() {
        return new Trigonometric.Tan(self()).apply();
    }

    /// The angle from `-π/2` to `π/2` whose sine is `x`.
    default Tensor asin() {
        return new Trigonometric.Asin(self()).apply();
    }

    /// The angle from 0 to `π` whose cosine is `x`.
    default Tensor acos() {
        return new Trigonometric.Acos(self()).apply();
    }

    /// The angle from `-π/2` to `π/2` whose tangent is `x`.
    default Tensor atan() {
        return new Trigonometric.Atan(self()).apply();
    }

    /// The angle of the point whose height is this and whose distance to the right is `x`, from
    /// `-π` to `π`.
    default Tensor atan2(Tensor x) {
        return new Pairwise.Atan2(self(), x).apply();
    }

    /// The hyperbolic sine.
    default Tensor sinh() {
        return new Trigonometric.Sinh(self()).apply();
    }

    /// The hyperbolic cosine.
    default Tensor cosh() {
        return new Trigonometric.Cosh(self()).apply();
    }

    /// The number whose hyperbolic sine is `x`.
    default Tensor asinh() {
        return new Trigonometric.Asinh(self()).apply();
    }

    /// The number, not negative, whose hyperbolic cosine is `x`.
    default Tensor acosh() {
        return new Trigonometric.Acosh(self()).apply();
    }

    /// The number whose hyperbolic tangent is `x`.
    default Tensor atanh() {
        return new Trigonometric.Atanh(self()).apply();
    }

    /// The error function, `2/√π ∫₀ˣ e^-t² dt`.
    default Tensor erf() {
        return new Exponential.Erf(self()).apply();
    }

    // ---- activations ----

    /// The hyperbolic tangent.
    default Tensor tanh() {
        return new Activation.Tanh(self()).apply();
    }

    /// `1 / (1 + e^-x)`.
    default Tensor sigmoid() {
        return new Activation.Sigmoid(self()).apply();
    }

    /// `max(x, 0)`.
    default Tensor relu() {
        return new Activation.Relu(self()).apply();
    }

    /// `x` above 0, `slope·x` below (Maas et al., 2013).
    default Tensor leakyRelu(double slope) {
        return new Activation.LeakyRelu(self(), slope).apply();
    }

    /// `x` above 0, `e^x - 1` below (Clevert et al., 2015).
    default Tensor elu() {
        return new Activation.Elu(self(), 1).apply();
    }

    /// `x·Φ(x)`, `Φ` the normal distribution function (Hendrycks and Gimpel, 2016).
    default Tensor gelu() {
        return new SmoothActivation.Gelu(self()).apply();
    }

    /// The tanh approximation of [#gelu], `x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))`.
    default Tensor geluTanh() {
        return new SmoothActivation.GeluTanh(self()).apply();
    }

    /// `x·sigmoid(x)` (Ramachandran et al., 2017).
    default Tensor silu() {
        return new SmoothActivation.Silu(self()).apply();
    }

    /// `log(1 + e^x)`, a smooth [#relu].
    default Tensor softplus() {
        return new SmoothActivation.Softplus(self()).apply();
    }

    /// `x` above 0, `alpha·(e^(x/alpha) - 1)` below (Barron, 2017).
    default Tensor celu(double alpha) {
        return new Activation.Celu(self(), alpha).apply();
    }

    /// [#celu(double)] with `alpha` 1.
    default Tensor celu() {
        return celu(1);
    }

    /// `scale·elu(x)` with the two numbers that keep mean 0 and variance 1 (Klambauer et al.,
    /// 2017).
    default Tensor selu() {
        return new Activation.Selu(self()).apply();
    }

    /// `x` kept between two bounds; at them and outside, the gradient is 0 ([TensorMath#clamp] has
    /// 1 at them).
    default Tensor hardtanh(double min, double max) {
        return new Activation.Hardtanh("hardtanh", self(), min, max).apply();
    }

    /// [#hardtanh(double, double)] between -1 and 1.
    default Tensor hardtanh() {
        return hardtanh(-1, 1);
    }

    /// `x` kept between 0 and 6 (Krizhevsky, 2010).
    default Tensor relu6() {
        return new Activation.Hardtanh("relu6", self(), 0, 6).apply();
    }

    /// `x·relu6(x + 3) / 6` (Howard et al., 2019), a cheap [#silu].
    default Tensor hardswish() {
        return new Activation.Hardswish(self()).apply();
    }

    /// `x·tanh(softplus(x))` (Misra, 2019).
    default Tensor mish() {
        return new SmoothActivation.Mish(self()).apply();
    }

    /// `log(sigmoid(x))`, without cancellation.
    default Tensor logSigmoid() {
        return new SmoothActivation.LogSigmoid(self()).apply();
    }

    /// `x / (1 + |x|)`.
    default Tensor softsign() {
        return new SmoothActivation.Softsign(self()).apply();
    }

    /// `a·sigmoid(b)`, `a` and `b` the halves of a dimension (Dauphin et al., 2016).
    ///
    /// @throws IllegalArgumentException if its size is odd
    default Tensor glu(int dim) {
        self().requireAlive();
        int size = self().shape().size(dim);
        if (size % 2 != 0) {
            throw new IllegalArgumentException(
                    "glu: dimension %s of %s can't be halved".formatted(dim, self().array()));
        }
        Tensor gate = self().narrow(dim, size / 2, size / 2);
        return self().narrow(dim, 0, size / 2).mul(gate.sigmoid());
    }

    /// `x` above 0, `weight·x` below, the slope being learned (He et al., 2015).
    ///
    /// @param weight `[1]`, or one for each of the channels, dimension 1
    /// @throws IllegalArgumentException if it is neither
    default Tensor prelu(Tensor weight) {
        Tensor x = self();
        int rank = x.shape().rank();
        x.requireAlive();
        weight.requireAlive();
        int channels = rank < 2 ? 1 : x.shape().size(1);
        int slopes = Math.toIntExact(weight.shape().elements());
        if (weight.shape().rank() > 1 || (slopes != 1 && slopes != channels)) {
            throw new IllegalArgumentException(
                    "prelu: weight %s does not fit %s: one slope, or one for each of %s channels"
                            .formatted(weight.array(), x.array(), channels));
        }
        int[] sizes = new int[Math.max(rank, 1)];
        Arrays.fill(sizes, 1);
        sizes[slopes == 1 ? 0 : 1] = slopes;
        Tensor slope = rank == 0 ? weight.reshape() : weight.reshape(sizes);
        return x.gt(0).where(x, x.mul(slope));
    }
}
