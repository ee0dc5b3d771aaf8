package learner;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of these tests in a JVM of its own.
///
/// @param exitCode how it ended
/// @param lines what it printed
record Child(int exitCode, List<String> lines) {
    /// The options that most people start a program with.
    static final List<String> USUAL =
            List.of("--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector");

    /// Options beside them for a program that ends at once, to start faster.
    static final List<String> SHORT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /// Runs the program of a class with options for the JVM, and waits for its end.
    static Child run(Class<?> program, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        return run(List.of(), program, options, arguments);
    }

    /// The same through another command, as `sh -c 'ulimit …; exec "$@"' sh`.
    static Child run(
            List<String> through, Class<?> program, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(through, program, options, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Child(process.waitFor(), output.lines().toList());
    }

    /// Starts the program of a class with options for the JVM, and does not wait.
    static Process start(Class<?> program, List<String> options, String... arguments)
            throws IOException {
        return start(List.of(), program, options, arguments);
    }

    private static Process start(
            List<String> through, Class<?> program, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(through);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String classPath() {
        // Surefire hides the real one behind a jar.
        String hidden = System.getProperty("surefire.test.class.path");
        String path = hidden != null ? hidden : System.getProperty("java.class.path");
        return String.join(File.pathSeparator, path.split(File.pathSeparator));
    }

    /// All it printed, for messages.
    String text() {
        return String.join("\n", lines);
    }
}
