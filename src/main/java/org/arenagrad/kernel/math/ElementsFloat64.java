package org.arenagrad.kernel.math;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/// One element at a time of a segment of float64.
///
/// Float32 reads the same text, in which scalar arithmetic is in `double` for both types. Where a
/// loop is to give the bits that arithmetic in `float` would, each operation is [#rounded]. (For
/// one operation, rounding twice is no different: Figueroa, When is double rounding innocuous?,
/// SIGNUM Newsletter 30, 1995.)
public final class ElementsFloat64 {
    /// The size of an element.
    public static final long BYTES = JAVA_DOUBLE.byteSize();

    private ElementsFloat64() {}

    /// The element.
    public static double get(MemorySegment s, long index) {
        return s.getAtIndex(JAVA_DOUBLE, index);
    }

    /// Stores a number, rounded to the element type.
    public static void set(MemorySegment s, long index, double value) {
        s.setAtIndex(JAVA_DOUBLE, index, value); // float64 only
        // float32 only: s.setAtIndex(JAVA_FLOAT, index, (float) value);
    }

    /// Copies an element into an array of the same type.
    public static void copy(MemorySegment from, long index, double[] to, int at) {
        to[at] = from.getAtIndex(JAVA_DOUBLE, index);
    }

    /// Copies `n` elements into an array of the same type.
    public static void copy(MemorySegment from, long index, double[] to, int at, int n) {
        MemorySegment.copy(from, JAVA_DOUBLE, index * BYTES, to, at, n);
    }

    /// A number as the element type has it.
    public static double rounded(double value) { // float64 only
        // float32 only: public static float rounded(double value) {
        return value; // float64 only
        // float32 only: return (float) value;
    }

    /// `a·b + c`, rounded once, of numbers that the element type has.
    public static double fma(double a, double b, double c) {
        return Math.fma(a, b, c); // float64 only
        // float32 only: return Math.fma((float) a, (float) b, (float) c);
    }

    // float32 only: /// `a·b + c`, rounded once.
    // float32 only: public static float fma(float a, float b, float c) {
    // float32 only: return Math.fma(a, b, c);
    // float32 only: }

    /// The bits of a number in the element type's format.
    public static long bits(double value) {
        return Double.doubleToRawLongBits(value); // float64 only
        // float32 only: return Float.floatToRawIntBits((float) value);
    }

    /// The number that has these bits.
    public static double ofBits(long bits) {
        return Double.longBitsToDouble(bits); // float64 only
        // float32 only: return Float.intBitsToFloat((int) bits);
    }
}
