package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;

import java.util.function.Function;

/// Examples to learn from, which can be asked for by number: PyTorch's map-style `Dataset`.
///
/// Tensors that lie in memory are a [TensorDataset], made by [#of(Tensor, Indices)]. Anything else
/// is a class with two methods:
///
/// ```java
/// record Parity(int size) implements Dataset<Tensor, Indices> {
///     public Example<Tensor, Indices> get(int index) {
///         return Example.of(Tensor.of(index & 1, index >> 1 & 1), Integer.bitCount(index & 3) & 1);
///     }
/// }
///
/// for (var batch : new Parity(1000).batches(64, rng)) { … batch.x(), batch.y() … }
/// ```
///
/// What does not fit into memory, or has no known size, is a [DataStream].
///
/// @param <X> the type of the inputs: [Tensor], or whatever the model takes
/// @param <Y> the type of the targets: [Indices] for classes, [Tensor] for numbers
public interface Dataset<X, Y> {
    /// The number of examples.
    int size();

    /// One example. Its tensors belong to the innermost scope, like any others; a batch asks for
    /// them in a scope that ends once they are stacked.
    ///
    /// @param index from 0
    /// @throws IndexOutOfBoundsException if there is no such example
    Example<X, Y> get(int index);

    /// What makes a batch of examples: stacks tensors and indices, if this is not overridden.
    default Collate<X, Y> collator() {
        return Collate.standard();
    }

    // ---- tensors in memory ----

    /// Rows with a class each.
    ///
    /// @param x the rows, `[n, …]`
    /// @param classes their classes, `[n]`
    /// @throws IllegalArgumentException if the numbers of rows differ
    static TensorDataset<Indices> of(Tensor x, Indices classes) {
        return new TensorDataset<>(x, classes, Targets.CLASSES);
    }

    /// Rows with numbers to predict.
    ///
    /// @param x the rows, `[n, …]`
    /// @param y what to predict for each, `[n, …]`
    /// @throws IllegalArgumentException if the numbers of rows differ
    static TensorDataset<Tensor> of(Tensor x, Tensor y) {
        return new TensorDataset<>(x, y, Targets.NUMBERS);
    }

    // ---- others made of it ----

    /// Each example changed by a function, whenever it is asked for. The batches are made by the
    /// standard [Collate].
    default <A, B> Dataset<A, B> map(Function<Example<X, Y>, Example<A, B>> change) {
        return new DatasetViews.Mapped<>(this, change);
    }

    /// The examples at the given positions, in that order.
    ///
    /// @throws IndexOutOfBoundsException if there is no such example
    default Dataset<X, Y> select(Indices positions) {
        return DatasetViews.Selected.of(this, positions);
    }

    /// All examples in random order.
    default Dataset<X, Y> shuffle(Rng rng) {
        return select(rng.permutation(size()));
    }

    // ---- batches ----

    /// Batches of consecutive examples, the last one smaller if need be.
    ///
    /// @throws IllegalArgumentException if the size is not positive
    default Batches<X, Y> batches(int size) {
        return Batches.of(new DatasetPortions<>(this), size, null);
    }

    /// Batches of examples drawn without replacement, in a new order every epoch, the last one
    /// smaller if need be.
    ///
    /// @throws IllegalArgumentException if the size is not positive
    default Batches<X, Y> batches(int size, Rng rng) {
        return Batches.of(new DatasetPortions<>(this), size, rng);
    }

    /// Batches of examples drawn with replacement, so many an epoch (PyTorch's `RandomSampler` with
    /// `replacement`): for data of which nobody waits for the end, such as all windows of a text.
    ///
    /// @param size how many examples a batch has
    /// @param count how many batches an epoch has
    /// @throws IllegalArgumentException if a number is not positive, or there are no examples
    default Batches<X, Y> sampled(int size, int count, Rng rng) {
        return Batches.sampled(new DatasetPortions<>(this), size, count, rng);
    }
}
