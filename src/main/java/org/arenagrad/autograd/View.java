package org.arenagrad.autograd;

import org.arenagrad.array.Shape;
import org.arenagrad.ndarray.NdArray;

import java.util.function.UnaryOperator;

/// The same elements seen in another way: no copy where strides can say it. Each gradient is the
/// view turned round.
abstract sealed class View extends Operation {
    View(String name, Tensor x) {
        super(name, x);
    }

    /// Views read no values in backward, only shapes.
    @Override
    final Tensor[] saved() {
        return NOTHING;
    }

    /// All but the last dimension made one: the rows of a matrix. (Not `reshape(-1, …)`: without
    /// columns there is nothing to infer the number of rows from.)
    static Tensor rows(Tensor x) {
        if (x.shape().rank() == 2) {
            return x;
        }
        int columns = x.shape().size(-1);
        long rows = x.shape().with(-1, 1).elements();
        return x.reshape(Math.toIntExact(rows), columns);
    }

    /// What an operation along a dimension gives. A scalar is a vector of one element to it, as in
    /// PyTorch, and what it gives a scalar again.
    static Tensor alongLine(Tensor x, int dim, UnaryOperator<Tensor> operation) {
        if (x.shape().rank() > 0) {
            return operation.apply(x);
        }
        x.shape().dimOrScalar(dim);
        return operation.apply(x.reshape(1)).reshape();
    }

    /// Another shape with as many elements. The one view that may have to copy, when strides can't
    /// say it.
    static final class Reshape extends View {
        private final int[] sizes;

        Reshape(Tensor x, int... sizes) {
            super("reshape", x);
            this.sizes = sizes.clone();
        }

        @Override
        NdArray forward() {
            return input(0).array().reshape(sizes);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.reshape(input(0).shape().toArray());
        }
    }

    /// Dimensions in another order: back in the old one.
    static final class Permute extends View {
        private final int[] dims;

        Permute(Tensor x, int... dims) {
            super("permute", x);
            this.dims = dims.clone();
        }

        @Override
        NdArray forward() {
            return input(0).array().permute(dims);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            int[] inverse = new int[dims.length];
            for (int d = 0; d < dims.length; d++) {
                inverse[g.shape().dim(dims[d])] = d;
            }
            return g.permute(inverse);
        }
    }

    /// A dimension of size 1 left out, if it has that size: put in again.
    static final class Squeeze extends View {
        private final int dim;

        Squeeze(Tensor x, int dim) {
            super("squeeze", x);
            this.dim = x.shape().dimOrScalar(dim);
        }

        @Override
        NdArray forward() {
            return input(0).array().squeeze(dim);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.reshape(input(0).shape().toArray());
        }
    }

    /// A dimension of size 1 put in: left out again.
    static final class Unsqueeze extends View {
        private final int dim;

        Unsqueeze(Tensor x, int dim) {
            super("unsqueeze", x);
            this.dim = dim;
        }

        @Override
        NdArray forward() {
            return input(0).array().unsqueeze(dim);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.squeeze(dim);
        }
    }

    /// Sizes 1 repeated: the walk sums the repetitions.
    static final class Expand extends View {
        private final Shape target;

        Expand(Tensor x, Shape target) {
            super("expand", x);
            this.target = target;
        }

        @Override
        NdArray forward() {
            return input(0).array().expand(target);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g;
        }
    }

    /// A stretch of a dimension, in steps: back in its place, zeros elsewhere.
    static final class Slice extends View {
        private final int dim;
        private final int start;
        private final int length;
        private final int step;

        Slice(Tensor x, int dim, int start, int length, int step) {
            super("slice", x);
            this.dim = dim;
            this.start = start;
            this.length = length;
            this.step = step;
        }

        @Override
        NdArray forward() {
            return input(0).array().slice(dim, start, length, step);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new Concat.Embed(g, input(0).shape(), dim, start, step).apply();
        }
    }

    /// One element of a dimension, which is left out: back in its place, zeros elsewhere.
    static final class Select extends View {
        private final int dim;
        private final int index;

        Select(Tensor x, int dim, int index) {
            super("select", x);
            this.dim = x.shape().dim(dim);
            this.index = index;
        }

        @Override
        NdArray forward() {
            return input(0).array().select(dim, index);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            int start = index < 0 ? index + input(0).shape().size(dim) : index;
            return new Concat.Embed(g.unsqueeze(dim), input(0).shape(), dim, start, 1).apply();
        }
    }

    /// A dimension backwards: backwards again.
    static final class Flip extends View {
        private final int dim;

        Flip(Tensor x, int dim) {
            super("flip", x);
            this.dim = dim;
        }

        @Override
        NdArray forward() {
            return input(0).array().flip(dim);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.flip(dim);
        }
    }

    /// Windows along a dimension, which overlap: each of their places is a slice, and what reaches
    /// the slices is added up where it came from.
    static final class Windows extends View {
        private final int dim;
        private final int length;
        private final int step;

        Windows(Tensor x, int dim, int length, int step) {
            super("windows", x);
            this.dim = x.shape().dim(dim);
            this.length = length;
            this.step = step;
        }

        @Override
        NdArray forward() {
            return input(0).array().windows(dim, length, step);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Shape shape = input(0).shape();
            Tensor sum = new Concat.Embed(g.select(-1, 0), shape, dim, 0, step).apply();
            for (int i = 1; i < length; i++) {
                sum = sum.add(new Concat.Embed(g.select(-1, i), shape, dim, i, step).apply());
            }
            return sum;
        }
    }
}
