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

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What does a training step cost when its numbers live on the heap, and what when they live
/// outside? The same arithmetic over each [Storage].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {Forked.NATIVE_ACCESS, Forked.VECTOR_API, Forked.HEAP, Forked.ONE_THREAD})
public class TrainingBenchmark {
    private static final int CHECKED_STEP = 3;
    private static final double ROUNDING = 1e-9;

    /// What is trained.
    @Param public Network network = Network.SPIRAL;

    /// Where its numbers live.
    @Param public Storage storage = Storage.HEAP;

    /// Who multiplies.
    @Param public Products products = Products.VECTOR;

    /// Which collector runs; needs [Collector#option] on the command line.
    @Param("DEFAULT")
    public Collector collector = Collector.DEFAULT;

    private @Nullable StorageTrainer trainer;

    /// Begins the training, and makes sure that it is the same as everybody else's.
    @Setup(Level.Trial)
    public void begin() {
        collector.requireInUse();
        StorageTrainer begun = new StorageTrainer(network, storage, products);
        double loss = Double.NaN;
        for (int i = 0; i < CHECKED_STEP; i++) {
            loss = begun.step();
        }
        if (!(Math.abs(loss - network.lossOfThirdStep()) < ROUNDING)) {
            throw new IllegalStateException(
                    "trained something else: a loss of %s instead of %s"
                            .formatted(loss, network.lossOfThirdStep()));
        }
        trainer = begun;
    }

    /// Ends it.
    @TearDown(Level.Trial)
    public void end() {
        Objects.requireNonNull(trainer).close();
    }

    /// Forward, cross-entropy, backward, Adam.
    @Benchmark
    public double step() {
        return Objects.requireNonNull(trainer).step();
    }
}
