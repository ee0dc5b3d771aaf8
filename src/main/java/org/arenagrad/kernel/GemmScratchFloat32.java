// Generated from GemmScratchFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.VectorTileFloat32.COLUMNS;
import static org.arenagrad.kernel.VectorTileFloat32.ROWS;

/// Where the pure-Java matrix product packs its operands: arrays of each thread's own, kept from
/// call to call, growing to what was needed but never beyond the block sizes of the product.
final class GemmScratchFloat32 {
    private static final ThreadLocal<GemmScratchFloat32> OF_THREAD =
            ThreadLocal.withInitial(GemmScratchFloat32::new);

    /// One tile of the result.
    final float[] tile = new float[ROWS * COLUMNS];

    /// One tile of a narrow product's.
    final float[] narrow = new float[VectorNarrowProductFloat32.TILE];

    final TransposeFloat32 transpose = new TransposeFloat32();

    private float[] a = new float[0];
    private float[] b = new float[0];

    private GemmScratchFloat32() {}

    static GemmScratchFloat32 ofThisThread() {
        return OF_THREAD.get();
    }

    /// For panels of the left operand.
    float[] a(int size) {
        if (a.length < size) {
            a = new float[size];
        }
        return a;
    }

    /// For panels of the right operand.
    float[] b(int size) {
        if (b.length < size) {
            b = new float[size];
        }
        return b;
    }
}
