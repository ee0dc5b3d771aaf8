package org.arenagrad.natives;

import org.arenagrad.testing.Command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /// The command that starts one with the class path of this JVM.
    static Command command(Path cache, List<String> options, String... arguments) {
        List<String> all = new ArrayList<>(options);
        all.add("-Darenagrad.cache=" + cache);
        return Command.java(all, Child.class, arguments);
    }
}
