// Generated from PlainExponentialsFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.rounded;

/// One number after the other.
final class PlainExponentialsFloat32 implements ExponentialsFloat32 {
    @Override
    public void exp(float[] numbers, int n) {
        expFrom(numbers, 0, n);
    }

    @Override
    public void log(float[] numbers, int n) {
        logFrom(numbers, 0, n);
    }

    static void expFrom(float[] x, int from, int n) {
        for (int i = from; i < n; i++) {
            x[i] = rounded(MathFloat32.exp(x[i]));
        }
    }

    static void logFrom(float[] x, int from, int n) {
        for (int i = from; i < n; i++) {
            x[i] = rounded(MathFloat32.log(x[i]));
        }
    }
}
