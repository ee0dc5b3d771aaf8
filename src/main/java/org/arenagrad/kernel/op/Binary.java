package org.arenagrad.kernel.op;

/// The functions of two elements, or of an element and a number, `y = f(a, b)`. Their formulas are
/// in [BinaryFloat64].
///
/// Comparisons give 1 for true and 0 for false (any comparison with NaN but [#NE] is false). The
/// `_GRAD` functions are the hot derivatives in one pass: `a` is the upstream gradient, `b` the
/// saved output of the forward function.
public enum Binary {
    /// `a + b`.
    ADD(Cost.MEMORY),
    /// `a - b`.
    SUB(Cost.MEMORY),
    /// `a·b`.
    MUL(Cost.MEMORY),
    /// `a / b`.
    DIV(Cost.MEMORY),
    /// `a - b·floor(a / b)`: the sign is that of `b`.
    REMAINDER(Cost.COMPUTE),
    /// The larger one; NaN if either is NaN.
    MAXIMUM(Cost.MEMORY),
    /// The smaller one; NaN if either is NaN.
    MINIMUM(Cost.MEMORY),
    /// `a^b`.
    POW(Cost.COMPUTE),
    /// The angle of the point `(b, a)`, from `-π` to `π`.
    ATAN2(Cost.COMPUTE),

    /// `a == b`.
    EQ(Cost.MEMORY),
    /// `a != b`.
    NE(Cost.MEMORY),
    /// `a < b`.
    LT(Cost.MEMORY),
    /// `a <= b`.
    LE(Cost.MEMORY),
    /// `a > b`.
    GT(Cost.MEMORY),
    /// `a >= b`.
    GE(Cost.MEMORY),

    /// `a` above 0, `b·a` below.
    LEAKY_RELU(Cost.MEMORY),
    /// `a` above 0, `b·(e^a - 1)` below (Clevert et al., 2015).
    ELU(Cost.COMPUTE),
    /// `a` above 0, `b·(e^(a/b) - 1)` below (Barron, 2017).
    CELU(Cost.COMPUTE),

    /// `a` where `b > 0`, else 0.
    RELU_GRAD(Cost.MEMORY),
    /// `a·(1 - b²)`.
    TANH_GRAD(Cost.MEMORY),
    /// `a·b·(1 - b)`.
    SIGMOID_GRAD(Cost.MEMORY),
    /// `a·(Φ(b) + b·φ(b))`, `Φ` the normal distribution and `φ` its density.
    GELU_GRAD(Cost.COMPUTE);

    private final Cost cost;

    Binary(Cost cost) {
        this.cost = cost;
    }

    /// What a loop over it spends its time with.
    public Cost cost() {
        return cost;
    }
}
