package org.arenagrad.benchmarks.study;

import org.arenagrad.memory.Buffer;
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
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What does it cost to begin and end a piece of memory, by whatever means there are? Untouched,
/// the means alone (most of them write zeros, `malloc`, slab and pool don't); touched, with every
/// byte written once, as a program would that computes a result into it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {Forked.NATIVE_ACCESS, Forked.HEAP})
public class AllocationBenchmark {
    private static final long ALIGNMENT = 64;

    /// Many small pieces, or at least two large ones.
    private static final long SMALLEST_SLAB = 1L << 20;

    /// The size of a piece.
    @Param({"64", "4096", "262144", "1048576", "67108864"})
    public int bytes;

    /// Whether it is written.
    @Param({"false", "true"})
    public boolean touched;

    private @Nullable Arena life;
    private MemorySegment slab = MemorySegment.NULL;
    private SegmentAllocator slices = (_, _) -> slab;
    private long left;
    private org.arenagrad.memory.@Nullable Scope scope;

    /// Opens what lives longer than a piece, on the thread that measures.
    @Setup(Level.Trial)
    @SuppressWarnings("MustBeClosedChecker") // The tear-down closes it.
    public void open() {
        life = Arena.ofConfined();
        scope = org.arenagrad.memory.Scope.open("benchmark");
    }

    /// Closes it.
    @TearDown(Level.Trial)
    public void close() {
        Objects.requireNonNull(scope).close();
        Objects.requireNonNull(life).close();
    }

    /// A Java array, left to the collector.
    @Benchmark
    public double[] heap() {
        double[] array = new double[bytes / Double.BYTES];
        if (touched) {
            Arrays.fill(array, 1);
        }
        return array;
    }

    /// An automatic arena, left to the collector.
    @Benchmark
    public MemorySegment auto() {
        return used(Arena.ofAuto().allocate(bytes, ALIGNMENT));
    }

    /// A confined arena for the piece.
    @Benchmark
    public MemorySegment confined() {
        try (Arena arena = Arena.ofConfined()) {
            return used(arena.allocate(bytes, ALIGNMENT));
        }
    }

    /// A shared arena for the piece: closing it makes all threads agree.
    @Benchmark
    public MemorySegment shared() {
        try (Arena arena = Arena.ofShared()) {
            return used(arena.allocate(bytes, ALIGNMENT));
        }
    }

    /// The C library's `malloc` and `free`, called from Java. Nothing stops a use after the end.
    @Benchmark
    public MemorySegment malloc() {
        MemorySegment segment = CLibrary.malloc(bytes).reinterpret(bytes);
        used(segment);
        CLibrary.free(segment);
        return segment;
    }

    /// Slices of one large segment, from the front again when it is used up. They end together or
    /// not at all.
    @Benchmark
    public MemorySegment slab() {
        if (left < bytes) {
            rewindSlab();
        }
        left -= bytes;
        return used(slices.allocate(bytes, ALIGNMENT));
    }

    /// A buffer of the framework: a recycled block bound to an arena of its own.
    @Benchmark
    public Buffer pool() {
        Buffer buffer = Buffer.allocate(bytes, "benchmark", "[]");
        used(buffer.segment());
        buffer.close();
        return buffer;
    }

    private void rewindSlab() {
        if (slab.byteSize() == 0) {
            // Not before it is wanted: the others' resident memory should be their own.
            long size = Math.max(SMALLEST_SLAB, 2L * bytes);
            slab = Objects.requireNonNull(life).allocate(size, ALIGNMENT);
        }
        slices = SegmentAllocator.slicingAllocator(slab);
        left = slab.byteSize();
    }

    private MemorySegment used(MemorySegment segment) {
        if (touched) {
            segment.fill((byte) 1);
        }
        return segment;
    }
}
