package org.arenagrad.autograd;

import org.arenagrad.array.NdArray;
import org.arenagrad.array.Pointwise;
import org.arenagrad.kernel.Binary;

/// Comparisons: flat wherever they have a slope, and nothing is ever recorded.
final class Comparison {
    private Comparison() {}

    /// 1 where true, 0 where not.
    static Tensor compare(String name, Binary op, Tensor a, Tensor b) {
        return Operation.unrecorded(Pointwise.binary(name, op, a.array(), b.array()));
    }

    /// A comparison with one number, broadcast; the number ends as soon as it was read.
    static Tensor compare(String name, Binary op, Tensor a, double b) {
        NdArray number = Tensor.full(a.dtype(), b).array();
        Tensor result = Operation.unrecorded(Pointwise.binary(name, op, a.array(), number));
        number.buffer().close();
        return result;
    }
}
