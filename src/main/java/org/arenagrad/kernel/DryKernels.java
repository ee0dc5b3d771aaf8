package org.arenagrad.kernel;

import org.arenagrad.memory.DryRun;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// The kernels of a dry run: they compute nothing, for there is no memory to compute in, and count
/// the multiplications of matrix products. Numbers they return are NaN, positions 0.
public final class DryKernels {
    /// For both element types.
    public static final Kernels KERNELS =
            new Kernels(new Elements(), new Folds(), new Rows(), new Steps(), new Products());

    private DryKernels() {}

    private static final class Elements implements Elementwise {
        @Override
        public void unary(
                Unary op,
                double p,
                double q,
                MemorySegment x,
                long xo,
                long xs,
                MemorySegment y,
                long yo,
                long n) {}

        @Override
        public void binary(
                Binary op,
                MemorySegment a,
                long ao,
                long as,
                MemorySegment b,
                long bo,
                long bs,
                MemorySegment y,
                long yo,
                long n) {}

        @Override
        public void where(
                MemorySegment c,
                long co,
                long cs,
                MemorySegment a,
                long ao,
                long as,
                MemorySegment b,
                long bo,
                long bs,
                MemorySegment y,
                long yo,
                long n) {}

        @Override
        public void fill(MemorySegment y, long yo, long ys, long n, double value) {}

        @Override
        public void copy(
                MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n) {}

        @Override
        public void pick(
                MemorySegment x,
                long xo,
                long xs,
                int[] index,
                int io,
                MemorySegment y,
                long yo,
                int n) {}

        @Override
        public void addAt(
                MemorySegment x,
                long xo,
                long xs,
                int[] index,
                int io,
                MemorySegment y,
                long yo,
                long ys,
                int n) {}
    }

    private static final class Folds implements Reductions {
        @Override
        public double reduce(Reduction op, MemorySegment x, long xo, long xs, long n) {
            return op == Reduction.COUNT_NON_FINITE ? 0 : Double.NaN;
        }

        @Override
        public long argmax(MemorySegment x, long xo, long xs, long n) {
            return 0;
        }

        @Override
        public void cumsum(
                MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n) {}
    }

    private static final class Rows implements Fused {
        @Override
        public void softmax(
                MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {}

        @Override
        public void logSoftmax(
                MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {}

        @Override
        public void logSumExp(
                MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {}

        @Override
        public void crossEntropy(
                MemorySegment x,
                long xo,
                int[] classes,
                int co,
                MemorySegment w,
                long wo,
                long ws,
                double smoothing,
                MemorySegment loss,
                long lo,
                int rows,
                int columns) {}

        @Override
        public void crossEntropyGrad(
                MemorySegment x,
                long xo,
                int[] classes,
                int co,
                MemorySegment w,
                long wo,
                long ws,
                double smoothing,
                MemorySegment g,
                long go,
                long gs,
                MemorySegment dx,
                long dxo,
                int rows,
                int columns) {}
    }

    private static final class Steps implements Updates {
        @Override
        public void sgd(
                MemorySegment p,
                long po,
                MemorySegment g,
                long go,
                @Nullable MemorySegment velocity,
                boolean first,
                long n,
                double lr,
                double momentum,
                double dampening,
                double decay,
                boolean nesterov) {}

        @Override
        public void adam(
                MemorySegment p,
                long po,
                MemorySegment g,
                long go,
                MemorySegment m,
                MemorySegment v,
                @Nullable MemorySegment vMax,
                long n,
                double lr,
                double beta1,
                double beta2,
                double eps,
                double decay,
                boolean decoupled,
                double bias1,
                double bias2) {}

        @Override
        public void rmsprop(
                MemorySegment p,
                long po,
                MemorySegment g,
                long go,
                MemorySegment s,
                long n,
                double lr,
                double alpha,
                double eps,
                double decay) {}

        @Override
        public void adagrad(
                MemorySegment p,
                long po,
                MemorySegment g,
                long go,
                MemorySegment s,
                long n,
                double lr,
                double eps,
                double decay) {}
    }

    private static final class Products implements Gemm {
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
            DryRun.multiplied((long) m * n * k);
        }

        @Override
        public void gemmBatched(
                boolean transposeA,
                boolean transposeB,
                int m,
                int n,
                int k,
                double alpha,
                MemorySegment a,
                long ao,
                int lda,
                long strideA,
                MemorySegment b,
                long bo,
                int ldb,
                long strideB,
                double beta,
                MemorySegment c,
                long co,
                int ldc,
                long strideC,
                int count) {
            DryRun.multiplied((long) m * n * k * count);
        }
    }
}
