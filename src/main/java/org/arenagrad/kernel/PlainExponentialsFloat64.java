package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.rounded;

/// One number after the other.
final class PlainExponentialsFloat64 implements ExponentialsFloat64 {
    @Override
    public void exp(double[] numbers, int n) {
        expFrom(numbers, 0, n);
    }

    @Override
    public void log(double[] numbers, int n) {
        logFrom(numbers, 0, n);
    }

    static void expFrom(double[] x, int from, int n) {
        for (int i = from; i < n; i++) {
            x[i] = rounded(MathFloat64.exp(x[i]));
        }
    }

    static void logFrom(double[] x, int from, int n) {
        for (int i = from; i < n; i++) {
            x[i] = rounded(MathFloat64.log(x[i]));
        }
    }
}
