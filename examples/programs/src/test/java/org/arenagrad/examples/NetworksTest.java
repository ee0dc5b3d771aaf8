package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.memory.Ledger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The networks on their own, without the command line.
class NetworksTest {
    static final List<Example> ALL = Examples.ALL;

    /// Those that take seconds. The others have tests of their own, with less to learn:
    /// [PictureExamplesTest], [NamesExampleTest], [GptExampleTest].
    static final List<Example> QUICK = ALL.subList(0, 4);

    @ParameterizedTest
    @FieldSource("QUICK")
    void printsTheLossOfAboutTenEpochsAndLeavesNothing(Example example) {
        long live = Ledger.current().liveBytes();
        var out = new ByteArrayOutputStream();
        Example.run(example, new PrintStream(out, true, StandardCharsets.UTF_8));
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();

        int epochs = example.defaults().epochs();
        assertThat(lines.getFirst()).isEqualTo("%s: %s", example.name(), example.summary());
        assertThat(lines).filteredOn(line -> line.startsWith("epoch ")).hasSize(11);
        assertThat(lines)
                .anySatisfy(
                        line -> assertThat(line).startsWith("epoch %1$d/%1$d".formatted(epochs)));
        assertThat(lines.getLast()).doesNotStartWith("epoch ");
        assertThat(Ledger.current().liveBytes()).as("live bytes").isEqualTo(live);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void isStartedByItsOwnMain(Example example) throws IOException {
        String name = example.getClass().getSimpleName();
        assertThat(
                        Files.readString(
                                Path.of("src/main/java/org/arenagrad/examples", name + ".java")))
                .contains("public static void main(String[] args)")
                .contains("Example.run(new %s(), System.out)".formatted(name));
    }
}
