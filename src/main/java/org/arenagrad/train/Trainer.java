package org.arenagrad.train;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Augmentation;
import org.arenagrad.data.Batch;
import org.arenagrad.data.BatchIterator;
import org.arenagrad.data.Batches;
import org.arenagrad.data.Dataset;
import org.arenagrad.memory.DryRun;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Trainable;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.Schedule;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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
/// everything: then a training run that was interrupted goes on from its [#state] bit for bit.
///
/// [#of] trains a layer, by a loss of its outputs and the targets. [#ofBatches] trains anything
/// with parameters, by a loss of model and batch. Both take any [Dataset], or [Batches] made by the
/// caller: of a stream, for example.
///
/// What changes the settings returns this trainer; settings are made before [#fit].
///
/// @param <X> the type of the inputs: [Tensor] for a layer
/// @param <Y> the type of the targets: [org.arenagrad.array.Indices] for classes, [Tensor] for
///   numbers
public final class Trainer<X, Y> {
    private final Objective<X, Y> objective;
    private final Optimizer optimizer;
    private final StepControl control;
    private final List<Metric<Y>> metrics = new ArrayList<>();
    private final Callbacks callbacks = new Callbacks();

    private int batchSize = 32;
    private Rng rng = Rng.seed(0);
    private @Nullable Augmentation<X> augmentation;
    private int ahead;

    private History history = History.empty();
    private Progress progress = new Progress(rng.state());
    private volatile boolean stopping;

    private Trainer(Objective<X, Y> objective, Optimizer optimizer) {
        this.objective = objective;
        this.optimizer = optimizer;
        this.control = new StepControl(optimizer);
    }

    /// One for a layer, with batches of 32, a generator of seed 0, and nothing else.
    ///
    /// @param <Y> the type of the targets, to be named where a method of
    ///   [org.arenagrad.loss.Losses] is the loss: `Trainer.<Indices>of(…)`
    public static <Y> Trainer<Tensor, Y> of(Layer model, Loss<Y> loss, Optimizer optimizer) {
        return new Trainer<>(new Objective.OfLayer<>(model, loss), optimizer);
    }

    /// One for any model, with the same settings: of several inputs, of inputs that are no tensor,
    /// with a loss that looks at more than one output.
    ///
    /// ```java
    /// Trainer<Pair, Tensor> trainer =
    ///         Trainer.ofBatches(twins, (m, batch) -> loss(m, batch.x(), batch.y()), optimizer);
    /// ```
    public static <M extends Trainable, X, Y> Trainer<X, Y> ofBatches(
            M model, BatchLoss<M, X, Y> loss, Optimizer optimizer) {
        return ofBatches(model, loss, null, optimizer);
    }

    /// One for any model that has outputs to measure.
    ///
    /// @param outputs what [#metrics] get besides the targets of a batch; it is called in
    ///   evaluations only. Null if there is nothing to measure but the loss
    public static <M extends Trainable, X, Y> Trainer<X, Y> ofBatches(
            M model,
            BatchLoss<M, X, Y> loss,
            @Nullable BatchLoss<M, X, Y> outputs,
            Optimizer optimizer) {
        return new Trainer<>(new Objective.OfBatch<>(model, loss, outputs), optimizer);
    }

    // ---- settings

    /// The batch size, of steps and of evaluations.
    ///
    /// @throws IllegalArgumentException if the number is not positive
    public Trainer<X, Y> batchSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "trainer: batch size must be positive, got %s".formatted(size));
        }
        batchSize = size;
        return this;
    }

    /// Where the order of rows comes from.
    public Trainer<X, Y> random(Rng generator) {
        rng = generator;
        return this;
    }

    /// How the inputs of training batches are changed at random, each time in another way; those of
    /// evaluations never are. [Batches] that the caller made are taken as they are.
    public Trainer<X, Y> augment(Augmentation<X> change) {
        augmentation = augmentation == null ? change : augmentation.then(change);
        return this;
    }

    /// How many training batches another thread prepares ahead, see [Batches#prefetch]; 0 for none,
    /// as it is by itself. [Batches] that the caller made are taken as they are.
    ///
    /// @throws IllegalArgumentException if the number is negative
    public Trainer<X, Y> prefetch(int batches) {
        if (batches < 0) {
            throw new IllegalArgumentException(
                    "trainer: the number of batches to prefetch must not be negative, got %s"
                            .formatted(batches));
        }
        ahead = batches;
        return this;
    }

    /// The learning rate of each epoch, from 0; without one, it stays that of the optimizer.
    public Trainer<X, Y> schedule(Schedule schedule) {
        control.byEpoch(schedule);
        return this;
    }

    /// The learning rate of each step, from 0.
    public Trainer<X, Y> scheduleSteps(Schedule schedule) {
        control.byStep(schedule);
        return this;
    }

    /// Scales the gradients of each step so that their common norm is at most `max`, see
    /// [org.arenagrad.optim.Clip#gradNorm].
    ///
    /// @throws IllegalArgumentException if it is negative or not finite
    public Trainer<X, Y> clipNorm(double max) {
        control.clipNorm(max);
        return this;
    }

    /// What is measured on the rows held out, besides the loss.
    ///
    /// @throws IllegalStateException if the loss is one of model and batch, and it was not said
    ///   what the outputs are
    @SafeVarargs
    public final Trainer<X, Y> metrics(Metric<Y>... more) {
        objective.requireOutputs();
        for (Metric<Y> one : more) {
            metrics.add(one);
        }
        return this;
    }

    /// What receives the events of a training run, besides the callbacks given before.
    public Trainer<X, Y> callbacks(Callback... more) {
        List.of(more).forEach(callbacks::add);
        return this;
    }

    // ---- training

    /// [#fit(Dataset, Dataset, int)] without rows to hold out: nothing is measured but the loss of
    /// the steps.
    public History fit(Dataset<X, Y> train, int epochs) {
        return run(training(train), null, false, epochs);
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
    @SuppressWarnings("ReferenceEquality") // Equal rows may be held out, the same ones are not.
    public History fit(Dataset<X, Y> train, Dataset<X, Y> heldOut, int epochs) {
        return run(training(train), heldOut.batches(batchSize), heldOut == train, epochs);
    }

    /// [#fit(Dataset, int)] of batches made by the caller, for what is no [Dataset]. To go on bit
    /// for bit after an interruption, what is random in them comes from the generator of [#random].
    ///
    /// @param train an epoch of batches to learn from
    public History fit(Batches<X, Y> train, int epochs) {
        return run(train, null, false, epochs);
    }

    /// [#fit(Dataset, Dataset, int)] of batches made by the caller.
    ///
    /// @param train an epoch of batches to learn from
    /// @param heldOut the batches to evaluate on after each epoch
    public History fit(Batches<X, Y> train, Batches<X, Y> heldOut, int epochs) {
        return run(train, heldOut, heldOut == train, epochs);
    }

    private Batches<X, Y> training(Dataset<X, Y> data) {
        Batches<X, Y> batches = data.batches(batchSize, rng);
        if (augmentation != null) {
            batches = batches.augment(augmentation, rng);
        }
        return ahead > 0 ? batches.prefetch(ahead) : batches;
    }

    /// @param seen whether the rows held out are those to learn from
    private History run(
            Batches<X, Y> train, @Nullable Batches<X, Y> heldOut, boolean seen, int epochs) {
        if (train.isCounted() && train.count() == 0) {
            throw noRows();
        }
        progress.trainingBegins(epochs, train.isCounted() ? train.count() : 0);
        try {
            callbacks.trainingBegins(this);
            while (progress.epochsDone() < epochs && !stopping && epoch(train)) {
                endEpoch(heldOut, seen);
            }
            callbacks.trainingEnded(this);
        } finally {
            stopping = false;
            model().eval();
        }
        return history;
    }

    private static IllegalArgumentException noRows() {
        return new IllegalArgumentException("trainer: there are no rows to learn from");
    }

    /// Takes the steps that are left of an epoch.
    ///
    /// @return whether it is complete
    private boolean epoch(Batches<X, Y> batches) {
        long began = System.nanoTime();
        model().train();
        try (BatchIterator<X, Y> rest = progress.rest(batches, rng)) {
            control.epochBegins(progress.epochsDone());
            callbacks.epochBegins(this);
            // A stop is looked for first: asking for a batch may draw the order of the epoch.
            while (!stopping && rest.hasNext()) {
                step(rest.next());
            }
            progress.took((System.nanoTime() - began) / 1e9);
            if (progress.stepsOfEpoch() > 0) {
                return !rest.hasNext();
            }
        }
        if (!stopping) {
            throw noRows();
        }
        return false;
    }

    private void step(Batch<X, Y> batch) {
        progress.stepBegins(batch.size());
        control.stepBegins(progress.steps());
        callbacks.stepBegins(this);
        try (var _ = Scope.open("step")) {
            Tensor value = objective.loss(batch);
            progress.lossComputed(finite(value.item(), batch));
            callbacks.lossComputed(this, value);
            value.backward();
            control.clip();
            optimizer.step();
        } finally {
            optimizer.zeroGrad();
        }
        progress.stepEnded();
        callbacks.stepEnded(this);
    }

    private double finite(double value, Batch<X, Y> batch) {
        if (!Double.isFinite(value) && !DryRun.isOn()) {
            throw TrainingException.diverged(
                    value, progress.epoch(), progress.steps() + 1, () -> objective.loss(batch));
        }
        return value;
    }

    private void endEpoch(@Nullable Batches<X, Y> tested, boolean seen) {
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

    private Evaluation evaluate(Batches<X, Y> tested) {
        callbacks.evaluationBegins(this);
        Evaluation evaluation = Evaluation.of(objective, tested, metrics);
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
    public Trainable model() {
        return objective.model();
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

    /// Where the training run stands, as text: all that decides how it goes on, but for the
    /// parameters, the state of the optimizer and [#tensors]. To be asked for on the thread that
    /// trains, by a callback or after [#fit].
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

    /// The state of callbacks that is not text.
    public SequencedMap<String, Tensor> tensors() {
        return callbacks.tensors();
    }

    /// Goes back, or on, to where another training run stood, so that [#fit] continues it. The
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
