package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.Example;
import org.arenagrad.examples.Examples;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `timeline` and `graph`, from the command line to the files they write.
class TimelineTest {
    @TempDir private Path folder;

    private Run timeline(String example, String... options) {
        return Run.of(
                Stream.concat(
                                Stream.of("timeline", example, "--out", folder.toString()),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    private String picture() throws IOException {
        return Files.readString(folder.resolve("lifetimes.svg"));
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "xor", "spiral", "digits", "lenet", "resnet", "names", "gpt"})
    void aStepOfEachExampleIsDrawnAndThePeakIsNamed(String name) throws IOException {
        long before = Ledger.current().liveBytes();
        Run run = timeline(name);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("wrote " + folder.resolve("lifetimes.svg"));
        assertThat(lines.get(1)).isEqualTo("wrote " + folder.resolve("lifetimes.html"));
        assertThat(lines.get(2)).matches("peak: [\\d,]+ bytes in \\d+ buffers, in the \\w+ part");
        String peak = lines.get(2).replaceAll("peak: (.*) bytes in.*", "$1");
        assertThat(picture()).contains(peak + " bytes)", "buffers of step 3");
        // What ends with the step has no room for its name where there are hundreds of buffers.
        assertThat(all(picture(), ">(forward|backward|optimizer|end)<"))
                .startsWith(">forward<", ">backward<", ">optimizer<")
                .hasSizeLessThanOrEqualTo(4);
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @Test
    void theSecondRunWritesTheSameBytes() throws IOException {
        timeline("xor");
        String svg = picture();
        String html = Files.readString(folder.resolve("lifetimes.html"));
        timeline("xor");
        assertThat(picture()).isEqualTo(svg);
        assertThat(folder.resolve("lifetimes.html")).content().isEqualTo(html);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void severalStepsAreDrawnSideBySide() throws IOException {
        timeline("spiral", "--steps", "3", "--from", "2");
        assertThat(picture()).contains("buffers of steps 2 to 4");
        assertThat(all(picture(), ">backward<")).hasSize(3);
        assertThat(all(picture(), "<g class=\"bar\"").size()).isBetween(60, 120);
    }

    @Test
    void anEvaluationHasNoBackwardAndNoGraph() throws IOException {
        timeline("digits", "--inference");
        assertThat(picture()).contains("buffers of an evaluation", ">forward<");
        assertThat(picture()).doesNotContain(">backward<", "saved activation");
        assertThat(folder.resolve("lifetimes.html"))
                .content()
                .contains("Nothing was recorded for backward");
    }

    @Test
    void theTrainOptionsHold() throws IOException {
        timeline("spiral", "--batch-size", "7", "--dtype", "float32", "--optimizer", "sgd");
        assertThat(picture()).contains("relu [7, 64]").doesNotContain("optimizer state");
    }

    @Test
    void sitesAreRecordedMeanwhileAndNotAfterwards() throws IOException {
        timeline("spiral");
        assertThat(folder.resolve("lifetimes.html"))
                .content()
                .contains("(SpiralExample.java:")
                .doesNotContain("sites are not recorded");
        assertThat(Scope.here()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "svg, <svg,         </svg>",
        "dot, digraph {,    ->",
        "mmd, flowchart TD, -->",
        "SVG, <svg,         </svg>",
    })
    void theEndOfItsNameSaysWhatFormatAGraphHas(String end, String start, String content)
            throws IOException {
        Path file = folder.resolve("the graph." + end);
        // The language model's takes seconds, and is one of the others: see GptTest.
        for (Example example : Examples.ALL.subList(0, 4)) {
            Run run = Run.of("graph", example.name(), "--out", file.toString());
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).startsWith("wrote " + file).contains("operations");
            assertThat(Files.readString(file)).startsWith(start).contains(content, "linear");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "timeline xor,                          --out",
        "timeline xor --out x --steps 0,        --steps must be greater than 0",
        "timeline xor --out x --from 0,         --from must be greater than 0",
        "timeline xor --out x --batch-size 0,   --batch-size must be greater than 0",
        "timeline xor --out x --lr 1,           --lr",
        "timeline nobody --out x,               no example 'nobody'",
        "graph xor,                             --out",
        "graph xor --out x.png,                 'ends in none of .svg, .dot and .mmd'",
        "graph xor --out svg,                   'ends in none of .svg, .dot and .mmd'",
    })
    void argumentsThatMakeNoSenseAreNamed(String args, String complaint) {
        Run run = Run.of(args.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("arenagrad: ").contains(complaint);
        assertThat(Path.of("x")).doesNotExist();
    }

    @Test
    void aFolderThatCantBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Run timeline = Run.of("timeline", "xor", "--out", file.resolve("x").toString());
        assertThat(timeline.exitCode()).isEqualTo(1);
        assertThat(timeline.err().lines()).hasSize(1);
        assertThat(timeline.err())
                .contains("can't write " + file.resolve("x").resolve("lifetimes.svg") + ": ");

        Run graph = Run.of("graph", "xor", "--out", folder.resolve("not/there.dot").toString());
        assertThat(graph.exitCode()).isEqualTo(1);
        assertThat(graph.err().strip())
                .endsWith(
                        "not/there.dot: there is no such folder".replace('/', File.separatorChar));
    }

    @Test
    void whatCantBeWrittenLeavesNothingBehindAndLosesNothing() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("graph.svg/inside"));
        Run run = Run.of("graph", "xor", "--out", folder.resolve("graph.svg").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("graph.svg: it is a folder");
        assertThat(inTheWay).isDirectory();
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeline", "graph"})
    void helpHasExamples(String command) {
        Run run = Run.of(command, "-h");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("--out", "--batch-size", "--seed", "--dtype", "--backend")
                .contains("arenagrad " + command + " spiral --out");
    }

    /// The picture that opens the README.
    @Test
    void theCommittedPictureIsNotStale() throws IOException {
        timeline("spiral");
        assertThat(picture())
                .as(
                        """
                        examples/pictures/spiral-step.svg is stale; renew it, and look at it:
                        mvn -q compile exec:exec -Dargs="timeline spiral --out target/spiral" \
                        && cp target/spiral/lifetimes.svg examples/pictures/spiral-step.svg
                        """)
                .isEqualTo(
                        Files.readString(Path.of("../pictures/spiral-step.svg"))
                                .replace("\r\n", "\n"));
    }
}
