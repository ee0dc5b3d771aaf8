package org.arenagrad.train;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Trainable;

import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;

/// Stops a training run that has not become better for some epochs, and may take it back to its
/// best (Prechelt, *Early Stopping, But When?*, 1998).
///
/// ```java
/// EarlyStopping.on(History.HELD_OUT_LOSS, false).patience(5).restoring(model)
/// ```
public final class EarlyStopping implements Callback {
    private final String column;
    private final boolean higherIsBetter;
    private final SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
    private final SequencedMap<String, Tensor> copies = new LinkedHashMap<>();
    private int patience = 5;
    private double leastChange;

    private double best = Double.NaN;
    private int bestEpoch;
    private int waited;

    /// Whether the model is back at its best: then the copies hold where it had come to.
    private boolean tookBack;

    private EarlyStopping(String column, boolean higherIsBetter) {
        this.column = column;
        this.higherIsBetter = higherIsBetter;
    }

    /// One that waits five epochs and counts any change for the better.
    ///
    /// @param column the column of the [History] to watch: [History#HELD_OUT_LOSS], the name of a
    ///   metric, …
    /// @param higherIsBetter whether a better model has more of it
    public static EarlyStopping on(String column, boolean higherIsBetter) {
        return new EarlyStopping(column, higherIsBetter);
    }

    /// One that watches a metric.
    public static EarlyStopping on(Metric<?> metric) {
        return on(metric.name(), metric.higherIsBetter());
    }

    /// After how many epochs without a change for the better it stops.
    ///
    /// @throws IllegalArgumentException if the number is not positive
    public EarlyStopping patience(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException(
                    "early stopping: a patience of %s epochs would stop before the first"
                            .formatted(epochs));
        }
        patience = epochs;
        return this;
    }

    /// By how much the best must be surpassed to count.
    ///
    /// @throws IllegalArgumentException if it is negative or NaN
    public EarlyStopping leastChange(double least) {
        if (!(least >= 0)) {
            throw new IllegalArgumentException(
                    "early stopping: the least change is %s, not a number from 0".formatted(least));
        }
        leastChange = least;
        return this;
    }

    /// Takes a model back to where it was best when training is over: stopped by this, or with all
    /// its epochs done. (A run stopped by something else stays where it was.) If it is resumed,
    /// with more epochs or more patience, it continues from its last parameters. Makes a copy of
    /// the parameters now, in the innermost scope: before that is sealed.
    public EarlyStopping restoring(Trainable model) {
        parameters.putAll(model.namedParameters());
        parameters.forEach(
                (name, parameter) ->
                        copies.put(name, parameter.detach().copy().named("best " + name)));
        return this;
    }

    /// A run that had been stopped stays stopped.
    @Override
    public void trainingBegins(Trainer<?, ?> trainer) {
        if (hasStopped()) {
            trainer.stop();
        } else if (tookBack && !allDone(trainer)) {
            swap();
        }
    }

    @Override
    public void epochEnded(Trainer<?, ?> trainer, History.Epoch epoch) {
        double value = epoch.value(column);
        if (isBetter(value)) {
            best = value;
            bestEpoch = epoch.number();
            waited = 0;
            copy(parameters, copies);
        } else {
            waited++;
        }
        if (hasStopped()) {
            trainer.stop();
        }
    }

    /// NaN is better than nothing only.
    private boolean isBetter(double value) {
        if (Double.isNaN(best)) {
            return bestEpoch == 0 || !Double.isNaN(value);
        }
        return higherIsBetter ? value > best + leastChange : value < best - leastChange;
    }

    @Override
    public void trainingEnded(Trainer<?, ?> trainer) {
        if ((hasStopped() || allDone(trainer)) && bestEpoch > 0 && !tookBack) {
            swap();
        }
    }

    private static boolean allDone(Trainer<?, ?> trainer) {
        return trainer.progress().epochsDone() >= trainer.progress().epochs();
    }

    private void swap() {
        tookBack = !tookBack;
        try (var _ = Scope.open("early stopping");
                var _ = Autograd.noGrad()) {
            parameters.forEach(
                    (name, parameter) -> {
                        Tensor copy = Objects.requireNonNull(copies.get(name));
                        try (Tensor before = parameter.detach().copy()) {
                            parameter.copyFrom(copy);
                            copy.copyFrom(before);
                        }
                    });
        }
    }

    private static void copy(SequencedMap<String, Tensor> from, SequencedMap<String, Tensor> to) {
        try (var _ = Autograd.noGrad()) {
            from.forEach((name, tensor) -> Objects.requireNonNull(to.get(name)).copyFrom(tensor));
        }
    }

    /// Whether the epochs without a change for the better were as many as it waits for.
    public boolean hasStopped() {
        return waited >= patience;
    }

    /// The best value so far; NaN before the first epoch.
    public double best() {
        return best;
    }

    /// The epoch with the best value, from 1; 0 before the first epoch.
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public String name() {
        return "early stopping";
    }

    @Override
    public SequencedMap<String, String> state() {
        SequencedMap<String, String> state = new LinkedHashMap<>();
        state.put("best", String.valueOf(best));
        state.put("best_epoch", String.valueOf(bestEpoch));
        state.put("waited", String.valueOf(waited));
        state.put("took_back", String.valueOf(tookBack));
        return state;
    }

    /// The parameters at the best epoch, or if those are the model's, at the last one; none if
    /// there is no model to take back.
    @Override
    public SequencedMap<String, Tensor> tensors() {
        return new LinkedHashMap<>(copies);
    }

    @Override
    public void restore(SequencedMap<String, String> state) {
        StateText text = new StateText(state);
        best = text.real("best");
        bestEpoch = text.count("best_epoch");
        waited = text.count("waited");
        tookBack = text.flag("took_back");
    }
}
