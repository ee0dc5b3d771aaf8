package org.arenagrad.kernel;

/// All kernels for one element type, as one backend provides them.
public record Kernels(
        Elementwise elementwise, Reductions reductions, Fused fused, Updates updates, Gemm gemm) {}
