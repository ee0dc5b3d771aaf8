package org.arenagrad.kernel;

/// The elementwise functions of two arguments, `y = f(a, b)`.
///
/// Comparisons give 1 for true and 0 for false (any comparison with NaN but [#NE] is false). The
/// `_GRAD` functions are the hot derivatives in one pass: `a` is the upstream gradient, `b` the
/// saved output of the forward function.
public enum Binary {
    ADD,
    SUB,
    MUL,
    DIV,
    /// NaN if either is NaN.
    MAXIMUM,
    /// NaN if either is NaN.
    MINIMUM,
    POW,
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    /// `a` where `b > 0`, else 0.
    RELU_GRAD,
    /// `a·(1 - b²)`.
    TANH_GRAD,
    /// `a·b·(1 - b)`.
    SIGMOID_GRAD
}
