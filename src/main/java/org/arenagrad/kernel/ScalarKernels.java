package org.arenagrad.kernel;

/// The kernels that any JVM can run: plain loops, with a matrix product of one's choice.
final class ScalarKernels {
    private ScalarKernels() {}

    static Kernels float64(Gemm gemm) {
        return new Kernels(
                new ScalarElementwiseFloat64(),
                new ScalarReductionsFloat64(),
                new ScalarFusedFloat64(),
                new ScalarUpdatesFloat64(),
                gemm);
    }

    static Kernels float32(Gemm gemm) {
        return new Kernels(
                new ScalarElementwiseFloat32(),
                new ScalarReductionsFloat32(),
                new ScalarFusedFloat32(),
                new ScalarUpdatesFloat32(),
                gemm);
    }
}
