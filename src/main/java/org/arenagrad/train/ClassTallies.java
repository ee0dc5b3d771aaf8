package org.arenagrad.train;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.function.ToDoubleFunction;

/// Measurements of outputs `[n, C]` against classes `[n]`.
final class ClassTallies {
    private ClassTallies() {}

    private static void requireFit(Tensor output, Indices classes) {
        if (output.shape().rank() != 2 || output.shape().size(0) != classes.length()) {
            throw new IllegalArgumentException(
                    "metric: outputs %s and %s don't fit: there is one row of outputs [n, C] for each class [n]"
                            .formatted(output.shape(), classes));
        }
    }

    /// What a confusion matrix says in the end.
    static final class Confused implements Metric.Tally<Indices> {
        private final ToDoubleFunction<ConfusionMatrix> value;
        private @Nullable ConfusionMatrix matrix;

        Confused(ToDoubleFunction<ConfusionMatrix> value) {
            this.value = value;
        }

        @Override
        public void add(Tensor output, Indices target) {
            requireFit(output, target);
            if (matrix == null) {
                matrix = ConfusionMatrix.of(output.shape().size(1));
            }
            matrix.add(target, output.argmax(1));
        }

        @Override
        public double value() {
            return matrix == null ? Double.NaN : value.applyAsDouble(matrix);
        }
    }

    /// See [Metrics#topAccuracy].
    static final class Top implements Metric.Tally<Indices> {
        private final int k;
        private long right;
        private long rows;

        Top(int k) {
            this.k = k;
        }

        @Override
        public void add(Tensor output, Indices target) {
            requireFit(output, target);
            double[] values = output.toArray();
            int classes = output.shape().size(1);
            for (int row = 0; row < target.length(); row++) {
                right += before(values, row * classes, classes, target.get(row)) < k ? 1 : 0;
            }
            rows += target.length();
        }

        /// How many classes come before one in the order of outputs.
        private static int before(double[] values, int start, int classes, int number) {
            double own = values[start + number];
            int before = 0;
            for (int other = 0; other < classes; other++) {
                // What is not smaller is larger, equal, or NaN on one side.
                double value = values[start + other];
                boolean larger = !(value < own) && value != own;
                boolean equalAndFirst = value == own && other < number;
                before += other != number && (larger || equalAndFirst) ? 1 : 0;
            }
            return before;
        }

        @Override
        public double value() {
            return (double) right / rows;
        }
    }
}
