package org.arenagrad.kernel;

import static org.arenagrad.kernel.VectorTileFloat64.COLUMNS;
import static org.arenagrad.kernel.VectorTileFloat64.ROWS;

/// Where the pure-Java matrix product packs its operands: arrays of each thread's own, kept from
/// call to call, growing to what was needed but never beyond the block sizes of the product.
final class GemmScratchFloat64 {
    private static final ThreadLocal<GemmScratchFloat64> OF_THREAD =
            ThreadLocal.withInitial(GemmScratchFloat64::new);

    /// One tile of the result.
    final double[] tile = new double[ROWS * COLUMNS];

    /// One tile of a narrow product's.
    final double[] narrow = new double[VectorNarrowProductFloat64.TILE];

    final TransposeFloat64 transpose = new TransposeFloat64();

    private double[] a = new double[0];
    private double[] b = new double[0];

    private GemmScratchFloat64() {}

    static GemmScratchFloat64 ofThisThread() {
        return OF_THREAD.get();
    }

    /// For panels of the left operand.
    double[] a(int size) {
        if (a.length < size) {
            a = new double[size];
        }
        return a;
    }

    /// For panels of the right operand.
    double[] b(int size) {
        if (b.length < size) {
            b = new double[size];
        }
        return b;
    }
}
