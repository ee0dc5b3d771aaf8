package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.arenagrad.ndarray.NdArray;

/// A copy, of the same type or another: the gradient comes back in the type of the input.
final class Convert extends Operation {
    private final DType type;

    Convert(String name, Tensor x, DType type) {
        super(name, x);
        this.type = type;
    }

    @Override
    NdArray forward() {
        NdArray x = input(0).array();
        return x.dtype() == type ? x.copy(name()) : x.to(type);
    }

    @Override
    Tensor[] saved() {
        return NOTHING;
    }

    @Override
    Tensor gradient(int input, Tensor g) {
        return g.to(input(0).dtype());
    }
}
