package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.math.ElementsFloat32;
import org.arenagrad.kernel.math.ElementsFloat64;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The two element types, for tests that do the same for both.
public enum ElementType {
    FLOAT64(8, 1e-14, 1e-300),
    FLOAT32(4, 3e-6, 1e-37);

    public final int bytes;

    /// How far a backend may be from the oracle, relative to the value.
    public final double tolerance;

    /// Below this, numbers lose digits.
    public final double tiny;

    ElementType(int bytes, double tolerance, double tiny) {
        this.bytes = bytes;
        this.tolerance = tolerance;
        this.tiny = tiny;
    }

    /// The kernels of a backend, which need not be the one that serves.
    public Kernels of(String backend) {
        Selection selection = Backends.named(backend);
        return this == FLOAT64 ? selection.float64() : selection.float32();
    }

    /// Memory that holds the numbers, rounded.
    public MemorySegment segment(Arena arena, double... values) {
        MemorySegment s = arena.allocate((long) values.length * bytes, 64);
        for (int i = 0; i < values.length; i++) {
            set(s, i, values[i]);
        }
        return s;
    }

    /// All elements.
    public double[] values(MemorySegment s) {
        double[] values = new double[(int) (s.byteSize() / bytes)];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(s, i);
        }
        return values;
    }

    /// One element.
    public double get(MemorySegment s, long index) {
        return this == FLOAT64 ? ElementsFloat64.get(s, index) : ElementsFloat32.get(s, index);
    }

    /// Stores an element, rounded.
    public void set(MemorySegment s, long index, double value) {
        if (this == FLOAT64) {
            ElementsFloat64.set(s, index, value);
        } else {
            ElementsFloat32.set(s, index, value);
        }
    }

    /// A number as the type has it.
    public double rounded(double value) {
        return this == FLOAT64 ? value : (float) value;
    }

    /// Whether two results are the same but for rounding; `scale` is the size of the numbers they
    /// were made of.
    public boolean close(double actual, double expected, double scale) {
        return Double.compare(actual, expected) == 0
                || actual == expected
                || Math.abs(actual - expected)
                        <= tolerance * Math.max(scale, Math.abs(expected)) + tiny;
    }
}
