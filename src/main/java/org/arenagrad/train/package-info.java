/// Training as most people write it: the loop, what happens around it, and how well it went.
///
/// ```java
/// try (var life = Scope.open("life")) {
///     var rng = Rng.seed(1);
///     var parts = Datasets.digits().split(0.2, rng);
///     var model = Sequential.of(Linear.of(64, 64, rng), Activations.relu(), Linear.of(64, 10, rng));
///     var trainer =
///             Trainer.<Indices>of(model, Losses::crossEntropy, Adam.of(model.parameters(), 1e-3))
///                     .batchSize(64)
///                     .random(rng)
///                     .metrics(Metrics.accuracy())
///                     .callbacks(EarlyStopping.on(Metrics.accuracy()).patience(5));
///     var history = trainer.fit(parts.train(), parts.heldOut(), 20);
///     System.out.println(history.toMarkdown()); // a row for each epoch
///     assert history.last().value("accuracy") > 0.9;
/// }
/// ```
///
/// Losses and metrics of one's own are functions: a loss gives a scalar tensor; a metric begins a
/// tally, which looks at each batch and keeps numbers only.
///
/// ```java
/// Loss<Tensor> logCosh = (output, target) -> output.sub(target).cosh().log().mean();
///
/// class Within implements Metric.Tally<Tensor> { // the share of predictions that are off by at most 0.2
///     long rows;
///     long close;
///
///     public void add(Tensor output, Tensor target) {
///         double[] errors = output.sub(target).abs().toArray();
///         rows += errors.length;
///         close += Arrays.stream(errors).filter(error -> error <= 0.2).count();
///     }
///
///     public double value() {
///         return (double) close / rows;
///     }
/// }
/// Metric<Tensor> within = new Metric<>("within 0-2", true, Within::new);
///
/// try (var life = Scope.open("life")) {
///     var rng = Rng.seed(1);
///     var line = Linear.of(1, 1, rng);
///     var trainer = Trainer.of(line, logCosh, SGD.of(line.parameters(), 0.3)).random(rng).metrics(within);
///     var parts = Datasets.linear(200, rng).split(0.2, rng);
///     assert trainer.fit(parts.train(), parts.heldOut(), 30).last().value("within 0-2") > 0.8;
/// }
/// ```
///
/// A model that is not a function of one tensor is trained by a loss of model and batch. Inputs of
/// a type of its own bring a [Collate][org.arenagrad.data.Collate] that makes batches of them:
///
/// ```java
/// record Pair(Tensor left, Tensor right) {}
///
/// record Products(int size) implements Dataset<Pair, Tensor> {
///     public Example<Pair, Tensor> get(int i) {
///         double a = i % 10 / 10.0;
///         double b = i / 10 % 10 / 10.0;
///         return Example.of(new Pair(Tensor.of(a), Tensor.of(b)), Tensor.of(3 * a * b));
///     }
///
///     public Collate<Pair, Tensor> collator() {
///         return all -> new Example<>(
///                 new Pair(Collate.stack(all, e -> e.x().left()), Collate.stack(all, e -> e.x().right())),
///                 Collate.stack(all, Example::y));
///     }
/// }
///
/// try (var life = Scope.open("life")) {
///     var rng = Rng.seed(1);
///     var factor = Linear.of(1, 1, rng);
///     Trainer<Pair, Tensor> trainer =
///             Trainer.ofBatches(
///                     factor,
///                     (m, batch) -> {
///                         Tensor product = batch.x().left().mul(batch.x().right());
///                         return Losses.mseLoss(m.apply(product), batch.y());
///                     },
///                     SGD.of(factor.parameters(), 0.5));
///     trainer.random(rng).fit(new Products(100), 100);
///     assert Math.abs(factor.parameters().getFirst().item() - 3) < 0.01;
/// }
/// ```
///
/// **Invariant.** Training owns no tensor: every step and every batch of an evaluation has a scope
/// of its own and leaves nothing behind; parameters, gradients and optimizer state belong to the
/// code that made them. The state of a training run (epoch, position in it, random state, records)
/// can be taken out as text at the end of any step, and a run that gets it back resumes bit for
/// bit.
///
/// Read [Trainer][org.arenagrad.train.Trainer] first, then
/// [Callback][org.arenagrad.train.Callback]; [Metrics][org.arenagrad.train.Metrics] lists what can
/// be measured, [Checkpointing][org.arenagrad.train.Checkpointing] saves a training run to a file.
///
/// **Decision.** A trainer does not save the order of an epoch's rows, which may be long, but the
/// state of the generator before it chose that order. On resuming, the order is chosen again,
/// finished batches are skipped, and the generator continues from its saved state. So the dropouts
/// of a model must draw from the trainer's generator.
///
/// **Decision.** Early stopping restores the best parameters when the training run is over, not
/// when something else stops it: what is saved then must be the current state. In exchange it keeps
/// the last parameters, so that more epochs or more patience continue from there.
///
/// **Decision.** A history separates metrics of rows that the model has learned from: where no rows
/// are held out, their columns begin with `train_`.
///
/// **Decision.** Mean losses and metrics count rows, not batches, since the last batch of an epoch
/// may be smaller.
@NullMarked
package org.arenagrad.train;

import org.jspecify.annotations.NullMarked;
