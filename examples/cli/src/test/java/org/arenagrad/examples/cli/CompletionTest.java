package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.Example;
import org.arenagrad.examples.Examples;
import org.arenagrad.examples.cli.console.Interruption;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.data.DataSource;
import org.arenagrad.examples.cli.data.DataSources;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.mistakes.Mistakes;
import org.arenagrad.examples.show.Program;
import org.arenagrad.examples.tour.Tour;
import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What bash offers when somebody presses the tabulator.
@DisabledOnOs(OS.WINDOWS)
class CompletionTest {
    @TempDir private Path folder = Path.of("");

    /// Lets bash complete lines, each with what stands before the cursor.
    private Map<List<String>, List<String>> complete(List<List<String>> lines) throws Exception {
        Path script = folder.resolve("completion");
        Files.writeString(script, Run.of("completion").out());
        // Which works only where the shell itself has asked.
        StringBuilder shell = new StringBuilder("source \"$0\"\ncompopt() { :; }\n");
        for (List<String> line : lines) {
            shell.append("COMP_WORDS=(arenagrad");
            line.forEach(word -> shell.append(" '").append(word).append('\''));
            shell.append(")\nCOMP_CWORD=%d\nCOMPREPLY=()\n".formatted(line.size()));
            shell.append("_complete_arenagrad\necho \"${COMPREPLY[*]}\"\n");
        }
        ChildProcess.Ended run =
                Command.of("bash", "-c").with(List.of(shell.toString(), script.toString())).run();
        assertThat(run.err()).isEmpty();
        Map<List<String>, List<String>> offered = new LinkedHashMap<>();
        List<String> answers = run.out().lines().toList();
        assertThat(answers).hasSameSizeAs(lines);
        for (int i = 0; i < answers.size(); i++) {
            offered.put(lines.get(i), List.of(answers.get(i).split(" ", -1)));
        }
        return offered;
    }

    private static CommandLine commands() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true);
        try (var interruption = Interruption.watching()) {
            return Main.commandLine(new Terminal(nowhere, nowhere, false), List.of(), interruption);
        }
    }

    private static List<String> words(@Nullable Iterable<String> candidates) {
        return candidates == null
                ? List.of()
                : StreamSupport.stream(candidates.spliterator(), false).toList();
    }

    @Test
    void eachOptionHasItsOwnValues() throws Exception {
        Map<List<String>, List<String>> expected = new LinkedHashMap<>();
        commands()
                .getSubcommands()
                .forEach(
                        (name, command) -> {
                            for (OptionSpec option : command.getCommandSpec().options()) {
                                List<String> values = words(option.completionCandidates());
                                if (!values.isEmpty()) {
                                    expected.put(List.of(name, option.longestName(), ""), values);
                                }
                            }
                        });
        assertThat(expected)
                .containsEntry(
                        List.of("train", "--optimizer", ""),
                        Stream.of(OptimizerChoice.values()).map(OptimizerChoice::toString).toList())
                .containsEntry(
                        List.of("gradcheck", "--backend", ""),
                        List.of("openblas", "vector", "scalar"))
                .containsEntry(List.of("bench", "--dtype", ""), List.of("float64", "float32"));

        assertThat(complete(new ArrayList<>(expected.keySet()))).isEqualTo(expected);
    }

    @Test
    void namesAreOffered() throws Exception {
        List<String> tour = Tour.ALL.stream().map(Program::name).toList();
        List<String> mistakes = Mistakes.ALL.stream().map(Program::name).toList();
        List<String> data = DataSources.ALL.stream().map(DataSource::name).toList();
        List<String> examples = Examples.ALL.stream().map(Example::name).toList();

        var offered =
                complete(
                        List.of(
                                List.of("tour", ""),
                                List.of("mistake", ""),
                                List.of("train", ""),
                                List.of("example", ""),
                                List.of("tour", "s"),
                                List.of("tra")));

        assertThat(offered.get(List.of("tour", ""))).containsAll(tour).doesNotContain("spiral");
        assertThat(offered.get(List.of("mistake", ""))).containsAll(mistakes);
        assertThat(offered.get(List.of("train", ""))).containsAll(data);
        assertThat(offered.get(List.of("example", ""))).containsAll(examples);
        assertThat(offered.get(List.of("tour", "s"))).containsExactly("scope", "seal", "state");
        assertThat(offered.get(List.of("tra"))).containsExactly("train");
    }
}
