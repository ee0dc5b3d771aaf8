package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// Products that are narrow in one of their three sizes. Of few rows: the last layer's, and the
/// gradients of the first and last layers' weights. Of few terms: the first layer's, and the
/// gradient of what the last layer read. A library's tiles would be mostly padding there, and
/// packing the other operand, which is read once, would cost more than the product.
interface NarrowProduct {
    /// The most rows the narrow operand may have.
    int ROWS = 4;

    /// The most terms an element of [#fewTerms] may have.
    int TERMS = 4;

    /// `C = alpha·A·B + beta·C`, `A` of few rows, the rows of `B` contiguous. `C` may lie
    /// transposed. The terms of an element are added one after the other, multiplied and added in
    /// one operation.
    void fewRows(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            long columnA,
            MemorySegment b,
            long bo,
            long rowB,
            double beta,
            MemorySegment c,
            long co,
            long rowC,
            long columnC);

    /// `C = alpha·A·Bᵀ + beta·C`, `B` of few rows; the rows of both are contiguous. Every element
    /// is the product of two rows, its terms added to the few of [RunningSumsFloat64]. `C` may lie
    /// transposed.
    void rowByRow(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            MemorySegment b,
            long bo,
            long rowB,
            double beta,
            MemorySegment c,
            long co,
            long rowC,
            long columnC);

    /// `C = alpha·A·B + beta·C`, the inner dimension `k` small, the rows of `C` contiguous. The
    /// terms of an element are added as in [#fewRows].
    void fewTerms(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            long columnA,
            MemorySegment b,
            long bo,
            long rowB,
            long columnB,
            double beta,
            MemorySegment c,
            long co,
            long rowC);
}
