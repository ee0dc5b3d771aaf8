package org.arenagrad.kernel;

import static org.arenagrad.kernel.VectorTileFloat64.COLUMNS;
import static org.arenagrad.kernel.VectorTileFloat64.ROWS;

/// What the pure-Java matrix product works in: arrays of each thread's own, kept from call to call.
final class GemmScratchFloat64 {
    private static final ThreadLocal<GemmScratchFloat64> OF_THREAD =
            ThreadLocal.withInitial(GemmScratchFloat64::new);

    /// One tile of the result.
    final double[] tile = new double[ROWS * COLUMNS];

    /// One tile of a narrow product's.
    final double[] narrow = new double[VectorNarrowProductFloat64.TILE];

    final PanelsFloat64 panels = new PanelsFloat64();

    private double[] rows = new double[0];

    private GemmScratchFloat64() {}

    static GemmScratchFloat64 ofThisThread() {
        return OF_THREAD.get();
    }

    /// Room for the narrow operand of a narrow product.
    double[] rows(int size) {
        if (rows.length < size) {
            rows = new double[size];
        }
        return rows;
    }
}
