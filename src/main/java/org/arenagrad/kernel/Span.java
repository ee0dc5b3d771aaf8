package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// A run of elements in native memory: element `i` is at index `offset + i·stride` of the segment,
/// counted in elements. A stride of 1 is the fast path, 0 repeats one element, anything else is a
/// view. The number of elements is given separately.
///
/// @param segment the memory
/// @param offset the index of the first element
/// @param stride the distance between neighbours, which may be negative
public record Span(MemorySegment segment, long offset, long stride) {
    /// Elements side by side.
    public static Span of(MemorySegment segment, long offset) {
        return new Span(segment, offset, 1);
    }

    /// The same run from its element `i` on.
    public Span from(long i) {
        return i == 0 ? this : new Span(segment, offset + i * stride, stride);
    }

    /// Whether elements lie side by side.
    public boolean isContiguous() {
        return stride == 1;
    }

    /// Whether all elements are one.
    public boolean isRepeated() {
        return stride == 0;
    }
}
