package org.arenagrad.examples;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.optim.Optimizer;

import java.util.List;
import java.util.Locale;

/// What the options of the command line choose.
///
/// @param epochs how often to go through the training rows
/// @param batchSize how many rows a step takes
/// @param optimizer which optimizer
/// @param learningRate its learning rate
/// @param seed decides everything random: data, split, initial parameters, order of rows
/// @param dtype the type of all numbers
record Settings(
        int epochs,
        int batchSize,
        OptimizerChoice optimizer,
        double learningRate,
        long seed,
        DType dtype) {

    /// The optimizer, over these parameters.
    Optimizer optimizer(List<Tensor> parameters) {
        return optimizer.of(parameters, learningRate);
    }

    /// The same with another optimizer.
    Settings withOptimizer(OptimizerChoice other) {
        return new Settings(epochs, batchSize, other, learningRate, seed, dtype);
    }

    /// The same with another number of epochs.
    Settings withEpochs(int other) {
        return new Settings(other, batchSize, optimizer, learningRate, seed, dtype);
    }

    /// The same with another learning rate.
    Settings withLearningRate(double other) {
        return new Settings(epochs, batchSize, optimizer, other, seed, dtype);
    }

    /// All of it, for people to read.
    @Override
    public String toString() {
        return "%s epochs, batches of %s, %s, learning rate %s, seed %s, %s"
                .formatted(
                        epochs,
                        batchSize,
                        optimizer,
                        learningRate,
                        seed,
                        dtype.name().toLowerCase(Locale.ROOT));
    }
}
