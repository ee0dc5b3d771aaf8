package org.arenagrad.data;

import org.arenagrad.autograd.Tensor;

import java.util.function.Supplier;

/// Some rows of a data set, to be taken in one step.
///
/// A batch only knows which rows it is made of: [#x] and [#y] gather them when they are called,
/// into the scope that is innermost then, and again at every call. Ask for them inside the step's
/// scope, and they end with the step.
///
/// @param <Y> the type of the targets
public final class Batch<Y> {
    private final Supplier<Tensor> x;
    private final Supplier<Y> y;
    private final int size;
    private final int epoch;
    private final boolean last;

    Batch(Supplier<Tensor> x, Supplier<Y> y, int size, int epoch, boolean last) {
        this.x = x;
        this.y = y;
        this.size = size;
        this.epoch = epoch;
        this.last = last;
    }

    /// The rows, `[size, …]`: a copy in the innermost scope, or a view if the batches are not
    /// shuffled.
    public Tensor x() {
        return x.get();
    }

    /// Their targets: classes `[size]`, or numbers `[size, …]`, copied or viewed like [#x].
    public Y y() {
        return y.get();
    }

    /// The number of rows: the last batch of an epoch has what is left.
    public int size() {
        return size;
    }

    /// In which epoch it is taken, from 0.
    public int epoch() {
        return epoch;
    }

    /// Whether the epoch ends with it.
    public boolean isLastOfEpoch() {
        return last;
    }
}
