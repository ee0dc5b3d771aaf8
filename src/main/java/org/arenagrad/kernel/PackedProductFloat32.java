// Generated from PackedProductFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.BYTES;
import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.set;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.load;
import static org.arenagrad.kernel.LanesFloat32.store;
import static org.arenagrad.kernel.VectorTileFloat32.COLUMNS;
import static org.arenagrad.kernel.VectorTileFloat32.ROWS;

import java.lang.foreign.MemorySegment;

/// One matrix product, block by block, after K. Goto and R. van de Geijn, Anatomy of
/// high-performance matrix multiplication (ACM Transactions on Mathematical Software 34, 2008):
/// blocks of A and B are copied ("packed") into the order in which tiles read them, so that every
/// access is to the next address and finds it in a cache. Operands that are small enough to lie in
/// a cache as they are, are not copied.
final class PackedProductFloat32 {
    /// The block of the inner dimension: a panel of B of this many rows stays in the first cache.
    private static final int BLOCK_K = 256;

    /// The rows of a block of A: with `BLOCK_K`, it stays in the second cache.
    private static final int BLOCK_M = 32 * ROWS;

    /// The columns of a block of B.
    private static final int BLOCK_N = 32 * COLUMNS;

    /// Rows of B that are whole vectors are read in place up to this many elements.
    private static final long PACK_B_ABOVE = 4096;

    /// A block of A is used once for every panel of B; for fewer columns than this it is read in
    /// place.
    private static final int PACK_A_FROM = 4 * COLUMNS;

    private final MemorySegment a;
    private final long rowA;
    private final long columnA;
    private final MemorySegment b;
    private final long rowB;
    private final long columnB;
    private final MemorySegment c;
    private final long ldc;
    private final double alpha;
    private final GemmScratch scratch = GemmScratch.ofThisThread();

    PackedProductFloat32(
            MemorySegment a,
            long rowA,
            long columnA,
            MemorySegment b,
            long rowB,
            long columnB,
            MemorySegment c,
            long ldc,
            double alpha) {
        this.a = a;
        this.rowA = rowA;
        this.columnA = columnA;
        this.b = b;
        this.rowB = rowB;
        this.columnB = columnB;
        this.c = c;
        this.ldc = ldc;
        this.alpha = alpha;
    }

    /// The whole product, `k` at least 1.
    void run(int m, int n, int k, long ao, long bo, double beta, long co) {
        boolean packB = columnB != 1 || n % LANES != 0 || (long) k * n > PACK_B_ABOVE;
        boolean packA = n >= PACK_A_FROM;
        for (int jc = 0; jc < n; jc += BLOCK_N) {
            int nb = Math.min(BLOCK_N, n - jc);
            for (int pc = 0; pc < k; pc += BLOCK_K) {
                int kb = Math.min(BLOCK_K, k - pc);
                long bBlock = bo + pc * rowB + jc * columnB;
                MemorySegment panels = packB ? packB(kb, nb, bBlock) : b;
                for (int ic = 0; ic < m; ic += BLOCK_M) {
                    int mb = Math.min(BLOCK_M, m - ic);
                    long aBlock = ao + ic * rowA + pc * columnA;
                    long cBlock = co + ic * ldc + jc;
                    double blockBeta = pc == 0 ? beta : 1;
                    for (int j = 0; j < nb; j += COLUMNS) {
                        int width = Math.min(COLUMNS, nb - j);
                        int vectors = (width + LANES - 1) / LANES;
                        long panel = packB ? (long) j * kb : bBlock + j;
                        long rowOfPanel = packB ? (long) vectors * LANES : rowB;
                        if (packA) {
                            MemorySegment rows = j == 0 ? packA(mb, kb, aBlock) : scratch.a(0);
                            column(
                                    mb,
                                    width,
                                    kb,
                                    rows,
                                    0,
                                    1,
                                    ROWS,
                                    (long) ROWS * kb,
                                    panels,
                                    panel,
                                    rowOfPanel,
                                    blockBeta,
                                    cBlock + j);
                        } else {
                            column(
                                    mb,
                                    width,
                                    kb,
                                    a,
                                    aBlock,
                                    rowA,
                                    columnA,
                                    ROWS * rowA,
                                    panels,
                                    panel,
                                    rowOfPanel,
                                    blockBeta,
                                    cBlock + j);
                        }
                    }
                }
            }
        }
    }

    /// One panel of B against all rows of a block of A: a column of tiles. Where a tile hangs over
    /// the last row, its last rows are computed again and not kept.
    private void column(
            int mb,
            int width,
            int kb,
            MemorySegment rows,
            long ro,
            long row,
            long step,
            long tileStep,
            MemorySegment panels,
            long panel,
            long rowOfPanel,
            double beta,
            long cColumn) {
        int vectors = (width + LANES - 1) / LANES;
        for (int i = 0; i < mb; i += ROWS) {
            int height = Math.min(ROWS, mb - i);
            long r0 = ro + i / ROWS * tileStep;
            long r1 = r0 + Math.min(1, height - 1) * row;
            long r2 = r0 + Math.min(2, height - 1) * row;
            long r3 = r0 + Math.min(3, height - 1) * row;
            long ct = cColumn + i * ldc;
            if (height == ROWS && width == vectors * LANES) {
                VectorTileFloat32.multiply(
                        vectors,
                        kb,
                        alpha,
                        rows,
                        r0,
                        r1,
                        r2,
                        r3,
                        step,
                        panels,
                        panel,
                        rowOfPanel,
                        beta,
                        c,
                        ct,
                        ldc);
            } else {
                MemorySegment tile = scratch.tile((long) ROWS * COLUMNS * BYTES);
                VectorTileFloat32.multiply(
                        vectors,
                        kb,
                        alpha,
                        rows,
                        r0,
                        r1,
                        r2,
                        r3,
                        step,
                        panels,
                        panel,
                        rowOfPanel,
                        0,
                        tile,
                        0,
                        COLUMNS);
                merge(tile, height, width, beta, ct);
            }
        }
    }

    /// `C = tile + beta·C` for the part of a tile that is inside.
    private void merge(MemorySegment tile, int height, int width, double beta, long ct) {
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                long at = ct + i * ldc + j;
                double value = get(tile, (long) i * COLUMNS + j);
                set(c, at, beta == 0 ? value : value + beta * get(c, at));
            }
        }
    }

    /// Panels of up to three vectors, each row after row; zeros where a vector hangs over the edge.
    private MemorySegment packB(int kb, int nb, long block) {
        int padded = (nb + LANES - 1) / LANES * LANES;
        MemorySegment panels = scratch.b((long) kb * padded * BYTES);
        long to = 0;
        for (int j = 0; j < nb; j += COLUMNS) {
            int width = Math.min(COLUMNS, nb - j);
            int whole = columnB == 1 ? width - width % LANES : 0;
            int paddedWidth = Math.min(COLUMNS, padded - j);
            for (int l = 0; l < kb; l++) {
                long from = block + l * rowB + j * columnB;
                for (int q = 0; q < whole; q += LANES) {
                    store(load(b, from + q), panels, to + q);
                }
                for (int q = whole; q < width; q++) {
                    set(panels, to + q, get(b, from + q * columnB));
                }
                for (int q = width; q < paddedWidth; q++) {
                    set(panels, to + q, 0);
                }
                to += paddedWidth;
            }
        }
        return panels;
    }

    /// Panels of four rows, each column after column.
    private MemorySegment packA(int mb, int kb, long block) {
        MemorySegment panels = scratch.a((long) kb * (mb + ROWS) * BYTES);
        for (int i = 0; i < mb; i++) {
            long from = block + i * rowA;
            long to = (long) (i / ROWS) * ROWS * kb + i % ROWS;
            for (int l = 0; l < kb; l++) {
                set(panels, to + (long) l * ROWS, get(a, from + l * columnA));
            }
        }
        return panels;
    }
}
