package org.arenagrad.examples.cli.command;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.option.BackendOption;
import org.arenagrad.examples.cli.option.Choice;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// `arenagrad bench`: a first look at how fast this machine computes. What is claimed about speed
/// comes from the module `benchmarks`, which measures with care.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Measures some products, loops and training steps, briefly.",
            "For a first look: warm-up is short, and other programs may run meanwhile."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad bench",
            "  arenagrad bench --dtype float32 --threads 1 --seconds 2"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int ELEMENTS = 1 << 20;
    private static final int[] SIDES = {64, 256, 1024};

    private final PrintStream out;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private BackendOption backend = new BackendOption();

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "The data type of tensors, ${COMPLETION-CANDIDATES}; by default float64.",
            completionCandidates = Choice.Types.class)
    private DType dtype = DType.FLOAT64;

    @Option(names = "--threads", paramLabel = "N", description = "The number of threads.")
    private @Nullable Integer threads;

    @Option(
            names = "--seconds",
            paramLabel = "X",
            description = "The time to measure each, by default ${DEFAULT-VALUE}.")
    private double seconds = 0.5;

    /// The command, writing to a terminal.
    public BenchCommand(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    public Integer call() {
        require(seconds > 0 && seconds <= 60, "--seconds must be above 0 and at most 60");
        backend.use();
        Backend.use(Backend.name()); // asked for by name, it has vectors from the start
        if (threads != null) {
            require(threads > 0, "--threads must be greater than 0, not " + threads);
            Backend.threads(threads);
        }
        out.println("backend: " + Backend.description());
        out.printf("%-36s %12s  %s%n", "what", "each", "rate");
        products();
        loops();
        step(64, 64, 256, 10);
        step(128, 784, 256, 10);
        return 0;
    }

    private void products() {
        Rng rng = Rng.seed(1);
        for (int n : SIDES) {
            try (var _ = Scope.open("bench")) {
                Tensor a = Tensor.randn(rng, n, n).to(dtype);
                Tensor b = Tensor.randn(rng, n, n).to(dtype);
                double each = measure(() -> a.matmul(b));
                report(
                        "product of %d x %d".formatted(n, n),
                        each,
                        2e-9 * n * n * n / each,
                        "Gflop/s");
            }
        }
    }

    private void loops() {
        try (var _ = Scope.open("bench")) {
            Tensor x = Tensor.randn(Rng.seed(1), ELEMENTS).to(dtype);
            Tensor y = Tensor.randn(Rng.seed(2), ELEMENTS).to(dtype);
            double gigabytes = 1e-9 * ELEMENTS * dtype.bytes();
            double add = measure(() -> x.add(y));
            report("x + y, a million", add, 3 * gigabytes / add, "GB/s");
            double exp = measure(x::exp);
            report("exp(x), a million", exp, 1e-9 * ELEMENTS / exp, "G/s");
            double sum = measure(x::sum);
            report("sum of x, a million", sum, gigabytes / sum, "GB/s");
        }
    }

    private void step(int rows, int inputs, int hidden, int classes) {
        Rng rng = Rng.seed(1);
        try (var _ = Scope.open("bench")) {
            Sequential model =
                    Sequential.of(
                            Linear.of(inputs, hidden, dtype, rng),
                            Activations.relu(),
                            Linear.of(hidden, classes, dtype, rng));
            Adam adam = Adam.of(model.parameters(), 1e-3);
            Tensor x = Tensor.randn(rng, rows, inputs).to(dtype);
            Indices y = Indices.of(rng.ints(rows, 0, classes).toArray());
            double each =
                    timed(
                            () -> {
                                try (var _ = Scope.open("step")) {
                                    Losses.crossEntropy(model.apply(x), y).backward();
                                    adam.step();
                                    adam.zeroGrad();
                                }
                            });
            report(
                    "step of %d rows, %d-%d-%d".formatted(rows, inputs, hidden, classes),
                    each,
                    rows / each,
                    "rows/s");
        }
    }

    /// How long a computation takes, in seconds.
    private double measure(Supplier<Tensor> what) {
        return timed(
                () -> {
                    try (var _ = Scope.open("once");
                            var _ = Autograd.noGrad()) {
                        var _ = what.get();
                    }
                });
    }

    /// Half the time warms up; of the other half, the mean.
    private double timed(Runnable what) {
        repeat(what, seconds / 2);
        return repeat(what, seconds / 2);
    }

    private static double repeat(Runnable what, double seconds) {
        long began = System.nanoTime();
        long runs = 0;
        double passed;
        do {
            what.run();
            runs++;
            passed = (System.nanoTime() - began) / 1e9;
        } while (passed < seconds);
        return passed / runs;
    }

    private void report(String what, double each, double rate, String unit) {
        String rated = rate < 1000 ? String.format(Locale.ROOT, "%.3g", rate) : Format.count(rate);
        out.printf(Locale.ROOT, "%-36s %9.1f µs  %s %s%n", what, 1e6 * each, rated, unit);
    }

    private void require(boolean valid, String message) {
        if (!valid) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
        }
    }
}
