package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.Selection;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/// Four arrays of one type and size for [KernelCall], the last of them positive, and classes for
/// each row if they are taken for matrices.
final class KernelData implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final DType dtype;
    private final int rows;
    private final int columns;
    private final MemorySegment a;
    private final MemorySegment b;
    private final MemorySegment y;
    private final MemorySegment z;
    private final MemorySegment all;
    private final int[] classes;
    private double kept;

    KernelData(DType dtype, int rows, int columns) {
        this.dtype = dtype;
        this.rows = rows;
        this.columns = columns;
        Random random = new Random(1);
        all = arena.allocate(4 * bytes(), 64);
        a = array(0);
        b = array(1);
        y = array(2);
        z = array(3);
        for (long i = 0; i < n(); i++) {
            set(a, i, random.nextGaussian());
            set(b, i, random.nextGaussian());
            set(y, i, 0);
            set(z, i, 0.5 + random.nextDouble());
        }
        classes = random.ints(rows, 0, columns).toArray();
    }

    private MemorySegment array(int number) {
        return all.asSlice(number * bytes(), bytes());
    }

    private void set(MemorySegment s, long i, double value) {
        switch (dtype) {
            case FLOAT64 -> s.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
            case FLOAT32 -> s.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
        }
    }

    DType dtype() {
        return dtype;
    }

    /// The kernels of a backend for this type.
    Kernels kernels(String backend) {
        Selection selection = Selection.use(backend);
        return dtype == DType.FLOAT64 ? selection.float64() : selection.float32();
    }

    /// Copies the front half of as many bytes as `arrays` arrays have to the back half.
    void copy(Kernels kernels, int arrays) {
        long half = n() * arrays / 2;
        kernels.elementwise().copy(all, 0, 1, all, half, 1, half);
    }

    /// Keeps the compiler from leaving out what gives it.
    void keep(double value) {
        kept += value;
    }

    /// What has been kept.
    double kept() {
        return kept;
    }

    private long bytes() {
        return n() * (dtype == DType.FLOAT64 ? Double.BYTES : Float.BYTES);
    }

    long n() {
        return (long) rows * columns;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    MemorySegment a() {
        return a;
    }

    MemorySegment b() {
        return b;
    }

    MemorySegment y() {
        return y;
    }

    MemorySegment z() {
        return z;
    }

    int[] classes() {
        return classes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
