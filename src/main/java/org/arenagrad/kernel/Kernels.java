package org.arenagrad.kernel;

/// All kernels for one element type, as one backend provides them.
///
/// @param elementwise functions of single elements
/// @param reductions folds and scans
/// @param rows functions of whole rows
/// @param optimizer optimizer steps
/// @param gemm matrix products
/// @param planes loops over images
public record Kernels(
        Elementwise elementwise,
        Reductions reductions,
        RowKernels rows,
        OptimizerKernels optimizer,
        Gemm gemm,
        PlaneKernels planes) {}
