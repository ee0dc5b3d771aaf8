package org.arenagrad.examples.cli.recipe;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.nn.ActivationKind;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How to train, and what: all that the options of `train` choose besides the data.
///
/// @param settings epochs, batches, optimizer and the like
/// @param hidden the sizes of the hidden layers
/// @param activation the activation function of the hidden layers
/// @param dropout the dropout probability of the inputs
/// @param loss the loss to minimise
/// @param schedule the learning-rate schedule
/// @param split the fraction of rows held out
/// @param patience the patience of early stopping in epochs; 0 for never
public record Recipe(
        Settings settings,
        List<Integer> hidden,
        ActivationKind activation,
        double dropout,
        LossChoice loss,
        ScheduleChoice schedule,
        double split,
        int patience) {

    /// One that holds a fifth of the rows out, and nothing else that is not named.
    public static Recipe of(
            Settings settings, List<Integer> hidden, ActivationKind activation, LossChoice loss) {
        return new Recipe(settings, hidden, activation, 0, loss, ScheduleChoice.CONSTANT, 0.2, 0);
    }

    /// The same with inputs dropped.
    public Recipe withDropout(double share) {
        return new Recipe(settings, hidden, activation, share, loss, schedule, split, patience);
    }

    /// The same with another schedule.
    public Recipe withSchedule(ScheduleChoice other) {
        return new Recipe(settings, hidden, activation, dropout, loss, other, split, patience);
    }

    /// The same, but it stops after so many epochs without a better loss on the rows held out.
    public Recipe stoppingAfter(int epochs) {
        return new Recipe(settings, hidden, activation, dropout, loss, schedule, split, epochs);
    }

    /// The same with a loss that fits: cross-entropy for classes, the mean squared error for
    /// numbers, if its own does not.
    public Recipe fitting(Set<LossChoice> losses) {
        if (losses.contains(loss)) {
            return this;
        }
        LossChoice other =
                losses.contains(LossChoice.CROSS_ENTROPY)
                        ? LossChoice.CROSS_ENTROPY
                        : LossChoice.MSE;
        return new Recipe(settings, hidden, activation, dropout, other, schedule, split, patience);
    }

    /// The same with another fraction of rows held out.
    Recipe withSplit(double share) {
        return new Recipe(settings, hidden, activation, dropout, loss, schedule, share, patience);
    }

    /// The network, in the innermost scope.
    public Sequential network(int inputs, int outputs, Rng rng) {
        DType dtype = settings.dtype();
        List<Layer> layers = new ArrayList<>();
        if (dropout > 0) {
            layers.add(Dropout.of(dropout, rng));
        }
        int size = inputs;
        for (int next : hidden) {
            layers.add(Linear.of(size, next, dtype, rng));
            layers.add(activation.layer());
            size = next;
        }
        layers.add(Linear.of(size, outputs, dtype, rng));
        return settings.recomputed(Sequential.of(layers.toArray(Layer[]::new)));
    }

    /// `64-256-10`.
    public String sizes(int inputs, int outputs) {
        return Stream.of(List.of(inputs), hidden, List.of(outputs))
                .flatMap(List::stream)
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
    }

    /// All of it, for people to read.
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(settings.toString()));
        if (!hidden.isEmpty()) {
            parts.add(activation.id());
        }
        if (dropout > 0) {
            parts.add("dropout " + dropout);
        }
        parts.add(loss.toString());
        if (schedule != ScheduleChoice.CONSTANT) {
            parts.add(schedule + " schedule");
        }
        if (patience > 0) {
            parts.add("early stopping after " + (patience == 1 ? "1 epoch" : patience + " epochs"));
        }
        return String.join(", ", parts);
    }
}
