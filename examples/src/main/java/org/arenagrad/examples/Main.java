package org.arenagrad.examples;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;

/// The command line.
@Command(name = "arenagrad", version = "0.1.0-SNAPSHOT", mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    @Parameters(arity = "0..*", description = "What to do.")
    private List<String> words = List.of();

    /// Starts the program; its exit code is the command's.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        System.out.println("arenagrad 0.1.0-SNAPSHOT " + words);
    }
}
