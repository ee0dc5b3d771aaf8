package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.ResnetExample.Residual;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Sequential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The two networks for pictures: what they learn, and what they are made of.
class PictureExamplesTest {
    private static double accuracy(Example example, int epochs) {
        long live = Ledger.current().liveBytes();
        var training = new Training(example.defaults().withEpochs(epochs), List.of());
        String line = example.train(training).getFirst();
        assertThat(Ledger.current().liveBytes()).as("live bytes").isEqualTo(live);
        assertThat(line).startsWith("held-out accuracy: ").endsWith(" %");
        return Double.parseDouble(line.replaceAll("[^0-9.]", ""));
    }

    @Test
    void lenetReadsDigitsAfterFiveEpochs() {
        assertThat(accuracy(new LenetExample(), 5)).isGreaterThan(90);
    }

    @Test
    void resnetReadsDigitsAfterThreeEpochs() {
        assertThat(accuracy(new ResnetExample(), 3)).isGreaterThan(94);
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 22602", "28, 28, 206922", "9, 6, 14410"})
    void lenetHasTheParametersThatAreCountedByHand(int height, int width, long count) {
        try (var _ = Scope.open("test")) {
            var model = LenetExample.network(height, width, 10, DType.FLOAT32, Rng.seed(1));
            assertThat(parameters(model)).isEqualTo(count);
            assertThat(model.apply(Tensor.zeros(DType.FLOAT32, 3, 1, height, width)).shape())
                    .isEqualTo(Shape.of(3, 10));
        }
    }

    private static long parameters(Sequential model) {
        return model.parameters().stream().mapToLong(p -> p.shape().elements()).sum();
    }

    @Test
    void picturesThatCantBeHalvedTwiceAreTooSmall() {
        assertThatThrownBy(() -> LenetExample.network(3, 28, 10, DType.FLOAT32, Rng.seed(1)))
                .hasMessage(
                        "lenet: pictures of 3×28 pixels are too small to be halved twice: take 4×4"
                                + " at least");
    }

    /// A block whose body gives nothing is the identity, for numbers that are not negative.
    @Test
    void aBlockAddsToWhatItReads() {
        try (var _ = Scope.open("test");
                var _ = Autograd.noGrad()) {
            Residual block = Residual.of(4, 4, 1, DType.FLOAT64, Rng.seed(1));
            Tensor x = Tensor.rand(Rng.seed(2), 2, 4, 5, 5);
            Tensor body = block.body().apply(x);
            assertThat(block.apply(x).toArray())
                    .containsExactly(
                            x.add(body).add(x.add(body).abs()).div(2).toArray(), within(1e-12));
            block.body().parameters().forEach(parameter -> parameter.fill(0));
            assertThat(block.apply(x).toArray()).containsExactly(x.toArray());
        }
    }

    @Test
    void aBlockThatChangesShapesHasAConvolutionOnItsShortcut() {
        try (var _ = Scope.open("test")) {
            Residual block = Residual.of(4, 6, 2, DType.FLOAT64, Rng.seed(1));
            assertThat(block.apply(Tensor.rand(Rng.seed(2), 2, 4, 7, 8)).shape())
                    .isEqualTo(Shape.of(2, 6, 4, 4));
            assertThat(block.namedParameters())
                    .containsKeys("body.0.weight", "body.4.bias", "shortcut.0.weight");
            assertThat(Residual.of(4, 4, 1, DType.FLOAT64, Rng.seed(1)).shortcut().parameters())
                    .isEmpty();
        }
    }

    @Test
    void aModelFileHoldsBlocks(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("resnet.safetensors");
        try (var _ = Scope.open("test");
                var _ = Autograd.noGrad()) {
            Sequential model = ResnetExample.network(10, DType.FLOAT32, Rng.seed(1));
            Tensor x = Tensor.rand(DType.FLOAT32, Rng.seed(2), 3, 1, 8, 8);
            model.apply(x); // So that running values are no longer the first ones.
            model.eval();
            ModelFile.save(file, model, null, Map.of(), Map.of(), List.of(Residual.TYPE));
            try (var saved = ModelFile.open(file, Residual.TYPE)) {
                Sequential again = saved.model(Rng.seed(3));
                again.eval();
                assertThat(again.apply(x).toArray()).isEqualTo(model.apply(x).toArray());
            }
        }
    }

    @Test
    void publishedPicturesAreLearnedFrom(@TempDir Path folder) throws IOException {
        publish(folder, "train", 200);
        publish(folder, "t10k", 40);
        assertThat(accuracy(new LenetExample(folder), 10)).isEqualTo(100);
        assertThat(accuracy(new ResnetExample(folder), 4)).isEqualTo(100);
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
        var training = new Training(new LenetExample().defaults(), List.of());
        assertThatThrownBy(() -> new LenetExample(folder).train(training))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("t10k-labels");
    }

    /// Pictures of 8×6 with a bar that lies or stands.
    private static void publish(Path folder, String part, int count) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocate(16 + 48 * count);
        pixels.putInt(0x803).putInt(count).putInt(8).putInt(6);
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            for (int pixel = 0; pixel < 48; pixel++) {
                int at = i % 2 == 0 ? pixel / 6 : pixel % 6;
                pixels.put((byte) (at == i % 5 ? 255 : 0));
            }
            labels.put((byte) (i % 2));
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), pixels.array());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
}
