package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.ndarray.Pointwise;

/// Arithmetic of [Tensor] in place: what an optimizer's step is made of. Other operands broadcast
/// to the shape of this tensor; each method returns this tensor.
///
/// No gradient flows through a change in place. While operations are recorded, every method throws
/// an [IllegalStateException] if this tensor or an operand requires a gradient: use
/// [Autograd#noGrad], or compute a new tensor. Where shapes don't fit, it throws an
/// [IllegalArgumentException] that names the operands.
public sealed interface TensorInPlace permits Tensor {
    /// This tensor.
    Tensor self();

    /// `a += b`.
    default Tensor addInPlace(Tensor b) {
        return Arithmetic.inPlace("addInPlace", Binary.ADD, self(), b);
    }

    /// `a += alpha·b`. `alpha·b` is a temporary of the shape of `b`, which ends at once.
    default Tensor addInPlace(Tensor b, double alpha) {
        self().requireWritable("addInPlace", b);
        try (Tensor scaled = b.mul(alpha)) {
            return addInPlace(scaled);
        }
    }

    /// `a += b` for every element.
    default Tensor addInPlace(double b) {
        return Arithmetic.inPlace("addInPlace", Binary.ADD, self(), b);
    }

    /// `a -= b`.
    default Tensor subInPlace(Tensor b) {
        return Arithmetic.inPlace("subInPlace", Binary.SUB, self(), b);
    }

    /// `a *= b`.
    default Tensor mulInPlace(Tensor b) {
        return Arithmetic.inPlace("mulInPlace", Binary.MUL, self(), b);
    }

    /// `a *= b` for every element.
    default Tensor mulInPlace(double b) {
        return Arithmetic.inPlace("mulInPlace", Binary.MUL, self(), b);
    }

    /// `a /= b`.
    default Tensor divInPlace(Tensor b) {
        return Arithmetic.inPlace("divInPlace", Binary.DIV, self(), b);
    }

    /// `a /= b` for every element.
    default Tensor divInPlace(double b) {
        return Arithmetic.inPlace("divInPlace", Binary.DIV, self(), b);
    }

    /// The larger of two, element by element; NaN if either is.
    default Tensor maximumInPlace(Tensor b) {
        return Arithmetic.inPlace("maximumInPlace", Binary.MAXIMUM, self(), b);
    }

    /// `a += weight·(end - a)`: a running mean that keeps `1 - weight` of itself.
    default Tensor lerpInPlace(Tensor end, double weight) {
        self().requireWritable("lerpInPlace", end);
        try (Tensor same = Tensor.full(self().dtype(), weight)) {
            Pointwise.ternaryInPlace(
                    "lerpInPlace", Ternary.LERP, self().array(), end.array(), same.array());
        }
        return self();
    }

    /// `a += value·b·c`. The product is a temporary, which ends at once.
    default Tensor addcmulInPlace(Tensor b, Tensor c, double value) {
        self().requireWritable("addcmulInPlace", b);
        self().requireWritable("addcmulInPlace", c);
        try (Tensor product = b.mul(c)) {
            return addInPlace(product.mulInPlace(value));
        }
    }

    /// `a += value·b / c`. The quotient is a temporary, which ends at once.
    default Tensor addcdivInPlace(Tensor b, Tensor c, double value) {
        self().requireWritable("addcdivInPlace", b);
        self().requireWritable("addcdivInPlace", c);
        try (Tensor quotient = b.div(c)) {
            return addInPlace(quotient.mulInPlace(value));
        }
    }
}
