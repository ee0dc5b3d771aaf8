package org.arenagrad.examples.cli.option;

import org.arenagrad.array.Backend;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/// The option of every command that computes: by which backend.
public final class BackendOption {
    @Option(
            names = "--backend",
            paramLabel = "BACKEND",
            description = "The backend, ${COMPLETION-CANDIDATES}; by default the best available.")
    private @Nullable BackendChoice backend;

    /// Lets the backend that was asked for serve; nothing happens if none was.
    public void use() {
        if (backend != null) {
            Backend.use(backend.toString());
        }
    }
}
