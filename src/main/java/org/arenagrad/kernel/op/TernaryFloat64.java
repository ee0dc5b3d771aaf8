package org.arenagrad.kernel.op;

/// The formula of a [Ternary] for three numbers; see [UnaryFloat64].
public interface TernaryFloat64 {
    /// `f(a, b, c)`; of numbers that the element type has.
    double of(double a, double b, double c);

    /// The formula of an operation.
    static TernaryFloat64 of(Ternary op) {
        return Formulas.instance(
                TernaryFloat64.class,
                switch (op) {
                    case WHERE -> TriplesFloat64.Where.class;
                    case CLAMP -> TriplesFloat64.Clamp.class;
                    case LERP -> TriplesFloat64.Lerp.class;
                });
    }
}
