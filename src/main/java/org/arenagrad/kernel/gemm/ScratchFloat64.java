package org.arenagrad.kernel.gemm;

import static org.arenagrad.kernel.gemm.TileFloat64.COLUMNS;
import static org.arenagrad.kernel.gemm.TileFloat64.ROWS;

/// What the packed product works in: arrays of each thread's own, kept from call to call.
final class ScratchFloat64 {
    private static final ThreadLocal<ScratchFloat64> OF_THREAD =
            ThreadLocal.withInitial(ScratchFloat64::new);

    /// One tile of the result.
    final double[] tile = new double[ROWS * COLUMNS];

    final PanelsFloat64 panels = new PanelsFloat64();

    private ScratchFloat64() {}

    static ScratchFloat64 ofThisThread() {
        return OF_THREAD.get();
    }
}
