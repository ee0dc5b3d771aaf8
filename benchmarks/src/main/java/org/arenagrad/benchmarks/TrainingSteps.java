package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;

/// The table of training steps of perceptrons: the five networks of [Workload].
@Command(
        name = "TrainingSteps",
        mixinStandardHelpOptions = true,
        description = "Prints what a training step of each network costs.")
public final class TrainingSteps implements Callable<Integer> {
    @Mixin private StepTable table = new StepTable();

    @Option(names = "--dtype", paramLabel = "TYPE", description = "Only float64 or only float32.")
    private @Nullable DType dtype;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these networks: ${COMPLETION-CANDIDATES}.")
    private List<Workload> only = List.of();

    private final PrintStream out;

    private TrainingSteps(PrintStream out) {
        this.out = out;
    }

    /// Prints the table.
    public static void main(String[] args) {
        System.exit(
                new CommandLine(new TrainingSteps(System.out))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        table.begin();
        for (DType type : dtype == null ? List.of(DType.values()) : List.of(dtype)) {
            for (Workload workload : only.isEmpty() ? List.of(Workload.values()) : only) {
                var subject =
                        new StepTable.Subject(
                                workload.name(), workload.title(), type, workload.steps());
                table.row(subject, () -> workload.begin(type), out);
            }
        }
        table.end(TrainingSteps.class);
        return 0;
    }
}
