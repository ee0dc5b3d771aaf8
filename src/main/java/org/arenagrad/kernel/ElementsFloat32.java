package org.arenagrad.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// One element at a time of a segment of float32, as a double: see [ElementsFloat64].
final class ElementsFloat32 {
    /// The size of an element.
    static final long BYTES = JAVA_FLOAT.byteSize();

    private ElementsFloat32() {}

    static double get(MemorySegment s, long index) {
        return s.getAtIndex(JAVA_FLOAT, index);
    }

    static void set(MemorySegment s, long index, double value) {
        s.setAtIndex(JAVA_FLOAT, index, (float) value);
    }

    /// Copies an element into an array of the same type.
    static void copy(MemorySegment from, long index, float[] to, int at) {
        to[at] = from.getAtIndex(JAVA_FLOAT, index);
    }

    /// Copies `n` elements into an array of the same type.
    static void copy(MemorySegment from, long index, float[] to, int at, int n) {
        MemorySegment.copy(from, JAVA_FLOAT, index * BYTES, to, at, n);
    }

    /// Copies `n` elements from an array of the same type.
    static void copy(float[] from, int at, MemorySegment to, long index, int n) {
        MemorySegment.copy(from, at, to, JAVA_FLOAT, index * BYTES, n);
    }

    /// A number as the element type has it.
    static float rounded(double value) {
        return (float) value;
    }

    static double fma(double a, double b, double c) {
        return Math.fma((float) a, (float) b, (float) c);
    }

    static float fma(float a, float b, float c) {
        return Math.fma(a, b, c);
    }

    /// In the lower half.
    static long bits(double value) {
        return Float.floatToRawIntBits((float) value);
    }

    static double ofBits(long bits) {
        return Float.intBitsToFloat((int) bits);
    }
}
