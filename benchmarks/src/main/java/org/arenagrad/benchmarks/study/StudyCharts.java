package org.arenagrad.benchmarks.study;

import org.arenagrad.benchmarks.report.Charts;
import org.arenagrad.benchmarks.report.Measured;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// The charts of the study.
final class StudyCharts {
    // The order of series: what is alike has the same colour in all charts.
    private static final List<String> MEANS =
            List.of("heap", "auto", "confined", "pool", "malloc", "shared", "slab");

    private final List<Measured> results;

    StudyCharts(List<Measured> results) {
        this.results = results;
    }

    void writeTo(Path folder) throws IOException {
        for (Network network : Network.values()) {
            String name = network.name().toLowerCase(Locale.ROOT);
            training(
                    folder.resolve("study-training-" + name),
                    new Charts.Words("One training step of " + name, "", "microseconds"),
                    network,
                    Measured::score);
        }
        training(
                folder.resolve("study-stopped"),
                new Charts.Words(
                        "Stopped by the collector, training mnist",
                        "",
                        "milliseconds in each second"),
                Network.MNIST,
                row -> row.more(ForkProfiler.STOPPED));
        training(
                folder.resolve("study-resident"),
                new Charts.Words("Peak of resident memory, training mnist", "", "MiB"),
                Network.MNIST,
                row -> row.more(ForkProfiler.RESIDENT));
        allocation(folder.resolve("study-allocation-untouched"), false);
        allocation(folder.resolve("study-allocation-touched"), true);
        blas(folder.resolve("study-blas"));
        calls(folder.resolve("study-calls"));
        access(folder.resolve("study-access"));
    }

    /// For each collector (and the pure-Java product), a bar for each storage.
    private void training(
            Path file, Charts.Words words, Network network, ToDoubleFunction<Measured> value)
            throws IOException {
        List<Measured> rows =
                of(TrainingBenchmark.class, row -> has(row, "network", network.name()));
        bars(
                file,
                words,
                rows,
                row ->
                        "%s, %s"
                                .formatted(
                                        row.parameter("collector"),
                                        row.parameter("products").equals("VECTOR")
                                                ? "Java product"
                                                : "OpenBLAS"),
                row -> row.parameter("storage").toLowerCase(Locale.ROOT),
                value,
                false);
    }

    /// A line for each means, over the size.
    private void allocation(Path file, boolean touched) throws IOException {
        List<Measured> rows =
                of(AllocationBenchmark.class, row -> has(row, "touched", String.valueOf(touched)));
        double[] sizes =
                rows.stream()
                        .mapToDouble(row -> Double.parseDouble(row.parameter("bytes")))
                        .distinct()
                        .sorted()
                        .toArray();
        if (rows.isEmpty()) {
            return;
        }
        SequencedMap<String, double[]> series = new LinkedHashMap<>();
        for (String means : MEANS) {
            double[] times =
                    Arrays.stream(sizes)
                            .map(
                                    size ->
                                            at(
                                                    rows,
                                                    row -> isOfSize(row, means, size),
                                                    Measured::score))
                            .toArray();
            series.put(means, times);
        }
        Charts.save(
                Charts.lines(
                        new Charts.Words(
                                "Begin and end a piece of memory, "
                                        + (touched ? "every byte written" : "nothing written"),
                                "bytes",
                                "nanoseconds"),
                        sizes,
                        series),
                file);
    }

    private static boolean isOfSize(Measured row, String means, double size) {
        return row.method().equals(means) && Double.parseDouble(row.parameter("bytes")) == size;
    }

    private void blas(Path file) throws IOException {
        List<Measured> rows = of(BlasBenchmark.class, _ -> true);
        bars(
                file,
                new Charts.Words(
                        "A product of two n × n matrices by OpenBLAS, one thread",
                        "",
                        "time / that of native segments in an ordinary call"),
                rows,
                row -> "n = " + row.parameter("n"),
                StudyCharts::variant,
                row -> row.score() / at(rows, other -> isBaseline(other, row), Measured::score),
                false);
    }

    private static boolean isBaseline(Measured row, Measured of) {
        return row.method().equals("nativeOrdinary") && has(row, "n", of.parameter("n"));
    }

    /// The variant in words: `heapCritical` is `heap critical`.
    private static String variant(Measured row) {
        return row.method().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private void calls(Path file) throws IOException {
        bars(
                file,
                new Charts.Words("A call that does nothing", "", "nanoseconds"),
                of(CallBenchmark.class, _ -> true),
                _ -> "abs(int)",
                StudyCharts::variant,
                Measured::score,
                false);
    }

    private void access(Path file) throws IOException {
        bars(
                file,
                new Charts.Words("c = a + b", "", "nanoseconds for an element"),
                of(AccessBenchmark.class, _ -> true),
                row ->
                        "%s, %s"
                                .formatted(
                                        row.parameter("elements"),
                                        row.parameter("profile").toLowerCase(Locale.ROOT)),
                StudyCharts::variant,
                row -> row.score() / Double.parseDouble(row.parameter("elements")),
                true);
    }

    private List<Measured> of(Class<?> benchmark, Predicate<Measured> which) {
        return results.stream().filter(row -> row.isOf(benchmark)).filter(which).toList();
    }

    private static boolean has(Measured row, String parameter, String value) {
        return row.parameter(parameter).equals(value);
    }

    /// How a row is called, as a category or as a series.
    @FunctionalInterface
    private interface Name {
        String of(Measured row);
    }

    private static void bars(
            Path file,
            Charts.Words words,
            List<Measured> rows,
            Name category,
            Name series,
            ToDoubleFunction<Measured> value,
            boolean logarithmic)
            throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        List<String> categories = rows.stream().map(category::of).distinct().toList();
        SequencedMap<String, List<Double>> bars = new LinkedHashMap<>();
        for (String name : rows.stream().map(series::of).distinct().toList()) {
            bars.put(
                    name,
                    categories.stream()
                            .map(c -> at(rows, row -> is(row, category, c, series, name), value))
                            .toList());
        }
        Charts.save(Charts.bars(words, categories, bars, logarithmic), file);
    }

    private static boolean is(
            Measured row, Name category, String wantedCategory, Name series, String wanted) {
        return category.of(row).equals(wantedCategory) && series.of(row).equals(wanted);
    }

    private static double at(
            List<Measured> rows, Predicate<Measured> which, ToDoubleFunction<Measured> value) {
        return rows.stream().filter(which).mapToDouble(value).findFirst().orElse(0);
    }
}
