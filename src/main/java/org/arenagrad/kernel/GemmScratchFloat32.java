// Generated from GemmScratchFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.VectorTileFloat32.COLUMNS;
import static org.arenagrad.kernel.VectorTileFloat32.ROWS;

/// What the pure-Java matrix product works in: arrays of each thread's own, kept from call to call.
final class GemmScratchFloat32 {
    private static final ThreadLocal<GemmScratchFloat32> OF_THREAD =
            ThreadLocal.withInitial(GemmScratchFloat32::new);

    /// One tile of the result.
    final float[] tile = new float[ROWS * COLUMNS];

    /// One tile of a narrow product's.
    final float[] narrow = new float[VectorNarrowProductFloat32.TILE];

    final PanelsFloat32 panels = new PanelsFloat32();

    private float[] rows = new float[0];

    private GemmScratchFloat32() {}

    static GemmScratchFloat32 ofThisThread() {
        return OF_THREAD.get();
    }

    /// Room for the narrow operand of a narrow product.
    float[] rows(int size) {
        if (rows.length < size) {
            rows = new float[size];
        }
        return rows;
    }
}
