package org.arenagrad.examples.mistakes;

import org.arenagrad.examples.show.Program;

import java.util.List;

/// The programs of this package.
public final class Mistakes {
    /// All of them. A new one is added here and to the table in `examples/README.md`.
    public static final List<Program> ALL =
            List.of(
                    new UseAfterEnd(),
                    new DoubleClose(),
                    new LeakedScope(),
                    new SealedScope(),
                    new ForeignThread(),
                    new ChangedInPlace(),
                    new SecondBackward());

    private Mistakes() {}
}
