package org.arenagrad.examples.loop;

/// A step of a training run.
///
/// @param epoch the epoch, from 1
/// @param epochs how many there are
/// @param number the step, from 1, counted through all epochs
/// @param steps how many there are
/// @param rows how many rows it takes
/// @param lastOfEpoch whether the epoch ends with it
/// @param loss its loss; NaN before it is computed
public record Step(
        int epoch,
        int epochs,
        long number,
        long steps,
        int rows,
        boolean lastOfEpoch,
        double loss) {
    /// The same with its loss.
    Step withLoss(double value) {
        return new Step(epoch, epochs, number, steps, rows, lastOfEpoch, value);
    }
}
