package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
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
import org.openjdk.jmh.annotations.Warmup;

import java.lang.foreign.Arena;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// How long does one matrix product take, in a process of its own? [MatrixProducts] compares side
/// by side, and for many shapes.
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
public class MatrixProductBenchmark {
    /// `m` by `n` by `k`, and whether A and B are stored transposed: `N` or `T`.
    @Param({
        "64x64x64:NN",
        "256x256x256:NN",
        "256x256x256:NT",
        "256x256x256:TN",
        "256x256x256:TT",
        "1024x1024x1024:NN",
        "300x64x64:NT",
        "128x256x784:NT"
    })
    public String shape = "";

    /// The type of the elements.
    @Param public DType dtype = DType.FLOAT64;

    /// Who multiplies.
    @Param public Multiplier who = Multiplier.VECTOR;

    /// How many threads may.
    @Param({"1", "2"})
    public int threads;

    private @Nullable Runnable product;

    /// Makes the matrices; they end with the process.
    @Setup(Level.Trial)
    public void build() {
        Threads.use(threads);
        product = who.prepare(ProductShape.parse(shape), dtype, Arena.ofAuto());
    }

    /// One product.
    @Benchmark
    public void multiply() {
        Objects.requireNonNull(product).run();
    }
}
