package org.arenagrad.io.fuzz;

import org.arenagrad.array.DType;
import org.arenagrad.io.Npy;

import java.nio.file.Path;

/// Reads the array of a file of [Npy].
public final class NpyTarget {
    private static final Path FILE = Target.file(".npy");

    private NpyTarget() {}

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] content) {
        Target.run(
                FILE,
                content,
                path -> {
                    var _ = Npy.read(path, DType.FLOAT64).toArray();
                });
    }
}
