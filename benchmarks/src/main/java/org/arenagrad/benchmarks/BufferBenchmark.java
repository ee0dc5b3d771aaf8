package org.arenagrad.benchmarks;

import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What does it cost to begin and end a buffer? The framework's way (a recycled block bound to an
/// arena of its own) beside the heap and beside fresh arenas. Nothing is written to the memory;
/// what a fresh arena and the heap pay for, mostly, is zeroing.
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED"})
public class BufferBenchmark {
    /// The size of the buffer.
    @Param({"64", "65536", "1048576", "8388608"})
    public int bytes;

    private @Nullable Scope scope;

    /// Opens the scope on the thread that measures.
    @Setup(Level.Trial)
    public void open() {
        scope = Scope.open("benchmark");
    }

    /// Closes it.
    @TearDown(Level.Trial)
    public void close() {
        Objects.requireNonNull(scope).close();
    }

    /// A Java array, left to the garbage collector.
    @Benchmark
    public double[] heapArray() {
        return new double[bytes / Double.BYTES];
    }

    /// A fresh confined arena.
    @Benchmark
    public MemorySegment confinedArena() {
        try (Arena arena = Arena.ofConfined()) {
            return arena.allocate(bytes, 64);
        }
    }

    /// A fresh shared arena: closing it makes all threads agree.
    @Benchmark
    public MemorySegment sharedArena() {
        try (Arena arena = Arena.ofShared()) {
            return arena.allocate(bytes, 64);
        }
    }

    /// A buffer of the framework.
    @Benchmark
    public Buffer recycledBlock() {
        Buffer buffer = Buffer.allocate(bytes, "benchmark", "[]");
        buffer.close();
        return buffer;
    }
}
