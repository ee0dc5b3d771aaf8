package org.arenagrad.io.fuzz;

import org.arenagrad.array.DType;
import org.arenagrad.io.SafeTensors;

import java.nio.file.Path;

/// Reads all tensors of a file of [SafeTensors].
public final class SafeTensorsTarget {
    private static final Path FILE = Target.file(".safetensors");

    private SafeTensorsTarget() {}

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] content) {
        Target.run(
                FILE,
                content,
                path -> {
                    try (var file = SafeTensors.open(path)) {
                        for (String name : file.names()) {
                            var _ = file.tensor(name, DType.FLOAT64).toArray();
                        }
                    }
                });
    }
}
