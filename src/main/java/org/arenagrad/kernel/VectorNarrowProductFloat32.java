// Generated from VectorNarrowProductFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import static org.arenagrad.kernel.ElementsFloat32.fma;
import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.rounded;
import static org.arenagrad.kernel.ElementsFloat32.set;
import static org.arenagrad.kernel.LanesFloat32.BYTES;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.ORDER;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;
import static org.arenagrad.kernel.LanesFloat32.known;
import static org.arenagrad.kernel.RunningSumsFloat32.FEW;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;

/// Narrow products over whole vectors.
///
/// Inside the loops vectors go to methods of the JDK's only, see [LanesFloat32#known]. All have
/// room for four rows; a missing one is the last one again, computed but not kept.
final class VectorNarrowProductFloat32 implements NarrowProduct {
    private static final int WIDE = 3 * LANES;

    /// The numbers of the largest tile.
    static final int TILE = ROWS * Math.max(WIDE, 2 * FEW);

    @Override
    public void fewRows(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            long columnA,
            MemorySegment b,
            long bo,
            long rowB,
            double beta,
            MemorySegment c,
            long co,
            long rowC,
            long columnC) {
        float[] tile = GemmScratchFloat32.ofThisThread().narrow;
        long a1 = ao + Math.min(1, m - 1) * rowA;
        long a2 = ao + Math.min(2, m - 1) * rowA;
        long a3 = ao + Math.min(3, m - 1) * rowA;
        int j = 0;
        for (; j <= n - WIDE; j += WIDE) {
            wideTile(k, a, ao, a1, a2, a3, columnA, b, bo + j, rowB, tile);
            merge(m, WIDE, alpha, tile, WIDE, beta, c, co + j * columnC, rowC, columnC);
        }
        for (; j <= n - LANES; j += LANES) {
            tile(k, a, ao, a1, a2, a3, columnA, b, bo + j, rowB, tile);
            merge(m, LANES, alpha, tile, LANES, beta, c, co + j * columnC, rowC, columnC);
        }
        for (; j < n; j++) {
            for (int i = 0; i < m; i++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum = fma(get(a, ao + i * rowA + l * columnA), get(b, bo + l * rowB + j), sum);
                }
                put(alpha * sum, beta, c, co + i * rowC + j * columnC);
            }
        }
    }

    /// Four rows by three vectors.
    private static void wideTile(
            int k,
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            long a3,
            long columnA,
            MemorySegment b,
            long bo,
            long rowB,
            float[] tile) {
        MemorySegment in = known(b);
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c02 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c12 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c22 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c32 = c00;
        for (int l = 0; l < k; l++) {
            long row = bo + l * rowB;
            FloatVector b0 = fromMemorySegment(SPECIES, in, row * BYTES, ORDER);
            FloatVector b1 = fromMemorySegment(SPECIES, in, (row + LANES) * BYTES, ORDER);
            FloatVector b2 = fromMemorySegment(SPECIES, in, (row + 2L * LANES) * BYTES, ORDER);
            FloatVector x0 = FloatVector.broadcast(SPECIES, rounded(get(a, a0 + l * columnA)));
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(SPECIES, rounded(get(a, a1 + l * columnA)));
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(SPECIES, rounded(get(a, a2 + l * columnA)));
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(SPECIES, rounded(get(a, a3 + l * columnA)));
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
        }
        c00.intoArray(tile, 0 * LANES);
        c01.intoArray(tile, 1 * LANES);
        c02.intoArray(tile, 2 * LANES);
        c10.intoArray(tile, 3 * LANES);
        c11.intoArray(tile, 4 * LANES);
        c12.intoArray(tile, 5 * LANES);
        c20.intoArray(tile, 6 * LANES);
        c21.intoArray(tile, 7 * LANES);
        c22.intoArray(tile, 8 * LANES);
        c30.intoArray(tile, 9 * LANES);
        c31.intoArray(tile, 10 * LANES);
        c32.intoArray(tile, 11 * LANES);
    }

    /// Four rows by one vector.
    private static void tile(
            int k,
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            long a3,
            long columnA,
            MemorySegment b,
            long bo,
            long rowB,
            float[] tile) {
        MemorySegment in = known(b);
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        for (int l = 0; l < k; l++) {
            FloatVector row = fromMemorySegment(SPECIES, in, (bo + l * rowB) * BYTES, ORDER);
            c0 = row.fma(FloatVector.broadcast(SPECIES, rounded(get(a, a0 + l * columnA))), c0);
            c1 = row.fma(FloatVector.broadcast(SPECIES, rounded(get(a, a1 + l * columnA))), c1);
            c2 = row.fma(FloatVector.broadcast(SPECIES, rounded(get(a, a2 + l * columnA))), c2);
            c3 = row.fma(FloatVector.broadcast(SPECIES, rounded(get(a, a3 + l * columnA))), c3);
        }
        c0.intoArray(tile, 0);
        c1.intoArray(tile, LANES);
        c2.intoArray(tile, 2 * LANES);
        c3.intoArray(tile, 3 * LANES);
    }

    @Override
    public void rowByRow(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            MemorySegment b,
            long bo,
            long rowB,
            double beta,
            MemorySegment c,
            long co,
            long rowC,
            long columnC) {
        InnerProductsFloat32.run(
                m, n, k, alpha, a, ao, rowA, b, bo, rowB, beta, c, co, rowC, columnC);
    }

    @Override
    public void fewTerms(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            long columnA,
            MemorySegment b,
            long bo,
            long rowB,
            long columnB,
            double beta,
            MemorySegment c,
            long co,
            long rowC) {
        OuterProductsFloat32.run(
                m, n, k, alpha, a, ao, rowA, columnA, b, bo, rowB, columnB, beta, c, co, rowC);
    }

    private static void merge(
            int m,
            int width,
            double alpha,
            float[] tile,
            int rowOfTile,
            double beta,
            MemorySegment c,
            long co,
            long rowC,
            long columnC) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < width; j++) {
                put(alpha * tile[i * rowOfTile + j], beta, c, co + i * rowC + j * columnC);
            }
        }
    }

    static void put(double value, double beta, MemorySegment c, long at) {
        set(c, at, beta == 0 ? value : value + beta * get(c, at));
    }
}
