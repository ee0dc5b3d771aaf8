package org.arenagrad.kernel.parallel;

import static org.arenagrad.kernel.parallel.Parallel.mine;

import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.gemm.GemmPlan;

/// A matrix product whose result is cut into pieces, for several threads to share: whole rows of C,
/// or whole columns if there are more of those, so that the operand all of them read is the smaller
/// one. Each piece is a product of its own. Of a batch, threads take whole products.
public final class ParallelGemm implements Gemm {
    private final GemmPlan plan;
    private final Gemm gemm;

    /// @param plan says how large pieces are
    public ParallelGemm(GemmPlan plan, Gemm gemm) {
        this.plan = plan;
        this.gemm = gemm;
    }

    @Override
    public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        boolean rows = c.rows() >= c.columns();
        int extent = rows ? c.rows() : c.columns();
        int piece = plan.piece(c.rows(), c.columns(), a.columns(), Threads.count());
        if (!Parallel.pays(extent, piece)) {
            gemm.multiply(alpha, a, b, beta, c);
            return;
        }
        Parallel.run(
                extent,
                piece,
                (from, to) -> {
                    int first = (int) from;
                    int size = (int) (to - from);
                    if (rows) {
                        gemm.multiply(
                                alpha,
                                mine(a.rows(first, size)),
                                mine(b),
                                beta,
                                mine(c.rows(first, size)));
                    } else {
                        gemm.multiply(
                                alpha,
                                mine(a),
                                mine(b.columns(first, size)),
                                beta,
                                mine(c.columns(first, size)));
                    }
                });
    }

    @Override
    public void multiplyBatch(
            double alpha,
            Matrix a,
            long strideA,
            Matrix b,
            long strideB,
            double beta,
            Matrix c,
            long strideC,
            int count) {
        int piece = plan.piece(c.rows(), c.columns(), a.columns(), count, Threads.count());
        if (count < Threads.count() || !Parallel.pays(count, piece)) {
            Gemm.super.multiplyBatch(alpha, a, strideA, b, strideB, beta, c, strideC, count);
            return;
        }
        Parallel.run(
                count,
                piece,
                (from, to) ->
                        gemm.multiplyBatch(
                                alpha,
                                mine(a.shifted(from * strideA)),
                                strideA,
                                mine(b.shifted(from * strideB)),
                                strideB,
                                beta,
                                mine(c.shifted(from * strideC)),
                                strideC,
                                (int) (to - from)));
    }
}
