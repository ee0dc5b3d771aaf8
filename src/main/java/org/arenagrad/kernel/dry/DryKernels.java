package org.arenagrad.kernel.dry;

import org.arenagrad.kernel.Axis;
import org.arenagrad.kernel.Bounds;
import org.arenagrad.kernel.ConvKernels;
import org.arenagrad.kernel.ConvSizes;
import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.GateKernels;
import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.OptimizerKernels;
import org.arenagrad.kernel.PlaneKernels;
import org.arenagrad.kernel.Reductions;
import org.arenagrad.kernel.RowKernels;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.memory.DryRun;
import org.jspecify.annotations.Nullable;

/// The kernels of a dry run: they compute nothing, for there is no memory to compute in, and count
/// the multiplications of matrix products. Numbers they return are NaN, positions 0.
public final class DryKernels {
    private static final Kernels KERNELS = with(null);
    private static final Kernels WITH_CONV = with(new DryConv());

    private DryKernels() {}

    private static Kernels with(@Nullable ConvKernels conv) {
        return new Kernels(
                new DryElementwise(),
                new DryReductions(),
                new DryRows(),
                new DryOptimizer(),
                new DryGemm(),
                new DryGates(),
                new DryPlanes(),
                conv);
    }

    /// Those of either element type. They have what the real ones would have, as it decides how
    /// much memory is taken.
    ///
    /// @param vectors whether vectors would serve
    public static Kernels of(boolean vectors) {
        return vectors ? WITH_CONV : KERNELS;
    }

    private static final class DryElementwise implements Elementwise {
        @Override
        public void unary(Unary op, Span x, Span y, long n) {}

        @Override
        public void binary(Binary op, Span a, Span b, Span y, long n) {}

        @Override
        public void binary(Binary op, Span a, double b, Span y, long n) {}

        @Override
        public void binaryWithRow(Binary op, Span a, Span b, Span y, long rows, int columns) {}

        @Override
        public void ternary(Ternary op, Span a, Span b, Span c, Span y, long n) {}

        @Override
        public void ternary(Ternary op, Span a, Span b, double c, Span y, long n) {}

        @Override
        public void ternary(Ternary op, Span a, double b, double c, Span y, long n) {}

        @Override
        public void fill(Span y, long n, double value) {}

        @Override
        public void copy(Span x, Span y, long n) {}

        @Override
        public void pick(Span x, int[] index, int from, Span y, int n) {}

        @Override
        public void addAt(Span x, int[] index, int from, Span y, int n) {}
    }

    private static final class DryReductions implements Reductions {
        @Override
        public double reduce(Reduction op, Span x, long n) {
            return op == Reduction.COUNT_NON_FINITE ? 0 : Double.NaN;
        }

        @Override
        public void foldRows(Binary op, Span x, long distance, long rows, int columns, Span y) {}

        @Override
        public long argmax(Span x, long n) {
            return 0;
        }

        @Override
        public void cumsum(Span x, Span y, long n) {}
    }

    private static final class DryRows implements RowKernels {
        @Override
        public void softmax(Span x, Span y, long rows, int columns) {}

        @Override
        public void softmax(
                Span x, Span y, double scale, long seen, int period, long rows, int columns) {}

        @Override
        public void softmaxGrad(Span g, Span y, Span dx, double scale, long rows, int columns) {}

        @Override
        public void normalize(Span x, Span y, double eps, long rows, int columns) {}

        @Override
        public void normalizeGrad(
                Span g, Span x, Span y, Span dx, double eps, long rows, int columns) {}

        @Override
        public void logSoftmax(Span x, Span y, long rows, int columns) {}

        @Override
        public void logSumExp(Span x, Span y, long rows, int columns) {}

        @Override
        public void crossEntropy(
                Span x,
                int[] classes,
                int from,
                Span w,
                double smoothing,
                Span loss,
                int rows,
                int columns) {}

        @Override
        public void crossEntropyGrad(
                Span x,
                int[] classes,
                int from,
                Span w,
                double smoothing,
                Span g,
                Span dx,
                int rows,
                int columns) {}
    }

    private static final class DryOptimizer implements OptimizerKernels {
        @Override
        public void sgd(Sgd step, Span p, Span g, @Nullable Span velocity, long n) {}

        @Override
        public void adam(Adam step, Span p, Span g, Span m, Span v, @Nullable Span vMax, long n) {}

        @Override
        public void rmsProp(RmsProp step, Span p, Span g, Span s, long n) {}

        @Override
        public void adagrad(Adagrad step, Span p, Span g, Span s, long n) {}
    }

    private static final class DryGates implements GateKernels {
        @Override
        public void activate(Span gates, int rows, int h) {}

        @Override
        public void activateGrad(Span reached, Span gates, Span dx, int rows, int h) {}

        @Override
        public void cell(Span gates, Span c, Span y, int rows, int h) {}

        @Override
        public void cellGrad(Span u, Span gates, Span c, Span dx, int rows, int h) {}

        @Override
        public void show(Span gates, Span y, int rows, int h) {}

        @Override
        public void showGrad(Span u, Span t, Span dx, int rows, int h) {}

        @Override
        public void throughTanh(Span u, Span gates, Span t, int rows, int h) {}

        @Override
        public void keep(Span u, Span gates, Span y, int rows, int h) {}
    }

    private static final class DryPlanes implements PlaneKernels {
        @Override
        public void unfold(
                Axis height, Axis width, int first, int rows, Span x, Span columns, int planes) {}

        @Override
        public void fold(
                Axis height, Axis width, int first, int rows, Span columns, Span x, int planes) {}

        @Override
        public void argmax(
                Bounds height, Bounds width, Span x, int[] places, int from, int planes) {}

        @Override
        public void mean(Bounds height, Bounds width, Span x, Span y, int planes) {}

        @Override
        public void spread(Bounds height, Bounds width, Span g, Span x, int planes) {}
    }

    private static final class DryConv implements ConvKernels {
        @Override
        public void forward(ConvSizes sizes, Span x, Weight w, @Nullable Span bias, Span y) {
            DryRun.multiplied(sizes.multiplications());
        }

        @Override
        public void weight(ConvSizes sizes, Span x, Span g, Span dw, int from, int to) {
            DryRun.multiplied(sizes.multiplications());
        }
    }

    private static final class DryGemm implements Gemm {
        @Override
        public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
            DryRun.multiplied((long) c.rows() * c.columns() * a.columns());
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
            DryRun.multiplied((long) c.rows() * c.columns() * a.columns() * count);
        }
    }
}
