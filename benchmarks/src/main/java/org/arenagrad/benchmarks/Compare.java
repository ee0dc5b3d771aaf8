package org.arenagrad.benchmarks;

import org.arenagrad.benchmarks.report.MarkdownTable;
import org.arenagrad.benchmarks.report.Measured;
import org.arenagrad.benchmarks.report.ResultFile;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// Results against earlier ones, as ratios. Not a test: machines differ, and so do days.
@Command(
        name = "Compare",
        mixinStandardHelpOptions = true,
        description = "Prints, for each benchmark in both, old, new and new divided by old.")
public final class Compare implements Callable<Integer> {
    private static final Path COMMITTED = Path.of("benchmarks", "results");

    @Parameters(
            arity = "1..*",
            paramLabel = "OLD NEW",
            description = {
                "Files of results (of JMH, TrainingSteps, Study or Growth), or folders of such.",
                "The first is the old one. If there is only one it is the new one, and the old is"
                        + " benchmarks/results."
            })
    private List<Path> paths = List.of();

    private final PrintStream out;

    private Compare(PrintStream out) {
        this.out = out;
    }

    /// Prints the comparison.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Compare(System.out)).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path old = paths.size() == 1 ? COMMITTED : paths.getFirst();
        List<Measured> now = new ArrayList<>();
        for (Path path : paths.size() == 1 ? paths : paths.subList(1, paths.size())) {
            now.addAll(ResultFile.read(path));
        }
        print(ResultFile.read(old), now, out);
        return 0;
    }

    /// A benchmark that was measured twice.
    record Pair(Measured old, Measured now) {
        double ratio() {
            return now.score() / old.score();
        }
    }

    /// What both have, in the order of the old ones.
    static List<Pair> pairs(List<Measured> old, List<Measured> now) {
        Map<String, Measured> byKey = new LinkedHashMap<>();
        now.forEach(measured -> byKey.put(measured.key(), measured));
        List<Pair> pairs = new ArrayList<>();
        for (Measured before : old) {
            Measured after = byKey.get(before.key());
            if (after != null && after.unit().equals(before.unit())) {
                pairs.add(new Pair(before, after));
            }
        }
        return pairs;
    }

    static void print(List<Measured> old, List<Measured> now, PrintStream out) {
        List<Pair> pairs = pairs(old, now);
        out.println(
                """
                ratio = new / old: below 1 it takes less than it did, above 1 more.
                Old and new are comparable if the machine was the same, and as busy; a difference \
                smaller than 10 % is usually none.
                """);
        out.printf(Locale.ROOT, "%12s %12s %-8s %6s  %s%n", "old", "new", "unit", "ratio", "");
        for (Pair pair : pairs) {
            out.printf(
                    Locale.ROOT,
                    "%12s %12s %-8s %6.2f  %s%n",
                    MarkdownTable.number(pair.old.score()),
                    MarkdownTable.number(pair.now.score()),
                    pair.old.unit(),
                    pair.ratio(),
                    pair.old.key());
        }
        out.printf(
                Locale.ROOT,
                "%n%d in both, %d only old, %d only new%n",
                pairs.size(),
                old.size() - pairs.size(),
                now.size() - pairs.size());
    }
}
