package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.Pointwise;

/// Comparisons: flat wherever they have a slope, and nothing is ever recorded.
final class Comparison {
    private Comparison() {}

    /// 1 where true, 0 where not.
    static Tensor compare(String name, Binary op, Tensor a, Tensor b) {
        return Operation.unrecorded(Pointwise.binary(name, op, a.array(), b.array()));
    }

    /// A comparison with one number.
    static Tensor compare(String name, Binary op, Tensor a, double b) {
        return Operation.unrecorded(Pointwise.binary(name, op, a.array(), b));
    }

    /// 1 where an element is of some kind, 0 where not.
    static Tensor test(String name, Unary op, Tensor x) {
        return Operation.unrecorded(Pointwise.unary(name, op, x.array()));
    }
}
