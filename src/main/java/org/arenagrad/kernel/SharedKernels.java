package org.arenagrad.kernel;

/// Kernels whose long loops are shared among threads.
final class SharedKernels {
    private SharedKernels() {}

    /// @param bytes the size of an element
    /// @param simple how loops are cut that wait for memory
    /// @param costly how loops are cut that compute
    static Kernels of(Kernels kernels, long bytes, Pieces simple, Pieces costly) {
        return new Kernels(
                new ParallelElementwise(kernels.elementwise(), simple, costly),
                new ParallelReductions(kernels.reductions(), simple.threshold()),
                new ParallelFused(kernels.fused(), costly),
                new ParallelUpdates(kernels.updates(), simple, bytes),
                kernels.gemm());
    }
}
