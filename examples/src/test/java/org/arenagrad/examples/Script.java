package org.arenagrad.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What a script of the shell did in a process of its own.
///
/// @param exitCode its exit code
/// @param out what it wrote
/// @param err what it complained about
record Script(int exitCode, String out, String err) {
    /// Runs a command.
    ///
    /// @param folder for its streams
    /// @param input what it reads
    /// @param environment variables beside those of this process
    static Script run(Path folder, String input, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path in = Files.writeString(Files.createTempFile(folder, "script", ".in"), input);
        Path out = Files.createTempFile(folder, "script", ".out");
        Path err = Files.createTempFile(folder, "script", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Script(exitCode, read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
