package org.arenagrad.data;

import java.util.function.Supplier;

/// Some examples of a data set, to be taken in one step.
///
/// A batch only knows which examples it is made of: [#x] and [#y] make its tensors when they are
/// called, in the scope that is innermost then. Ask for them inside the step's scope, and they end
/// with the step. Those of a [TensorDataset] are gathered again at every call; of any other source,
/// both are made at the first call and stay the same.
///
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
public final class Batch<X, Y> {
    private final Portion<X, Y> portion;
    private final int epoch;

    Batch(Portion<X, Y> portion, int epoch) {
        this.portion = portion;
        this.epoch = epoch;
    }

    /// The inputs, `[size, …]` for tensors: a copy in the innermost scope, or a view if they lie in
    /// a tensor and are not shuffled.
    public X x() {
        return portion.x().get();
    }

    /// Their targets: classes `[size]`, or numbers `[size, …]`, copied or viewed like [#x].
    public Y y() {
        return portion.y().get();
    }

    /// The number of examples: the last batch of an epoch has what is left.
    public int size() {
        return portion.size();
    }

    /// In which epoch it is taken, from 0.
    public int epoch() {
        return epoch;
    }

    /// Whether the epoch ends with it.
    public boolean isLastOfEpoch() {
        return portion.last();
    }

    /// A batch before it knows its epoch.
    ///
    /// @param x makes the inputs in the innermost scope
    /// @param y makes the targets in the innermost scope
    /// @param size the number of examples
    /// @param last whether the epoch ends with it
    /// @param <X> the type of the inputs
    /// @param <Y> the type of the targets
    record Portion<X, Y>(Supplier<X> x, Supplier<Y> y, int size, boolean last) {
        /// One whose two parts are made together.
        static <X, Y> Portion<X, Y> of(Supplier<Example<X, Y>> both, int size, boolean last) {
            return new Portion<>(() -> both.get().x(), () -> both.get().y(), size, last);
        }
    }
}
