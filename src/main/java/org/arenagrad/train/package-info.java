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
/// **Invariant.** Training owns no tensor: every step and every batch of an evaluation has a scope
/// of its own and leaves nothing behind; parameters, gradients and optimizer state belong to
/// whoever made them. What decides how a training goes on (epoch, place in it, random state,
/// records) can be taken out as text at the end of any step, and a training that is given it back
/// goes on bit for bit.
///
/// Read [Trainer][org.arenagrad.train.Trainer] first, then
/// [Callback][org.arenagrad.train.Callback]; [Metrics][org.arenagrad.train.Metrics] lists what can
/// be measured, [Checkpointing][org.arenagrad.train.Checkpointing] saves a training to a file.
@NullMarked
package org.arenagrad.train;

import org.jspecify.annotations.NullMarked;
