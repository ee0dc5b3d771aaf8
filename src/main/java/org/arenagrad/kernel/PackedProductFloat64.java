package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.BYTES;
import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.set;
import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.load;
import static org.arenagrad.kernel.LanesFloat64.store;
import static org.arenagrad.kernel.VectorTileFloat64.COLUMNS;
import static org.arenagrad.kernel.VectorTileFloat64.ROWS;

import java.lang.foreign.MemorySegment;

/// One matrix product, block by block, after K. Goto and R. van de Geijn, Anatomy of
/// high-performance matrix multiplication (ACM Transactions on Mathematical Software 34, 2008):
/// blocks of A and B are copied ("packed") into the order in which tiles read them, so that every
/// access is to the next address and finds it in a cache.
final class PackedProductFloat64 {
    /// The block of the inner dimension. A panel of B of this many rows about fills the first
    /// cache; shorter ones (192: a fifth slower) read and write C too often.
    private static final int BLOCK_K = 256;

    /// The rows of a block of A: with `BLOCK_K`, it stays in the second cache.
    private static final int BLOCK_M = 32 * ROWS;

    /// The columns of a block of B.
    private static final int BLOCK_N = 32 * COLUMNS;

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

    PackedProductFloat64(
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

    /// The whole product.
    void run(int m, int n, int k, long ao, long bo, double beta, long co) {
        for (int jc = 0; jc < n; jc += BLOCK_N) {
            int nb = Math.min(BLOCK_N, n - jc);
            for (int pc = 0; pc < k; pc += BLOCK_K) {
                int kb = Math.min(BLOCK_K, k - pc);
                double blockBeta = pc == 0 ? beta : 1;
                MemorySegment panelsB = packB(kb, nb, bo + pc * rowB + jc * columnB);
                for (int ic = 0; ic < m; ic += BLOCK_M) {
                    int mb = Math.min(BLOCK_M, m - ic);
                    MemorySegment panelsA = packA(mb, kb, ao + ic * rowA + pc * columnA);
                    multiply(mb, nb, kb, panelsA, panelsB, blockBeta, co + ic * ldc + jc);
                }
            }
        }
    }

    /// A block of A by a block of B, tile by tile. A tile that hangs over the edge of C is computed
    /// elsewhere, and what is inside is copied.
    void multiply(
            int mb,
            int nb,
            int kb,
            MemorySegment panelsA,
            MemorySegment panelsB,
            double beta,
            long block) {
        for (int j = 0; j < nb; j += COLUMNS) {
            int width = Math.min(COLUMNS, nb - j);
            int vectors = (width + LANES - 1) / LANES;
            long panelB = (long) j * kb;
            for (int i = 0; i < mb; i += ROWS) {
                int height = Math.min(ROWS, mb - i);
                long panelA = (long) i * kb;
                long at = block + i * ldc + j;
                if (height == ROWS && width == vectors * LANES) {
                    VectorTileFloat64.multiply(
                            vectors, kb, alpha, panelsA, panelA, panelsB, panelB, beta, c, at, ldc);
                } else {
                    MemorySegment tile = scratch.tile((long) ROWS * COLUMNS * BYTES);
                    VectorTileFloat64.multiply(
                            vectors, kb, alpha, panelsA, panelA, panelsB, panelB, 0, tile, 0,
                            COLUMNS);
                    merge(tile, height, width, beta, at);
                }
            }
        }
    }

    /// `C = tile + beta·C` for the part of a tile that is inside.
    private void merge(MemorySegment tile, int height, int width, double beta, long at) {
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                long index = at + i * ldc + j;
                double value = get(tile, (long) i * COLUMNS + j);
                set(c, index, beta == 0 ? value : value + beta * get(c, index));
            }
        }
    }

    /// Panels of up to three vectors, each row after row; zeros where a vector hangs over the edge.
    private MemorySegment packB(int kb, int nb, long block) {
        int padded = (nb + LANES - 1) / LANES * LANES;
        MemorySegment panels = scratch.b((long) kb * padded * BYTES);
        for (int j = 0; j < nb; j += COLUMNS) {
            int width = Math.min(COLUMNS, nb - j);
            int paddedWidth = Math.min(COLUMNS, padded - j);
            MemorySegment panel =
                    panels.asSlice((long) j * kb * BYTES, (long) paddedWidth * kb * BYTES);
            int q = 0;
            if (columnB == 1) {
                for (; q <= width - LANES; q += LANES) {
                    packVectors(kb, block + j + q, panel, q, paddedWidth);
                }
            } else {
                for (; q <= width - 4; q += 4) {
                    long from = block + (j + q) * columnB;
                    packFour(
                            kb,
                            b,
                            from,
                            from + columnB,
                            from + 2 * columnB,
                            from + 3 * columnB,
                            rowB,
                            panel,
                            q,
                            paddedWidth);
                }
            }
            for (; q < paddedWidth; q++) {
                for (int l = 0; l < kb; l++) {
                    double value = q < width ? get(b, block + l * rowB + (j + q) * columnB) : 0;
                    set(panel, (long) l * paddedWidth + q, value);
                }
            }
        }
        return panels;
    }

    private void packVectors(int kb, long from, MemorySegment panel, long to, long paddedWidth) {
        for (int l = 0; l < kb; l++) {
            store(load(b, from + l * rowB), panel, to + l * paddedWidth);
        }
    }

    /// Panels of four rows, each column after column. In the last panel a missing row is the last
    /// one again: its products are not kept.
    private MemorySegment packA(int mb, int kb, long block) {
        int panelCount = (mb + ROWS - 1) / ROWS;
        MemorySegment panels = scratch.a((long) panelCount * ROWS * kb * BYTES);
        for (int i = 0; i < mb; i += ROWS) {
            int last = Math.min(ROWS, mb - i) - 1;
            MemorySegment panel = panels.asSlice((long) i * kb * BYTES, (long) ROWS * kb * BYTES);
            long a0 = block + i * rowA;
            long a1 = a0 + Math.min(1, last) * rowA;
            long a2 = a0 + Math.min(2, last) * rowA;
            long a3 = a0 + Math.min(3, last) * rowA;
            packFour(kb, a, a0, a1, a2, a3, columnA, panel, 0, ROWS);
        }
        return panels;
    }

    /// Four runs of numbers side by side: four reading streams, one writing.
    private static void packFour(
            int kb,
            MemorySegment x,
            long x0,
            long x1,
            long x2,
            long x3,
            long step,
            MemorySegment panel,
            long to,
            long paddedWidth) {
        for (int l = 0; l < kb; l++) {
            long at = to + l * paddedWidth;
            set(panel, at, get(x, x0 + l * step));
            set(panel, at + 1, get(x, x1 + l * step));
            set(panel, at + 2, get(x, x2 + l * step));
            set(panel, at + 3, get(x, x3 + l * step));
        }
    }
}
