/// Data to train on: sets of examples with their targets, the bundled and the generated ones, those
/// in files of one's own, streams, batches, and what is done to data before training.
///
/// ```java
/// try (var life = Scope.open("life")) {
///     Split<Indices> digits = Datasets.digits().split(0.2, Rng.seed(7));
///     Standardizer standardizer = Standardizer.fit(digits.train());
///     TensorDataset<Indices> train = standardizer.apply(digits.train());
///     for (Batch<Tensor, Indices> batch : train.batches(64, Rng.seed(8)).epochs(10)) {
///         try (var step = Scope.open("step")) {
///             Tensor x = batch.x(); // ends with the step
///         }
///     }
/// }
/// ```
///
/// A data set of one's own says how many examples it has, and what each is:
///
/// ```java
/// record Parity(int size) implements Dataset<Tensor, Indices> {
///     public Example<Tensor, Indices> get(int index) {
///         return Example.of(Tensor.of(index & 1, index >> 1 & 1), Integer.bitCount(index & 3) & 1);
///     }
/// }
///
/// for (var batch : new Parity(1000).batches(100, Rng.seed(1)).prefetch(2)) { // another thread works
///     try (var step = Scope.open("step")) {
///         assert batch.x().shape().equals(Shape.of(100, 2)) && batch.y().length() == 100;
///     }
/// }
/// ```
///
/// What does not fit into memory is a stream, shuffled in a buffer:
///
/// ```java
/// Path file = Files.writeString(folder.resolve("rows.csv"), "x,y\n1,0\n2,1\n3,0\n");
/// var batches = DataStream.lines(file).skip(1).shuffle(1000, Rng.seed(1)).batches(2, line -> {
///     String[] fields = line.split(",");
///     return Example.of(Tensor.of(Double.parseDouble(fields[0])), Integer.parseInt(fields[1]));
/// });
/// int rows = 0;
/// for (var batch : batches.epochs(2)) {
///     rows += batch.size();
/// }
/// assert rows == 6;
/// ```
///
/// Pictures are changed at random, in another way each epoch, while training:
///
/// ```java
/// Rng rng = Rng.seed(1);
/// var digits = Datasets.digits().share(); // for the thread that prefetches
/// var augmentation = Augmentations.shift(8, 8, 1).then(Augmentations.noise(0.5));
/// for (var batch : digits.batches(64, rng).augment(augmentation, rng).prefetch(2)) {
///     try (var step = Scope.open("step")) {
///         Tensor x = batch.x();
///     }
/// }
/// ```
///
/// **Invariant.** A data set belongs to the scope it was made in, like any tensor; a batch holds no
/// tensor until it is asked for one, and what it makes then belongs to the scope open at that
/// moment. Everything random takes an [Rng][org.arenagrad.array.Rng] and draws from it on the
/// thread that takes the batches, so a seed decides everything. Files are not trusted: an error in
/// one is a [MalformedDataException] that names its place.
///
/// Read [Dataset] first, then [Batches] and [DataStream]; [Datasets] lists what there is, [Idx]
/// reads pictures, [Csv], [TableProfile] and [TableEncoding] read tables.
///
/// **Decision.** The categories of a column are collected from all rows, held-out ones too; means
/// and deviations only from training rows. The list reveals nothing of the target: an input that is
/// always 0 in training has weights that receive no gradient. Otherwise a rare category would end
/// the training run. A file that comes later gets no such exception.
///
/// **Decision.** A table is profiled before anything is learned from it (`TableProfile`), and the
/// profile decides which columns carry no information; `TableEncoding.fit` itself drops none. An
/// unclear column is a kind of its own, not an error: the command line makes it an error that names
/// the options.
///
/// **Decision.** Thousands separators count only in valid positions, unlike in pandas, where `1,5`
/// read with `thousands=','` is 15.
///
/// **Decision.** Randomness of an epoch's batches is drawn when the epoch begins, on the thread
/// that takes the batches: the order, and a seed for a shuffle buffer or an augmentation. So
/// prefetching changes no batch and races for no generator, and a resumed training run draws the
/// same again.
///
/// **Decision.** Prefetched batches are copied twice (`Handover`). A confined arena can't change
/// its thread, so the bytes pass through memory of no thread. Buffers stay the same objects, so a
/// batch moves whatever it is made of.
///
/// **Decision.** `Dataset` gives inputs and targets, `Example<X, Y>`, not one element of any type:
/// metrics need a target, and `batch.x()` and `batch.y()` need no cast. Data without both is a
/// `DataStream` first.
@NullMarked
package org.arenagrad.data;

import org.jspecify.annotations.NullMarked;
