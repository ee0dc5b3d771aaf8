package org.arenagrad.nn;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;

import java.util.random.RandomGenerator;

/// How weights start: overwrites a tensor, in place, with random numbers of the right size.
///
/// Too small, and signals die out from layer to layer; too large, and they explode. The named
/// schemes choose the variance from the *fans* of a weight `[out, in, …]`: the number of inputs of
/// each output (fan-in, `in·…`) and of outputs of each input (fan-out, `out·…`).
///
/// ```java
/// var layer = Linear.of(64, 64, rng);
/// Init.kaimingNormal(layer.weight(), rng);
/// ```
public final class Init {
    private Init() {}

    /// Uniform in `±√(6 / fan-in)`, for layers in front of a ReLU: it halves the second moment, the
    /// 2 in the variance `2 / fan-in` makes up for it (He et al., 2015).
    ///
    /// @return the weight
    /// @throws IllegalArgumentException if it has fewer than two dimensions
    public static Tensor kaimingUniform(Tensor weight, RandomGenerator random) {
        return kaimingUniform(weight, 0, random);
    }

    /// [#kaimingUniform(Tensor, RandomGenerator)] for layers in front of a leaky ReLU: the variance
    /// is `2 / ((1 + slope²)·fan-in)`.
    public static Tensor kaimingUniform(Tensor weight, double slope, RandomGenerator random) {
        double bound = Math.sqrt(3) * kaimingDeviation(weight, slope);
        return uniform(weight, -bound, bound, random);
    }

    /// Normal with variance `2 / fan-in`, for layers in front of a ReLU (He et al., 2015).
    ///
    /// @return the weight
    /// @throws IllegalArgumentException if it has fewer than two dimensions
    public static Tensor kaimingNormal(Tensor weight, RandomGenerator random) {
        return kaimingNormal(weight, 0, random);
    }

    /// [#kaimingNormal(Tensor, RandomGenerator)] for layers in front of a leaky ReLU: the variance
    /// is `2 / ((1 + slope²)·fan-in)`.
    public static Tensor kaimingNormal(Tensor weight, double slope, RandomGenerator random) {
        return normal(weight, 0, kaimingDeviation(weight, slope), random);
    }

    /// Uniform in `±√(6 / (fan-in + fan-out))`, for layers in front of tanh, sigmoid or nothing: a
    /// compromise between keeping the variance of signals and that of gradients (Glorot and Bengio,
    /// 2010).
    ///
    /// @return the weight
    /// @throws IllegalArgumentException if it has fewer than two dimensions
    public static Tensor xavierUniform(Tensor weight, RandomGenerator random) {
        return xavierUniform(weight, 1, random);
    }

    /// [#xavierUniform(Tensor, RandomGenerator)] times a gain; 5/3 is usual for tanh.
    public static Tensor xavierUniform(Tensor weight, double gain, RandomGenerator random) {
        double bound = gain * Math.sqrt(3) * xavierDeviation(weight);
        return uniform(weight, -bound, bound, random);
    }

    /// Normal with variance `2 / (fan-in + fan-out)`, see [#xavierUniform(Tensor,
    /// RandomGenerator)].
    ///
    /// @return the weight
    /// @throws IllegalArgumentException if it has fewer than two dimensions
    public static Tensor xavierNormal(Tensor weight, RandomGenerator random) {
        return xavierNormal(weight, 1, random);
    }

    /// [#xavierNormal(Tensor, RandomGenerator)] times a gain; 5/3 is usual for tanh.
    public static Tensor xavierNormal(Tensor weight, double gain, RandomGenerator random) {
        return normal(weight, 0, gain * xavierDeviation(weight), random);
    }

    /// Uniform in `[low, high)`.
    ///
    /// @return the tensor
    public static Tensor uniform(Tensor x, double low, double high, RandomGenerator random) {
        return overwrite(x, Tensor.uniform(x.dtype(), random, low, high, x.shape().toArray()));
    }

    /// Normal with a mean and a standard deviation.
    ///
    /// @return the tensor
    public static Tensor normal(Tensor x, double mean, double deviation, RandomGenerator random) {
        Tensor fresh = Tensor.randn(x.dtype(), random, x.shape().toArray());
        try (Tensor shift = Tensor.full(x.dtype(), mean)) {
            return overwrite(x, fresh.mulInPlace(deviation).addInPlace(shift));
        }
    }

    private static Tensor overwrite(Tensor x, Tensor fresh) {
        try (fresh;
                var _ = Autograd.noGrad()) {
            return x.copyFrom(fresh);
        }
    }

    private static double kaimingDeviation(Tensor weight, double slope) {
        return Math.sqrt(2 / (1 + slope * slope) / fan(weight, "kaiming", 1));
    }

    private static double xavierDeviation(Tensor weight) {
        return Math.sqrt(2.0 / (fan(weight, "xavier", 1) + fan(weight, "xavier", 0)));
    }

    /// The size of a dimension of a weight times those behind the second.
    private static long fan(Tensor weight, String scheme, int dim) {
        if (weight.shape().rank() < 2) {
            throw new IllegalArgumentException(
                    "%s: %s has no fan-in and fan-out, a weight has at least two dimensions [out, in]: for a bias, fill(0) is usual"
                            .formatted(scheme, weight.array()));
        }
        long fan = weight.shape().size(dim);
        for (int d = 2; d < weight.shape().rank(); d++) {
            fan *= weight.shape().size(d);
        }
        return fan;
    }
}
