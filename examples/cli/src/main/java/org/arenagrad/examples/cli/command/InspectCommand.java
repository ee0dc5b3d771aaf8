package org.arenagrad.examples.cli.command;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.io.FileFormatException;
import org.arenagrad.io.ModelFile;
import org.arenagrad.io.SafeTensors;
import org.arenagrad.io.TensorInfo;
import org.arenagrad.memory.Scope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `arenagrad inspect FILE`: what is in a file of tensors.
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Shows a safetensors file: tensors with their types, shapes, statistics and",
            "bytes, and the metadata. Any program may have written it."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad inspect digits.safetensors",
            "  arenagrad inspect digits.safetensors --notes"
        })
public final class InspectCommand implements Callable<Integer> {
    private static final int LONGEST_NOTE = 60;

    private final PrintStream out;

    @Parameters(paramLabel = "FILE", description = "A safetensors file.")
    private Path file = Path.of("");

    @Option(names = "--notes", description = "Shows all metadata in full.")
    private boolean notes;

    /// The command, writing to a terminal.
    public InspectCommand(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    public Integer call() throws IOException {
        try (ModelFile model = ModelFile.open(file)) {
            SafeTensors tensors = model.tensors();
            int width = tensors.names().stream().mapToInt(String::length).max().orElse(0);
            width = Math.max(width, "tensor".length());
            out.printf(
                    "%-" + width + "s  %-5s  %-14s  %10s %10s %10s %10s  %12s%n",
                    "tensor",
                    "type",
                    "shape",
                    "min",
                    "mean",
                    "max",
                    "deviation",
                    "bytes");
            long elements = 0;
            long bytes = 0;
            for (String name : tensors.names()) {
                TensorInfo info = tensors.info(name);
                elements += info.shape().stream().reduce(1L, Math::multiplyExact);
                bytes += info.bytes();
                out.printf(
                        Locale.ROOT,
                        "%-" + width + "s  %-5s  %-14s  %s  %,12d%n",
                        name,
                        info.type(),
                        info.shape(),
                        statistics(tensors, name),
                        info.bytes());
            }
            out.printf(
                    Locale.ROOT,
                    "%d tensors, %,d numbers, %,d bytes (%s)%n",
                    tensors.names().size(),
                    elements,
                    bytes,
                    Format.bytes(bytes));
            tensors.metadata().forEach(this::note);
        }
        return 0;
    }

    /// Smallest, mean, largest and standard deviation of a tensor that can be read.
    private static String statistics(SafeTensors tensors, String name) throws IOException {
        try (var _ = Scope.open("inspect");
                var _ = Autograd.noGrad()) {
            Tensor x = tensors.tensor(name, DType.FLOAT64).flatten(0);
            if (x.shape().elements() == 0) {
                return "%10s %10s %10s %10s".formatted("-", "-", "-", "-");
            }
            return String.format(
                    Locale.ROOT,
                    "%10.4g %10.4g %10.4g %10.4g",
                    x.amin(0).item(),
                    x.mean().item(),
                    x.amax(0).item(),
                    x.std(0, false, 0).item());
        } catch (FileFormatException unreadable) {
            return "%43s".formatted("(not read: a type of no tensor here)");
        }
    }

    private void note(String name, String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        boolean cut = !notes && oneLine.length() > LONGEST_NOTE;
        out.printf("%s: %s%n", name, cut ? oneLine.substring(0, LONGEST_NOTE) + " …" : oneLine);
    }
}
