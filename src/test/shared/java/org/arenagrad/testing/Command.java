package org.arenagrad.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A process to start. The methods return a changed copy each.
///
/// @param words the program and its arguments
/// @param environment variables besides those of this process
/// @param input what it reads from its standard input
/// @param deadline how long it may run
public record Command(
        List<String> words, Map<String, String> environment, String input, Duration deadline) {
    /// Less than the time that JUnit gives a test (`junit-platform.properties`), so that it is the
    /// process that is reported.
    private static final Duration USUAL_DEADLINE = Duration.ofMinutes(2);

    /// A program with its arguments.
    public static Command of(String... words) {
        return new Command(List.of(words), Map.of(), "", USUAL_DEADLINE);
    }

    /// A class with a `main` method, in a JVM of its own with the class path of this one.
    ///
    /// @param options for the JVM
    public static Command java(List<String> options, Class<?> program, String... arguments) {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("-cp", classPath(), program.getName()));
        words.addAll(List.of(arguments));
        return java(words);
    }

    /// The `java` that runs this test.
    public static Command java(List<String> arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return of(java).with(arguments);
    }

    private static String classPath() {
        // Surefire hides the real one behind a jar.
        String hidden = System.getProperty("surefire.test.class.path");
        return hidden != null ? hidden : System.getProperty("java.class.path");
    }

    /// With more arguments.
    public Command with(List<String> arguments) {
        return new Command(
                Stream.concat(words.stream(), arguments.stream()).toList(),
                environment,
                input,
                deadline);
    }

    /// As the arguments of another command, such as `sh -c 'ulimit …; exec "$@"' sh`.
    public Command through(List<String> other) {
        return new Command(
                Stream.concat(other.stream(), words.stream()).toList(),
                environment,
                input,
                deadline);
    }

    /// With other variables besides those of this process.
    public Command environment(Map<String, String> variables) {
        return new Command(words, Map.copyOf(variables), input, deadline);
    }

    /// With other text on its standard input.
    public Command input(String text) {
        return new Command(words, environment, text, deadline);
    }

    /// With another deadline.
    public Command within(Duration time) {
        return new Command(words, environment, input, time);
    }

    /// Starts it, and does not wait.
    public ChildProcess start() throws IOException {
        return ChildProcess.start(this);
    }

    /// Starts it and waits for its end.
    ///
    /// @throws AssertionError if it runs longer than it may
    public ChildProcess.Ended run() throws IOException, InterruptedException {
        try (ChildProcess process = start()) {
            return process.end();
        }
    }
}
