package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// What a short training takes from the start of the JVM to its end, compilation included: what
/// somebody waits for who tries something. Each time in a JVM of its own, with the flags of this
/// one.
@Command(
        name = "WholeProcess",
        mixinStandardHelpOptions = true,
        description = "Prints how long whole processes take that train one network.")
public final class WholeProcess implements Callable<Integer> {
    private static final Path STATUS = Path.of("/proc/self/status");

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Which network: ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.")
    private Workload workload = Workload.SPIRAL;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "float64 (the default) or float32.")
    private DType dtype = DType.FLOAT64;

    @Option(names = "--steps", paramLabel = "N", description = "By default ${DEFAULT-VALUE}.")
    private int steps = 500;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How many processes; by default ${DEFAULT-VALUE}.")
    private int times = 5;

    private final PrintStream out;

    private WholeProcess(PrintStream out) {
        this.out = out;
    }

    /// Prints a line for each process, and the middle one.
    public static void main(String[] args) {
        System.exit(
                new CommandLine(new WholeProcess(System.out))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            Process process =
                    new ProcessBuilder(command())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("the process that was to train ended with an error: " + said);
            }
            seconds[i] = (System.nanoTime() - start) / 1e9;
            out.printf(Locale.ROOT, "%.2f s, %s%n", seconds[i], said.strip());
        }
        Arrays.sort(seconds);
        out.printf(
                Locale.ROOT,
                "%s, %d steps: %.2f s, the middle of %d%n",
                workload.title(),
                steps,
                seconds[times / 2],
                times);
        return 0;
    }

    private List<String> command() {
        var jvm = ManagementFactory.getRuntimeMXBean();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm.getInputArguments());
        command.addAll(List.of("-cp", jvm.getClassPath(), Child.class.getName()));
        command.addAll(List.of(workload.name(), dtype.name(), Integer.toString(steps)));
        return command;
    }

    /// What the measured process does.
    static final class Child {
        private Child() {}

        /// Trains a network, of a type, for so many steps; says how it ended.
        public static void main(String[] args) throws IOException {
            double loss = Double.NaN;
            try (Training training = Workload.valueOf(args[0]).begin(DType.valueOf(args[1]))) {
                for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                    loss = training.step();
                }
            }
            System.out.println("loss " + loss + ", " + mostMemory());
        }

        /// The most memory the process ever had, as Linux knows it.
        private static String mostMemory() throws IOException {
            if (!Files.isReadable(STATUS)) {
                return "memory unknown";
            }
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB resident";
                }
            }
            return "memory unknown";
        }
    }
}
