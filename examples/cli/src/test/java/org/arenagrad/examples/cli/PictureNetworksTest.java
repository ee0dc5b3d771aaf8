package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.memory.Ledger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `train lenet` and `train resnet`, and what the other commands say of such models.
class PictureNetworksTest {
    @TempDir private static Path folder;
    private static Path published;

    @BeforeAll
    static void publish() throws IOException {
        published = Files.createDirectory(folder.resolve("published"));
        publish(published, "train", 256, 9, 6);
        publish(published, "t10k", 64, 9, 6);
    }

    /// A bar that lies or stands.
    private static void publish(Path place, String part, int count, int height, int width)
            throws IOException {
        int size = height * width;
        ByteBuffer pixels = ByteBuffer.allocate(16 + size * count);
        pixels.putInt(0x803).putInt(count).putInt(height).putInt(width);
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            for (int pixel = 0; pixel < size; pixel++) {
                int at = i % 2 == 0 ? pixel / width : pixel % width;
                pixels.put((byte) (at == 1 + i % 4 ? 255 : 0));
            }
            labels.put((byte) (i % 2));
        }
        Files.write(place.resolve(part + "-images-idx3-ubyte"), pixels.array());
        Files.write(place.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }

    @SuppressWarnings("AnnotateFormatMethod") // Its annotation would be a dependency.
    private static Run succeed(String command, Object... paths) {
        long before = Ledger.current().liveBytes();
        Run run = Run.of(command.formatted(paths).split(" ", -1));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Ledger.current().liveBytes()).as("live bytes").isEqualTo(before);
        return run;
    }

    @SuppressWarnings("AnnotateFormatMethod") // Its annotation would be a dependency.
    private static String refused(String command, Object... paths) {
        Run run = Run.of(command.formatted(paths).split(" ", -1));
        assertThat(run.exitCode()).isPositive();
        assertThat(run.err()).hasLineCount(1);
        return run.err();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "resnet"})
    void theTrainerTakesTheStepsOfTheExample(String name) {
        Run trained = succeed("train %s --epochs 2 --seed 3", name);
        Run looped = succeed("example %s --epochs 2 --seed 3", name);
        assertThat(trained.number("held-out accuracy"))
                .isEqualTo(looped.number("held-out accuracy"));
        assertThat(trained.out())
                .contains("8x8 pixels, 10 classes, ", "1,438 rows to learn from, 359 held out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "resnet"})
    void aSavedModelIsEvaluatedResumedAndAsked(String name) {
        Path file = folder.resolve(name + ".safetensors");
        Run trained =
                succeed(
                        "train %s --data %s --epochs 4 --batch-size 16 --lr 0.01 --save %s",
                        name, published, file);
        assertThat(trained.out()).contains("9x6 pixels, 2 classes", "256 rows to learn from, 64");
        double accuracy = trained.number("held-out accuracy");
        assertThat(accuracy).isGreaterThanOrEqualTo(95);

        Run own = succeed("eval %s", file);
        assertThat(own.number("held-out accuracy")).isEqualTo(accuracy);
        String last =
                trained.out()
                        .lines()
                        .filter(line -> line.startsWith("epoch 4"))
                        .toList()
                        .getFirst();
        assertThat(own.out())
                .contains(
                        "held-out loss: "
                                + last.replaceAll(".*held-out: loss ([^,]*),.*", "$1")
                                + " (64 rows)");
        assertThat(succeed("eval %s --data %s", file, published).number("new accuracy"))
                .isEqualTo(accuracy);

        Run rows = succeed("predict %s --data %s/t10k-images-idx3-ubyte", file, published);
        assertThat(rows.out().lines()).hasSize(65).first().isEqualTo("predicted,probability");
        assertThat(succeed("predict %s", file).out().lines().limit(2))
                .first()
                .isEqualTo("actual,predicted,probability");

        Run more = succeed("train --resume %s --epochs 5 --output %s", file, folder.resolve(name));
        assertThat(more.out()).contains("epoch 5/5").doesNotContain("epoch 4/5");
        assertThat(succeed("inspect %s", file).out())
                .contains("0.weight", "[16, 1, 3, 3]", "data.pictures: 9x6");
    }

    @ParameterizedTest
    @CsvSource({"lenet, 7.weight", "resnet, 3.body.0.weight"})
    void filtersAndFeatureMapsAreOnThePage(String name, String parameter) throws IOException {
        Path out = folder.resolve("report of " + name);
        Run run =
                Run.of(
                        "train",
                        name,
                        "--epochs",
                        "1",
                        "--batch-size",
                        "256",
                        "--output",
                        out.toString());
        assertThat(run.err()).isEmpty();
        for (String picture : List.of("confusion", "mistakes", "weights", "feature-maps")) {
            assertThat(out.resolve(picture + ".png")).isNotEmptyFile();
            assertThat(out.resolve(picture + ".svg")).content().startsWith("<?xml");
        }
        assertThat(out.resolve("weights.svg")).content().contains("what its 16 filters look for");
        assertThat(out.resolve("feature-maps.svg")).content().contains("what its 16 filters find");
        assertThat(out.resolve("report.html"))
                .content()
                .contains("what its 16 filters find, in an image of each class")
                .doesNotContain("hidden layers");
        assertThat(out.resolve("graph.svg")).content().contains(parameter);
    }

    @Test
    void augmentationChangesWhatIsLearnedAndNothingElse() {
        String command = "train lenet --epochs 1 --data " + published;
        String plain = epoch(succeed(command));
        String shifted = epoch(succeed(command + " --augment shift"));
        assertThat(shifted).isNotEqualTo(plain);
        assertThat(epoch(succeed(command + " --augment SHIFT"))).isEqualTo(shifted);
        Run both = succeed(command + " --augment shift,rotate");
        assertThat(epoch(both)).isNotEqualTo(shifted);
        assertThat(both.out())
                .startsWith(
                        "each picture is changed at random before it is learned from: shifted by up"
                                + " to 1 pixel, turned by up to 15 degrees\n");
    }

    private static String epoch(Run run) {
        return run.out().lines().filter(line -> line.startsWith("epoch 1")).toList().getFirst();
    }

    @Test
    void anAugmentedTrainingResumesBitForBit() {
        Path file = folder.resolve("augmented.safetensors");
        String train = "train lenet --data %s --augment rotate --schedule constant --epochs ";
        String whole = succeed(train + "3", published).out();
        succeed(train + "2 --save %s", published, file);
        Run resumed = succeed("train --resume %s --epochs 3", file);
        String last = whole.lines().filter(line -> line.startsWith("epoch 3")).toList().getFirst();
        assertThat(resumed.out()).contains(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "resnet"})
    void recomputingInBlocksIsAChoice(String name) {
        Run run = succeed("train %s --epochs 1 --data %s --checkpoint 2", name, published);
        assertThat(run.out()).contains("recomputed in blocks: 2", "held-out accuracy: ");
    }

    @Test
    void whatMakesNoSenseIsSaid() throws IOException {
        assertThat(refused("train lenet --hidden 3"))
                .contains("--hidden says nothing to 'lenet', whose network is its own");
        assertThat(refused("train digits --augment shift"))
                .contains("--augment says nothing to 'digits'");
        assertThat(refused("train resnet --augment spin"))
                .contains("--augment can't be 'spin': there are shift, rotate");
        assertThat(refused("train lenet --data %s --split 0.1", published))
                .contains("--split says nothing to files");
        assertThat(refused("train lenet --data %s", folder.resolve("nowhere")))
                .contains("nowhere: there is no such folder");
        assertThat(refused("train lenet --data %s", folder))
                .contains("there is no train-images-idx3-ubyte in it");
        Path small = Files.createDirectory(folder.resolve("small"));
        publish(small, "train", 32, 3, 7);
        publish(small, "t10k", 32, 3, 7);
        assertThat(refused("train lenet --data %s", small))
                .contains("pictures of 3×7 pixels are too small");
        succeed("train resnet --data %s --epochs 1", small);

        Path file = folder.resolve("digits of lenet.safetensors");
        Run.of("train", "lenet", "--epochs", "1", "--save", file.toString());
        String[] eval = {"eval", file.toString(), "--data", published.toString()};
        assertThat(Run.of(eval).err())
                .contains("its pictures are 9x6 pixels, those to learn from 8x8");
        eval[3] = "digits";
        assertThat(Run.of(eval).err())
                .contains("the model reads 1x8x8 numbers and says 10, a row of 'digits' has 64");
    }
}
