package org.arenagrad.kernel.gemm;

import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.loop.Vectors;
import org.arenagrad.kernel.loop.WarmUp;
import org.arenagrad.kernel.op.Cost;
import org.jspecify.annotations.Nullable;

/// The matrix product in Java: over vectors, over single elements while that warms up, with the
/// same bits.
public final class GemmFloat64 implements Gemm {
    /// Rows that are tried while the packed product warms up: two of tiles.
    private static final int TRIED = 8;

    private final Gemm scalar = new ScalarGemmFloat64();
    private final WarmUp warmUp;
    private @Nullable Gemm packed;

    /// @param when it takes vectors
    public GemmFloat64(Vectors when) {
        this.warmUp = WarmUp.of(when, Cost.COMPUTE);
    }

    // Made late: without the Vector API its class can't be used.
    private Gemm packed() {
        Gemm made = packed;
        if (made == null) {
            made = new PackedFloat64();
            packed = made;
        }
        return made;
    }

    @Override
    public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        long multiplications = (long) c.rows() * c.columns() * a.columns();
        long tried = warmUp.vectors(multiplications, 1);
        int rows = tried == 0 ? 0 : tried < multiplications ? Math.min(TRIED, c.rows()) : c.rows();
        if (rows > 0) {
            packed().multiply(alpha, a.rows(0, rows), b, beta, c.rows(0, rows));
        }
        int rest = c.rows() - rows;
        if (rest > 0) {
            scalar.multiply(alpha, a.rows(rows, rest), b, beta, c.rows(rows, rest));
        }
    }
}
