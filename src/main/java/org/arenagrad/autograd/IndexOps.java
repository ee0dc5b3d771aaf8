package org.arenagrad.autograd;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.ndarray.Indexing;
import org.arenagrad.ndarray.NdArray;

/// Gathers elements by index and scatters them by index. Each is the gradient of the other; only
/// indices are kept, which never change.
abstract sealed class IndexOps extends Operation {
    final int dim;
    final Indices index;

    IndexOps(String name, Tensor x, int dim, Indices index) {
        super(name, x);
        this.dim = dim;
        this.index = index;
    }

    @Override
    final Tensor[] saved() {
        return NOTHING;
    }

    /// The elements that an index names along a dimension; a scalar, of values or of indices, is a
    /// vector of one element. Indices may be fewer than elements in other dimensions.
    static Tensor gather(Tensor x, int dim, Indices index) {
        if (x.shape().rank() == 0 || index.shape().rank() == 0) {
            x.shape().dimOrScalar(dim);
            Tensor line = x.shape().rank() == 0 ? x.reshape(1) : x;
            Indices all = Indices.of(index.toArray());
            return new Gather(line, dim, all).apply().reshape(index.shape().toArray());
        }
        Tensor first = x;
        int d = x.shape().dim(dim);
        for (int other = 0; other < x.shape().rank(); other++) {
            boolean fits = other < index.shape().rank();
            if (other != d && fits && index.shape().size(other) < x.shape().size(other)) {
                first = first.narrow(other, 0, index.shape().size(other));
            }
        }
        return new Gather(first, dim, index).apply();
    }

    /// The elements at places of a dimension, which is left out.
    static TensorSearch.Found found(Tensor x, int dim, Indices places) {
        if (x.shape().rank() == 0) {
            return new TensorSearch.Found(x.reshape(1).reshape(), places);
        }
        int d = x.shape().dim(dim);
        Indices kept = places.reshape(x.shape().with(d, 1).toArray());
        return new TensorSearch.Found(gather(x, d, kept).squeeze(d), places);
    }

    /// Slices of a dimension in the order of a list (an embedding, if the dimension is the first):
    /// what reached each is added up where it came from.
    static final class IndexSelect extends IndexOps {
        IndexSelect(Tensor x, int dim, Indices index) {
            super("indexSelect", x, dim, index);
        }

        @Override
        NdArray forward() {
            return Indexing.indexSelect(input(0).array(), dim, index);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new IndexAdd(g, dim, index, input(0).shape()).apply();
        }
    }

    /// Slices added up where a list says, in a tensor of zeros: the same slices picked again.
    static final class IndexAdd extends IndexOps {
        private final Shape shape;

        IndexAdd(Tensor x, int dim, Indices index, Shape shape) {
            super("indexAdd", x, dim, index);
            this.shape = shape;
        }

        @Override
        NdArray forward() {
            return Indexing.indexAdd(input(0).array(), dim, index, shape);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.indexSelect(dim, index);
        }
    }

    /// Along a dimension, the element an index names: what reached each is added where it was
    /// picked.
    static final class Gather extends IndexOps {
        Gather(Tensor x, int dim, Indices index) {
            super("gather", x, dim, index);
        }

        @Override
        NdArray forward() {
            return Indexing.gather(input(0).array(), dim, index);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new ScatterAdd(g, dim, index, input(0).shape()).apply();
        }
    }

    /// Elements added where an index says, in a tensor of zeros: the same elements picked again.
    static final class ScatterAdd extends IndexOps {
        private final Shape shape;

        ScatterAdd(Tensor x, int dim, Indices index, Shape shape) {
            super("scatterAdd", x, dim, index);
            this.shape = shape;
        }

        @Override
        NdArray forward() {
            return Indexing.scatterAdd(input(0).array(), dim, index, shape);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.gather(dim, index);
        }
    }
}
