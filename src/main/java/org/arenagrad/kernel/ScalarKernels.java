package org.arenagrad.kernel;

/// The kernels that any JVM can run: plain loops, with a matrix product of one's choice.
final class ScalarKernels {
    private static final Pieces SIMPLE = new Pieces(1 << 15, 1 << 17);
    private static final Pieces COSTLY = new Pieces(1 << 12, 1 << 15);

    private ScalarKernels() {}

    static Kernels float64(Gemm gemm) {
        return shared(
                new Kernels(
                        new ScalarElementwiseFloat64(),
                        new ScalarReductionsFloat64(),
                        new ScalarFusedFloat64(),
                        new ScalarUpdatesFloat64(),
                        gemm),
                Double.BYTES);
    }

    static Kernels float32(Gemm gemm) {
        return shared(
                new Kernels(
                        new ScalarElementwiseFloat32(),
                        new ScalarReductionsFloat32(),
                        new ScalarFusedFloat32(),
                        new ScalarUpdatesFloat32(),
                        gemm),
                Float.BYTES);
    }

    /// Shares long loops among threads where that pays for loops that take one element at a time.
    static Kernels shared(Kernels kernels, int bytes) {
        return SharedKernels.of(kernels, bytes, SIMPLE, COSTLY, SIMPLE);
    }
}
