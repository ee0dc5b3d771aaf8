package org.arenagrad.examples.cli;

import org.arenagrad.examples.cli.command.BenchCommand;
import org.arenagrad.examples.cli.command.DoctorCommand;
import org.arenagrad.examples.cli.command.EvalCommand;
import org.arenagrad.examples.cli.command.ExampleCommand;
import org.arenagrad.examples.cli.command.GenerateCommand;
import org.arenagrad.examples.cli.command.GradCheckCommand;
import org.arenagrad.examples.cli.command.GraphCommand;
import org.arenagrad.examples.cli.command.InspectCommand;
import org.arenagrad.examples.cli.command.PlanCommand;
import org.arenagrad.examples.cli.command.PredictCommand;
import org.arenagrad.examples.cli.command.ProgramCommand;
import org.arenagrad.examples.cli.command.SampleCommand;
import org.arenagrad.examples.cli.command.TimelineCommand;
import org.arenagrad.examples.cli.command.TrainCommand;
import org.arenagrad.examples.cli.command.TrainGptCommand;
import org.arenagrad.examples.cli.command.TrainNamesCommand;
import org.arenagrad.examples.cli.command.Version;
import org.arenagrad.examples.cli.console.Interruption;
import org.arenagrad.examples.cli.console.Misuse;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.loop.StepListener;
import org.jspecify.annotations.Nullable;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;

/// The command line. Its exit code is 0 when all went well, 2 when the arguments make no sense, 1
/// when something else went wrong; then one line on the error stream says what.
@Command(
        name = "arenagrad",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Deep learning in Java with off-heap tensors.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Success.",
            "1:Something went wrong; one line on the error stream says what.",
            "2:The arguments make no sense.",
            "130:Interrupted (Ctrl-C), ended cleanly."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad train digits",
            "  arenagrad timeline spiral --out pictures",
            "  arenagrad graph xor --out xor.svg",
            "  arenagrad plan digits --batch-size 4096",
            "  arenagrad train iris --save iris.safetensors --output results",
            "  arenagrad eval iris.safetensors",
            "  arenagrad train gpt --save docs.safetensors",
            "  arenagrad generate docs.safetensors --prompt \"A scope \"",
            "  arenagrad doctor",
            "  arenagrad train --help",
            "  arenagrad tour",
            "  arenagrad mistake use-after-end",
            "From the source tree: mvn -q compile exec:exec -Dargs=\"train digits\""
        })
public final class Main implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Shows where in the program an error came from.")
    private boolean stackTrace;

    private Main() {}

    /// Starts the program; the process ends with its exit code.
    public static void main(String[] args) {
        System.exit(run(Terminal.system(), List.of(), args));
    }

    /// Runs a command.
    ///
    /// @param listeners who watches the training run besides the progress display
    /// @return the exit code
    static int run(Terminal terminal, List<StepListener> listeners, String... args) {
        // To the end of it all, so that nobody misses what is said last.
        try (var interruption = Interruption.watching()) {
            int exitCode = commandLine(terminal, listeners, interruption).execute(args);
            terminal.out().flush();
            return exitCode;
        }
    }

    /// The command line with all its commands.
    static CommandLine commandLine(
            Terminal terminal, List<StepListener> listeners, Interruption interruption) {
        var train = new CommandLine(new TrainCommand(terminal, interruption));
        train.getCommandSpec().usageMessage().footer(TrainCommand.footer());
        train.addSubcommand(new TrainNamesCommand(terminal, interruption));
        train.addSubcommand(new TrainGptCommand(terminal, interruption));
        var example = new CommandLine(new ExampleCommand(terminal, listeners));
        example.getCommandSpec().usageMessage().footer(ExampleCommand.footer());
        var main = new Main();
        return new CommandLine(main)
                .addSubcommand(train)
                .addSubcommand(example)
                .addSubcommand(new TimelineCommand(terminal))
                .addSubcommand(new GraphCommand(terminal))
                .addSubcommand(new PlanCommand(terminal))
                .addSubcommand(new EvalCommand(terminal))
                .addSubcommand(new PredictCommand(terminal))
                .addSubcommand(new SampleCommand(terminal))
                .addSubcommand(new GenerateCommand(terminal))
                .addSubcommand(new InspectCommand(terminal))
                .addSubcommand(new GradCheckCommand(terminal))
                .addSubcommand(new BenchCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(ProgramCommand.tour(terminal))
                .addSubcommand(ProgramCommand.mistake(terminal))
                .addSubcommand(completion())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setParameterExceptionHandler((wrong, _) -> misused(terminal, wrong))
                .setExecutionExceptionHandler((error, _, _) -> main.failed(terminal, error))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                terminal.coloured()
                                        ? CommandLine.Help.Ansi.ON
                                        : CommandLine.Help.Ansi.OFF));
    }

    /// The script that completes commands and options in a shell.
    private static CommandLine completion() {
        var command = new CommandLine(new AutoComplete.GenerateCompletion());
        command.getCommandSpec()
                .name("completion")
                .usageMessage()
                .description(
                        "Prints a script for bash and zsh that completes commands and options.")
                .footer("", "For example:", "  source <(arenagrad completion)");
        return command;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static int misused(Terminal terminal, ParameterException wrong) {
        complain(terminal, Misuse.message(wrong));
        return CommandLine.ExitCode.USAGE;
    }

    private int failed(Terminal terminal, Exception error) {
        if (stackTrace) {
            error.printStackTrace(terminal.err());
            return CommandLine.ExitCode.SOFTWARE;
        }
        complain(terminal, Objects.requireNonNullElse(error.getMessage(), error.toString()));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void complain(Terminal terminal, String message) {
        terminal.err().println("arenagrad: " + message.replaceAll("\\s*\\R\\s*", " "));
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "nothing to do; try 'arenagrad train digits'");
    }
}
