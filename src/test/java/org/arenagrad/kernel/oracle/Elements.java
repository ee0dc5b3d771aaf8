package org.arenagrad.kernel.oracle;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;

/// Functions of elements.
public final class Elements {
    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    private Elements() {}

    /// `op(x)`.
    public static double of(Unary op, double x) {
        return switch (op) {
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> x > 0 ? 1 : x < 0 ? -1 : x;
            case SQUARE -> x * x;
            case SQRT -> Math.sqrt(x);
            case RSQRT -> 1 / Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case IS_NAN -> truth(Double.isNaN(x));
            case IS_FINITE -> truth(Double.isFinite(x));
            case EXP -> Math.exp(x);
            case EXP2 -> Functions.exp2(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG2 -> Math.log(x) / Math.log(2);
            case LOG10 -> Math.log10(x);
            case LOG1P -> Math.log1p(x);
            case ERF -> Erf.erf(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case ASIN -> Math.asin(x);
            case ACOS -> Math.acos(x);
            case ATAN -> Math.atan(x);
            case SINH -> Math.sinh(x);
            case COSH -> Math.cosh(x);
            case ASINH -> Functions.asinh(x);
            case ACOSH -> Functions.acosh(x);
            case ATANH -> Functions.atanh(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> Functions.sigmoid(x);
            case LOG_SIGMOID -> -Functions.softplus(-x);
            case RELU -> Math.max(x, 0);
            case RELU6 -> Math.min(Math.max(x, 0), 6);
            case SOFTPLUS -> Functions.softplus(x);
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case GELU -> Functions.gelu(x);
            case GELU_TANH -> Functions.geluTanh(x);
            case SILU -> Functions.silu(x);
            case MISH -> Functions.mish(x);
            case SELU -> SELU_SCALE * Functions.elu(x, SELU_ALPHA);
            case HARDSWISH -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
        };
    }

    /// `op(a, b)`.
    public static double of(Binary op, double a, double b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REMAINDER -> Functions.remainder(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case POW -> Functions.pow(a, b);
            case ATAN2 -> Math.atan2(a, b);
            case EQ -> truth(a == b);
            case NE -> truth(a != b);
            case LT -> truth(a < b);
            case LE -> truth(a <= b);
            case GT -> truth(a > b);
            case GE -> truth(a >= b);
            case LEAKY_RELU -> a > 0 ? a : a * b;
            case ELU -> Functions.elu(a, b);
            case CELU -> a > 0 ? a : b * Math.expm1(a / b);
            case RELU_GRAD -> b > 0 ? a : 0;
            case TANH_GRAD -> a * (1 - b) * (1 + b);
            case SIGMOID_GRAD -> a * b * (1 - b);
            case GELU_GRAD -> a * Functions.geluSlope(b);
        };
    }

    /// `op(a, b, c)`.
    public static double of(Ternary op, double a, double b, double c) {
        return switch (op) {
            case WHERE -> a != 0 ? b : c;
            case CLAMP -> Math.min(Math.max(a, b), c);
            case LERP -> Math.abs(c) < 0.5 ? a + c * (b - a) : b - (b - a) * (1 - c);
        };
    }

    /// The size of the numbers between which [#of(Ternary, double, double, double)] may cancel.
    public static double scale(Ternary op, double a, double b, double c) {
        return op == Ternary.LERP ? (Math.abs(a) + Math.abs(b)) * (1 + Math.abs(c)) : 0;
    }

    /// How many times the rounding of an argument weighs in the result: an exponential feels that
    /// of a large exponent.
    public static double condition(Unary op, double x) {
        return op == Unary.GELU_TANH ? 1 + Math.min(Math.abs(x * x * x) / 10, 1000) : 1;
    }

    /// As [#condition(Unary, double)]. And a quotient too small for float32 is none any more, and
    /// one whose exponential is too large makes an infinity of a product that may be none.
    public static double condition(Binary op, double a, double b) {
        if (op == Binary.GELU_GRAD) {
            // Its two terms cancel around -0.75. Far to the left it is too small for float32, and
            // times an infinity no number any more.
            double slope = Math.abs(Functions.geluSlope(b));
            return slope < Float.MIN_NORMAL ? Double.POSITIVE_INFINITY : 1 + 0.5 / slope;
        }
        if (op != Binary.CELU) {
            return 1;
        }
        double quotient = a / b;
        if (quotient > 80) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.abs(quotient) < Float.MIN_NORMAL ? 1e6 : 1 + Math.min(Math.abs(quotient), 1000);
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }
}
