package org.arenagrad.benchmarks.study;

import org.arenagrad.array.Rng;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The two networks of the study, each with one batch and initial weights that are always the same.
public enum Network {
    /// Small matrices, many short-lived buffers of up to 150 KB.
    SPIRAL(300, "2-64-64-3", 0.01, 1.0775502845801743),

    /// Gradients of up to 1.6 MB, and an optimizer that reads and writes 7.5 MB a step.
    MNIST(128, "784-256-128-10", 1e-3, 1.7209467527365785);

    private final int rows;
    private final int[] sizes;
    private final double learningRate;
    private final double lossOfFifthStep;

    Network(int rows, String sizes, double learningRate, double lossOfFifthStep) {
        this.rows = rows;
        this.sizes = Stream.of(sizes.split("-", -1)).mapToInt(Integer::parseInt).toArray();
        this.learningRate = learningRate;
        this.lossOfFifthStep = lossOfFifthStep;
    }

    int rows() {
        return rows;
    }

    /// How many linear layers.
    int layers() {
        return sizes.length - 1;
    }

    /// Columns of what goes into the given layer; at [#layers], the number of classes.
    int size(int layer) {
        return sizes[layer];
    }

    /// For Adam.
    double learningRate() {
        return learningRate;
    }

    /// What the loss is at the start of the fifth step, computed by the framework itself: whoever
    /// trains something else measures something else.
    double lossOfFifthStep() {
        return lossOfFifthStep;
    }

    /// The batch, `[rows, size(0)]`.
    double[] inputs() {
        Rng rng = Rng.seed(1);
        return IntStream.range(0, rows * sizes[0]).mapToDouble(_ -> rng.nextGaussian()).toArray();
    }

    /// The class of each row.
    int[] classes() {
        return Rng.seed(2).ints(rows, 0, sizes[layers()]).toArray();
    }

    /// Initial weights of a layer, `[size(layer + 1), size(layer)]`. Biases begin at 0.
    double[] weights(int layer) {
        double bound = 1 / Math.sqrt(sizes[layer]);
        return Rng.seed(3 + layer)
                .doubles((long) sizes[layer] * sizes[layer + 1], -bound, bound)
                .toArray();
    }
}
