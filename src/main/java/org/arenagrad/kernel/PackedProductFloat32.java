// Generated from PackedProductFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.BYTES;
import static org.arenagrad.kernel.ElementsFloat32.copy;
import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.set;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.all;
import static org.arenagrad.kernel.LanesFloat32.load;
import static org.arenagrad.kernel.LanesFloat32.store;
import static org.arenagrad.kernel.VectorTileFloat32.COLUMNS;
import static org.arenagrad.kernel.VectorTileFloat32.ROWS;
import static org.arenagrad.kernel.VectorTileFloat32.VECTORS;

import jdk.incubator.vector.FloatVector;

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
    private static final int BLOCK_K = (int) Math.min(256, PANEL_BYTES / (COLUMNS * BYTES));

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
                float[] panelsB = packB(kb, nb, bo + pc * rowB + jc * columnB);
                for (int ic = 0; ic < m; ic += BLOCK_M) {
                    int mb = Math.min(BLOCK_M, m - ic);
                    float[] panelsA = packA(mb, kb, ao + ic * rowA + pc * columnA);
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
            panel = panelWidth(nb - j);
            int width = Math.min(panel, nb - j);
            for (int i = 0; i < mb; i += ROWS) {
                int height = Math.min(ROWS, mb - i);
                VectorTileFloat32.multiply(
                        panel / LANES, kb, panelsA, i * kb, panelsB, j * kb, tile);
                long at = block + i * rowC + j * columnC;
                if (columnC != 1) {
                    mergeColumns(tile, height, 0, width, beta, at);
                } else if (height == ROWS && width == COLUMNS) {
                    merge(tile, beta, at);
                } else {
                    mergeEdge(tile, height, width, beta, at);
                }
            }
        }
    }

    /// The columns of the next panel of B, whole vectors, if so many are left. Not the most that a
    /// tile can have if one vector would be left alone: its few sums would wait for each other.
    private static int panelWidth(int left) {
        int vectors = (left + LANES - 1) / LANES;
        return LANES * (vectors == VECTORS + 1 ? 2 : Math.min(VECTORS, vectors));
    }

    /// `C = alpha·tile + beta·C` for a whole tile.
    private void merge(float[] tile, double beta, long at) {
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j += LANES) {
                mergeVector(load(tile, i * COLUMNS + j), beta, at + i * rowC + j);
            }
        }
    }

    /// The same for the part of a tile that is inside.
    private void mergeEdge(float[] tile, int height, int width, double beta, long at) {
        int whole = width / LANES * LANES;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < whole; j += LANES) {
                mergeVector(load(tile, i * COLUMNS + j), beta, at + i * rowC + j);
            }
        }
        mergeColumns(tile, height, whole, width, beta, at);
    }

    /// The same one number at a time, for some columns.
    private void mergeColumns(float[] tile, int height, int from, int to, double beta, long at) {
        for (int j = from; j < to; j++) {
            for (int i = 0; i < height; i++) {
                long index = at + i * rowC + j * columnC;
                double value = alpha * tile[i * COLUMNS + j];
                set(c, index, beta == 0 ? value : value + beta * get(c, index));
            }
        }
    }

    private void mergeVector(FloatVector sum, double beta, long at) {
        FloatVector scaled = sum.mul(all(alpha));
        store(beta == 0 ? scaled : load(c, at).fma(all(beta), scaled), c, at);
    }

    /// Panels of up to three vectors, each row after row; zeros where a vector hangs over the edge.
    private float[] packB(int kb, int nb, long block) {
        float[] panels = scratch.b(kb * (nb + LANES));
        for (int j = 0, panel; j < nb; j += panel) {
            panel = panelWidth(nb - j);
            int width = Math.min(panel, nb - j);
            int at = j * kb;
            int q = 0;
            if (columnB == 1) {
                for (; q <= width - LANES; q += LANES) {
                    packVectors(kb, block + j + q, panels, at + q, panel);
                }
            } else {
                for (; q <= width - ROWS; q += ROWS) {
                    long from = block + (j + q) * columnB;
                    packRuns(kb, b, from, columnB, ROWS, panels, at + q, panel);
                }
            }
            for (; q < panel; q++) {
                packOne(kb, block + (j + q) * columnB, q < width, panels, at + q, panel);
            }
        }
        return panels;
    }

    private void packVectors(int kb, long from, float[] panels, int to, int step) {
        for (int l = 0; l < kb; l++) {
            store(load(b, from + l * rowB), panels, to + l * step);
        }
    }

    private void packOne(int kb, long from, boolean inside, float[] panels, int to, int step) {
        for (int l = 0; l < kb; l++) {
            if (inside) {
                copy(b, from + l * rowB, panels, to + l * step);
            } else {
                panels[to + l * step] = 0;
            }
        }
    }

    /// Panels of four rows, each column after column. What a panel has too many is not kept.
    private float[] packA(int mb, int kb, long block) {
        float[] panels = scratch.a((mb + ROWS) * kb);
        for (int i = 0; i < mb; i += ROWS) {
            int height = Math.min(ROWS, mb - i);
            if (columnA == 1 && height == ROWS) {
                InterleaveFloat32.fourRuns(kb, a, block + i * rowA, rowA, panels, i * kb);
            } else if (columnA == 1) {
                packRuns(kb, a, block + i * rowA, rowA, height, panels, i * kb, ROWS);
            } else if (height == ROWS) {
                packNeighbours(kb, block + i, panels, i * kb);
            } else {
                for (int r = 0; r < height; r++) {
                    for (int l = 0; l < kb; l++) {
                        copy(a, block + i + r + l * columnA, panels, i * kb + l * ROWS + r);
                    }
                }
            }
        }
        return panels;
    }

    /// Four numbers of each row of a transposed A.
    private void packNeighbours(int kb, long from, float[] panels, int to) {
        for (int l = 0; l < kb; l++) {
            long at = from + l * columnA;
            copy(a, at, panels, to + l * ROWS);
            copy(a, at + 1, panels, to + l * ROWS + 1);
            copy(a, at + 2, panels, to + l * ROWS + 2);
            copy(a, at + 3, panels, to + l * ROWS + 3);
        }
    }

    /// Up to four runs of numbers side by side: four reading streams, one writing. A missing run is
    /// the last one again: its products are not kept.
    private static void packRuns(
            int kb,
            MemorySegment x,
            long x0,
            long distance,
            int runs,
            float[] panels,
            int to,
            int step) {
        long x1 = x0 + Math.min(1, runs - 1) * distance;
        long x2 = x0 + Math.min(2, runs - 1) * distance;
        long x3 = x0 + Math.min(3, runs - 1) * distance;
        for (int l = 0; l < kb; l++) {
            int at = to + l * step;
            copy(x, x0 + l, panels, at);
            copy(x, x1 + l, panels, at + 1);
            copy(x, x2 + l, panels, at + 2);
            copy(x, x3 + l, panels, at + 3);
        }
    }
}
