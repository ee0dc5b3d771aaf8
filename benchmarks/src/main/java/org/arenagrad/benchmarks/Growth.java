package org.arenagrad.benchmarks;

import org.arenagrad.array.Backend;
import org.arenagrad.benchmarks.growth.GrowthReport;
import org.arenagrad.benchmarks.growth.Measurements;
import org.arenagrad.benchmarks.report.Machine;
import org.arenagrad.benchmarks.report.ResultFile;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// How the cost of a step grows with batch, width and depth, and that of backward with the length
/// of a chain. Writes `growth.json`, `growth.md` and charts.
@Command(
        name = "Growth",
        mixinStandardHelpOptions = true,
        description = "Measures how costs grow; takes about five minutes.")
public final class Growth implements Callable<Integer> {
    private static final String RESULTS = "growth.json";
    private static final String MACHINE = "growth-machine.json";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "benchmarks/results",
            description = "Where results go (${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(
            names = "--quick",
            description = "Only a glance at the smaller sizes, to see that all works.")
    private boolean quick;

    @Option(
            names = "--draw",
            description = "Measures nothing: draws page and charts of the results that are there.")
    private boolean draw;

    private Growth() {}

    /// Measures.
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new Growth()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        if (!draw) {
            Backend.use(Backend.name()); // asked for by name, it has vectors from the start
            ResultFile.writeFacts(out.resolve(MACHINE), Machine.describe(quick));
            ResultFile.write(out.resolve(RESULTS), new Measurements(quick, System.out).run());
        }
        new GrowthReport(
                        ResultFile.readFacts(out.resolve(MACHINE)),
                        ResultFile.read(out.resolve(RESULTS)))
                .writeTo(out);
        return 0;
    }
}
