package org.arenagrad.kernel.op;

/// The formula of a [Unary] for one number.
///
/// A class of its own for each operation, so that the compiler, which knows a loop's operation as a
/// constant, knows its code as well. A formula for vectors as well is a [VectorUnaryFloat64].
public interface UnaryFloat64 {
    /// `f(x)`; of a number that the element type has, and rounded as the element type is.
    double of(double x);

    /// The formula of an operation.
    static UnaryFloat64 of(Unary op) {
        return Formulas.instance(
                UnaryFloat64.class,
                switch (op) {
                    case NEG -> ArithmeticFloat64.Neg.class;
                    case ABS -> ArithmeticFloat64.Abs.class;
                    case SIGN -> ArithmeticFloat64.Sign.class;
                    case SQUARE -> ArithmeticFloat64.Square.class;
                    case SQRT -> ArithmeticFloat64.Sqrt.class;
                    case RSQRT -> ArithmeticFloat64.Rsqrt.class;
                    case RECIPROCAL -> ArithmeticFloat64.Reciprocal.class;
                    case FLOOR -> ArithmeticFloat64.Floor.class;
                    case CEIL -> ArithmeticFloat64.Ceil.class;
                    case ROUND -> ArithmeticFloat64.Round.class;
                    case IS_NAN -> ArithmeticFloat64.IsNan.class;
                    case IS_FINITE -> ArithmeticFloat64.IsFinite.class;
                    case EXP -> ExponentialsFloat64.Exp.class;
                    case EXP2 -> ExponentialsFloat64.Exp2.class;
                    case EXPM1 -> ExponentialsFloat64.Expm1.class;
                    case LOG -> ExponentialsFloat64.Log.class;
                    case LOG2 -> ExponentialsFloat64.Log2.class;
                    case LOG10 -> ExponentialsFloat64.Log10.class;
                    case LOG1P -> ExponentialsFloat64.Log1p.class;
                    case ERF -> ExponentialsFloat64.Erf.class;
                    case SIN -> TrigonometryFloat64.Sin.class;
                    case COS -> TrigonometryFloat64.Cos.class;
                    case TAN -> TrigonometryFloat64.Tan.class;
                    case ASIN -> TrigonometryFloat64.Asin.class;
                    case ACOS -> TrigonometryFloat64.Acos.class;
                    case ATAN -> TrigonometryFloat64.Atan.class;
                    case SINH -> TrigonometryFloat64.Sinh.class;
                    case COSH -> TrigonometryFloat64.Cosh.class;
                    case ASINH -> TrigonometryFloat64.Asinh.class;
                    case ACOSH -> TrigonometryFloat64.Acosh.class;
                    case ATANH -> TrigonometryFloat64.Atanh.class;
                    case TANH -> ActivationsFloat64.Tanh.class;
                    case SIGMOID -> ActivationsFloat64.Sigmoid.class;
                    case LOG_SIGMOID -> ActivationsFloat64.LogSigmoid.class;
                    case RELU -> ActivationsFloat64.Relu.class;
                    case RELU6 -> ActivationsFloat64.Relu6.class;
                    case SOFTPLUS -> ActivationsFloat64.Softplus.class;
                    case SOFTSIGN -> ActivationsFloat64.Softsign.class;
                    case GELU -> ActivationsFloat64.Gelu.class;
                    case GELU_TANH -> ActivationsFloat64.GeluTanh.class;
                    case SILU -> ActivationsFloat64.Silu.class;
                    case MISH -> ActivationsFloat64.Mish.class;
                    case SELU -> ActivationsFloat64.Selu.class;
                    case HARDSWISH -> ActivationsFloat64.Hardswish.class;
                });
    }
}
