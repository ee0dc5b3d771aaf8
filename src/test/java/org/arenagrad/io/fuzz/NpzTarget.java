package org.arenagrad.io.fuzz;

import org.arenagrad.array.DType;
import org.arenagrad.io.Npz;

import java.nio.file.Path;

/// Reads all tensors of a file of [Npz].
public final class NpzTarget {
    private static final Path FILE = Target.file(".npz");

    private NpzTarget() {}

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] content) {
        Target.run(
                FILE,
                content,
                path -> {
                    try (var file = Npz.open(path)) {
                        for (String name : file.names()) {
                            var _ = file.tensor(name, DType.FLOAT64).toArray();
                        }
                    }
                });
    }
}
