package org.arenagrad.examples.cli.recipe;

import org.arenagrad.examples.cli.option.Choice;
import org.arenagrad.optim.Schedule;

/// How the learning rate may change from epoch to epoch.
public enum ScheduleChoice {
    /// Not at all.
    CONSTANT,
    /// A tenth of it after each third of the epochs.
    STEP,
    /// By the same factor each time, down to a hundredth.
    EXPONENTIAL,
    /// Half a cosine down to 0.
    COSINE,
    /// A straight line down to 0.
    LINEAR,
    /// Up to it and down again, each by half a cosine.
    ONE_CYCLE;

    /// The learning rate of each epoch.
    public Schedule of(double learningRate, int epochs) {
        return switch (this) {
            case CONSTANT -> Schedule.constant(learningRate);
            case STEP -> Schedule.step(learningRate, Math.ceilDiv(epochs, 3), 0.1);
            case EXPONENTIAL -> Schedule.exponential(learningRate, Math.pow(0.01, 1.0 / epochs));
            case COSINE -> Schedule.cosine(learningRate, epochs);
            case LINEAR -> Schedule.linear(learningRate, 0, epochs);
            case ONE_CYCLE -> Schedule.oneCycle(learningRate, epochs);
        };
    }

    @Override
    public String toString() {
        return Choice.name(this);
    }
}
