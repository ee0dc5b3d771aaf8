package org.arenagrad.benchmarks.study;

import org.arenagrad.kernel.backend.Selection;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What does it cost to multiply matrices of the Java heap with OpenBLAS, compared with native
/// ones? A heap segment can be passed in a critical call only, during which no collection can move
/// it; or it is copied out and the result back in.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {Forked.NATIVE_ACCESS, Forked.VECTOR_API, Forked.HEAP, Forked.ONE_THREAD})
public class BlasBenchmark {
    private static final long ALIGNMENT = 64;

    /// Rows and columns of the matrices.
    @Param({"8", "64", "512"})
    public int n;

    private @Nullable Arena life;
    private final Operands onHeap = new Operands();
    private final Operands outside = new Operands();

    private static final class Operands {
        MemorySegment a = MemorySegment.NULL;
        MemorySegment b = MemorySegment.NULL;
        MemorySegment c = MemorySegment.NULL;
    }

    /// Makes both kinds of matrices.
    @Setup(Level.Trial)
    @SuppressWarnings("MustBeClosedChecker") // The tear-down closes it.
    public void fill() {
        Selection.use("openblas");
        Arena opened = Arena.ofConfined();
        life = opened;
        int elements = n * n;
        double[] numbers = new double[elements];
        for (int i = 0; i < elements; i++) {
            numbers[i] = i % 7 - 3;
        }
        onHeap.a = MemorySegment.ofArray(numbers);
        onHeap.b = MemorySegment.ofArray(numbers.clone());
        onHeap.c = MemorySegment.ofArray(new double[elements]);
        long bytes = onHeap.a.byteSize();
        outside.a = opened.allocate(bytes, ALIGNMENT).copyFrom(onHeap.a);
        outside.b = opened.allocate(bytes, ALIGNMENT).copyFrom(onHeap.b);
        outside.c = opened.allocate(bytes, ALIGNMENT);
    }

    /// Ends the native ones.
    @TearDown(Level.Trial)
    public void end() {
        Objects.requireNonNull(life).close();
    }

    /// Native segments, an ordinary call.
    @Benchmark
    public MemorySegment nativeOrdinary() {
        Products.ordinary(false, false, n, n, n, outside.a, outside.b, 0, outside.c);
        return outside.c;
    }

    /// Native segments, a critical call.
    @Benchmark
    public MemorySegment nativeCritical() {
        Products.critical(false, false, n, n, n, outside.a, outside.b, 0, outside.c);
        return outside.c;
    }

    /// Heap segments, a critical call.
    @Benchmark
    public MemorySegment heapCritical() {
        Products.critical(false, false, n, n, n, onHeap.a, onHeap.b, 0, onHeap.c);
        return onHeap.c;
    }

    /// Heap segments, copied to native ones and the result back: what was done before there were
    /// critical calls.
    @Benchmark
    public MemorySegment heapCopied() {
        outside.a.copyFrom(onHeap.a);
        outside.b.copyFrom(onHeap.b);
        Products.ordinary(false, false, n, n, n, outside.a, outside.b, 0, outside.c);
        return onHeap.c.copyFrom(outside.c);
    }
}
