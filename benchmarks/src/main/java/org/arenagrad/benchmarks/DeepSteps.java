package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;

/// The table of training steps of deep networks: the five of [DeepWorkload].
@Command(
        name = "DeepSteps",
        mixinStandardHelpOptions = true,
        description = "Prints what a training step of each deep network costs.")
public final class DeepSteps implements Callable<Integer> {
    @Mixin private StepTable table = new StepTable();

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            defaultValue = "float32",
            description = "float32 unless told otherwise.")
    private DType dtype = DType.FLOAT32;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only networks whose line begins with one of these: cnn, gpt 4…")
    private List<String> only = List.of();

    private final PrintStream out;

    private DeepSteps(PrintStream out) {
        this.out = out;
    }

    /// Prints the table.
    public static void main(String[] args) {
        System.exit(
                new CommandLine(new DeepSteps(System.out))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        table.begin();
        for (DeepWorkload workload : DeepWorkload.values()) {
            if (only.isEmpty() || only.stream().anyMatch(workload.title()::startsWith)) {
                var subject =
                        new StepTable.Subject(
                                workload.name(), workload.title(), dtype, workload.steps());
                table.row(subject, () -> workload.begin(dtype), out);
            }
        }
        table.end(DeepSteps.class);
        return 0;
    }
}
