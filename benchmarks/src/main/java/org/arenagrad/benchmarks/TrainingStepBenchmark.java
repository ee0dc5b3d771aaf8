package org.arenagrad.benchmarks;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
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

/// What does one training step cost: forward, loss, backward, optimizer, through the public API as
/// a user would write it? Add `-prof gc` for what it leaves on the Java heap.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector"
        })
public class TrainingStepBenchmark {
    /// What is trained.
    @Param public Workload workload = Workload.XOR;

    /// The type of all tensors.
    @Param public DType dtype = DType.FLOAT64;

    /// Who computes.
    @Param({"openblas", "vector"})
    public String backend = "";

    private @Nullable Training training;

    /// Builds network and data on the thread that measures.
    @Setup(Level.Trial)
    public void build() {
        Backend.use(backend);
        training = workload.begin(dtype);
    }

    /// Ends them.
    @TearDown(Level.Trial)
    public void end() {
        Objects.requireNonNull(training).close();
    }

    /// One step.
    @Benchmark
    public double step() {
        return Objects.requireNonNull(training).step();
    }
}
