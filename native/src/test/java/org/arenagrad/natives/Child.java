package org.arenagrad.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A JVM of its own that searches for the library, loads it and says what it found.
final class Child {
    private Child() {}

    /// Waits, searches and prints.
    ///
    /// @param arguments a file to wait for before searching, so that several start at once
    public static void main(String... arguments) throws InterruptedException {
        for (String file : arguments) {
            while (!Files.exists(Path.of(file))) {
                Thread.sleep(1);
            }
        }
        System.out.println(NativeLibrary.locateAndLoad().summary());
    }

    /// Starts one with the class path of this JVM.
    static Process start(Path cache, List<String> options, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Darenagrad.cache=" + cache);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Child.class.getName());
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static String output(Process process) {
        try (var in = process.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
