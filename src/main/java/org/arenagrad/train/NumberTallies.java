package org.arenagrad.train;

import org.arenagrad.autograd.Tensor;

/// Measurements of numbers against numbers.
final class NumberTallies {
    private NumberTallies() {}

    private static void requireFit(Tensor output, Tensor target) {
        if (!output.shape().equals(target.shape())) {
            throw new IllegalArgumentException(
                    "metric: outputs %s and targets %s differ in shape: each number needs one to compare with"
                            .formatted(output.shape(), target.shape()));
        }
    }

    /// The mean of something of each element.
    abstract static class Mean implements Metric.Tally<Tensor> {
        private double sum;
        private long count;

        @Override
        public final void add(Tensor output, Tensor target) {
            requireFit(output, target);
            double[] p = output.toArray();
            double[] t = target.toArray();
            for (int i = 0; i < p.length; i++) {
                sum += of(p[i], t[i]);
            }
            count += p.length;
        }

        abstract double of(double prediction, double target);

        @Override
        public final double value() {
            return sum / count;
        }
    }

    /// See [Metrics#binaryAccuracy].
    static final class Binary extends Mean {
        @Override
        double of(double prediction, double target) {
            return (prediction > 0) == (target > 0.5) ? 1 : 0;
        }
    }

    /// See [Metrics#meanSquaredError].
    static final class Squared extends Mean {
        @Override
        double of(double prediction, double target) {
            return (prediction - target) * (prediction - target);
        }
    }

    /// See [Metrics#meanAbsoluteError].
    static final class Absolute extends Mean {
        @Override
        double of(double prediction, double target) {
            return Math.abs(prediction - target);
        }
    }

    /// See [Metrics#r2]. The spread of targets around a mean that is not known before the last of
    /// them is gathered as Welford does (1962): subtracting large sums from each other would lose
    /// its digits.
    static final class Determination implements Metric.Tally<Tensor> {
        private double[] means = {};
        private double[] spreads = {};
        private double[] errors = {};
        private long rows;

        @Override
        public void add(Tensor output, Tensor target) {
            requireFit(output, target);
            double[] p = output.toArray();
            double[] t = target.toArray();
            int n = target.shape().size(0);
            if (n == 0) {
                return;
            }
            int columns = t.length / n;
            if (rows == 0) {
                means = new double[columns];
                spreads = new double[columns];
                errors = new double[columns];
            }
            for (int row = 0; row < n; row++) {
                rows++;
                for (int column = 0; column < columns; column++) {
                    add(column, p[row * columns + column], t[row * columns + column]);
                }
            }
        }

        private void add(int column, double prediction, double target) {
            double fromOldMean = target - means[column];
            means[column] += fromOldMean / rows;
            spreads[column] += fromOldMean * (target - means[column]);
            errors[column] += (prediction - target) * (prediction - target);
        }

        @Override
        public double value() {
            double sum = 0;
            for (int column = 0; column < means.length; column++) {
                sum += of(errors[column], spreads[column]);
            }
            return sum / means.length;
        }

        private static double of(double error, double spread) {
            if (spread == 0) {
                return error == 0 ? 1 : 0;
            }
            return 1 - error / spread;
        }
    }
}
