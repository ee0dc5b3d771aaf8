package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Role;
import org.arenagrad.ndarray.Create;

/// Rows in a tensor, each with a target.
///
/// ```java
/// var parts = Datasets.digits().split(0.2, Rng.seed(7));
/// for (var batch : parts.train().batches(64, Rng.seed(8)).epochs(10)) { … batch.x(), batch.y() … }
/// ```
///
/// A data set owns nothing beyond its tensors: they belong to the scope they were made in. Methods
/// that return another data set copy rows into the innermost scope and leave this one as it is.
///
/// @param <Y> the type of the targets: [Indices] for classes, [Tensor] for numbers
public final class TensorDataset<Y> implements Dataset<Tensor, Y> {
    private final Tensor x;
    private final Y y;
    private final Targets<Y> targets;

    TensorDataset(Tensor x, Y y, Targets<Y> targets) {
        if (x.shape().rank() == 0 || x.shape().size(0) != targets.length(y)) {
            throw new IllegalArgumentException(
                    "dataset: x %s and y %s don't fit: the first dimension counts the rows, and every row has a target"
                            .formatted(x.shape(), targets.describe(y)));
        }
        this.x = x;
        this.y = y;
        this.targets = targets;
        // Its scope alone ends it: no layer that reads it, no backward.
        keep(x);
        targets.keep(y);
    }

    /// Marks a tensor as data, which stays up to the end of its scope.
    static void keep(Tensor data) {
        data.retain().array().buffer().role(Role.DATA);
    }

    /// Rows of data, copied: data too.
    static Tensor rows(Tensor data, Indices rows) {
        Tensor picked = data.indexSelect(0, rows);
        picked.array().buffer().role(Role.DATA);
        return picked;
    }

    /// A copy of data that any thread may read.
    static Tensor shared(Tensor data) {
        return Tensor.of(Create.shared(data.array()));
    }

    /// All rows, `[n, …]`.
    public Tensor x() {
        return x;
    }

    /// All targets: classes `[n]`, or numbers `[n, …]`.
    public Y y() {
        return y;
    }

    /// The number of rows.
    @Override
    public int size() {
        return x.shape().size(0);
    }

    /// One row `[…]` with its target: a class `[]`, or numbers `[…]`. They are views.
    @Override
    public Example<Tensor, Y> get(int index) {
        return new Example<>(x.select(0, index), targets.get(y, index));
    }

    /// The rows at the given positions, in that order, copied.
    ///
    /// @throws IndexOutOfBoundsException if there is no such row
    @Override
    public TensorDataset<Y> select(Indices rows) {
        return new TensorDataset<>(rows(x, rows), targets.select(y, rows), targets);
    }

    /// All rows in random order, copied.
    @Override
    public TensorDataset<Y> shuffle(Rng rng) {
        return select(rng.permutation(size()));
    }

    /// The same targets for other rows: after [Standardizer#apply], for example.
    ///
    /// @throws IllegalArgumentException if the number of rows differs
    public TensorDataset<Y> withX(Tensor other) {
        return new TensorDataset<>(other, y, targets);
    }

    /// This data set with elements of a type; itself if it has that type, else a copy.
    public TensorDataset<Y> to(DType dtype) {
        return new TensorDataset<>(x.to(dtype), targets.to(y, dtype), targets);
    }

    /// A copy that any thread may read, for [Batches#prefetch]: it belongs to no scope, and the
    /// garbage collector frees it.
    public TensorDataset<Y> share() {
        return new TensorDataset<>(shared(x), targets.share(y), targets);
    }

    /// Two parts, each in random order: one to train on and one to hold out. With classes the split
    /// is stratified: each class is divided in the same ratio, to a row.
    ///
    /// @param heldOut the share of rows to hold out, between 0 and 1: 0.2 for a fifth
    /// @throws IllegalArgumentException if the share is not between 0 and 1, or leaves one part
    ///   without a row
    public Split<Y> split(double heldOut, Rng rng) {
        Splitting rows = Splitting.of(targets.strata(y), heldOut, rng);
        return new Split<>(select(rows.train()), select(rows.heldOut()));
    }

    /// Batches of consecutive rows in the order they lie, the last one smaller if need be. They are
    /// views: no row is copied.
    ///
    /// @throws IllegalArgumentException if the size is not positive
    @Override
    public Batches<Tensor, Y> batches(int size) {
        return Batches.of(new TensorPortions<>(this), size, null);
    }

    /// Batches of rows drawn without replacement, in a new order every epoch, the last one smaller
    /// if need be.
    ///
    /// @throws IllegalArgumentException if the size is not positive
    @Override
    public Batches<Tensor, Y> batches(int size, Rng rng) {
        return Batches.of(new TensorPortions<>(this), size, rng);
    }

    @Override
    public Batches<Tensor, Y> sampled(int size, int count, Rng rng) {
        return Batches.sampled(new TensorPortions<>(this), size, count, rng);
    }

    /// The targets at the given positions.
    Y selectY(Indices rows) {
        return targets.select(y, rows);
    }

    /// The targets `start … start+length-1`.
    Y narrowY(int start, int length) {
        return targets.narrow(y, start, length);
    }

    /// `dataset of 150 rows: x [150, 4], y indices [150]`.
    @Override
    public String toString() {
        return "dataset of " + size() + " rows: x " + x.shape() + ", y " + targets.describe(y);
    }
}
