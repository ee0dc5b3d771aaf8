package org.arenagrad;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Programs of others that use the packaged framework, and nothing but it and what comes along.
class ConsumersIT {
    private static final Path SOURCES = Path.of("test", "consumers");
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    @TempDir private Path classes;

    @Test
    void fromTheClassPath() throws IOException, InterruptedException {
        compile("classpath", "--class-path");

        assertLearns(
                "--enable-native-access=ALL-UNNAMED",
                VECTORS,
                "--class-path",
                classes + File.pathSeparator + Closure.packagedPath(),
                "Line");
    }

    @Test
    void fromTheModulePath() throws IOException, InterruptedException {
        compile("modulepath", "--module-path");

        assertLearns(
                "--enable-native-access=org.arenagrad,org.arenagrad.bindings,org.arenagrad.natives",
                VECTORS,
                "--module-path",
                classes + File.pathSeparator + Closure.packagedPath(),
                "--module",
                "consumer/consumer.Spiral");
    }

    @Test
    void withNothingButTheModuleAsked() throws IOException, InterruptedException {
        compile("modulepath", "--module-path");

        assertLearns(
                "--module-path",
                classes + File.pathSeparator + Closure.packagedPath(),
                "--module",
                "consumer/consumer.Spiral");
    }

    private void compile(String project, String option) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(SOURCES.resolve(project))) {
            sources = files.filter(Files::isRegularFile).toList();
        }
        Javac.compile(
                project,
                sources,
                classes,
                List.of(option, Closure.packagedPath(), "-Xlint:all,-incubating", "-Werror"));
    }

    /// Runs it in a JVM of its own; the losses it prints must fall.
    private static void assertLearns(String... arguments) throws IOException, InterruptedException {
        // It lives a second: the JVM's second compiler would only take its time.
        ChildProcess.Ended program =
                Command.java(List.of("-XX:TieredStopAtLevel=1")).with(List.of(arguments)).run();
        String said = program.text();
        assertThat(program.exitCode()).as(said).isZero();

        List<Double> losses =
                program.out()
                        .lines()
                        .filter(line -> line.startsWith("loss "))
                        .map(line -> Double.valueOf(line.substring("loss ".length())))
                        .toList();
        assertThat(losses).as(said).hasSize(20);
        assertThat(losses.getLast()).as(said).isLessThan(losses.getFirst() * 0.8);
    }
}
