package org.arenagrad.kernel.op;

/// The functions of one element, `y = f(x)`. Their formulas are in [UnaryFloat64].
public enum Unary {
    // ---- arithmetic: ArithmeticFloat64 ----

    /// `-x`.
    NEG(Cost.MEMORY),
    /// `|x|`.
    ABS(Cost.MEMORY),
    /// -1, 0 or 1; NaN stays NaN, and a zero keeps its sign.
    SIGN(Cost.MEMORY),
    /// `x²`.
    SQUARE(Cost.MEMORY),
    /// `√x`.
    SQRT(Cost.MEMORY),
    /// `1 / √x`.
    RSQRT(Cost.MEMORY),
    /// `1 / x`.
    RECIPROCAL(Cost.MEMORY),
    /// The largest integer not above `x`.
    FLOOR(Cost.MEMORY),
    /// The smallest integer not below `x`.
    CEIL(Cost.MEMORY),
    /// The nearest integer, the even one of two (IEEE 754).
    ROUND(Cost.MEMORY),
    /// 1 where `x` is NaN, else 0.
    IS_NAN(Cost.MEMORY),
    /// 1 where `x` is a finite number, else 0.
    IS_FINITE(Cost.MEMORY),

    // ---- exponentials, logarithms and their kin: ExponentialsFloat64 ----

    /// `e^x`.
    EXP(Cost.COMPUTE),
    /// `2^x`.
    EXP2(Cost.COMPUTE),
    /// `e^x - 1`, exact for small `x`.
    EXPM1(Cost.COMPUTE),
    /// The natural logarithm.
    LOG(Cost.COMPUTE),
    /// The logarithm to base 2.
    LOG2(Cost.COMPUTE),
    /// The logarithm to base 10.
    LOG10(Cost.COMPUTE),
    /// `log(1 + x)`, exact for small `x`.
    LOG1P(Cost.COMPUTE),
    /// The error function.
    ERF(Cost.COMPUTE),

    // ---- angles: TrigonometryFloat64 ----

    /// The sine.
    SIN(Cost.COMPUTE),
    /// The cosine.
    COS(Cost.COMPUTE),
    /// The tangent.
    TAN(Cost.COMPUTE),
    /// The angle from `-π/2` to `π/2` whose sine is `x`.
    ASIN(Cost.COMPUTE),
    /// The angle from 0 to `π` whose cosine is `x`.
    ACOS(Cost.COMPUTE),
    /// The angle from `-π/2` to `π/2` whose tangent is `x`.
    ATAN(Cost.COMPUTE),
    /// The hyperbolic sine, `(e^x - e^-x) / 2`.
    SINH(Cost.COMPUTE),
    /// The hyperbolic cosine, `(e^x + e^-x) / 2`.
    COSH(Cost.COMPUTE),
    /// The number whose hyperbolic sine is `x`.
    ASINH(Cost.COMPUTE),
    /// The number, not negative, whose hyperbolic cosine is `x`.
    ACOSH(Cost.COMPUTE),
    /// The number whose hyperbolic tangent is `x`.
    ATANH(Cost.COMPUTE),

    // ---- activations: ActivationsFloat64 ----

    /// The hyperbolic tangent.
    TANH(Cost.COMPUTE),
    /// `1 / (1 + e^-x)`, without overflow for large `|x|`.
    SIGMOID(Cost.COMPUTE),
    /// `log(1 / (1 + e^-x))`, without cancellation.
    LOG_SIGMOID(Cost.COMPUTE),
    /// `max(x, 0)`; NaN stays NaN.
    RELU(Cost.MEMORY),
    /// `x` kept between 0 and 6 (Krizhevsky, 2010).
    RELU6(Cost.MEMORY),
    /// `log(1 + e^x)`, without overflow.
    SOFTPLUS(Cost.COMPUTE),
    /// `x / (1 + |x|)`.
    SOFTSIGN(Cost.MEMORY),
    /// `x·Φ(x)` with the exact normal distribution function (Hendrycks and Gimpel, 2016).
    GELU(Cost.COMPUTE),
    /// The tanh approximation of [#GELU].
    GELU_TANH(Cost.COMPUTE),
    /// `x·sigmoid(x)` (Ramachandran et al., 2017: swish).
    SILU(Cost.COMPUTE),
    /// `x·tanh(softplus(x))` (Misra, 2019).
    MISH(Cost.COMPUTE),
    /// `scale·elu(x)` with `scale` and `alpha` such that mean 0 and variance 1 stay (Klambauer et
    /// al., 2017).
    SELU(Cost.COMPUTE),
    /// `x·relu6(x + 3) / 6` (Howard et al., 2019).
    HARDSWISH(Cost.MEMORY);

    private final Cost cost;

    Unary(Cost cost) {
        this.cost = cost;
    }

    /// What a loop over it spends its time with.
    public Cost cost() {
        return cost;
    }
}
