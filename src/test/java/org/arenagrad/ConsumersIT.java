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
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /// The project of README's tour, built by the Maven that builds this one. It finds the jars in
    /// a repository of its own, so that nothing has to be installed.
    @Test
    void withMaven(@TempDir Path folder) throws IOException, InterruptedException {
        Path project = Files.createDirectory(folder.resolve("project"));
        copy(SOURCES.resolve("maven"), project);
        Path repository = folder.resolve("repository");
        install(repository);
        Path settings = Files.writeString(folder.resolve("settings.xml"), settings());

        ChildProcess.Ended maven =
                Command.of(maven(), "-B", "-ntp", "-s", settings.toString())
                        .with(List.of("-Dmaven.repo.local=" + repository))
                        .with(List.of("-f", project.toString(), "test", "exec:exec"))
                        .within(Duration.ofMinutes(4))
                        .run();

        assertThat(maven.exitCode()).as(maven.text()).isZero();
        assertThat(maven.out())
                .contains("Tests run: 1, Failures: 0")
                .containsPattern("peak \\d+ bytes, \\d+ buffers made")
                .doesNotContain("WARNING]");
    }

    private static String maven() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Path bin = Path.of(System.getProperty("arenagrad.maven"), "bin");
        return bin.resolve(windows ? "mvn.cmd" : "mvn").toString();
    }

    private static void install(Path repository) throws IOException {
        Path version = Path.of(System.getProperty("arenagrad.jar")).getFileName();
        String suffix = version.toString().replaceFirst("arenagrad-(.*)\\.jar", "$1");
        Map<String, Path> modules =
                Map.of(
                        "arenagrad-parent", Path.of(".."),
                        "arenagrad", Path.of("."),
                        "arenagrad-native", Path.of("../native"),
                        "arenagrad-bindings", Path.of("../bindings"));
        for (var module : modules.entrySet()) {
            String artifact = module.getKey();
            Path target = repository.resolve("org/arenagrad").resolve(artifact).resolve(suffix);
            Files.createDirectories(target);
            String name = artifact + "-" + suffix;
            Files.copy(module.getValue().resolve("pom.xml"), target.resolve(name + ".pom"));
            Path jar = module.getValue().resolve("target").resolve(name + ".jar");
            if (!artifact.equals("arenagrad-parent")) {
                Files.copy(jar, target.resolve(name + ".jar"));
            }
        }
    }

    /// What this build has downloaded comes from there, and only the rest from elsewhere.
    private static String settings() {
        String here = Path.of(System.getProperty("arenagrad.repository")).toUri().toString();
        // It has been checked when it was downloaded; the checksums have not been kept.
        String list =
                "<id>here</id><url>"
                        + here
                        + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases>";
        return """
        <settings>
          <profiles>
            <profile>
              <id>here</id>
              <repositories><repository>%s</repository></repositories>
              <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>here</activeProfile></activeProfiles>
        </settings>
        """
                .formatted(list, list);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
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
