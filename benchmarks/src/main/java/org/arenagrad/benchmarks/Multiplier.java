package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.backend.Selection;
import org.arenagrad.kernel.parallel.Threads;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_DDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Random;

/// Who can multiply matrices.
public enum Multiplier {
    /// OpenBLAS through the framework's backend.
    OPENBLAS,
    /// The framework in pure Java with the Vector API.
    VECTOR,
    /// The framework in plain Java.
    SCALAR,
    /// EJML on one thread.
    EJML,
    /// EJML on several.
    EJML_MT,
    /// Blocked loops over arrays, [PlainLoops].
    LOOPS;

    /// The product of one shape, ready to run, over random numbers that live in `arena` or on the
    /// heap. EJML's threads are as many as the framework's.
    Runnable prepare(ProductShape shape, DType dtype, Arena arena) {
        return switch (this) {
            case OPENBLAS, VECTOR, SCALAR -> ours(shape, dtype, arena);
            case EJML, EJML_MT -> {
                EjmlConcurrency.setMaxThreads(Threads.count());
                yield dtype == DType.FLOAT64 ? ejml64(shape) : ejml32(shape);
            }
            case LOOPS -> dtype == DType.FLOAT64 ? loops64(shape) : loops32(shape);
        };
    }

    private Runnable ours(ProductShape s, DType dtype, Arena arena) {
        Selection backend = Selection.use(name().toLowerCase(Locale.ROOT));
        boolean wide = dtype == DType.FLOAT64;
        Gemm gemm = (wide ? backend.float64() : backend.float32()).gemm();
        Matrix a = operand(s.transposeA(), s.m(), s.k(), random(s.sizeA(), wide, arena));
        Matrix b = operand(s.transposeB(), s.k(), s.n(), random(s.sizeB(), wide, arena));
        Matrix c = Matrix.of(random(s.sizeC(), wide, arena), 0, s.m(), s.n());
        return () -> gemm.multiply(1, a, b, 0, c);
    }

    private static Matrix operand(boolean transposed, int rows, int columns, MemorySegment s) {
        return transposed
                ? Matrix.of(s, 0, columns, rows).transpose()
                : Matrix.of(s, 0, rows, columns);
    }

    private static MemorySegment random(int n, boolean wide, Arena arena) {
        MemorySegment s = arena.allocate(n * (wide ? 8L : 4L), 64);
        double[] values = doubles(n);
        for (int i = 0; i < n; i++) {
            if (wide) {
                s.setAtIndex(ValueLayout.JAVA_DOUBLE, i, values[i]);
            } else {
                s.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) values[i]);
            }
        }
        return s;
    }

    private static double[] doubles(int n) {
        return new Random(n).doubles(n, -1, 1).toArray();
    }

    private static float[] floats(int n) {
        float[] values = new float[n];
        double[] wide = doubles(n);
        for (int i = 0; i < n; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }

    private Runnable ejml64(ProductShape s) {
        DMatrixRMaj a = new DMatrixRMaj(s.sizeA() / s.lda(), s.lda(), true, doubles(s.sizeA()));
        DMatrixRMaj b = new DMatrixRMaj(s.sizeB() / s.ldb(), s.ldb(), true, doubles(s.sizeB()));
        DMatrixRMaj c = new DMatrixRMaj(s.m(), s.n());
        boolean mt = this == EJML_MT;
        if (s.transposeA() && s.transposeB()) {
            return mt
                    ? () -> CommonOps_MT_DDRM.multTransAB(a, b, c)
                    : () -> CommonOps_DDRM.multTransAB(a, b, c);
        }
        if (s.transposeA()) {
            return mt
                    ? () -> CommonOps_MT_DDRM.multTransA(a, b, c)
                    : () -> CommonOps_DDRM.multTransA(a, b, c);
        }
        if (s.transposeB()) {
            return mt
                    ? () -> CommonOps_MT_DDRM.multTransB(a, b, c)
                    : () -> CommonOps_DDRM.multTransB(a, b, c);
        }
        return mt ? () -> CommonOps_MT_DDRM.mult(a, b, c) : () -> CommonOps_DDRM.mult(a, b, c);
    }

    private Runnable ejml32(ProductShape s) {
        FMatrixRMaj a = new FMatrixRMaj(s.sizeA() / s.lda(), s.lda(), true, floats(s.sizeA()));
        FMatrixRMaj b = new FMatrixRMaj(s.sizeB() / s.ldb(), s.ldb(), true, floats(s.sizeB()));
        FMatrixRMaj c = new FMatrixRMaj(s.m(), s.n());
        boolean mt = this == EJML_MT;
        if (s.transposeA() && s.transposeB()) {
            return mt
                    ? () -> CommonOps_MT_FDRM.multTransAB(a, b, c)
                    : () -> CommonOps_FDRM.multTransAB(a, b, c);
        }
        if (s.transposeA()) {
            return mt
                    ? () -> CommonOps_MT_FDRM.multTransA(a, b, c)
                    : () -> CommonOps_FDRM.multTransA(a, b, c);
        }
        if (s.transposeB()) {
            return mt
                    ? () -> CommonOps_MT_FDRM.multTransB(a, b, c)
                    : () -> CommonOps_FDRM.multTransB(a, b, c);
        }
        return mt ? () -> CommonOps_MT_FDRM.mult(a, b, c) : () -> CommonOps_FDRM.mult(a, b, c);
    }

    private static Runnable loops64(ProductShape s) {
        double[] a = doubles(s.sizeA());
        double[] b = doubles(s.sizeB());
        double[] c = new double[s.sizeC()];
        return () -> PlainLoops.multiply(s, a, b, c);
    }

    private static Runnable loops32(ProductShape s) {
        float[] a = floats(s.sizeA());
        float[] b = floats(s.sizeB());
        float[] c = new float[s.sizeC()];
        return () -> PlainLoops.multiply(s, a, b, c);
    }
}
