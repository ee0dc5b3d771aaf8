package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A fresh tensor of zeros that is filled number by number, with no array on the heap in between.
final class Filling {
    private final Tensor tensor;
    private final boolean wide;
    private final boolean dry;
    private final MemorySegment memory;

    Filling(DType dtype, Shape shape) {
        tensor = Tensor.zeros(dtype, shape.toArray());
        wide = dtype == DType.FLOAT64;
        dry = tensor.array().buffer().isDry();
        memory = dry ? MemorySegment.NULL : tensor.array().buffer().writable();
    }

    /// Sets an element.
    ///
    /// @param at its position, row-major
    void set(long at, double value) {
        if (dry) {
            return;
        }
        if (wide) {
            memory.setAtIndex(ValueLayout.JAVA_DOUBLE, at, value);
        } else {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) value);
        }
    }

    /// The tensor, filled.
    Tensor tensor() {
        return tensor;
    }
}
