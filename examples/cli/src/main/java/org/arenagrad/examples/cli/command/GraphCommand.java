package org.arenagrad.examples.cli.command;

import org.arenagrad.autograd.Graph;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.Example;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.option.ExampleOptions;
import org.arenagrad.examples.cli.output.OutputFile;
import org.arenagrad.examples.cli.report.ElkLayout;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Step;
import org.arenagrad.examples.loop.StepListener;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.viz.GraphPicture;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// `arenagrad graph NAME`: the graph behind the loss of an [Example], as it stands before backward.
@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Draws the graph behind the loss: operations, and the tensors between them.",
        footer = {
            "",
            "For example:",
            "  arenagrad graph xor --out xor.svg",
            "  arenagrad graph spiral --out spiral.dot    for Graphviz",
            "  arenagrad graph digits --out digits.mmd    for Mermaid"
        })
public final class GraphCommand implements Callable<Integer> {
    /// What writes which kind of file.
    private static final Map<String, Function<Graph, String>> FORMATS =
            Map.of(
                    "dot",
                    GraphPicture::dot,
                    "mmd",
                    GraphPicture::mermaid,
                    "svg",
                    graph -> GraphPicture.svg(graph, new ElkLayout()));

    private final Terminal terminal;

    @Mixin private ExampleOptions options = new ExampleOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file to write; it ends in .svg, .dot (Graphviz) or .mmd (Mermaid).")
    private Path out = Path.of("");

    /// The command, writing to a terminal.
    public GraphCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Example example = options.example();
        Settings settings = options.settings();
        Function<Graph, String> format = FORMATS.get(extension(out));
        if (format == null) {
            throw options.misuse("--out: '%s' ends in none of .svg, .dot and .mmd".formatted(out));
        }
        options.useBackend();

        var first = new FirstGraph();
        example.train(new Training(settings, List.of(first), 1));
        Graph graph = Objects.requireNonNull(first.graph, "no step was taken");
        OutputFile.write(out, format.apply(graph));
        terminal.out().println("wrote " + out);
        terminal.out()
                .println(
                        "graph: %s operations, %s tensors"
                                .formatted(graph.nodes().size(), graph.values().size()));
        return 0;
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// Takes the graph of the first loss.
    private static final class FirstGraph implements StepListener {
        private @Nullable Graph graph;

        @Override
        public void lossComputed(Step step, Tensor loss) {
            if (graph == null) {
                graph = Graph.of(loss);
            }
        }
    }
}
