package org.arenagrad.benchmarks.growth;

import org.arenagrad.benchmarks.report.Measured;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures all that grows.
public final class Measurements {
    /// Beside the time of a step, that of its matrix products alone, in microseconds.
    static final String PRODUCTS = "products.time";

    /// Beside the time of backward, the processor time of its thread, in microseconds.
    static final String OWN = "cpu.time";

    /// Beside the time of backward, that of forward, in microseconds.
    static final String FORWARD = "forward.time";

    /// The most native memory, in bytes.
    static final String PEAK = "native.peak";

    private static final String NAME = "org.arenagrad.benchmarks.Growth.";
    private static final String MICROS = "us/op";
    private static final double COMPILED_SECONDS = 6;

    private final boolean quick;
    private final PrintStream progress;

    /// @param quick whether a glance is enough
    /// @param progress receives each point
    public Measurements(boolean quick, PrintStream progress) {
        this.quick = quick;
        this.progress = progress;
    }

    /// Everything, in microseconds and bytes.
    public List<Measured> run() {
        List<Measured> rows = new ArrayList<>();
        Stopwatch stopwatch = quick ? new Stopwatch(0.1, 0.1) : new Stopwatch(0.7, 1.3);
        // Otherwise the first points would be those that the compiler has not come to.
        Sweep.BATCH.at(64).stepMicros(new Stopwatch(quick ? 1 : COMPILED_SECONDS, 0));
        for (Sweep sweep : Sweep.values()) {
            for (int size : sweep.sizes(quick)) {
                rows.add(told(step(sweep, size, stopwatch)));
            }
        }
        for (int operations : chains()) {
            rows.add(told(chain(operations)));
        }
        return rows;
    }

    private static Measured step(Sweep sweep, int size, Stopwatch stopwatch) {
        Perceptron perceptron = sweep.at(size);
        double step = perceptron.stepMicros(stopwatch);
        double products = perceptron.productMicros(stopwatch);
        return Measured.of(
                NAME + sweep.label(),
                Map.of(sweep.label(), String.valueOf(size)),
                step,
                MICROS,
                Map.of(PRODUCTS, products));
    }

    private List<Integer> chains() {
        List<Integer> all =
                List.of(100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000);
        return quick ? all.subList(0, 5) : all;
    }

    private Measured chain(int operations) {
        Chain.Cost cost = new Chain(operations).cost(quick ? 0.1 : 1);
        return Measured.of(
                NAME + "chain",
                Map.of("operations", String.valueOf(operations)),
                cost.backwardMicros(),
                MICROS,
                Map.of(
                        OWN,
                        cost.ownMicros(),
                        FORWARD,
                        cost.forwardMicros(),
                        PEAK,
                        (double) cost.peakBytes()));
    }

    private Measured told(Measured row) {
        progress.printf(Locale.ROOT, "%-32s %12.1f us %s%n", row.key(), row.score(), row.more());
        return row;
    }
}
