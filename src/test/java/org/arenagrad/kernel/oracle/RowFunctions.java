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

    /// `e^(scale·x) / Σ e^(scale·x)` of the first elements, 0 for the others.
    public static double[] softmax(double[] x, double scale, int seen) {
        double[] scaled = Arrays.stream(x).limit(seen).map(v -> v * scale).toArray();
        return Arrays.copyOf(softmax(scaled), x.length);
    }

    /// `scale·y·(g - Σ g·y)`.
    public static double[] softmaxGrad(double[] g, double[] y, double scale) {
        double along = 0;
        for (int i = 0; i < g.length; i++) {
            along += g[i] * y[i];
        }
        double[] dx = new double[g.length];
        for (int i = 0; i < g.length; i++) {
            dx[i] = scale * y[i] * (g[i] - along);
        }
        return dx;
    }

    /// `(x - mean) / √(variance + eps)`.
    public static double[] normalize(double[] x, double eps) {
        double mean = mean(x);
        double scale = scale(x, eps);
        return Arrays.stream(x).map(v -> (v - mean) * scale).toArray();
    }

    /// `(g - mean(g) - y·mean(g·y)) / √(variance + eps)`.
    public static double[] normalizeGrad(double[] g, double[] x, double[] y, double eps) {
        double[] along = new double[g.length];
        Arrays.setAll(along, i -> g[i] * y[i]);
        double bend = mean(along);
        double mean = mean(g);
        double[] dx = new double[g.length];
        Arrays.setAll(dx, i -> (g[i] - mean - y[i] * bend) * scale(x, eps));
        return dx;
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double scale(double[] x, double eps) {
        double mean = mean(x);
        return 1
                / Math.sqrt(
                        Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length + eps);
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
