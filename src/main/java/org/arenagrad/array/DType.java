package org.arenagrad.array;

import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.backend.Selection;
import org.arenagrad.kernel.dry.DryKernels;
import org.arenagrad.memory.DryRun;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The type of an array's elements.
public enum DType {
    /// 64-bit floating point, Java's `double`; the default.
    FLOAT64(8) {
        @Override
        public double get(MemorySegment segment, long index) {
            return segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
        }

        @Override
        public void set(MemorySegment segment, long index, double value) {
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
        }

        @Override
        public Kernels kernels() {
            return DryRun.isOn()
                    ? DryKernels.of(Selection.hasVectors())
                    : Selection.active().float64();
        }
    },

    /// 32-bit floating point, Java's `float`: half the memory, about twice the speed.
    FLOAT32(4) {
        @Override
        public double get(MemorySegment segment, long index) {
            return segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
        }

        @Override
        public void set(MemorySegment segment, long index, double value) {
            segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
        }

        @Override
        public Kernels kernels() {
            return DryRun.isOn()
                    ? DryKernels.of(Selection.hasVectors())
                    : Selection.active().float32();
        }
    };

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes in one element.
    public int bytes() {
        return bytes;
    }

    /// One element of a segment, at an index counted in elements.
    public abstract double get(MemorySegment segment, long index);

    /// Overwrites one element of a segment, at an index counted in elements.
    public abstract void set(MemorySegment segment, long index, double value);

    /// The loops for this type, of the backend in use; in a dry run, those that compute nothing.
    @SuppressWarnings("exports") // For the framework: nobody else can name the type.
    public abstract Kernels kernels();
}
