package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

import java.util.Arrays;

/// What a data set must be able to do with its targets, whatever they are.
sealed interface Targets<Y> {
    /// Class labels.
    Targets<Indices> CLASSES = new Classes();

    /// Numbers to predict.
    Targets<Tensor> NUMBERS = new Numbers();

    /// For how many rows there are targets; -1 if they don't count rows.
    int length(Y y);

    /// Marks them as data, which stays up to the end of its scope.
    void keep(Y y);

    /// That of one row.
    Y get(Y y, int row);

    /// A copy that any thread may read; the same, if any thread may already.
    Y share(Y y);

    /// Those at the given positions.
    Y select(Y y, Indices rows);

    /// Those at `start … start+length-1`.
    Y narrow(Y y, int start, int length);

    /// The same with elements of a type, as far as they have one.
    Y to(Y y, DType dtype);

    /// For each row the number of the group that a split divides in equal ratio.
    int[] strata(Y y);

    /// What they are, for messages.
    String describe(Y y);

    /// See [#CLASSES].
    final class Classes implements Targets<Indices> {
        @Override
        public int length(Indices y) {
            return y.shape().rank() == 1 ? y.length() : -1;
        }

        @Override
        public void keep(Indices y) {
            // On the heap: no scope ends them.
        }

        @Override
        public Indices get(Indices y, int row) {
            return Indices.of(Shape.SCALAR, y.get(row));
        }

        @Override
        public Indices share(Indices y) {
            return y;
        }

        @Override
        public Indices select(Indices y, Indices rows) {
            return y.select(rows);
        }

        @Override
        public Indices narrow(Indices y, int start, int length) {
            return Indices.of(Arrays.copyOfRange(y.toArray(), start, start + length));
        }

        @Override
        public Indices to(Indices y, DType dtype) {
            return y;
        }

        @Override
        public int[] strata(Indices y) {
            return y.toArray();
        }

        @Override
        public String describe(Indices y) {
            return "indices " + y.shape();
        }
    }

    /// See [#NUMBERS].
    final class Numbers implements Targets<Tensor> {
        @Override
        public int length(Tensor y) {
            return y.shape().equals(Shape.SCALAR) ? -1 : y.shape().size(0);
        }

        @Override
        public void keep(Tensor y) {
            TensorDataset.keep(y);
        }

        @Override
        public Tensor get(Tensor y, int row) {
            return y.select(0, row);
        }

        @Override
        public Tensor share(Tensor y) {
            return TensorDataset.shared(y);
        }

        @Override
        public Tensor select(Tensor y, Indices rows) {
            return TensorDataset.rows(y, rows);
        }

        @Override
        public Tensor narrow(Tensor y, int start, int length) {
            return y.narrow(0, start, length);
        }

        @Override
        public Tensor to(Tensor y, DType dtype) {
            return y.to(dtype);
        }

        @Override
        public int[] strata(Tensor y) {
            return new int[length(y)];
        }

        @Override
        public String describe(Tensor y) {
            return y.shape().toString();
        }
    }
}
