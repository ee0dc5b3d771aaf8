package org.arenagrad.examples.loop;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Optimizer;

import java.util.List;
import java.util.Locale;

/// What the options of the command line choose.
///
/// @param epochs the number of epochs
/// @param batchSize the batch size
/// @param optimizer the optimizer
/// @param learningRate its learning rate
/// @param seed the random seed: data, split, initial parameters, order of rows
/// @param dtype the data type of tensors
/// @param blocks in how many blocks layers are recomputed in backward; 0 if their values are saved
public record Settings(
        int epochs,
        int batchSize,
        OptimizerChoice optimizer,
        double learningRate,
        long seed,
        DType dtype,
        int blocks) {

    /// Settings that save what backward reads.
    public Settings(
            int epochs,
            int batchSize,
            OptimizerChoice optimizer,
            double learningRate,
            long seed,
            DType dtype) {
        this(epochs, batchSize, optimizer, learningRate, seed, dtype, 0);
    }

    /// The model as it is trained: itself, or recomputed in blocks.
    public Sequential recomputed(Sequential model) {
        return blocks == 0 ? model : model.checkpointed(blocks);
    }

    /// The optimizer, over these parameters.
    public Optimizer optimizer(List<Tensor> parameters) {
        return optimizer.of(parameters, learningRate);
    }

    /// The same with another optimizer.
    public Settings withOptimizer(OptimizerChoice other) {
        return new Settings(epochs, batchSize, other, learningRate, seed, dtype, blocks);
    }

    /// The same with another number of epochs.
    public Settings withEpochs(int other) {
        return new Settings(other, batchSize, optimizer, learningRate, seed, dtype, blocks);
    }

    /// The same with another learning rate.
    public Settings withLearningRate(double other) {
        return new Settings(epochs, batchSize, optimizer, other, seed, dtype, blocks);
    }

    /// The same with another batch size.
    public Settings withBatchSize(int other) {
        return new Settings(epochs, other, optimizer, learningRate, seed, dtype, blocks);
    }

    /// The same with layers recomputed in so many blocks, 0 for none.
    public Settings withBlocks(int other) {
        return new Settings(epochs, batchSize, optimizer, learningRate, seed, dtype, other);
    }

    /// What matters for a single step, for people to read.
    public String ofOneStep() {
        return "%s, %s%s".formatted(optimizer, dtypeName(), recomputing());
    }

    private String dtypeName() {
        return dtype.name().toLowerCase(Locale.ROOT);
    }

    private String recomputing() {
        return blocks == 0 ? "" : ", recomputed in blocks: " + blocks;
    }

    /// All of it, for people to read.
    @Override
    public String toString() {
        return "%s, batches of %s, %s, learning rate %s, seed %s, %s%s"
                .formatted(
                        epochs == 1 ? "1 epoch" : epochs + " epochs",
                        batchSize,
                        optimizer,
                        learningRate,
                        seed,
                        dtypeName(),
                        recomputing());
    }
}
