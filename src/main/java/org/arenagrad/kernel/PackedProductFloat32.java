// Generated from PackedProductFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.BYTES;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.VectorTileFloat32.COLUMNS;
import static org.arenagrad.kernel.VectorTileFloat32.ROWS;
import static org.arenagrad.kernel.VectorTileFloat32.VECTORS;

import java.lang.foreign.MemorySegment;

/// One matrix product, block by block, after K. Goto and R. van de Geijn, Anatomy of
/// high-performance matrix multiplication (ACM Transactions on Mathematical Software 34, 2008):
/// blocks of A and B are copied ("packed") into the order in which tiles read them, so that every
/// access is to the next address and finds it in a cache.
final class PackedProductFloat32 {
    /// What a panel of B may take of the first cache, which has 32 to 64 KiB on today's machines: A
    /// and C pass through it as well.
    private static final long PANEL_BYTES = 36 << 10;

    /// The block of the inner dimension. The longer, the less often C is read and written. With
    /// AVX-512 it is 192 (256, more than a first cache of 48 KiB can hold: a fifth slower), with
    /// the narrower panels of AVX2 and NEON it is 256.
    private static final int BLOCK_K =
            (int) Math.min(TransposeFloat32.LONGEST, PANEL_BYTES / (COLUMNS * BYTES));

    /// The rows of a block of A. With AVX-512 it stays in the second cache; with AVX2, two rows of
    /// tiles, in the first, and the lines of C that the one met are still there for the next.
    private static final int BLOCK_M = (VECTORS == 3 ? 32 : 2) * ROWS;

    /// The columns of a block of B.
    private static final int BLOCK_N = (VECTORS == 3 ? 32 : 128) * COLUMNS;

    private final MemorySegment a;
    private final long rowA;
    private final long columnA;
    private final MemorySegment b;
    private final long rowB;
    private final long columnB;
    private final MemorySegment c;
    private final long rowC;
    private final long columnC;
    private final double alpha;
    private final GemmScratchFloat32 scratch = GemmScratchFloat32.ofThisThread();

    PackedProductFloat32(
            MemorySegment a,
            long rowA,
            long columnA,
            MemorySegment b,
            long rowB,
            long columnB,
            MemorySegment c,
            long rowC,
            long columnC,
            double alpha) {
        this.a = a;
        this.rowA = rowA;
        this.columnA = columnA;
        this.b = b;
        this.rowB = rowB;
        this.columnB = columnB;
        this.c = c;
        this.rowC = rowC;
        this.columnC = columnC;
        this.alpha = alpha;
    }

    /// The whole product.
    void run(int m, int n, int k, long ao, long bo, double beta, long co) {
        for (int jc = 0; jc < n; jc += BLOCK_N) {
            int nb = Math.min(BLOCK_N, n - jc);
            for (int pc = 0; pc < k; pc += BLOCK_K) {
                int kb = Math.min(BLOCK_K, k - pc);
                double blockBeta = pc == 0 ? beta : 1;
                float[] panelsB =
                        scratch.panels.ofB(b, bo + pc * rowB + jc * columnB, rowB, columnB, kb, nb);
                for (int ic = 0; ic < m; ic += BLOCK_M) {
                    int mb = Math.min(BLOCK_M, m - ic);
                    float[] panelsA =
                            scratch.panels.ofA(
                                    a, ao + ic * rowA + pc * columnA, rowA, columnA, mb, kb);
                    multiply(
                            mb, nb, kb, panelsA, panelsB, blockBeta, co + ic * rowC + jc * columnC);
                }
            }
        }
    }

    /// A block of A by a block of B, tile by tile.
    private void multiply(
            int mb, int nb, int kb, float[] panelsA, float[] panelsB, double beta, long block) {
        float[] tile = scratch.tile;
        for (int j = 0, panel; j < nb; j += panel) {
            panel = PanelsFloat32.width(nb - j);
            int width = Math.min(panel, nb - j);
            for (int i = 0; i < mb; i += ROWS) {
                int height = Math.min(ROWS, mb - i);
                VectorTileFloat32.multiply(
                        panel / LANES, kb, panelsA, i * kb, panelsB, j * kb, tile);
                long at = block + i * rowC + j * columnC;
                if (columnC == 1) {
                    MergeFloat32.merge(tile, height, width, alpha, beta, c, at, rowC);
                } else {
                    MergeFloat32.columns(tile, height, 0, width, alpha, beta, c, at, rowC, columnC);
                }
            }
        }
    }
}
