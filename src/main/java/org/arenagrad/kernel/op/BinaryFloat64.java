package org.arenagrad.kernel.op;

/// The formula of a [Binary] for two numbers; see [UnaryFloat64].
public interface BinaryFloat64 {
    /// `f(a, b)`; of numbers that the element type has.
    double of(double a, double b);

    /// The formula of an operation.
    static BinaryFloat64 of(Binary op) {
        return Formulas.instance(
                BinaryFloat64.class,
                switch (op) {
                    case ADD -> PairsFloat64.Add.class;
                    case SUB -> PairsFloat64.Sub.class;
                    case MUL -> PairsFloat64.Mul.class;
                    case DIV -> PairsFloat64.Div.class;
                    case REMAINDER -> PairsFloat64.Remainder.class;
                    case MAXIMUM -> PairsFloat64.Maximum.class;
                    case MINIMUM -> PairsFloat64.Minimum.class;
                    case POW -> PairsFloat64.Pow.class;
                    case ATAN2 -> PairsFloat64.Atan2.class;
                    case EQ -> ComparisonsFloat64.Eq.class;
                    case NE -> ComparisonsFloat64.Ne.class;
                    case LT -> ComparisonsFloat64.Lt.class;
                    case LE -> ComparisonsFloat64.Le.class;
                    case GT -> ComparisonsFloat64.Gt.class;
                    case GE -> ComparisonsFloat64.Ge.class;
                    case LEAKY_RELU -> SlopesFloat64.LeakyRelu.class;
                    case ELU -> SlopesFloat64.Elu.class;
                    case CELU -> SlopesFloat64.Celu.class;
                    case RELU_GRAD -> SlopesFloat64.ReluGrad.class;
                    case TANH_GRAD -> SlopesFloat64.TanhGrad.class;
                    case SIGMOID_GRAD -> SlopesFloat64.SigmoidGrad.class;
                    case GELU_GRAD -> SlopesFloat64.GeluGrad.class;
                });
    }
}
