package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.backend.Selection;

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
    private final Span a;
    private final Span b;
    private final Span y;
    private final Span z;
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

    private Span array(int number) {
        return Span.of(all, number * n());
    }

    private void set(Span x, long i, double value) {
        switch (dtype) {
            case FLOAT64 -> all.setAtIndex(ValueLayout.JAVA_DOUBLE, x.offset() + i, value);
            case FLOAT32 -> all.setAtIndex(ValueLayout.JAVA_FLOAT, x.offset() + i, (float) value);
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
        kernels.elementwise().copy(Span.of(all, 0), Span.of(all, half), half);
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

    Span a() {
        return a;
    }

    Span b() {
        return b;
    }

    Span y() {
        return y;
    }

    Span z() {
        return z;
    }

    /// One number for all rows.
    Span one() {
        return new Span(all, z.offset(), 0);
    }

    int[] classes() {
        return classes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
