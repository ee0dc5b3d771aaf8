package org.arenagrad.benchmarks.study;

import com.sun.management.OperatingSystemMXBean;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What JMH's own profilers don't say about the JVM that measures: how long the collector stopped
/// it (to the microsecond, from the JVM's log, where the beans count whole milliseconds and, for
/// ZGC, also what runs concurrently with the program), the processor time of all its threads, and
/// the most memory it ever had resident.
public final class ForkProfiler implements InternalProfiler {
    /// Milliseconds stopped for each second measured.
    public static final String STOPPED = "pause.total";

    /// The longest stop.
    public static final String LONGEST = "pause.max";

    /// Processor time of the whole process for one operation.
    public static final String PROCESSOR_TIME = "cpu.norm";

    /// The peak of resident memory, the JVM itself included.
    public static final String RESIDENT = "memory.resident";

    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+\\.\\d+)ms$");
    private static final Pattern RESIDENT_PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path log;
    private long pausesBefore;
    private long startNanos;
    private long startProcessorNanos;

    /// @param logs the folder that holds the log of this JVM, see [#option]
    public ForkProfiler(String logs) {
        this.log = Path.of(logs, ProcessHandle.current().pid() + ".log");
    }

    /// What makes a JVM write the log that is read here.
    public static String option(Path logs) {
        return "-Xlog:gc,gc+phases:file=" + logs.resolve("%p.log") + "::filecount=0";
    }

    @Override
    public String getDescription() {
        return "Stops of the collector, processor time, resident memory";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        pausesBefore = pauses().size();
        startProcessorNanos = SYSTEM.getProcessCpuTime();
        startNanos = System.nanoTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double processorNanos = SYSTEM.getProcessCpuTime() - startProcessorNanos;
        List<Double> pauses = pauses().stream().skip(pausesBefore).toList();
        double total = pauses.stream().mapToDouble(ms -> ms).sum();
        double longest = pauses.stream().mapToDouble(ms -> ms).max().orElse(0);
        long operations = Math.max(1, result.getMetadata().getAllOps());
        List<ScalarResult> results = new ArrayList<>();
        results.add(new ScalarResult(STOPPED, total / seconds, "ms/s", AggregationPolicy.AVG));
        results.add(new ScalarResult(LONGEST, longest, "ms", AggregationPolicy.MAX));
        results.add(
                new ScalarResult(
                        PROCESSOR_TIME,
                        processorNanos / operations,
                        "ns/op",
                        AggregationPolicy.AVG));
        if (Files.exists(STATUS)) {
            results.add(new ScalarResult(RESIDENT, residentPeak(), "MiB", AggregationPolicy.MAX));
        }
        return results;
    }

    private List<Double> pauses() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.flatMap(line -> pause(line).stream().boxed()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The milliseconds of a stop, if a line of the log tells of one.
    static OptionalDouble pause(String line) {
        Matcher pause = PAUSE.matcher(line);
        return pause.find()
                ? OptionalDouble.of(Double.parseDouble(pause.group(1)))
                : OptionalDouble.empty();
    }

    private static double residentPeak() {
        try {
            Matcher peak = RESIDENT_PEAK.matcher(Files.readString(STATUS));
            return peak.find() ? Double.parseDouble(peak.group(1)) / 1024 : Double.NaN;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
