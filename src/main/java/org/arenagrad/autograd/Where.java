package org.arenagrad.autograd;

import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// `a` where the condition is not 0, else `b`: `g` goes to the one that was chosen, 0 to the other.
/// The condition has no gradient.
final class Where extends Operation {
    Where(Tensor condition, Tensor a, Tensor b) {
        super("where", condition.withoutGraph(), a, b);
    }

    @Override
    NdArray forward() {
        return Pointwise.where(input(0).array(), input(1).array(), input(2).array());
    }

    @Override
    Tensor[] saved() {
        return new Tensor[] {input(0)};
    }

    @Override
    Tensor gradient(int input, Tensor g) {
        Tensor zero = Tensor.zeros(g.dtype());
        return input == 1 ? input(0).where(g, zero) : input(0).where(zero, g);
    }
}
