package org.arenagrad.kernel.gemm;

import static org.arenagrad.kernel.gemm.GemmPlan.DEPTH;
import static org.arenagrad.kernel.gemm.TileFloat64.COLUMNS;
import static org.arenagrad.kernel.gemm.TileFloat64.ROWS;
import static org.arenagrad.kernel.gemm.TileFloat64.VECTORS;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;

import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;

/// The matrix product over vectors, block by block, after K. Goto and R. van de Geijn, Anatomy of
/// high-performance matrix multiplication (ACM Transactions on Mathematical Software 34, 2008):
/// blocks of A and B are copied ("packed") into the order in which tiles read them, so that every
/// access is to the next address and finds it in a cache. A block of A that meets one vector of
/// columns only is read where it is.
public final class PackedFloat64 implements Gemm {
    /// The rows of a block of A. With AVX-512 it stays in the second cache; with AVX2, two rows of
    /// tiles, in the first, and the lines of C that the one met are still there for the next.
    private static final int BLOCK_ROWS = (VECTORS == 3 ? 32 : 2) * ROWS;

    /// The columns of a block of B.
    private static final int BLOCK_COLUMNS = (VECTORS == 3 ? 32 : 128) * COLUMNS;

    @Override
    public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        if (GemmPlan.isBetterTransposed(c.rows(), c.columns(), ROWS, LANES)) {
            blocks(alpha, b.transpose(), a.transpose(), beta, c.transpose());
        } else {
            blocks(alpha, a, b, beta, c);
        }
    }

    private static void blocks(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        ScratchFloat64 scratch = ScratchFloat64.ofThisThread();
        int k = a.columns();
        for (int j = 0; j < c.columns(); j += BLOCK_COLUMNS) {
            int columns = Math.min(BLOCK_COLUMNS, c.columns() - j);
            // Of no terms there is one block: C must be scaled all the same.
            for (int l = 0; l == 0 || l < k; l += DEPTH) {
                int depth = Math.min(DEPTH, k - l);
                double keep = l == 0 ? beta : 1;
                double[] panels = scratch.panels.ofB(b.rows(l, depth).columns(j, columns));
                Matrix left = a.columns(l, depth);
                for (int i = 0; i < c.rows(); i += BLOCK_ROWS) {
                    int rows = Math.min(BLOCK_ROWS, c.rows() - i);
                    Matrix result = c.rows(i, rows).columns(j, columns);
                    if (columns <= LANES) {
                        oneVector(alpha, left.rows(i, rows), panels, keep, result, scratch);
                    } else {
                        tiles(alpha, left.rows(i, rows), panels, keep, result, scratch);
                    }
                }
            }
        }
    }

    private static void tiles(
            double alpha, Matrix a, double[] b, double beta, Matrix c, ScratchFloat64 scratch) {
        double[] packed = scratch.panels.ofA(a);
        double[] tile = scratch.tile;
        int depth = a.columns();
        for (int j = 0, panel; j < c.columns(); j += panel) {
            panel = PanelsFloat64.width(c.columns() - j);
            int width = Math.min(panel, c.columns() - j);
            for (int i = 0; i < c.rows(); i += ROWS) {
                int height = Math.min(ROWS, c.rows() - i);
                TileFloat64.multiply(panel / LANES, depth, packed, i * depth, b, j * depth, tile);
                MergeFloat64.merge(tile, height, width, alpha, beta, c, i, j);
            }
        }
    }

    private static void oneVector(
            double alpha, Matrix a, double[] b, double beta, Matrix c, ScratchFloat64 scratch) {
        double[] tile = scratch.tile;
        for (int i = 0; i < c.rows(); i += ROWS) {
            // A missing row is the last one again, computed but not kept.
            int last = c.rows() - 1;
            TileFloat64.multiplyInPlace(
                    a.columns(),
                    a.segment(),
                    a.at(i, 0),
                    a.at(Math.min(i + 1, last), 0),
                    a.at(Math.min(i + 2, last), 0),
                    a.at(Math.min(i + 3, last), 0),
                    a.columnStride(),
                    b,
                    0,
                    tile);
            int height = Math.min(ROWS, c.rows() - i);
            MergeFloat64.merge(tile, height, c.columns(), alpha, beta, c, i, 0);
        }
    }
}
