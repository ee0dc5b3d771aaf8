package org.arenagrad.kernel;

import org.jspecify.annotations.Nullable;

/// All kernels for one element type, as one backend provides them.
///
/// @param elementwise functions of single elements
/// @param reductions folds and scans
/// @param rows functions of whole rows
/// @param optimizer optimizer steps
/// @param gemm matrix products
/// @param gates steps of an LSTM
/// @param planes loops over images
/// @param conv convolutions without columns; null where there are no vectors, as a product of
///   columns is then faster
public record Kernels(
        Elementwise elementwise,
        Reductions reductions,
        RowKernels rows,
        OptimizerKernels optimizer,
        Gemm gemm,
        GateKernels gates,
        PlaneKernels planes,
        @Nullable ConvKernels conv) {}
