package org.arenagrad.examples.loop;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.data.Batches;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.memory.DryRun;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;
import org.arenagrad.train.TrainingException;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/// What the loops of all examples share, so that each can show the rest: it tells the listeners how
/// far the training is, and stops it when the loss is not a number any more.
public final class Training {
    private final Settings settings;
    private final List<StepListener> listeners;
    private final long mostSteps;
    private Step step = new Step(0, 0, 0, 0, 0, false, 0);

    /// One that goes through all epochs.
    public Training(Settings settings, List<StepListener> listeners) {
        this(settings, listeners, Long.MAX_VALUE);
    }

    /// One that ends early.
    ///
    /// @param mostSteps after how many steps at most
    public Training(Settings settings, List<StepListener> listeners, long mostSteps) {
        this.settings = settings;
        this.listeners = listeners;
        this.mostSteps = mostSteps;
    }

    /// What was chosen on the command line.
    public Settings settings() {
        return settings;
    }

    /// The batches of all epochs, for the loop to go through. Before and after each round of the
    /// loop the listeners receive it.
    public <X, Y> Iterable<Batch<X, Y>> over(Batches<X, Y> batches) {
        Iterator<Batch<X, Y>> all = batches.epochs(settings.epochs()).iterator();
        long steps = Math.min(mostSteps, (long) settings.epochs() * batches.count());
        return () ->
                new Iterator<>() {
                    private boolean running;

                    @Override
                    public boolean hasNext() {
                        // The loop asks when it is done with the batch before.
                        if (running) {
                            running = false;
                            listeners.forEach(listener -> listener.stepEnded(step));
                        }
                        return step.number() < steps && all.hasNext();
                    }

                    @Override
                    public Batch<X, Y> next() {
                        Batch<X, Y> batch = all.next();
                        running = true;
                        step =
                                new Step(
                                        batch.epoch() + 1,
                                        settings.epochs(),
                                        step.number() + 1,
                                        steps,
                                        batch.size(),
                                        batch.isLastOfEpoch(),
                                        Double.NaN);
                        listeners.forEach(listener -> listener.stepBegins(step));
                        return batch;
                    }
                };
    }

    /// Computes the loss of a step. If it is NaN or infinite, it is computed once more with every
    /// operation watched, to find the one to blame. (In a dry run there are no values to look at.)
    ///
    /// @throws TrainingException naming the first operation that produced a value that is not
    ///   finite
    public Tensor loss(Supplier<Tensor> forward) {
        Tensor loss = forward.get();
        double value = loss.item();
        if (!Double.isFinite(value) && !DryRun.isOn()) {
            throw TrainingException.diverged(value, step.epoch(), step.number(), forward);
        }
        step = step.withLoss(value);
        listeners.forEach(listener -> listener.lossComputed(step, loss));
        return loss;
    }

    /// Tries the model without learning: nothing is recorded for backward, and what is made ends
    /// with a scope.
    public <T> T evaluate(Supplier<T> trial) {
        listeners.forEach(StepListener::evaluationBegins);
        T result;
        try (var _ = Autograd.noGrad();
                var _ = Scope.open("evaluation")) {
            result = trial.get();
        }
        listeners.forEach(StepListener::evaluationEnded);
        return result;
    }

    /// The share of rows whose class the model gets right, its class being the one with the largest
    /// output.
    public double accuracy(Layer model, TensorDataset<Indices> data) {
        Indices predicted = evaluate(() -> model.apply(data.x()).argmax(-1));
        int right = 0;
        for (int i = 0; i < data.size(); i++) {
            if (predicted.get(i) == data.y().get(i)) {
                right++;
            }
        }
        return (double) right / data.size();
    }
}
