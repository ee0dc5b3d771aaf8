package org.arenagrad.kernel;

/// Kernels that take one element at a time and give the bits that [VectorKernels] gives, with a
/// matrix product of one's choice. For [VectorsLater].
final class PlainKernels {
    private PlainKernels() {}

    static Kernels float64(Gemm gemm) {
        var elementwise = new PlainElementwiseFloat64();
        var reductions = new PlainReductionsFloat64();
        return ScalarKernels.shared(
                new Kernels(
                        elementwise,
                        reductions,
                        new PlainFusedFloat64(
                                new PlainExponentialsFloat64(), elementwise, reductions),
                        new ScalarUpdatesFloat64(),
                        new NarrowGemmFloat64(new PlainNarrowProductFloat64(), gemm)),
                Double.BYTES);
    }

    static Kernels float32(Gemm gemm) {
        var elementwise = new PlainElementwiseFloat32();
        var reductions = new PlainReductionsFloat32();
        return ScalarKernels.shared(
                new Kernels(
                        elementwise,
                        reductions,
                        new PlainFusedFloat32(
                                new PlainExponentialsFloat32(), elementwise, reductions),
                        new ScalarUpdatesFloat32(),
                        new NarrowGemmFloat32(new PlainNarrowProductFloat32(), gemm)),
                Float.BYTES);
    }
}
