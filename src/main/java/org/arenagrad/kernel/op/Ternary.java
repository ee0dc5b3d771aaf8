package org.arenagrad.kernel.op;

/// The functions of three elements, or of elements and numbers, `y = f(a, b, c)`. Their formulas
/// are in [TernaryFloat64]. Loops over them wait for memory.
public enum Ternary {
    /// `b` where `a` is not 0, else `c`: what is not chosen has no influence, NaN included.
    WHERE,
    /// `a` kept between `b` and `c`; NaN stays NaN.
    CLAMP,
    /// `a + c·(b - a)`, the way from `a` to `b` that `c` says.
    LERP
}
