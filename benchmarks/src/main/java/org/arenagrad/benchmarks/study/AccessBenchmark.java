package org.arenagrad.benchmarks.study;

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

/// What does it cost to reach numbers: in an array, in a segment of the heap, in a native one; one
/// by one or with the Vector API? And what, once the loop has seen other kinds of segments than the
/// one it works on ([Profile#POLLUTED])?
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {Forked.NATIVE_ACCESS, Forked.VECTOR_API, Forked.HEAP})
public class AccessBenchmark {
    private static final long ALIGNMENT = 64;
    private static final int POLLUTING_RUNS = 20_000;
    private static final int POLLUTING_LENGTH = 64;

    /// What a loop has seen before it is measured.
    public enum Profile {
        /// Only what is measured.
        CLEAN,
        /// Every kind of segment.
        POLLUTED
    }

    /// How many numbers: in the first cache, and beyond all of them.
    @Param({"1024", "4194304"})
    public int elements;

    /// What the loops have seen before.
    @Param public Profile profile = Profile.CLEAN;

    private @Nullable Arena life;
    private double[] arrayA = {};
    private double[] arrayB = {};
    private double[] arrayC = {};
    private MemorySegment heapA = MemorySegment.NULL;
    private MemorySegment heapB = MemorySegment.NULL;
    private MemorySegment heapC = MemorySegment.NULL;
    private MemorySegment nativeA = MemorySegment.NULL;
    private MemorySegment nativeB = MemorySegment.NULL;
    private MemorySegment nativeC = MemorySegment.NULL;

    /// Makes the numbers, and lets the loops see what they should have seen.
    @Setup(Level.Trial)
    @SuppressWarnings("MustBeClosedChecker") // The tear-down closes it.
    public void fill() {
        arrayA = new double[elements];
        arrayB = new double[elements];
        arrayC = new double[elements];
        for (int i = 0; i < elements; i++) {
            arrayA[i] = i;
            arrayB[i] = 2.0 * i;
        }
        heapA = MemorySegment.ofArray(arrayA);
        heapB = MemorySegment.ofArray(arrayB);
        heapC = MemorySegment.ofArray(arrayC);
        Arena opened = Arena.ofConfined();
        life = opened;
        nativeA = opened.allocate(heapA.byteSize(), ALIGNMENT).copyFrom(heapA);
        nativeB = opened.allocate(heapB.byteSize(), ALIGNMENT).copyFrom(heapB);
        nativeC = opened.allocate(heapC.byteSize(), ALIGNMENT);
        if (profile == Profile.POLLUTED) {
            pollute();
        }
    }

    private static void pollute() {
        long bytes = (long) POLLUTING_LENGTH * Double.BYTES;
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            MemorySegment[] kinds = {
                MemorySegment.ofArray(new double[POLLUTING_LENGTH]),
                MemorySegment.ofArray(new long[POLLUTING_LENGTH]),
                confined.allocate(bytes, ALIGNMENT),
                shared.allocate(bytes, ALIGNMENT)
            };
            for (int i = 0; i < POLLUTING_RUNS; i++) {
                MemorySegment a = kinds[i % kinds.length];
                MemorySegment b = kinds[(i + 1) % kinds.length];
                MemorySegment c = kinds[(i + 2) % kinds.length];
                Loops.plain(a, b, c, POLLUTING_LENGTH);
                Loops.vectors(a, b, c, POLLUTING_LENGTH);
            }
        }
    }

    /// Ends the native ones.
    @TearDown(Level.Trial)
    public void end() {
        Objects.requireNonNull(life).close();
    }

    /// An array, one by one: the compiler makes vectors of it by itself.
    @Benchmark
    public double[] array() {
        Loops.plain(arrayA, arrayB, arrayC);
        return arrayC;
    }

    /// A segment of the heap, one by one.
    @Benchmark
    public MemorySegment heapSegment() {
        Loops.plain(heapA, heapB, heapC, elements);
        return heapC;
    }

    /// A native segment, one by one.
    @Benchmark
    public MemorySegment nativeSegment() {
        Loops.plain(nativeA, nativeB, nativeC, elements);
        return nativeC;
    }

    /// An array, with the Vector API.
    @Benchmark
    public double[] arrayVectors() {
        Loops.vectors(arrayA, arrayB, arrayC);
        return arrayC;
    }

    /// A segment of the heap, with the Vector API.
    @Benchmark
    public MemorySegment heapSegmentVectors() {
        Loops.vectors(heapA, heapB, heapC, elements);
        return heapC;
    }

    /// A native segment, with the Vector API.
    @Benchmark
    public MemorySegment nativeSegmentVectors() {
        Loops.vectors(nativeA, nativeB, nativeC, elements);
        return nativeC;
    }
}
