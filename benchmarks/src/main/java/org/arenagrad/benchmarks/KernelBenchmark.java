package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.parallel.Threads;
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

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// How long does one elementwise, reducing, fused or updating kernel take, in a JVM that has met
/// all of them? [KernelTable] shows them side by side.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector"
        })
public class KernelBenchmark {
    private static final int ROUNDS_OF_ALL = 200;

    /// Which kernel.
    @Param public KernelCall call = KernelCall.ADD;

    /// `rows` by `columns`: what an elementwise kernel takes as one run, a fused one row by row.
    @Param({"300x3", "128x10", "1000x1000"})
    public String shape = "";

    /// The type of the elements.
    @Param public DType dtype = DType.FLOAT64;

    /// Whose loops.
    @Param({"scalar", "vector"})
    public String backend = "";

    /// How many threads may.
    @Param({"1", "2"})
    public int threads;

    private @Nullable KernelData data;
    private @Nullable Kernels kernels;

    /// Makes the arrays, and lets every kernel of both types run: a loop alone in its JVM is often
    /// faster than the same loop in a program.
    @Setup(Level.Trial)
    public void build() {
        Threads.use(threads);
        for (DType each : DType.values()) {
            try (KernelData small = new KernelData(each, 30, 30)) {
                Kernels all = small.kernels(backend);
                for (int i = 0; i < ROUNDS_OF_ALL; i++) {
                    for (KernelCall other : KernelCall.values()) {
                        other.run(all, small);
                    }
                }
            }
        }
        String[] sizes = shape.split("x", 2);
        data = new KernelData(dtype, Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
        kernels = data.kernels(backend);
    }

    /// One call.
    @Benchmark
    public void run() {
        call.run(Objects.requireNonNull(kernels), Objects.requireNonNull(data));
    }

    /// Ends the arrays.
    @TearDown(Level.Trial)
    public void end() {
        Objects.requireNonNull(data).close();
    }
}
