package org.arenagrad.examples.cli.model;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.GptExample.Config;
import org.arenagrad.examples.GptExample.Gpt;
import org.arenagrad.examples.GptExample.Weights;
import org.arenagrad.io.SafeTensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A GPT-2 in a folder as Hugging Face's libraries write it: `config.json` and `model.safetensors`.
final class GptFolder {
    private static final String WEIGHTS = "model.safetensors";

    /// What `transformers` puts before the names of all but the last layer.
    private static final String PREFIX = "transformer.";

    /// GPT-2's `Conv1D` layers, whose weights are `[in, out]`.
    private static final Pattern TRANSPOSED = Pattern.compile(".*\\.(c_attn|c_proj|c_fc)\\.weight");

    private GptFolder() {}

    /// The model, in the innermost scope.
    ///
    /// @throws IOException naming the file, if one is missing or can't be read
    static Gpt read(Path folder) throws IOException {
        Path config = folder.resolve(GptConfigJson.NAME);
        Path weights = folder.resolve(WEIGHTS);
        for (Path file : List.of(config, weights)) {
            if (!Files.isRegularFile(file)) {
                throw new IOException(
                        "%s is missing: a model of Hugging Face's is %s and, in one file, %s (of PyTorch's pickle nothing is read)"
                                .formatted(file, GptConfigJson.NAME, WEIGHTS));
            }
        }
        Config sizes = GptConfigJson.read(Files.readString(config), config.toString());
        try (SafeTensors file = SafeTensors.open(weights)) {
            String prefix = file.names().contains(PREFIX + "wte.weight") ? PREFIX : "";
            return new Gpt(sizes, foreign(file, weights, prefix), 0);
        } catch (UncheckedIOException unreadable) {
            throw new IOException(unreadable.getMessage(), unreadable);
        }
    }

    private static Weights foreign(SafeTensors file, Path path, String prefix) {
        Weights stored = stored(file, path, DType.FLOAT32);
        return (name, shape) -> {
            String full = name.startsWith("lm_head") ? name : prefix + name;
            if (!TRANSPOSED.matcher(name).matches()) {
                return stored.of(full, shape);
            }
            try (Tensor transposed = stored.of(full, shape[1], shape[0])) {
                return transposed.transpose(0, 1).contiguous();
            }
        };
    }

    /// The weights of a file as they stand there, in a type of choice.
    static Weights stored(SafeTensors file, Path path, DType dtype) {
        return (name, shape) -> {
            if (!file.names().contains(name)) {
                throw new IllegalArgumentException(
                        "%s has no tensor '%s', which the model needs".formatted(path, name));
            }
            List<Long> wanted = Arrays.stream(shape).mapToObj(Long::valueOf).toList();
            if (!file.info(name).shape().equals(wanted)) {
                throw new IllegalArgumentException(
                        "%s: tensor '%s' is %s, and by %s it must be %s"
                                .formatted(
                                        path,
                                        name,
                                        file.info(name).shape(),
                                        GptConfigJson.NAME,
                                        wanted));
            }
            try {
                return file.tensor(name, dtype);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable.getMessage(), unreadable);
            }
        };
    }
}
