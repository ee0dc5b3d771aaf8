package org.arenagrad.benchmarks.growth;

import org.arenagrad.benchmarks.report.Charts;
import org.arenagrad.benchmarks.report.Machine;
import org.arenagrad.benchmarks.report.MarkdownTable;
import org.arenagrad.benchmarks.report.Measured;
import org.knowm.xchart.XYChart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/// What was measured of growth, for people: a page and charts.
public final class GrowthReport {
    private final Map<String, String> machine;
    private final List<Measured> results;

    /// A report of what was measured on a machine.
    public GrowthReport(Map<String, String> machine, List<Measured> results) {
        this.machine = machine;
        this.results = results;
    }

    /// Writes `growth.md` and the charts into a folder.
    public void writeTo(Path folder) throws IOException {
        List<String> page = new ArrayList<>();
        page.add("# Growth: what was measured\n");
        page.add(Machine.markdown(machine));
        page.add("Written by `org.arenagrad.benchmarks.Growth`.\n");
        for (Sweep sweep : Sweep.values()) {
            Series series = Series.of(results, sweep.label());
            page.add(
                    "## Time of a step against %s (%s)\n"
                            .formatted(sweep.label(), sweep.network()));
            page.add(dominance(series, sweep.label()) + "\n");
            page.add(table(series, sweep.label()));
            page.add("![](growth-%s.svg)\n".formatted(sweep.label()));
            Charts.save(chart(sweep, series), folder.resolve("growth-" + sweep.label()));
        }
        Series chain = Series.of(results, "operations");
        page.add("## Backward over a chain\n");
        page.add(laws(chain) + "\n");
        page.add(chainTable(chain));
        page.add("![](growth-chain-time.svg)\n");
        page.add("![](growth-chain-memory.svg)\n");
        Charts.save(chainTime(chain), folder.resolve("growth-chain-time"));
        Charts.save(chainMemory(chain), folder.resolve("growth-chain-memory"));
        Files.writeString(folder.resolve("growth.md"), String.join("\n", page));
    }

    /// The rows over one parameter.
    private static final class Series {
        private final double[] sizes;
        private final List<Measured> rows;

        private Series(double[] sizes, List<Measured> rows) {
            this.sizes = sizes;
            this.rows = rows;
        }

        static Series of(List<Measured> results, String parameter) {
            List<Measured> rows =
                    results.stream()
                            .filter(row -> row.parameters().containsKey(parameter))
                            .toList();
            double[] sizes =
                    rows.stream()
                            .mapToDouble(row -> Double.parseDouble(row.parameter(parameter)))
                            .toArray();
            return new Series(sizes, rows);
        }

        double[] scores() {
            return rows.stream().mapToDouble(Measured::score).toArray();
        }

        double[] more(String name) {
            return rows.stream().mapToDouble(row -> row.more(name)).toArray();
        }

        double share(int i) {
            return rows.get(i).more(Measurements.PRODUCTS) / rows.get(i).score();
        }

        /// The size from which on, to the largest, more than half of a step is matrix products.
        OptionalDouble dominated() {
            int from = sizes.length;
            while (from > 0 && share(from - 1) > 0.5) {
                from--;
            }
            return from < sizes.length ? OptionalDouble.of(sizes[from]) : OptionalDouble.empty();
        }
    }

    private static String dominance(Series series) {
        OptionalDouble from = series.dominated();
        return from.isPresent()
                ? "mostly products from %,.0f on".formatted(from.getAsDouble())
                : "never mostly products";
    }

    private static String dominance(Series series, String label) {
        OptionalDouble from = series.dominated();
        return from.isPresent()
                ? "From %s %,.0f on (the dashed line), matrix products take more than half of a step."
                        .formatted(label, from.getAsDouble())
                : "Matrix products do not take more than half of a step, up to the largest %s."
                        .formatted(label);
    }

    private static String table(Series series, String label) {
        MarkdownTable table =
                new MarkdownTable(label, "step, us", "products alone, us", "products, %");
        for (int i = 0; i < series.rows.size(); i++) {
            Measured row = series.rows.get(i);
            table.row(
                    MarkdownTable.whole(series.sizes[i]),
                    MarkdownTable.number(row.score()),
                    MarkdownTable.number(row.more(Measurements.PRODUCTS)),
                    MarkdownTable.whole(100 * series.share(i)));
        }
        return table.toString();
    }

    private static XYChart chart(Sweep sweep, Series series) {
        SequencedMap<String, double[]> lines = new LinkedHashMap<>();
        lines.put("whole step", series.scores());
        lines.put("products alone", series.more(Measurements.PRODUCTS));
        XYChart chart =
                Charts.lines(
                        new Charts.Words(
                                "One training step against %s: %s"
                                        .formatted(sweep.label(), dominance(series)),
                                "%s, of a network %s".formatted(sweep.label(), sweep.network()),
                                "microseconds"),
                        series.sizes,
                        lines);
        series.dominated().ifPresent(from -> Charts.mark(chart, from));
        return chart;
    }

    private static double exponent(Series chain, double[] values) {
        return PowerLaw.fit(chain.sizes, values).exponent();
    }

    private static String laws(Series chain) {
        return String.format(
                Locale.ROOT,
                """
                Each operation (relu of 8 numbers) saves its result. Fitted over all lengths, the \
                time of backward grows with the power %.3f of the number of operations, the \
                processor time of its thread (the same without what the garbage collector takes, \
                which has the nodes of the graph to look through) with the power %.3f, the peak of \
                native memory with the power %.3f; 1 is linear. (In a small heap the collector would \
                copy the graph again and again, and the first to touch new pages of a heap waits \
                for the system: hence the options above.)\
                """,
                exponent(chain, chain.scores()),
                exponent(chain, chain.more(Measurements.OWN)),
                exponent(chain, chain.more(Measurements.PEAK)));
    }

    private static String chainTable(Series chain) {
        MarkdownTable table =
                new MarkdownTable(
                        "operations",
                        "forward, us",
                        "backward, us",
                        "backward, processor us",
                        "processor ns/operation",
                        "native peak, B",
                        "B/operation");
        for (int i = 0; i < chain.rows.size(); i++) {
            Measured row = chain.rows.get(i);
            table.row(
                    MarkdownTable.whole(chain.sizes[i]),
                    MarkdownTable.number(row.more(Measurements.FORWARD)),
                    MarkdownTable.number(row.score()),
                    MarkdownTable.number(row.more(Measurements.OWN)),
                    MarkdownTable.number(1000 * row.more(Measurements.OWN) / chain.sizes[i]),
                    MarkdownTable.whole(row.more(Measurements.PEAK)),
                    MarkdownTable.number(row.more(Measurements.PEAK) / chain.sizes[i]));
        }
        return table.toString();
    }

    private static XYChart chainTime(Series chain) {
        SequencedMap<String, double[]> lines = new LinkedHashMap<>();
        lines.put("backward", chain.scores());
        lines.put("backward, processor time", chain.more(Measurements.OWN));
        lines.put("forward", chain.more(Measurements.FORWARD));
        return Charts.lines(
                new Charts.Words(
                        String.format(
                                Locale.ROOT,
                                "A chain of operations: processor time of backward ~ n^%.2f",
                                exponent(chain, chain.more(Measurements.OWN))),
                        "operations",
                        "microseconds"),
                chain.sizes,
                lines);
    }

    private static XYChart chainMemory(Series chain) {
        SequencedMap<String, double[]> lines = new LinkedHashMap<>();
        lines.put("peak", chain.more(Measurements.PEAK));
        return Charts.lines(
                new Charts.Words(
                        String.format(
                                Locale.ROOT,
                                "A chain of operations: native memory at peak ~ n^%.2f",
                                exponent(chain, chain.more(Measurements.PEAK))),
                        "operations",
                        "bytes"),
                chain.sizes,
                lines);
    }
}
