package org.arenagrad.train;

import org.arenagrad.array.Rng;
import org.arenagrad.data.BatchIterator;
import org.arenagrad.data.Batches;

import java.util.SequencedMap;

/// How far a training run is: in which epoch, before which of its steps, and what the epoch has
/// come to so far.
public final class Progress {
    private int epochsDone;
    private long steps;
    private int stepsOfEpoch;
    private double lossSum;
    private long rowsOfEpoch;
    private double seconds;

    /// Where the generator stood before it chose the order of this epoch's rows.
    private Rng.State order;

    private int epochs;
    private int stepsInEpoch;
    private int rows;
    private double loss = Double.NaN;

    Progress(Rng.State order) {
        this.order = order;
    }

    /// The epoch under way, from 1; between epochs, the next one.
    public int epoch() {
        return epochsDone + 1;
    }

    /// How many epochs have ended.
    public int epochsDone() {
        return epochsDone;
    }

    /// How many epochs there shall be in all.
    public int epochs() {
        return epochs;
    }

    /// How many steps have ended, in all epochs.
    public long steps() {
        return steps;
    }

    /// How many steps of the epoch under way have ended.
    public int stepsOfEpoch() {
        return stepsOfEpoch;
    }

    /// How many steps an epoch has; 0 if that is not known beforehand, as of a stream.
    public int stepsInEpoch() {
        return stepsInEpoch;
    }

    /// How many rows of the epoch under way were learned from.
    public long rowsOfEpoch() {
        return rowsOfEpoch;
    }

    /// How many rows the latest step takes, or took.
    public int rows() {
        return rows;
    }

    /// The loss of the latest step; NaN before it is computed.
    public double loss() {
        return loss;
    }

    /// The mean loss of this epoch's rows so far; NaN before the first.
    public double meanLoss() {
        return lossSum / rowsOfEpoch;
    }

    /// How long the steps of this epoch took that were done before it was interrupted.
    double seconds() {
        return seconds;
    }

    /// @param steps how many an epoch has; 0 if that is not known
    void trainingBegins(int epochsInAll, int steps) {
        if (steps > 0 && stepsOfEpoch > steps) {
            throw new IllegalArgumentException(
                    "trainer: the state is from after step %s of an epoch, and one has only %s here: it belongs to other data"
                            .formatted(stepsOfEpoch, steps));
        }
        epochs = epochsInAll;
        stepsInEpoch = steps;
    }

    /// The batches of this epoch but for those done. Its order was chosen before the first of them:
    /// it is chosen once more from where the generator stood then.
    <X, Y> BatchIterator<X, Y> rest(Batches<X, Y> batches, Rng rng) {
        BatchIterator<X, Y> rest = batches.iterator();
        if (stepsOfEpoch == 0) {
            order = rng.state();
            return rest;
        }
        Rng.State now = rng.state();
        rng.restore(order);
        skip(rest);
        rng.restore(now);
        return rest;
    }

    private void skip(BatchIterator<?, ?> rest) {
        for (int done = 0; done < stepsOfEpoch; done++) {
            if (!rest.hasNext()) {
                rest.close();
                throw new IllegalArgumentException(
                        "trainer: the state is from after step %s of an epoch, and one has only %s here: it belongs to other data"
                                .formatted(stepsOfEpoch, done));
            }
            rest.next();
        }
    }

    void stepBegins(int batchRows) {
        rows = batchRows;
        loss = Double.NaN;
    }

    void lossComputed(double value) {
        loss = value;
    }

    void stepEnded() {
        lossSum += loss * rows;
        rowsOfEpoch += rows;
        stepsOfEpoch++;
        steps++;
    }

    void took(double more) {
        seconds += more;
    }

    void epochEnded() {
        epochsDone++;
        stepsOfEpoch = 0;
        lossSum = 0;
        rowsOfEpoch = 0;
        seconds = 0;
    }

    void save(SequencedMap<String, String> state) {
        state.put("epochs_done", String.valueOf(epochsDone));
        state.put("steps", String.valueOf(steps));
        state.put("steps_of_epoch", String.valueOf(stepsOfEpoch));
        state.put("rows_of_epoch", String.valueOf(rowsOfEpoch));
        state.put("loss_sum", String.valueOf(lossSum));
        state.put("seconds", String.valueOf(seconds));
        state.put("order", StateText.text(order));
    }

    static Progress restored(StateText state) {
        Progress progress = new Progress(state.random("order"));
        progress.epochsDone = state.count("epochs_done");
        progress.steps = state.number("steps");
        progress.stepsOfEpoch = state.count("steps_of_epoch");
        progress.rowsOfEpoch = state.number("rows_of_epoch");
        progress.lossSum = state.real("loss_sum");
        progress.seconds = state.real("seconds");
        return progress;
    }
}
