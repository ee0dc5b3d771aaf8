package org.arenagrad.examples.cli.recipe;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.cli.option.Choice;
import org.arenagrad.loss.Losses;
import org.arenagrad.train.Loss;

import java.util.Set;

/// The losses that can be chosen by name.
public enum LossChoice {
    /// Of classes.
    CROSS_ENTROPY,
    /// Of logits, against 0 and 1.
    BCE,
    /// The mean squared error.
    MSE,
    /// The mean absolute error.
    L1,
    /// Squared for errors below 1, absolute beyond.
    HUBER;

    /// Those for classes.
    public static final Set<LossChoice> FOR_CLASSES = Set.of(CROSS_ENTROPY);

    /// Those for answers that are yes or no.
    public static final Set<LossChoice> FOR_ANSWERS = Set.of(BCE, MSE, L1, HUBER);

    /// Those for numbers.
    public static final Set<LossChoice> FOR_NUMBERS = Set.of(MSE, L1, HUBER);

    /// The loss of classes.
    public static Loss<Indices> ofClasses() {
        return Losses::crossEntropy;
    }

    /// The loss of numbers.
    public Loss<Tensor> ofNumbers() {
        return switch (this) {
            case MSE -> Losses::mseLoss;
            case L1 -> Losses::l1Loss;
            case HUBER -> (output, target) -> Losses.huberLoss(output, target, 1);
            case BCE -> Losses::binaryCrossEntropyWithLogits;
            case CROSS_ENTROPY ->
                    throw new IllegalArgumentException("cross-entropy is a loss of classes");
        };
    }

    @Override
    public String toString() {
        return Choice.name(this);
    }
}
