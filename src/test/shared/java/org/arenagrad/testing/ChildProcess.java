package org.arenagrad.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A process of a test. When its deadline has passed, it is killed with everything it has started,
/// and the test fails with what it has printed.
///
/// It prints to files, not into pipes: it never waits for a reader, what it has printed so far can
/// be read at any time, and a process that it leaves behind keeps nobody waiting.
public final class ChildProcess implements AutoCloseable {
    private static final long POLL_MILLIS = 2;
    private static final long DYING_SECONDS = 10;

    /// How much of what it has printed a message shows, from its end.
    private static final int SHOWN_CHARACTERS = 20_000;

    private static final int SHOWN_OF_A_WORD = 200;

    private final Command command;
    private final Process process;
    private final Path folder;
    private final long start = System.nanoTime();

    /// What a process did.
    ///
    /// @param exitCode its exit code, 128 + the number of the signal that killed it
    /// @param out what it wrote to its standard output
    /// @param err what it wrote to its standard error
    public record Ended(int exitCode, String out, String err) {
        /// All it wrote.
        public String text() {
            return out + err;
        }

        /// All it wrote, by lines.
        public List<String> lines() {
            return text().lines().toList();
        }
    }

    private ChildProcess(Command command, Process process, Path folder) {
        this.command = command;
        this.process = process;
        this.folder = folder;
    }

    static ChildProcess start(Command command) throws IOException {
        Path folder = Files.createTempDirectory("child");
        try {
            Path input = Files.writeString(folder.resolve("in"), command.input());
            ProcessBuilder builder =
                    new ProcessBuilder(command.words())
                            .redirectInput(input.toFile())
                            .redirectOutput(folder.resolve("out").toFile())
                            .redirectError(folder.resolve("err").toFile());
            builder.environment().putAll(command.environment());
            return new ChildProcess(command, builder.start(), folder);
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /// Its number in the system.
    public long pid() {
        return process.pid();
    }

    /// Waits until it has printed a line to its standard output.
    ///
    /// @return the line, without its end
    /// @throws AssertionError if it ends without it, or its deadline passes
    public String awaitLine(Predicate<String> wanted) throws IOException, InterruptedException {
        while (true) {
            boolean ended = !process.isAlive();
            for (String line : completeLines()) {
                if (wanted.test(line)) {
                    return line;
                }
            }
            if (ended) {
                throw new AssertionError("ended without the line that was awaited: " + this);
            }
            if (nanosLeft() <= 0) {
                throw pastDeadline();
            }
            waitFor(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
    }

    private List<String> completeLines() throws IOException {
        String out = read("out");
        return out.substring(0, out.lastIndexOf('\n') + 1).lines().toList();
    }

    /// Waits for its end.
    ///
    /// @throws AssertionError if its deadline passes
    public Ended end() throws IOException, InterruptedException {
        if (!waitFor(nanosLeft())) {
            throw pastDeadline();
        }
        return new Ended(process.exitValue(), read("out"), read("err"));
    }

    private boolean waitFor(long nanos) throws InterruptedException {
        try {
            return process.waitFor(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // The deadline of the test has passed before that of the process.
            e.addSuppressed(new AssertionError("while it waited for: " + this));
            throw e;
        }
    }

    private AssertionError pastDeadline() {
        kill();
        return new AssertionError(
                "killed, as it was still running after %d s: %s"
                        .formatted(command.deadline().toSeconds(), this));
    }

    private long nanosLeft() {
        return command.deadline().toNanos() - (System.nanoTime() - start);
    }

    /// Kills it, with everything it has started.
    public void kill() {
        // Asked first: once it is gone, nobody knows which they were.
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private String read(String stream) throws IOException {
        return new String(Files.readAllBytes(folder.resolve(stream)), StandardCharsets.UTF_8);
    }

    /// Without what makes a class path long.
    private String words() {
        return command.words().stream()
                .map(
                        word ->
                                word.length() <= SHOWN_OF_A_WORD
                                        ? word
                                        : word.substring(0, SHOWN_OF_A_WORD) + "…")
                .collect(Collectors.joining(" "));
    }

    private String last(String stream) throws IOException {
        String all = read(stream);
        int hidden = Math.max(0, all.length() - SHOWN_CHARACTERS);
        return hidden == 0 ? all : "[" + hidden + " characters]" + all.substring(hidden);
    }

    /// Kills it if it is still running.
    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            kill();
            // Some systems do not delete what a process has open.
            process.onExit().completeOnTimeout(process, DYING_SECONDS, TimeUnit.SECONDS).join();
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        for (String stream : List.of("in", "out", "err")) {
            Files.deleteIfExists(folder.resolve(stream));
        }
        Files.delete(folder);
    }

    /// The command, and what it has printed so far.
    @Override
    public String toString() {
        try {
            return "%s%n--- its output:%n%s%n--- its errors:%n%s"
                    .formatted(words(), last("out"), last("err"));
        } catch (IOException e) {
            return "%s (what it printed cannot be read: %s)".formatted(words(), e);
        }
    }
}
