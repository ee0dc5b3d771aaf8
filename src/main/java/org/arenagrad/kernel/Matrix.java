package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// A matrix in native memory: the element of row `i` and column `j` is at index `offset +
/// i·rowStride + j·columnStride` of the segment, counted in elements. A transpose is the same
/// memory with the strides exchanged.
///
/// @param segment the memory
/// @param offset the index of the upper left element
/// @param rows how many rows it has
/// @param columns how many columns it has
/// @param rowStride the distance between rows
/// @param columnStride the distance between columns
public record Matrix(
        MemorySegment segment,
        long offset,
        int rows,
        int columns,
        long rowStride,
        long columnStride) {
    /// Rows in sequence, without gaps.
    public static Matrix of(MemorySegment segment, long offset, int rows, int columns) {
        return new Matrix(segment, offset, rows, columns, Math.max(1, columns), 1);
    }

    /// Rows and columns exchanged.
    public Matrix transpose() {
        return new Matrix(segment, offset, columns, rows, columnStride, rowStride);
    }

    /// Some of the rows.
    public Matrix rows(int from, int count) {
        return new Matrix(
                segment, offset + from * rowStride, count, columns, rowStride, columnStride);
    }

    /// Some of the columns.
    public Matrix columns(int from, int count) {
        return new Matrix(
                segment, offset + from * columnStride, rows, count, rowStride, columnStride);
    }

    /// A matrix of the same form elsewhere in the segment.
    public Matrix shifted(long elements) {
        return elements == 0
                ? this
                : new Matrix(segment, offset + elements, rows, columns, rowStride, columnStride);
    }

    /// The same matrix in a segment that is seen in another way.
    public Matrix in(MemorySegment other) {
        return new Matrix(other, offset, rows, columns, rowStride, columnStride);
    }

    /// The index of an element.
    public long at(long row, long column) {
        return offset + row * rowStride + column * columnStride;
    }

    /// Whether the elements of a row lie side by side.
    public boolean hasContiguousRows() {
        return columnStride == 1 || columns <= 1;
    }
}
