package org.arenagrad.kernel;

/// The elementwise functions of one argument, `y = f(x; p, q)`.
///
/// Most ignore the two scalar parameters `p` and `q`; those that use them say how.
public enum Unary {
    NEG,
    ABS,
    /// -1, 0 or 1; NaN stays NaN, and a zero keeps its sign.
    SIGN,
    EXP,
    LOG,
    SQRT,
    SQUARE,
    RECIPROCAL,
    SIN,
    COS,
    TANH,
    /// `1 / (1 + e^-x)`, without overflow for large `|x|`.
    SIGMOID,
    /// `max(x, 0)`; NaN stays NaN.
    RELU,
    /// `log(1 + e^x)`, without overflow.
    SOFTPLUS,
    /// `x·Φ(x)` with the exact normal distribution function (Hendrycks and Gimpel, 2016).
    GELU,
    /// The tanh approximation of [#GELU].
    GELU_TANH,
    /// `x·sigmoid(x)` (Ramachandran et al., 2017: swish).
    SILU,
    /// `x` above 0, `p·(e^x - 1)` below (Clevert et al., 2015).
    ELU,
    LOG1P,
    EXPM1,
    /// The error function.
    ERF,
    /// `x` above 0, `p·x` below.
    LEAKY_RELU,
    /// `x^p`.
    POW,
    /// `x` kept between `p` and `q`; NaN stays NaN.
    CLAMP,
    /// `x + p`.
    ADD_SCALAR,
    /// `x·p`.
    MUL_SCALAR,
    /// `x / p`.
    DIV_SCALAR
}
