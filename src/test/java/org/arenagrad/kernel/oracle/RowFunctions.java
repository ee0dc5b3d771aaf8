package org.arenagrad.kernel.oracle;

import java.util.Arrays;

/// Functions of one row.
public final class RowFunctions {
    private RowFunctions() {}

    /// `e^x / Σ e^x`.
    public static double[] softmax(double[] x) {
        double max = max(x);
        double sum = sumOfExp(x, max);
        return Arrays.stream(x).map(v -> Math.exp(v - max) / sum).toArray();
    }

    /// `x - log Σ e^x`.
    public static double[] logSoftmax(double[] x) {
        double max = max(x);
        double logSum = Math.log(sumOfExp(x, max));
        return Arrays.stream(x).map(v -> v - max - logSum).toArray();
    }

    /// `log Σ e^x`. Of an infinite element nothing can be subtracted; then it is the whole sum.
    public static double logSumExp(double[] x) {
        double max = max(x);
        return Double.isInfinite(max) ? max : max + Math.log(sumOfExp(x, max));
    }

    /// The cross-entropy against the smoothed one-hot distribution, with a weight.
    public static double crossEntropy(double[] x, int label, double weight, double smoothing) {
        double[] log = logSoftmax(x);
        double value = -log[label];
        if (smoothing != 0) {
            double rest = 0;
            for (double v : log) {
                rest -= v;
            }
            value = (1 - smoothing) * value + smoothing / x.length * rest;
        }
        return weight * value;
    }

    /// Its gradient.
    ///
    /// @param scale weight times upstream gradient
    public static double[] crossEntropyGrad(double[] x, int label, double scale, double smoothing) {
        double[] y = softmax(x);
        for (int c = 0; c < y.length; c++) {
            double target = smoothing / x.length + (c == label ? 1 - smoothing : 0);
            y[c] = scale * (y[c] - target);
        }
        return y;
    }

    private static double max(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            max = Math.max(max, v);
        }
        return max;
    }

    private static double sumOfExp(double[] x, double max) {
        double sum = 0;
        for (double v : x) {
            sum += Math.exp(v - max);
        }
        return sum;
    }
}
