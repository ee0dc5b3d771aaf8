package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.mistakes.Mistakes;
import org.arenagrad.examples.show.Program;
import org.arenagrad.examples.tour.Tour;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// How the command line runs the programs of `mistake` and `tour`.
class ProgramCommandTest {
    @ParameterizedTest
    @CsvSource({"mistake, use-after-end", "tour, scope"})
    void theCommandListsThemAndRunsOne(String command, String name) {
        List<Program> programs = command.equals("tour") ? Tour.ALL : Mistakes.ALL;
        Run list = Run.of(command);
        Run help = Run.of(command, "--help");
        assertThat(list.exitCode()).isZero();
        assertThat(help.exitCode()).isZero();
        for (Program program : programs) {
            assertThat(list.out()).containsPattern(program.name() + " +\\Q" + program.summary());
            assertThat(help.out()).as("unbroken").contains(program.name(), program.summary());
        }
        assertThat(list.out())
                .contains("For example: arenagrad %s %s".formatted(command, name))
                .contains("exec:exec -Dargs=\"%s %s\"".formatted(command, name));

        Run one = Run.of(command, name);
        assertThat(one.exitCode()).isZero();
        assertThat(one.out()).startsWith(name + ": ");
        assertThat(one.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mistake nonsense,    '''mistake'' has no ''nonsense'': there are use-after-end,"
                + " double-close,'",
        "tour nonsense,       '''tour'' has no ''nonsense'': there are scope, buffer, tape,'",
        "tour scope buffer,   buffer",
        "mistake --backwards, --backwards",
    })
    void argumentsThatMakeNoSenseAreNamed(String args, String complaint) {
        Run run = Run.of(args.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("arenagrad: ").contains(complaint);
        assertThat(run.out()).isEmpty();
    }
}
