package org.arenagrad.examples.show;

/// A short program that shows one thing and prints what it shows.
public interface Program {
    /// What it is called on the command line.
    String name();

    /// What it shows, in a line.
    String summary();

    /// Runs it. It leaves nothing behind: no scope, no tensor, no switch in another position.
    ///
    /// @param tell prints for it
    void run(Narrator tell);
}
