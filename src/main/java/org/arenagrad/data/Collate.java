package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

import java.util.List;
import java.util.function.Function;

/// Makes a batch of examples: PyTorch's `collate_fn`.
///
/// The [#standard] one stacks tensors and indices. For inputs of your own type, write one:
///
/// ```java
/// record Pair(Tensor left, Tensor right) {}
///
/// Collate<Pair, Tensor> pairs = examples -> new Example<>(
///         new Pair(Collate.stack(examples, e -> e.x().left()), Collate.stack(examples, e -> e.x().right())),
///         Collate.stack(examples, Example::y));
/// ```
///
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
@FunctionalInterface
public interface Collate<X, Y> {
    /// All inputs as one, and all targets as one.
    ///
    /// @param examples at least one
    Example<X, Y> collate(List<Example<X, Y>> examples);

    /// Stacks tensors and indices along a new first dimension.
    ///
    /// Its batches refuse, with an [IllegalArgumentException], inputs or targets of another type or
    /// of different shapes.
    static <X, Y> Collate<X, Y> standard() {
        return new Standard<>();
    }

    /// One tensor `[n, …]` of one part of `n` examples.
    ///
    /// @throws IllegalArgumentException if the shapes differ
    static <E> Tensor stack(List<E> examples, Function<E, Tensor> part) {
        return Tensor.stack(0, examples.stream().map(part).toArray(Tensor[]::new));
    }

    /// See [#standard].
    ///
    /// @param <X> the type of the inputs
    /// @param <Y> the type of the targets
    record Standard<X, Y>() implements Collate<X, Y> {
        @Override
        public Example<X, Y> collate(List<Example<X, Y>> examples) {
            return new Example<>(
                    joined("inputs", examples.stream().map(Example::x).toList()),
                    joined("targets", examples.stream().map(Example::y).toList()));
        }

        /// What is made of tensors is a tensor, and of indices, indices: the type is the same.
        @SuppressWarnings("unchecked")
        private static <T> T joined(String what, List<T> parts) {
            if (parts.stream().allMatch(Tensor.class::isInstance)) {
                return (T) Tensor.stack(0, parts.toArray(Tensor[]::new));
            }
            if (parts.stream().allMatch(Indices.class::isInstance)) {
                return (T) indices(parts.toArray(Indices[]::new));
            }
            throw new IllegalArgumentException(
                    "batch: %s of type %s can't be stacked, only tensors and indices can: give the data set a collator() that knows how"
                            .formatted(what, parts.getFirst().getClass().getSimpleName()));
        }

        private static Indices indices(Indices[] parts) {
            Shape one = parts[0].shape();
            int[] sizes = new int[one.rank() + 1];
            sizes[0] = parts.length;
            System.arraycopy(one.toArray(), 0, sizes, 1, one.rank());
            int[] values = new int[Math.toIntExact(parts.length * one.elements())];
            for (int i = 0; i < parts.length; i++) {
                if (!parts[i].shape().equals(one)) {
                    throw new IllegalArgumentException(
                            "batch: indices %s and %s differ in shape and can't be stacked"
                                    .formatted(one, parts[i].shape()));
                }
                System.arraycopy(
                        parts[i].toArray(), 0, values, i * parts[i].length(), parts[i].length());
            }
            return Indices.of(Shape.of(sizes), values);
        }
    }
}
