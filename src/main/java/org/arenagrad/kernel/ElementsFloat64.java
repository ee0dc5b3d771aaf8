package org.arenagrad.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/// One element at a time of a segment of float64. Its twin [ElementsFloat32] converts, so that the
/// loops written over the two are the same text: scalar arithmetic is done in double for both
/// types, and rounded when stored. Where a loop is to give the bits that one in float would, each
/// operation is [#rounded] (for one operation, rounding twice is no different: Figueroa, When is
/// double rounding innocuous?, SIGNUM Newsletter 30, 1995).
final class ElementsFloat64 {
    /// The size of an element.
    static final long BYTES = JAVA_DOUBLE.byteSize();

    private ElementsFloat64() {}

    static double get(MemorySegment s, long index) {
        return s.getAtIndex(JAVA_DOUBLE, index);
    }

    static void set(MemorySegment s, long index, double value) {
        s.setAtIndex(JAVA_DOUBLE, index, value);
    }

    /// Copies an element into an array of the same type.
    static void copy(MemorySegment from, long index, double[] to, int at) {
        to[at] = from.getAtIndex(JAVA_DOUBLE, index);
    }

    /// Copies `n` elements into an array of the same type.
    static void copy(MemorySegment from, long index, double[] to, int at, int n) {
        MemorySegment.copy(from, JAVA_DOUBLE, index * BYTES, to, at, n);
    }

    /// Copies `n` elements from an array of the same type.
    static void copy(double[] from, int at, MemorySegment to, long index, int n) {
        MemorySegment.copy(from, at, to, JAVA_DOUBLE, index * BYTES, n);
    }

    /// A number as the element type has it.
    static double rounded(double value) {
        return value;
    }

    /// `a·b + c`, rounded once, of numbers that the element type has.
    static double fma(double a, double b, double c) {
        return Math.fma(a, b, c);
    }

    /// The bits of a number in the element type's format.
    static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    /// The number that has these bits.
    static double ofBits(long bits) {
        return Double.longBitsToDouble(bits);
    }
}
