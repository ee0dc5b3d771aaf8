package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

/// Positions as rotations (Su et al., *RoFormer*, 2021): pairs of a vector's elements, `i` and `i +
/// E/2`, are turned by an angle that grows with the position, so that a product of two vectors
/// depends on their distance alone.
///
/// @param base what the slowest rotation takes, 10,000 in the paper
public record RotaryPositions(double base) {
    /// Checks it.
    ///
    /// @throws IllegalArgumentException if the base is not positive
    public RotaryPositions {
        if (!(base > 0) || Double.isInfinite(base)) {
            throw new IllegalArgumentException(
                    "rotary: a base of %s gives no angles: it must be positive".formatted(base));
        }
    }

    /// With the base of the paper.
    public static RotaryPositions of() {
        return new RotaryPositions(10_000);
    }

    /// Turns vectors by their positions.
    ///
    /// @param x `[…, T, E]`, `E` even
    /// @param first the position of the first
    /// @throws IllegalArgumentException if `E` is odd
    public Tensor apply(Tensor x, int first) {
        int width = x.shape().size(-1);
        if (width % 2 != 0) {
            throw new IllegalArgumentException(
                    "rotary: %s has vectors of odd length, pairs are turned".formatted(x.array()));
        }
        int half = width / 2;
        int steps = x.shape().size(-2);
        Tensor rate = Tensor.arange(x.dtype(), half).mul(-2 * Math.log(base) / width).exp();
        Tensor angle = Tensor.arange(x.dtype(), steps).add(first).unsqueeze(1).mul(rate);
        Tensor cos = angle.cos();
        Tensor sin = angle.sin();
        Tensor a = x.narrow(-1, 0, half);
        Tensor b = x.narrow(-1, half, half);
        return Tensor.cat(-1, a.mul(cos).sub(b.mul(sin)), b.mul(cos).add(a.mul(sin)));
    }
}
