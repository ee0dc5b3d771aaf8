package org.arenagrad.benchmarks.study;

import org.arenagrad.bindings.openblas.OpenBlas;
import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.backend.Selection;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Who multiplies matrices: all are contiguous, row after row, of float64.
public enum Products {
    /// The framework's pure-Java product, which reads any segment.
    VECTOR {
        @Override
        Product over(Storage storage) {
            Gemm gemm = Selection.use("vector").float64().gemm();
            return (ta, tb, m, n, k, a, b, beta, c) ->
                    gemm.multiply(
                            1,
                            operand(ta, m, k, a),
                            operand(tb, k, n, b),
                            beta,
                            Matrix.of(c, 0, m, n));
        }
    },

    /// OpenBLAS. Heap segments can be passed to it in a critical call only, which keeps the
    /// collector from moving them.
    OPENBLAS {
        @Override
        Product over(Storage storage) {
            // The first request loads the library.
            Selection.use("openblas");
            return storage == Storage.HEAP ? Products::critical : Products::ordinary;
        }
    };

    /// One matrix product, `C = op(A)·op(B) + beta·C`, `op` the identity or the transpose.
    @FunctionalInterface
    interface Product {
        /// `op(A)` is `[m, k]`, `op(B)` is `[k, n]`, `C` is `[m, n]`.
        void multiply(
                boolean transposeA,
                boolean transposeB,
                int m,
                int n,
                int k,
                MemorySegment a,
                MemorySegment b,
                double beta,
                MemorySegment c);
    }

    /// The product as it is to be called over segments of this storage.
    abstract Product over(Storage storage);

    private static Matrix operand(boolean transposed, int rows, int columns, MemorySegment s) {
        return transposed
                ? Matrix.of(s, 0, columns, rows).transpose()
                : Matrix.of(s, 0, rows, columns);
    }

    /// By OpenBLAS, in an ordinary call: native segments only.
    static void ordinary(
            boolean ta,
            boolean tb,
            int m,
            int n,
            int k,
            MemorySegment a,
            MemorySegment b,
            double beta,
            MemorySegment c) {
        call(Handles.ORDINARY, ta, tb, m, n, k, a, b, beta, c);
    }

    /// By OpenBLAS, in a critical call: any segments.
    static void critical(
            boolean ta,
            boolean tb,
            int m,
            int n,
            int k,
            MemorySegment a,
            MemorySegment b,
            double beta,
            MemorySegment c) {
        call(Handles.CRITICAL, ta, tb, m, n, k, a, b, beta, c);
    }

    private static void call(
            MethodHandle dgemm,
            boolean ta,
            boolean tb,
            int m,
            int n,
            int k,
            MemorySegment a,
            MemorySegment b,
            double beta,
            MemorySegment c) {
        int transposeA = ta ? OpenBlas.CblasTrans() : OpenBlas.CblasNoTrans();
        int transposeB = tb ? OpenBlas.CblasTrans() : OpenBlas.CblasNoTrans();
        try {
            dgemm.invokeExact(
                    OpenBlas.CblasRowMajor(),
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    1.0,
                    a,
                    ta ? m : k,
                    b,
                    tb ? k : n,
                    beta,
                    c,
                    n);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Linked when first called: after the library was loaded.
    private static final class Handles {
        static final MethodHandle ORDINARY = dgemm();
        static final MethodHandle CRITICAL = dgemm(Linker.Option.critical(true));

        private static MethodHandle dgemm(Linker.Option... options) {
            return Linker.nativeLinker()
                    .downcallHandle(
                            OpenBlas.cblas_dgemm$address(),
                            OpenBlas.cblas_dgemm$descriptor(),
                            options);
        }
    }
}
