// Generated from VectorExponentialsFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;

import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;

/// Whole vectors, and what is left over one by one.
final class VectorExponentialsFloat32 implements ExponentialsFloat32 {
    @Override
    public void exp(float[] x, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMathFloat32.exp(fromArray(SPECIES, x, i)).intoArray(x, i);
        }
        PlainExponentialsFloat32.expFrom(x, whole, n);
    }

    @Override
    public void log(float[] x, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMathFloat32.log(fromArray(SPECIES, x, i)).intoArray(x, i);
        }
        PlainExponentialsFloat32.logFrom(x, whole, n);
    }
}
