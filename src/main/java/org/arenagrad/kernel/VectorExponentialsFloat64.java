package org.arenagrad.kernel;

import static jdk.incubator.vector.DoubleVector.fromArray;

import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.SPECIES;

/// Whole vectors, and what is left over one by one.
final class VectorExponentialsFloat64 implements ExponentialsFloat64 {
    @Override
    public void exp(double[] x, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMathFloat64.exp(fromArray(SPECIES, x, i)).intoArray(x, i);
        }
        PlainExponentialsFloat64.expFrom(x, whole, n);
    }

    @Override
    public void log(double[] x, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMathFloat64.log(fromArray(SPECIES, x, i)).intoArray(x, i);
        }
        PlainExponentialsFloat64.logFrom(x, whole, n);
    }
}
