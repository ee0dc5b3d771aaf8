package org.arenagrad.examples.cli.command;

import org.arenagrad.examples.cli.console.Similar;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.mistakes.Mistakes;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.examples.tour.Tour;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `arenagrad tour NAME` and `arenagrad mistake NAME`: runs one [Program] of a list; without a name
/// it says what there is.
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class ProgramCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final List<Program> programs;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The program to run; without it, all are listed.")
    private @Nullable String name;

    private ProgramCommand(Terminal terminal, List<Program> programs) {
        this.terminal = terminal;
        this.programs = programs;
    }

    /// The guided tour of lifetimes.
    public static CommandLine tour(Terminal terminal) {
        return command("tour", "Shows when memory begins, lasts and ends.", terminal, Tour.ALL);
    }

    /// Common mistakes, made deliberately.
    public static CommandLine mistake(Terminal terminal) {
        return command(
                "mistake",
                "Makes a mistake, shows the error, and does it right.",
                terminal,
                Mistakes.ALL);
    }

    private static CommandLine command(
            String name, String description, Terminal terminal, List<Program> programs) {
        var programCommand = new ProgramCommand(terminal, programs);
        var command = new CommandLine(programCommand);
        List<String> footer = new ArrayList<>(List.of("", "What there is:"));
        footer.addAll(programCommand.list(name));
        CommandSpec spec = command.getCommandSpec();
        PositionalParamSpec position = spec.positionalParameters().getFirst();
        spec.remove(position);
        spec.addPositional(
                PositionalParamSpec.builder(position)
                        .completionCandidates(programCommand.names())
                        .build());
        spec.name(name)
                .usageMessage()
                .description(description)
                .footer(footer.toArray(String[]::new));
        return command;
    }

    @Override
    public Integer call() {
        if (name == null) {
            list(command().name()).forEach(terminal.out()::println);
        } else {
            Narrator.run(chosen(name), terminal.out());
        }
        return 0;
    }

    private Program chosen(String wanted) {
        return programs.stream()
                .filter(program -> program.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        command().commandLine(),
                                        "'%s' has no '%s': there are %s%s"
                                                .formatted(
                                                        command().name(),
                                                        wanted,
                                                        String.join(", ", names()),
                                                        Similar.hint(wanted, names()))));
    }

    private List<String> names() {
        return programs.stream().map(Program::name).toList();
    }

    /// A line for each program: its name and what it shows; then how to run one.
    private List<String> list(String command) {
        int width = programs.stream().mapToInt(program -> program.name().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        programs.forEach(program -> lines.add(line(program, width)));
        String first = command + " " + programs.getFirst().name();
        lines.add("");
        lines.add("For example: arenagrad " + first);
        lines.add("From the source tree: mvn -q compile exec:exec -Dargs=\"%s\"".formatted(first));
        return lines;
    }

    private static String line(Program program, int width) {
        String blanks = " ".repeat(width - program.name().length());
        return "  %s%s  %s".formatted(program.name(), blanks, program.summary());
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }
}
