package org.arenagrad.autograd;

import org.arenagrad.array.NdArray;
import org.arenagrad.array.Pointwise;
import org.arenagrad.kernel.Binary;
import org.arenagrad.kernel.Unary;

/// Functions that are flat wherever they have a slope, so nothing is ever recorded: comparisons and
/// the sign.
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

    /// -1, 0 or 1.
    static Tensor sign(Tensor x) {
        return Operation.unrecorded(Pointwise.unary("sign", Unary.SIGN, x.array()));
    }
}
