package org.arenagrad.kernel.oracle;

import org.arenagrad.kernel.op.Reduction;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Folds and scans of a run of elements.
public final class Folds {
    private Folds() {}

    /// The fold of all elements.
    public static double of(Reduction op, double[] x) {
        DoubleStream all = Arrays.stream(x);
        return switch (op) {
            // These sums carry along what rounding has lost.
            case SUM -> all.sum();
            case SUM_OF_SQUARES -> all.map(v -> v * v).sum();
            case PROD -> all.reduce(1, (a, b) -> a * b);
            case MAX -> all.reduce(Double.NEGATIVE_INFINITY, Math::max);
            case MIN -> all.reduce(Double.POSITIVE_INFINITY, Math::min);
            case COUNT_NON_FINITE -> all.filter(v -> !Double.isFinite(v)).count();
        };
    }

    /// Whether what is summed on the way is beyond `limit`, in any order: a type that ends there
    /// may then give an infinity, or NaN.
    public static boolean mayOverflow(Reduction op, double[] x, double limit) {
        double size = op == Reduction.PROD ? 1 : 0;
        for (double v : x) {
            double z = Math.abs(v);
            if (Double.isFinite(v)) {
                size =
                        switch (op) {
                            case SUM -> size + z;
                            case SUM_OF_SQUARES -> size + z * z;
                            case PROD -> size * Math.max(1, z);
                            case MAX, MIN, COUNT_NON_FINITE -> size;
                        };
            }
        }
        return size > limit;
    }

    /// The position of the largest element, of the first NaN if there is one.
    public static int argmax(double[] x) {
        int best = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i])) {
                return i;
            }
            if (x[i] > x[best]) {
                best = i;
            }
        }
        return best;
    }

    /// `y[i] = x[0] + … + x[i]`.
    public static double[] cumsum(double[] x) {
        double[] y = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i];
            y[i] = sum;
        }
        return y;
    }
}
