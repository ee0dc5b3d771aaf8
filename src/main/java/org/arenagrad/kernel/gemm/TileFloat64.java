package org.arenagrad.kernel.gemm;

import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;

import jdk.incubator.vector.DoubleVector;

import java.lang.foreign.MemorySegment;

/// The innermost loop of the matrix product: a tile of the result, 4 rows by up to 3 vectors, stays
/// in registers while `k` columns of A meet `k` rows of B.
///
/// The panels and the finished tile are arrays: the compiler then proves all accesses to be inside
/// before the loop begins. Over segments a tile took 90 nanoseconds more, whatever its depth, as
/// checks of long indices come with a nest of loops; and of more than 20 sums none stayed in a
/// register.
///
/// The panel of A holds four numbers of each column, so that one index serves all rows. With one
/// index for each row (rows one after the other, which are quicker to pack) a tile took a third
/// longer: the processor was busy counting.
///
/// Vectors are handed to methods of the JDK only. Those are always compiled into the loop; a helper
/// of our own is not once its caller has grown to the compiler's limit ("NodeCountInliningCutoff"),
/// as it did where all of this ended up in one piece of machine code. A vector that goes to such a
/// call, or comes from one, is an object on the heap each time (fifty times slower).
final class TileFloat64 {
    /// Rows of a tile.
    static final int ROWS = 4;

    /// Vectors of the widest tile. Two multipliers with a latency of 4 cycles, of AVX2 as of
    /// AVX-512, want at least 8 sums that do not wait for each other; NEON's two to four want 8 to
    /// 16. Three vectors make 12 sums, and read less for each of them than two would. With three of
    /// B and one number of A that is 16 registers: AVX-512 and NEON have 32. AVX2 has 16, which
    /// fits on paper, but the compiler reads up to three numbers of A ahead, and a sum that has to
    /// live in memory holds up all (19 GFLOP/s; with two vectors 47).
    static final int VECTORS = SPECIES.vectorBitSize() == 256 ? 2 : 3;

    /// Columns of the widest tile.
    static final int COLUMNS = VECTORS * LANES;

    private TileFloat64() {}

    /// The tile `A·B`, its rows `COLUMNS` apart. The columns of A, from `ao` on, are `ROWS`
    /// elements; the rows of B, from `bo` on, are `vectors` vectors.
    static void multiply(
            int vectors, int k, double[] a, int ao, double[] b, int bo, double[] tile) {
        switch (vectors) {
            case 1 -> tile1(k, a, ao, b, bo, tile);
            case 2 -> tile2(k, a, ao, b, bo, tile);
            default -> tile3(k, a, ao, b, bo, tile);
        }
    }

    /// The tile `A·B`, one vector wide, with A where it is: rows of it begin at `a0` … `a3`, and
    /// `step` is from a column to the next. For products so narrow that each element of A is read
    /// once.
    static void multiplyInPlace(
            int k,
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            long a3,
            long step,
            double[] b,
            int bo,
            double[] tile) {
        int row = bo;
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        for (long l = 0; l < k; l++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            c0 = b0.fma(DoubleVector.broadcast(SPECIES, rounded(get(a, a0 + l * step))), c0);
            c1 = b0.fma(DoubleVector.broadcast(SPECIES, rounded(get(a, a1 + l * step))), c1);
            c2 = b0.fma(DoubleVector.broadcast(SPECIES, rounded(get(a, a2 + l * step))), c2);
            c3 = b0.fma(DoubleVector.broadcast(SPECIES, rounded(get(a, a3 + l * step))), c3);
            row += LANES;
        }
        c0.intoArray(tile, 0);
        c1.intoArray(tile, COLUMNS);
        c2.intoArray(tile, 2 * COLUMNS);
        c3.intoArray(tile, 3 * COLUMNS);
    }

    /// A tile three vectors wide.
    private static void tile3(int k, double[] a, int ao, double[] b, int bo, double[] tile) {
        int row = bo;
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c02 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c12 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c22 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        DoubleVector c32 = c00;
        for (int at = ao; at < ao + k * ROWS; at += ROWS) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, row + 2 * LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[at + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[at + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[at + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            row += 3 * LANES;
        }
        c00.intoArray(tile, 0);
        c01.intoArray(tile, LANES);
        c02.intoArray(tile, 2 * LANES);
        c10.intoArray(tile, COLUMNS);
        c11.intoArray(tile, COLUMNS + LANES);
        c12.intoArray(tile, COLUMNS + 2 * LANES);
        c20.intoArray(tile, 2 * COLUMNS);
        c21.intoArray(tile, 2 * COLUMNS + LANES);
        c22.intoArray(tile, 2 * COLUMNS + 2 * LANES);
        c30.intoArray(tile, 3 * COLUMNS);
        c31.intoArray(tile, 3 * COLUMNS + LANES);
        c32.intoArray(tile, 3 * COLUMNS + 2 * LANES);
    }

    /// A tile two vectors wide.
    private static void tile2(int k, double[] a, int ao, double[] b, int bo, double[] tile) {
        int row = bo;
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        for (int at = ao; at < ao + k * ROWS; at += ROWS) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[at + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[at + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[at + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            row += 2 * LANES;
        }
        c00.intoArray(tile, 0);
        c01.intoArray(tile, LANES);
        c10.intoArray(tile, COLUMNS);
        c11.intoArray(tile, COLUMNS + LANES);
        c20.intoArray(tile, 2 * COLUMNS);
        c21.intoArray(tile, 2 * COLUMNS + LANES);
        c30.intoArray(tile, 3 * COLUMNS);
        c31.intoArray(tile, 3 * COLUMNS + LANES);
    }

    /// A tile one vector wide.
    private static void tile1(int k, double[] a, int ao, double[] b, int bo, double[] tile) {
        int row = bo;
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = c00;
        DoubleVector c20 = c00;
        DoubleVector c30 = c00;
        for (int at = ao; at < ao + k * ROWS; at += ROWS) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = x0.fma(b0, c00);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[at + 1]);
            c10 = x1.fma(b0, c10);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[at + 2]);
            c20 = x2.fma(b0, c20);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[at + 3]);
            c30 = x3.fma(b0, c30);
            row += LANES;
        }
        c00.intoArray(tile, 0);
        c10.intoArray(tile, COLUMNS);
        c20.intoArray(tile, 2 * COLUMNS);
        c30.intoArray(tile, 3 * COLUMNS);
    }
}
