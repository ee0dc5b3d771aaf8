package org.arenagrad.train;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.data.Batches;
import org.arenagrad.data.Dataset;
import org.arenagrad.memory.DryRun;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.Schedule;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The loop: batches in random order, a scope for each step, backward, the optimizer's step, and an
/// evaluation after each epoch.
///
/// ```java
/// var trainer =
///         Trainer.<Indices>of(model, Losses::crossEntropy, Adam.of(model.parameters(), 1e-3))
///                 .batchSize(64)
///                 .random(rng)
///                 .metrics(Metrics.accuracy());
/// History history = trainer.fit(parts.train(), parts.heldOut(), 20);
/// ```
///
/// Nothing is left behind by a step, so the scope of the model may be sealed before. Everything
/// random comes from one generator. Give the model's layers the same one, and it decides
/// everything: then a training that was interrupted goes on from its [#state] bit for bit.
///
/// What changes the settings returns this trainer; settings are made before [#fit].
///
/// @param <Y> the type of the targets: [org.arenagrad.array.Indices] for classes, [Tensor] for
///   numbers
public final class Trainer<Y> {
    private final Layer model;
    private final Loss<Y> loss;
    private final Optimizer optimizer;
    private final Steering steering;
    private final List<Metric<Y>> metrics = new ArrayList<>();
    private final Callbacks callbacks = new Callbacks();

    private int batchSize = 32;
    private Rng rng = Rng.seed(0);

    private History history = History.empty();
    private Progress progress = new Progress(rng.state());
    private volatile boolean stopping;

    private Trainer(Layer model, Loss<Y> loss, Optimizer optimizer) {
        this.model = model;
        this.loss = loss;
        this.optimizer = optimizer;
        this.steering = new Steering(optimizer);
    }

    /// One with batches of 32, a generator of seed 0, and nothing else.
    ///
    /// @param <Y> the type of the targets, to be named where a method of
    ///   [org.arenagrad.loss.Losses] is the loss: `Trainer.<Indices>of(…)`
    public static <Y> Trainer<Y> of(Layer model, Loss<Y> loss, Optimizer optimizer) {
        return new Trainer<>(model, loss, optimizer);
    }

    // ---- settings

    /// How many rows a step takes, and an evaluation at a time.
    ///
    /// @throws IllegalArgumentException if the number is not positive
    public Trainer<Y> batchSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "trainer: a batch of %s rows is none".formatted(size));
        }
        batchSize = size;
        return this;
    }

    /// Where the order of rows comes from.
    public Trainer<Y> random(Rng generator) {
        rng = generator;
        return this;
    }

    /// The learning rate of each epoch, from 0; without one, it stays that of the optimizer.
    public Trainer<Y> schedule(Schedule schedule) {
        steering.byEpoch(schedule);
        return this;
    }

    /// The learning rate of each step, from 0.
    public Trainer<Y> scheduleSteps(Schedule schedule) {
        steering.byStep(schedule);
        return this;
    }

    /// Scales the gradients of each step so that their common norm is at most `max`, see
    /// [org.arenagrad.optim.Clip#gradNorm].
    ///
    /// @throws IllegalArgumentException if it is negative or not finite
    public Trainer<Y> clipNorm(double max) {
        steering.clipNorm(max);
        return this;
    }

    /// What is measured on the rows held out, beside the loss.
    @SafeVarargs
    public final Trainer<Y> metrics(Metric<Y>... more) {
        for (Metric<Y> one : more) {
            metrics.add(one);
        }
        return this;
    }

    /// Who hears of what happens, beside those named before.
    public Trainer<Y> callbacks(Callback... more) {
        List.of(more).forEach(callbacks::add);
        return this;
    }

    // ---- training

    /// [#fit(Dataset, Dataset, int)] without rows to hold out: nothing is measured but the loss of
    /// the steps.
    public History fit(Dataset<Y> train, int epochs) {
        return run(train, null, epochs);
    }

    /// Trains until so many epochs are done in all: those of earlier calls, and those before a
    /// [#restore], included. Ends before if it is asked to [#stop]. The model is in evaluation mode
    /// afterwards.
    ///
    /// @param train the rows to learn from
    /// @param heldOut the rows to evaluate on after each epoch; if they are those to learn from,
    ///   the history does not take them for rows held out, see [History#TRAIN_LOSS_AFTER]
    /// @return all epochs so far
    /// @throws TrainingException if the loss becomes NaN or infinite, naming the operation to blame
    public History fit(Dataset<Y> train, Dataset<Y> heldOut, int epochs) {
        return run(train, heldOut, epochs);
    }

    private History run(Dataset<Y> train, @Nullable Dataset<Y> heldOut, int epochs) {
        if (train.size() == 0) {
            throw new IllegalArgumentException("trainer: there are no rows to learn from");
        }
        Batches<Y> batches = train.batches(batchSize, rng);
        progress.trainingBegins(epochs, batches.count());
        try {
            callbacks.trainingBegins(this);
            while (progress.epochsDone() < epochs && !stopping && epoch(batches)) {
                endEpoch(heldOut, heldOut == train);
            }
            callbacks.trainingEnded(this);
        } finally {
            stopping = false;
            model.eval();
        }
        return history;
    }

    /// Takes the steps that are left of an epoch.
    ///
    /// @return whether it is complete
    private boolean epoch(Batches<Y> batches) {
        long began = System.nanoTime();
        model.train();
        Iterator<Batch<Y>> rest = progress.rest(batches, rng);
        steering.epochBegins(progress.epochsDone());
        callbacks.epochBegins(this);
        while (rest.hasNext() && !stopping) {
            step(rest.next());
        }
        progress.took((System.nanoTime() - began) / 1e9);
        return !rest.hasNext();
    }

    private void step(Batch<Y> batch) {
        progress.stepBegins(batch.size());
        steering.stepBegins(progress.steps());
        callbacks.stepBegins(this);
        try (var _ = Scope.open("step")) {
            Tensor value = forward(batch);
            progress.lossComputed(finite(value.item(), batch));
            callbacks.lossComputed(this, value);
            value.backward();
            steering.clip();
            optimizer.step();
        } finally {
            optimizer.zeroGrad();
        }
        progress.stepEnded();
        callbacks.stepEnded(this);
    }

    private Tensor forward(Batch<Y> batch) {
        Tensor output = Evaluation.output(model, batch);
        return Evaluation.loss(loss, output, batch);
    }

    private double finite(double value, Batch<Y> batch) {
        if (!Double.isFinite(value) && !DryRun.isOn()) {
            throw TrainingException.diverged(
                    value, progress.epoch(), progress.steps() + 1, () -> forward(batch));
        }
        return value;
    }

    private void endEpoch(@Nullable Dataset<Y> tested, boolean seen) {
        long began = System.nanoTime();
        Evaluation evaluation = tested == null ? null : evaluate(tested);
        History.Epoch record =
                new History.Epoch(
                        progress.epoch(),
                        progress.meanLoss(),
                        seen ? null : evaluation,
                        seen ? evaluation : null,
                        optimizer.learningRate(),
                        progress.seconds() + (System.nanoTime() - began) / 1e9,
                        Ledger.current().peakBytes());
        history.add(record);
        progress.epochEnded();
        callbacks.epochEnded(this, record);
    }

    private Evaluation evaluate(Dataset<Y> tested) {
        callbacks.evaluationBegins(this);
        Evaluation evaluation = Evaluation.of(model, loss, tested, batchSize, metrics);
        callbacks.evaluated(this, evaluation);
        return evaluation;
    }

    /// Asks the training to end after the step under way (or, between steps, before the next), from
    /// any thread. If it is the last of its epoch, the evaluation still follows. Called while
    /// nothing trains, it stops the next call of [#fit] before its first step.
    public void stop() {
        stopping = true;
    }

    // ---- where it stands

    /// The model it trains.
    public Layer model() {
        return model;
    }

    /// The optimizer it trains with.
    public Optimizer optimizer() {
        return optimizer;
    }

    /// All epochs that have ended so far.
    public History history() {
        return history;
    }

    /// How far it is.
    public Progress progress() {
        return progress;
    }

    /// Where the training stands, as text: all that decides how it goes on, but for the parameters,
    /// the state of the optimizer and [#tensors]. To be asked for on the thread that trains, by a
    /// callback or after [#fit].
    public SequencedMap<String, String> state() {
        SequencedMap<String, String> state = new LinkedHashMap<>();
        progress.save(state);
        state.put("batch_size", String.valueOf(batchSize));
        state.put("random", StateText.text(rng.state()));
        state.put("learning_rate", String.valueOf(optimizer.learningRate()));
        state.put("history", history.toJson());
        state.putAll(callbacks.state());
        return state;
    }

    /// What the callbacks must remember beside it.
    public SequencedMap<String, Tensor> tensors() {
        return callbacks.tensors();
    }

    /// Goes back, or on, to where another training stood, so that [#fit] continues it. The
    /// settings, callbacks included, are made before.
    ///
    /// @throws IllegalArgumentException naming what is missing or wrong
    public void restore(SequencedMap<String, String> state) {
        StateText text = new StateText(state);
        Progress there = Progress.restored(text);
        if (there.stepsOfEpoch() > 0 && text.count("batch_size") != batchSize) {
            throw new IllegalArgumentException(
                    "trainer: the state is from the middle of an epoch in batches of %s, which can't go on in batches of %s"
                            .formatted(text.text("batch_size"), batchSize));
        }
        History past = History.fromJson(text.text("history"));
        double learningRate = text.real("learning_rate");
        Rng.State random = text.random("random");
        callbacks.restore(state);
        history = past;
        progress = there;
        rng.restore(random);
        optimizer.learningRate(learningRate);
    }
}
