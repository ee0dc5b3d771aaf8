package org.arenagrad.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// This project's own documentation and some of its sources, as they were when it was built: a text
/// to learn from that is always there.
public final class ProjectText {
    /// What it consists of. The build puts these files beside this class, see `pom.xml`.
    private static final List<String> FILES =
            List.of(
                    "README.md",
                    "CONTRIBUTING.md",
                    "CHANGELOG.md",
                    "examples/README.md",
                    "benchmarks/README.md",
                    "memory/Scope.java",
                    "memory/Buffer.java",
                    "array/Shape.java",
                    "array/Layout.java",
                    "autograd/Tensor.java",
                    "autograd/TensorCreation.java",
                    "autograd/TensorFunctions.java",
                    "autograd/TensorImages.java",
                    "autograd/TensorIndexing.java",
                    "autograd/TensorMath.java",
                    "autograd/TensorReductions.java",
                    "autograd/TensorSearch.java",
                    "autograd/TensorShapes.java",
                    "nn/Linear.java",
                    "nn/LSTM.java",
                    "nn/MultiHeadAttention.java",
                    "loss/Losses.java",
                    "optim/Optimizer.java",
                    "optim/Adam.java",
                    "optim/Schedule.java",
                    "train/Trainer.java");

    private static final String SOURCES = "src/main/java/org/arenagrad/";

    private ProjectText() {}

    /// All of it.
    public static String read() {
        return FILES.stream().map(ProjectText::read).collect(Collectors.joining("\n"));
    }

    private static String read(String name) {
        String file = "text/" + (name.endsWith(".java") ? SOURCES : "") + name;
        try (InputStream bytes = ProjectText.class.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IOException("it was not bundled");
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException("%s can't be read".formatted(file), missing);
        }
    }
}
