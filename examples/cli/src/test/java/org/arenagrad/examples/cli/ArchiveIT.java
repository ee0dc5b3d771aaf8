package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The zip as somebody unpacks it: into a folder with a blank in its name, started through a link.
@DisabledOnOs(OS.WINDOWS)
class ArchiveIT {
    @TempDir private static Path folder;

    private static final Map<String, String> ENVIRONMENT =
            Map.of("JAVA_HOME", System.getProperty("java.home"), "ARENAGRAD_CACHE", "off");

    private static String program = "";

    @BeforeAll
    static void unpack() throws IOException {
        Path target = Files.createDirectory(folder.resolve("a folder"));
        try (var zip =
                        FileSystems.newFileSystem(
                                Path.of(System.getProperty("arenagrad.zip")),
                                Map.of("enablePosixFileAttributes", true));
                Stream<Path> files = Files.walk(zip.getPath("/"))) {
            for (Path file : files.filter(file -> file.getNameCount() > 0).toList()) {
                Files.copy(
                        file,
                        target.resolve(file.toString().substring(1)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        try (Stream<Path> unpacked = Files.list(target)) {
            Path home = unpacked.findFirst().orElseThrow();
            Path link =
                    Files.createSymbolicLink(
                            folder.resolve("first"), home.resolve("bin/arenagrad"));
            program =
                    Files.createSymbolicLink(folder.resolve("second"), link.getFileName())
                            .toString();
        }
    }

    @Test
    void tellsItsVersion() throws IOException, InterruptedException {
        ChildProcess.Ended run = run(Map.of(), "--version");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).matches("arenagrad \\d+\\.\\d+\\.\\d+.*\\R");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void trains() throws IOException, InterruptedException {
        ChildProcess.Ended run = run(Map.of(), "train", "xor", "--epochs", "2");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).contains("Vector API", "0 bytes live");
    }

    @Test
    void readsWhatTheShellPipes() throws IOException, InterruptedException {
        Path data = folder.resolve("points.csv");
        Path model = folder.resolve("points.safetensors");
        Files.writeString(data, "x,y\n" + "0.5,1\n1,2.5\n1.5,3\n2,4\n2.5,5\n".repeat(4));
        ChildProcess.Ended run =
                Command.of("bash", "-c")
                        .with(
                                List.of(
                                        """
                                        cat "$1" | "$0" train csv --data - --target y --epochs 1 --save "$2" &&
                                        "$0" predict "$2" --data <(cat "$1")
                                        """,
                                        program,
                                        data.toString(),
                                        model.toString()))
                        .environment(ENVIRONMENT)
                        .run();

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out().lines().skip(1)).contains("predicted");
        assertThat(run.out().substring(run.out().indexOf("predicted\n")).lines()).hasSize(21);
    }

    private static Path oldJava() throws IOException {
        Path old = folder.resolve("old java");
        if (Files.notExists(old)) {
            Files.createDirectories(old.resolve("bin"));
            Files.writeString(
                    old.resolve("release"), "IMPLEMENTOR=\"me\"\nJAVA_VERSION=\"17.0.9\"\n");
            Files.createFile(
                    old.resolve("bin/java"),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        return old;
    }

    private static Map<String, String> withOldJava() throws IOException {
        Path old = oldJava();
        return Map.of(
                "JAVA_HOME",
                old.toString(),
                "PATH",
                old.resolve("bin") + ":" + System.getenv("PATH"));
    }

    @Test
    void findsJavaWhereItIsUsuallyInstalled() throws IOException, InterruptedException {
        Path home = folder.resolve("some home");
        Files.createSymbolicLink(
                Files.createDirectories(home.resolve(".sdkman/candidates/java")).resolve("new one"),
                Path.of(System.getProperty("java.home")));
        Map<String, String> environment = new HashMap<>(withOldJava());
        environment.put("HOME", home.toString());

        ChildProcess.Ended run = run(environment, "--version");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).startsWith("arenagrad ");
    }

    @Test
    void saysInOneLineThatJavaIsTooOld() throws IOException, InterruptedException {
        Path script = Path.of(program).toRealPath().resolveSibling("find-java.sh");

        // As where nothing is installed but what JAVA_HOME names.
        ChildProcess.Ended run =
                Command.of("sh", "-c")
                        .with(
                                List.of(
                                        """
                                        . "$0"
                                        find_java "$1" && exit 3
                                        seen=$rejected
                                        find_java() { rejected=$seen; return 1; }
                                        require_java prog
                                        """,
                                        script.toString(),
                                        oldJava().toString()))
                        .run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("prog: needs Java 25 or newer")
                .contains("17.0.9 in " + oldJava())
                .hasLineCount(1);
    }

    @Test
    void theFirstStartMakesAnArchiveForThoseAfterIt() throws IOException, InterruptedException {
        Path cache = folder.resolve("the cache");
        Map<String, String> settings =
                Map.of("ARENAGRAD_CACHE", cache.toString(), "JAVA_OPTS", "-Xlog:class+load");
        Path unused = Files.createFile(Files.createDirectory(cache).resolve("start-old.jsa"));
        Path used = Files.createFile(cache.resolve("start-used.jsa"));
        Files.setAttribute(unused, "lastAccessTime", daysAgo(40));
        Files.setAttribute(used, "lastAccessTime", daysAgo(20));
        assertThat(run(settings, "--version").out()).doesNotContain("shared objects file (top)");

        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!isThere(cache) && System.nanoTime() < patience) {
            Thread.sleep(50);
        }

        assertThat(run(settings, "--version").out())
                .containsPattern(
                        "org.arenagrad.examples.cli.Main source: shared objects file \\(top\\)");
        assertThat(unused).doesNotExist();
        assertThat(used).exists();
    }

    private static FileTime daysAgo(int days) {
        return FileTime.from(Instant.now().minus(Duration.ofDays(days)));
    }

    @Test
    void doesWithoutAnArchiveWhereNoneCanBe() throws IOException, InterruptedException {
        Path file = Files.createFile(folder.resolve("no folder"));

        ChildProcess.Ended run = run(Map.of("ARENAGRAD_CACHE", file.toString()), "--version");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.err()).isEmpty();
    }

    /// Whether an archive has its name, and nothing is being made any more.
    private static boolean isThere(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            List<String> all = files.map(file -> file.getFileName().toString()).toList();
            return all.stream().anyMatch(name -> name.matches("start-\\d+\\.jsa"))
                    && all.stream().noneMatch(name -> name.matches("start-\\d+\\.jsa\\..+"));
        }
    }

    private static ChildProcess.Ended run(Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        var environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(settings);
        return Command.of(program).with(List.of(arguments)).environment(environment).run();
    }
}
