/// Data to train on: sets of rows with their targets, the bundled and the generated ones, those in
/// files of one's own, batches, and what is done to data before training.
///
/// ```java
/// try (var life = Scope.open("life")) {
///     Split<Indices> digits = Datasets.digits().split(0.2, Rng.seed(7));
///     Standardizer standardizer = Standardizer.fit(digits.train());
///     Dataset<Indices> train = standardizer.apply(digits.train());
///     for (Batch<Indices> batch : train.batches(64, Rng.seed(8)).epochs(10)) {
///         try (var step = Scope.open("step")) {
///             Tensor x = batch.x(); // ends with the step
///         }
///     }
/// }
/// ```
///
/// **Invariant.** A data set belongs to the scope it was made in, like any tensor; a batch holds no
/// memory until its rows are asked for, and then they belong to the scope open at that moment.
/// Whatever is random takes an [Rng][org.arenagrad.array.Rng], so a seed decides everything. Files
/// are not trusted: what is wrong with one is told by a [MalformedDataException], with its place.
///
/// Read [Dataset] first, then [Batches]; [Datasets] lists what there is, [Idx] reads pictures,
/// [Csv], [TableProfile] and [TableEncoding] read tables.
@NullMarked
package org.arenagrad.data;

import org.jspecify.annotations.NullMarked;
