package org.arenagrad.benchmarks.study;

import org.arenagrad.array.Rng;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The two networks of the study, each with one batch and initial weights that are always the same.
public enum Network {
    /// Small matrices, many short-lived buffers of up to 150 KB.
    SPIRAL(300, "2-64-64-3", 0.01, 1.085196706432845),

    /// Gradients of up to 1.6 MB, and an optimizer that reads and writes 7.5 MB a step.
    MNIST(128, "784-256-128-10", 1e-3, 1.9965432495287183);

    private final int rows;
    private final String sizes;
    private final double learningRate;
    private final double lossOfThirdStep;

    Network(int rows, String sizes, double learningRate, double lossOfThirdStep) {
        this.rows = rows;
        this.sizes = sizes;
        this.learningRate = learningRate;
        this.lossOfThirdStep = lossOfThirdStep;
    }

    int rows() {
        return rows;
    }

    /// Columns of the input and of each layer's output; the last are the classes.
    int[] sizes() {
        return Stream.of(sizes.split("-", -1)).mapToInt(Integer::parseInt).toArray();
    }

    /// For Adam.
    double learningRate() {
        return learningRate;
    }

    /// What the loss is at the start of the third step, computed by the framework itself: whoever
    /// trains something else measures something else.
    double lossOfThirdStep() {
        return lossOfThirdStep;
    }

    /// The batch, `[rows, size]`.
    double[] inputs() {
        Rng rng = Rng.seed(1);
        return IntStream.range(0, rows * sizes()[0]).mapToDouble(_ -> rng.nextGaussian()).toArray();
    }

    /// The class of each row.
    int[] classes() {
        int[] all = sizes();
        return Rng.seed(2).ints(rows, 0, all[all.length - 1]).toArray();
    }

    /// Initial weights of a layer, `[out, in]`. Biases begin at 0.
    double[] weights(int layer) {
        int in = sizes()[layer];
        int out = sizes()[layer + 1];
        double bound = 1 / Math.sqrt(in);
        return Rng.seed(3 + layer).doubles((long) in * out, -bound, bound).toArray();
    }
}
