package org.arenagrad.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;

import org.arenagrad.array.Backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What measurements were made on: without it they say nothing.
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    // What decides how wide vectors are and how fast products.
    private static final List<String> EXTENSIONS =
            List.of("avx", "avx2", "fma", "avx512f", "avx512dq", "asimd", "sve");

    private Machine() {}

    /// This machine, today: names and values for people to read.
    ///
    /// @param quick whether measurements are too short to mean anything
    public static Map<String, String> describe(boolean quick) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("processor", processor());
        facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", "%.1f GiB".formatted(memory() / 0x1p30));
        facts.put("system", property("os.name") + " " + property("os.version"));
        facts.put("JVM", "%s %s".formatted(property("java.vm.name"), Runtime.version()));
        facts.put("heap of the JVM that reports, at most", heap());
        facts.put("backend", Backend.description());
        if (Files.exists(HUGE_PAGES)) {
            facts.put("transparent huge pages", lines(HUGE_PAGES).collect(Collectors.joining()));
        }
        facts.put("measured", quick ? "at a glance: the numbers mean nothing" : "in full");
        return facts;
    }

    /// The facts as a table.
    public static String markdown(Map<String, String> facts) {
        MarkdownTable table = new MarkdownTable("machine", "");
        facts.forEach(table::row);
        return table.toString();
    }

    private static String processor() {
        String architecture = property("os.arch");
        if (!Files.exists(PROCESSORS)) {
            return architecture;
        }
        String model = ofFirstProcessor("model name");
        String extensions =
                Stream.of(ofFirstProcessor("flags").split(" ", -1))
                        .filter(EXTENSIONS::contains)
                        .sorted()
                        .collect(Collectors.joining(" "));
        return "%s, %s (%s)".formatted(model, architecture, extensions);
    }

    private static String ofFirstProcessor(String name) {
        return lines(PROCESSORS)
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static double memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    private static String heap() {
        return "%.1f GiB %s"
                .formatted(
                        Runtime.getRuntime().maxMemory() / 0x1p30,
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(option -> option.matches("-X(m[nsx]|X:).*"))
                                .collect(Collectors.joining(" ")))
                .strip();
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
