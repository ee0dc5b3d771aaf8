package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// Elementwise loops of one element after the other that give the bits that
/// [VectorElementwiseFloat64] gives.
final class PlainElementwiseFloat64 extends ScalarElementwiseFloat64 {
    @Override
    public void unary(
            Unary op,
            double p,
            double q,
            MemorySegment x,
            long xo,
            long xs,
            MemorySegment y,
            long yo,
            long n) {
        if (op == Unary.GELU || op == Unary.ERF) {
            // Their long formulas are written for vectors only.
            new VectorElementwiseFloat64().unary(op, p, q, x, xo, xs, y, yo, n);
        } else {
            PlainUnaryFloat64.apply(op, p, q, x, xo, xs, y, yo, n);
        }
    }
}
