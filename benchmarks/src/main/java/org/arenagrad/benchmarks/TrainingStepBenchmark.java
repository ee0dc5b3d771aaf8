package org.arenagrad.benchmarks;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;
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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What does one training step cost: forward, cross-entropy, backward, Adam, through the public API
/// as a user would write it? Add `-prof gc` for what it leaves on the Java heap.
@State(org.openjdk.jmh.annotations.Scope.Thread)
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
    /// The shapes of a network and its batch.
    public enum Workload {
        /// Four rows: all overhead.
        XOR(4, "2-8-2"),
        /// Small matrices: overhead, elementwise loops and products in equal parts.
        SPIRAL(300, "2-64-64-3"),
        /// Larger ones: products and the optimizer's memory traffic.
        MNIST(128, "784-256-128-10");

        private final int rows;
        private final String network;

        Workload(int rows, String network) {
            this.rows = rows;
            this.network = network;
        }
    }

    /// What is trained.
    @Param public Workload workload = Workload.XOR;

    /// The type of all tensors.
    @Param public DType dtype = DType.FLOAT64;

    /// Who computes.
    @Param({"openblas", "vector"})
    public String backend = "";

    private @Nullable Training training;

    private record Training(Scope life, Tensor x, Indices y, Layer model, Adam adam) {}

    /// Builds network and data on the thread that measures.
    @Setup(Level.Trial)
    public void build() {
        Backend.use(backend);
        Rng rng = Rng.seed(1);
        Scope life = Scope.open("life");
        List<Integer> sizes = Stream.of(workload.network.split("-")).map(Integer::valueOf).toList();
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            layers.add(Linear.of(sizes.get(i - 1), sizes.get(i), dtype, rng));
            if (i < sizes.size() - 1) {
                layers.add(Activations.relu());
            }
        }
        Sequential model = Sequential.of(layers.toArray(Layer[]::new));
        int classes = sizes.getLast();
        training =
                new Training(
                        life,
                        Tensor.randn(rng, dtype, workload.rows, sizes.getFirst()),
                        Indices.of(rng.ints(workload.rows, 0, classes).toArray()),
                        model,
                        Adam.of(model.parameters(), 1e-3));
        life.seal();
    }

    /// Ends them.
    @TearDown(Level.Trial)
    public void end() {
        Objects.requireNonNull(training).life.close();
    }

    /// One step.
    @Benchmark
    public double step() {
        Training t = Objects.requireNonNull(training);
        try (var _ = Scope.open("step")) {
            Tensor loss = Losses.crossEntropy(t.model.apply(t.x), t.y);
            loss.backward();
            t.adam.step();
            t.adam.zeroGrad();
            return loss.item();
        }
    }
}
