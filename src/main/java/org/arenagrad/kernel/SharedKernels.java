package org.arenagrad.kernel;

/// Kernels whose long loops are shared among threads.
final class SharedKernels {
    private SharedKernels() {}

    /// @param bytes the size of an element
    /// @param simple how loops are cut that wait for memory
    /// @param costly how loops are cut that compute
    /// @param inPlace how optimizer steps are, and folds, if they are long enough for it
    static Kernels of(Kernels kernels, long bytes, Pieces simple, Pieces costly, Pieces inPlace) {
        return new Kernels(
                new ParallelElementwise(kernels.elementwise(), simple, costly),
                new ParallelReductions(kernels.reductions(), inPlace.threshold()),
                new ParallelFused(kernels.fused(), costly),
                new ParallelUpdates(kernels.updates(), inPlace, bytes),
                kernels.gemm());
    }
}
