package org.arenagrad.benchmarks;

import org.arenagrad.benchmarks.report.Machine;
import org.arenagrad.benchmarks.report.ResultFile;
import org.arenagrad.benchmarks.study.AccessBenchmark;
import org.arenagrad.benchmarks.study.AllocationBenchmark;
import org.arenagrad.benchmarks.study.BlasBenchmark;
import org.arenagrad.benchmarks.study.CallBenchmark;
import org.arenagrad.benchmarks.study.Collector;
import org.arenagrad.benchmarks.study.ForkProfiler;
import org.arenagrad.benchmarks.study.Products;
import org.arenagrad.benchmarks.study.StudyReport;
import org.arenagrad.benchmarks.study.TrainingBenchmark;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// Heap against off-heap, the whole study: runs its benchmarks in sequence, each in a JVM of its
/// own, and writes what they measured (`study.json`), a table (`study.md`) and charts.
@Command(
        name = "Study",
        mixinStandardHelpOptions = true,
        description = "Measures the heap against off-heap memory; takes about 20 minutes.")
public final class Study implements Callable<Integer> {
    private static final String RESULTS = "study.json";
    private static final String MACHINE = "study-machine.json";
    private static final TimeValue MOMENT = TimeValue.milliseconds(200);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "benchmarks/results",
            description = "Where results go (${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(
            names = "--quick",
            description = "Only a glance at each, in some two minutes, to see that all works.")
    private boolean quick;

    @Option(
            names = "--draw",
            description = "Measures nothing: draws table and charts of the results that are there.")
    private boolean draw;

    private Study() {}

    /// Runs the study.
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new Study()).execute(args));
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        Files.createDirectories(out);
        if (!draw) {
            measure();
        }
        new StudyReport(
                        ResultFile.readFacts(out.resolve(MACHINE)),
                        ResultFile.read(out.resolve(RESULTS)))
                .writeTo(out);
        return 0;
    }

    private void measure() throws IOException, RunnerException {
        ResultFile.writeFacts(out.resolve(MACHINE), Machine.describe(quick));
        Path work = Files.createTempDirectory("study");
        try {
            List<RunResult> results = new ArrayList<>();
            for (Collector collector : List.of(Collector.SERIAL, Collector.G1, Collector.ZGC)) {
                results.addAll(training(collector, Products.OPENBLAS, work));
            }
            results.addAll(training(Collector.G1, Products.VECTOR, work));
            results.addAll(others(work));
            Path raw = work.resolve(RESULTS);
            try (PrintStream json = new PrintStream(raw.toFile())) {
                ResultFormatFactory.getInstance(ResultFormatType.JSON, json).writeOut(results);
            }
            ResultFile.copyWithoutPaths(raw, out.resolve(RESULTS));
        } finally {
            delete(work);
        }
    }

    private Collection<RunResult> training(Collector collector, Products products, Path work)
            throws RunnerException {
        return run(
                options(collector, work)
                        .include(pattern(TrainingBenchmark.class))
                        .param("collector", collector.name())
                        .param("products", products.name()));
    }

    private Collection<RunResult> others(Path work) throws RunnerException {
        ChainedOptionsBuilder options =
                options(Collector.G1, work)
                        .include(pattern(AllocationBenchmark.class))
                        .include(pattern(BlasBenchmark.class))
                        .include(pattern(CallBenchmark.class))
                        .include(pattern(AccessBenchmark.class));
        if (quick) {
            options.param("bytes", "4096", "1048576").param("elements", "1024");
        }
        return run(options);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private ChainedOptionsBuilder options(Collector collector, Path work) {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .jvmArgsPrepend(collector.option(), ForkProfiler.option(work))
                        .addProfiler(ForkProfiler.class, work.toString())
                        .addProfiler(GCProfiler.class);
        return quick
                ? options.warmupIterations(1)
                        .warmupTime(MOMENT)
                        .measurementIterations(1)
                        .measurementTime(MOMENT)
                : options;
    }

    private static String pattern(Class<?> benchmark) {
        return "^" + benchmark.getName().replace(".", "\\.") + "\\.";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
