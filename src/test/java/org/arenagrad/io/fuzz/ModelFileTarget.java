package org.arenagrad.io.fuzz;

import org.arenagrad.array.Rng;
import org.arenagrad.io.ModelFile;

import java.nio.file.Path;

/// Makes the model of a [ModelFile], and its optimizer.
public final class ModelFileTarget {
    private static final Path FILE = Target.file(".safetensors");

    private ModelFileTarget() {}

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] content) {
        Target.run(
                FILE,
                content,
                path -> {
                    try (var file = ModelFile.open(path)) {
                        var model = file.model(Rng.seed(1));
                        var _ = file.optimizer(model).state();
                    }
                });
    }
}
