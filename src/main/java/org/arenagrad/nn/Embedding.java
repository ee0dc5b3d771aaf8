package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;

import java.util.random.RandomGenerator;

/// A table of learned vectors, looked up by index: words, users, categories.
///
/// Takes [Indices] of any shape, gives a tensor with one more dimension, `[…, dim]`; so it stands
/// in front of the [Layer]s, not among them. Parameter: `weight` `[count, dim]`.
public final class Embedding implements Trainable {
    private final Tensor weight;

    private Embedding(Tensor weight) {
        this.weight = weight.requireGrad();
    }

    /// A table of the default type, standard normal at first.
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static Embedding of(int count, int dim, RandomGenerator random) {
        return of(count, dim, Tensor.defaultDType(), random);
    }

    /// A table of a type, standard normal at first.
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static Embedding of(int count, int dim, DType dtype, RandomGenerator random) {
        if (count < 1 || dim < 1) {
            throw new IllegalArgumentException(
                    "embedding: both sizes must be positive, got %s vectors of %s values"
                            .formatted(count, dim));
        }
        return new Embedding(Tensor.randn(dtype, random, count, dim).named("weight"));
    }

    /// A given table `[count, dim]`, which is asked for gradients.
    ///
    /// @throws IllegalArgumentException if it is not a matrix
    public static Embedding of(Tensor weight) {
        if (weight.shape().rank() != 2) {
            throw new IllegalArgumentException(
                    "embedding: the table must be [count, dim], not %s".formatted(weight.array()));
        }
        return new Embedding(weight);
    }

    /// The vectors of the given indices, `[…, dim]` for indices `[…]`.
    ///
    /// @throws IndexOutOfBoundsException if an index is not in `0 … count-1`
    public Tensor apply(Indices indices) {
        int count = weight.shape().size(0);
        for (int i = 0; i < indices.length(); i++) {
            if (indices.get(i) < 0 || indices.get(i) >= count) {
                throw new IndexOutOfBoundsException(
                        "embedding: index %s at position %s is outside 0 … %s: the table %s has %s vectors"
                                .formatted(indices.get(i), i, count - 1, weight.array(), count));
            }
        }
        return weight.indexSelect(0, indices);
    }

    /// The table, `[count, dim]`.
    public Tensor weight() {
        return weight;
    }

    @Override
    public void declare(Parts parts) {
        parts.parameter("weight", weight);
    }

    /// `Embedding[1000 → 64]`.
    @Override
    public String toString() {
        return "Embedding[%s → %s]".formatted(weight.shape().size(0), weight.shape().size(1));
    }
}
