package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.reference.Reference;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/// Files that NumPy, safetensors and PyTorch wrote (`src/test/resources/io/make.py`), and what is
/// in them.
final class Fixtures {
    private static final JsonNode EXPECTED = expected();

    private Fixtures() {}

    static Path file(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Fixtures.class.getResource("/io/" + name)).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode expected() {
        try {
            return new JsonMapper().readTree(file("expected.json").toFile());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Reference.Values values(String name) {
        return Reference.Values.of(EXPECTED.get(name));
    }

    /// The numbers beside the tensor of a model: what goes in, what comes out.
    static double[] list(String name, String key) {
        return Reference.Values.of(EXPECTED.get(name).get(key)).data();
    }

    /// Same shape, same numbers, to the bit.
    static void assertHolds(Tensor tensor, String name) {
        Reference.Values values = values(name);
        assertThat(tensor.shape()).as(name).isEqualTo(values.shape());
        assertThat(tensor.toArray()).as(name).containsExactly(values.data());
    }
}
