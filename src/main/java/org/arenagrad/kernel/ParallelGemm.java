package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// A matrix product whose result is cut into pieces, for several threads to share: whole rows of C,
/// or whole columns if there are more of those, so that the operand all of them read is the smaller
/// one. Each piece is a product of its own. The order in which an element's terms are added does
/// not depend on the number of threads, nor does a bit of the result.
final class ParallelGemm implements Gemm {
    /// Multiplications below which a second thread does not pay. With two, 128 by 128 by 128 (2^21)
    /// ran no faster, 192 by 192 by 192 (7 million) by three quarters: it takes a while until the
    /// other thread has woken up.
    private static final long WORTH_SHARING = 1L << 22;

    /// How many multiplications take as long as it takes to pack an element of an operand. For thin
    /// products, such as a last layer's, that is most of the time.
    private static final long PACKING = 16;

    /// Pieces are multiples of this: whole vectors and whole rows of tiles of all types, so that
    /// the same elements lie at the edge of C, where they may be rounded in another way, however
    /// many pieces there are. No more than that, or the pieces differ: of 256 rows, multiples of 48
    /// would be 144 and 112.
    private static final int GRAIN = 16;

    /// A product of so few rows or columns may be computed in another way. The smaller size is not
    /// cut, and from the larger one no piece is left over that is so small, or the number of
    /// threads would show.
    static final int FEW = 12;

    private final Gemm gemm;

    ParallelGemm(Gemm gemm) {
        this.gemm = gemm;
    }

    @Override
    public void gemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            int lda,
            MemorySegment b,
            long bo,
            int ldb,
            double beta,
            MemorySegment c,
            long co,
            int ldc) {
        boolean rows = m >= n;
        int extent = rows ? m : n;
        int piece = work(m, n, k) < WORTH_SHARING ? extent : piece(extent);
        if (!Parallel.pays(extent, piece)) {
            gemm.gemm(
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    alpha,
                    a,
                    ao,
                    lda,
                    b,
                    bo,
                    ldb,
                    beta,
                    c,
                    co,
                    ldc);
            return;
        }
        long rowA = transposeA ? 1 : lda;
        long columnB = transposeB ? ldb : 1;
        Parallel.run(
                extent,
                piece,
                (from, to) -> {
                    int size = (int) (to - from);
                    if (rows) {
                        gemm.gemm(
                                transposeA,
                                transposeB,
                                size,
                                n,
                                k,
                                alpha,
                                Parallel.mine(a),
                                ao + from * rowA,
                                lda,
                                Parallel.mine(b),
                                bo,
                                ldb,
                                beta,
                                Parallel.mine(c),
                                co + from * ldc,
                                ldc);
                    } else {
                        gemm.gemm(
                                transposeA,
                                transposeB,
                                m,
                                size,
                                k,
                                alpha,
                                Parallel.mine(a),
                                ao,
                                lda,
                                Parallel.mine(b),
                                bo + from * columnB,
                                ldb,
                                beta,
                                Parallel.mine(c),
                                co + from,
                                ldc);
                    }
                });
    }

    private static long work(long m, long n, long k) {
        return m * n * k + PACKING * (m + n) * k;
    }

    /// An equal share for every thread.
    private static int piece(int extent) {
        int piece = Math.ceilDiv(Math.ceilDiv(extent, Threads.count()), GRAIN) * GRAIN;
        while (piece < extent && extent % piece > 0 && extent % piece <= FEW) {
            piece += GRAIN;
        }
        return piece;
    }
}
