package org.arenagrad.examples.cli.command;

import org.arenagrad.examples.Example;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.option.ExampleOptions;
import org.arenagrad.examples.cli.option.OptimizerOption;
import org.arenagrad.examples.cli.output.OutputFile;
import org.arenagrad.examples.cli.profile.Recording;
import org.arenagrad.examples.cli.report.ElkLayout;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.viz.LifetimePage;
import org.arenagrad.viz.LifetimePicture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `arenagrad timeline NAME`: the lifetimes of all buffers in a step of an [Example], as a picture
/// and as a page.
@Command(
        name = "timeline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Draws when each buffer of a training step is made and when it ends.",
            "Writes lifetimes.svg, a picture, and lifetimes.html, a page to step through."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad timeline spiral --out pictures",
            "  arenagrad timeline digits --out pictures --steps 3 --batch-size 256",
            "  arenagrad timeline xor --out pictures --inference"
        })
public final class TimelineCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private ExampleOptions options = new ExampleOptions();

    @Mixin private OptimizerOption optimizer = new OptimizerOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write to; created if it does not exist.")
    private Path out = Path.of("");

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "The number of steps to show, by default ${DEFAULT-VALUE}.")
    private int steps = 1;

    @Option(
            names = "--from",
            paramLabel = "STEP",
            description =
                    "The first of them, ${DEFAULT-VALUE} if not given: by then every step is like"
                            + " the one before.")
    private int from = 3;

    @Option(
            names = "--inference",
            description =
                    "Shows the evaluation of the model instead, as it stands before step --from.")
    private boolean inference;

    /// The command, writing to a terminal.
    public TimelineCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Example example = options.example();
        options.require(steps > 0, "--steps", steps);
        options.require(from > 0, "--from", from);
        int last = inference ? from - 1 : Math.addExact(from, steps - 1);
        // An epoch has a step at least, so these are enough.
        Settings settings = optimizer.in(options.settings()).withEpochs(Math.max(1, last));
        options.useBackend();

        try (Recording recording =
                inference ? Recording.ofEvaluation() : Recording.ofSteps(from, last)) {
            example.train(new Training(settings, List.of(recording), last));
            write(title(example), recording);
        }
        return 0;
    }

    private String title(Example example) {
        String part =
                inference
                        ? "an evaluation"
                        : steps == 1
                                ? "step " + from
                                : "steps %s to %s".formatted(from, from + steps - 1);
        return "%s: buffers of %s".formatted(example.name(), part);
    }

    private void write(String title, Recording recording) throws IOException {
        Lifetimes lifetimes = recording.lifetimes();
        Path svg = out.resolve("lifetimes.svg");
        Path html = out.resolve("lifetimes.html");
        OutputFile.inFolder(svg, LifetimePicture.svg(title, lifetimes));
        OutputFile.inFolder(
                html,
                LifetimePage.html(
                        title, lifetimes, recording.graph(), recording::place, new ElkLayout()));
        terminal.out().println("wrote " + svg);
        terminal.out().println("wrote " + html);
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "peak: %,d bytes in %s buffers, in the %s part%n",
                        lifetimes.peakBytes(),
                        lifetimes.aliveAt(lifetimes.peakMoment()).size(),
                        lifetimes.phaseAt(lifetimes.peakMoment()));
    }
}
