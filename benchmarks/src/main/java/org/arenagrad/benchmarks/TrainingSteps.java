package org.arenagrad.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.ThreadMXBean;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.memory.Ledger;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// The table of training steps: the five networks of [Workload], in sequence in one JVM, as other
/// frameworks' tables are made. A row is the best of several repeats, after a warm-up.
@Command(
        name = "TrainingSteps",
        mixinStandardHelpOptions = true,
        description = "Prints what a training step of each network costs.")
public final class TrainingSteps implements Callable<Integer> {
    private static final int REPEATS = 8;

    // The compiler needs some thousand steps of a small network, and some dozens of a large one.
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final int FEWEST_WARM_UP_STEPS = 40;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads compute.")
    private @Nullable Integer threads;

    @Option(names = "--dtype", paramLabel = "TYPE", description = "Only float64 or only float32.")
    private @Nullable DType dtype;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Who computes: openblas, vector or scalar.")
    private @Nullable String backend;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these networks: ${COMPLETION-CANDIDATES}.")
    private List<Workload> only = List.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also writes the rows to a file, in the format of JMH's results.")
    private @Nullable Path json;

    private final PrintStream out;

    private TrainingSteps(PrintStream out) {
        this.out = out;
    }

    /// One line of the table.
    ///
    /// @param workload the network
    /// @param dtype the type of its tensors
    /// @param microseconds for a step, the best of the repeats
    /// @param loss of the last step
    /// @param peakBytes the most native bytes alive at once
    /// @param heapBytes what a step leaves on the Java heap
    /// @param reservedBytes the native memory that the pool took from the system after the third
    ///   step; 0 if all blocks were used again
    public record Row(
            Workload workload,
            DType dtype,
            double microseconds,
            double loss,
            long peakBytes,
            long heapBytes,
            long reservedBytes) {
        /// The columns of the other frameworks' tables, then memory.
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-28s %-8s %10.1f us/step  loss %.4f  native peak %,d B  heap %,d B/step%s",
                    workload.title(),
                    name(dtype),
                    microseconds,
                    loss,
                    peakBytes,
                    heapBytes,
                    reservedBytes == 0
                            ? ""
                            : String.format(Locale.ROOT, "  pool grew %,d B", reservedBytes));
        }

        private Map<String, Object> asJmhResult() {
            return Map.of(
                    "benchmark",
                    TrainingSteps.class.getName(),
                    "mode",
                    "avgt",
                    "params",
                    Map.of("workload", workload.name(), "dtype", name(dtype)),
                    "primaryMetric",
                    metric(microseconds, "us/op"),
                    "secondaryMetrics",
                    Map.of(
                            "native.peak",
                            metric((double) peakBytes, "B"),
                            "gc.alloc.rate.norm",
                            metric((double) heapBytes, "B/op")));
        }

        private static Map<String, Object> metric(double score, String unit) {
            return Map.of("score", score, "scoreUnit", unit);
        }
    }

    /// Prints the table.
    public static void main(String[] args) {
        System.exit(
                new CommandLine(new TrainingSteps(System.out))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (threads != null) {
            Backend.threads(threads);
        }
        if (backend != null) {
            Backend.use(backend);
        }
        List<Row> rows = new ArrayList<>();
        for (DType type : dtype == null ? List.of(DType.values()) : List.of(dtype)) {
            for (Workload workload : only.isEmpty() ? List.of(Workload.values()) : only) {
                Row row = measure(workload, type);
                out.println(row);
                rows.add(row);
            }
        }
        if (json != null) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(json.toFile(), rows.stream().map(Row::asJmhResult).toList());
        }
        return 0;
    }

    private static Row measure(Workload workload, DType type) {
        Ledger ledger = Ledger.current();
        try (Workload.Training training = workload.begin(type)) {
            ledger.resetPeak();
            for (int i = 0; i < 3; i++) {
                training.step();
            }
            long reserved = ledger.reservedBytes();
            warmUp(training);
            double best = Double.POSITIVE_INFINITY;
            double loss = Double.NaN;
            long heapBytes = 0;
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                long heapBefore = heapBytes();
                long start = System.nanoTime();
                for (int i = 0; i < workload.steps(); i++) {
                    loss = training.step();
                }
                double nanos = (double) (System.nanoTime() - start) / workload.steps();
                best = Math.min(best, nanos);
                heapBytes = (heapBytes() - heapBefore) / workload.steps();
            }
            return new Row(
                    workload,
                    type,
                    best / 1000,
                    loss,
                    ledger.peakBytes(),
                    heapBytes,
                    ledger.reservedBytes() - reserved);
        }
    }

    private static void warmUp(Workload.Training training) {
        long start = System.nanoTime();
        for (int i = 0;
                i < FEWEST_WARM_UP_STEPS || System.nanoTime() - start < WARM_UP_NANOS;
                i++) {
            training.step();
        }
    }

    private static long heapBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static String name(DType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
