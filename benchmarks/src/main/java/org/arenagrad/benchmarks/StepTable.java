package org.arenagrad.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.ThreadMXBean;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.memory.Ledger;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// A table of what training steps cost, all in one JVM, in sequence, as other frameworks' tables
/// are made. A row is the best of several repeats, after a warm-up.
final class StepTable {
    private static final int REPEATS = 8;

    // The compiler needs some thousand steps of a small network, and some dozens of a large one.
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final int FEWEST_WARM_UP_STEPS = 40;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads compute.")
    private @Nullable Integer threads;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Who computes: openblas, vector or scalar.")
    private @Nullable String backend;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also writes the rows to a file, in the format of JMH's results.")
    private @Nullable Path json;

    /// What one row is about.
    ///
    /// @param name of the workload, in files
    /// @param title of the workload, in the table
    /// @param dtype the type of its tensors
    /// @param steps how many are timed together
    record Subject(String name, String title, DType dtype, int steps) {}

    /// One line of the table.
    ///
    /// @param microseconds for a step, the best of the repeats
    /// @param loss of the last step
    /// @param peakBytes the most native bytes alive at once
    /// @param heapBytes what a step leaves on the Java heap
    /// @param reservedBytes the native memory that the pool took from the system after the third
    ///   step; 0 if all blocks were used again
    private record Row(
            Subject subject,
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
                    subject.title,
                    name(subject.dtype),
                    microseconds,
                    loss,
                    peakBytes,
                    heapBytes,
                    reservedBytes == 0
                            ? ""
                            : String.format(Locale.ROOT, "  pool grew %,d B", reservedBytes));
        }

        Map<String, Object> asJmhResult(Class<?> benchmark) {
            return Map.of(
                    "benchmark",
                    benchmark.getName(),
                    "mode",
                    "avgt",
                    "params",
                    Map.of("workload", subject.name, "dtype", name(subject.dtype)),
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

    private final List<Row> rows = new ArrayList<>();

    /// Chooses threads and backend, before the first row.
    void begin() {
        if (threads != null) {
            Backend.threads(threads);
        }
        if (backend != null) {
            Backend.use(backend);
        }
    }

    /// Measures and prints a row.
    void row(Subject subject, Supplier<Training> begin, PrintStream out) {
        Row row = measure(subject, begin);
        out.println(row);
        rows.add(row);
    }

    /// Writes the file, if one is wanted.
    void end(Class<?> benchmark) throws IOException {
        if (json != null) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(
                            json.toFile(),
                            rows.stream().map(row -> row.asJmhResult(benchmark)).toList());
        }
    }

    private static Row measure(Subject subject, Supplier<Training> begin) {
        Ledger ledger = Ledger.current();
        try (Training training = begin.get()) {
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
                for (int i = 0; i < subject.steps; i++) {
                    loss = training.step();
                }
                double nanos = (double) (System.nanoTime() - start) / subject.steps;
                best = Math.min(best, nanos);
                heapBytes = (heapBytes() - heapBefore) / subject.steps;
            }
            return new Row(
                    subject,
                    best / 1000,
                    loss,
                    ledger.peakBytes(),
                    heapBytes,
                    ledger.reservedBytes() - reserved);
        }
    }

    private static void warmUp(Training training) {
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
