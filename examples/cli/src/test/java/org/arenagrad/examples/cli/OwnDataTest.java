package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Training on files of one's own.
class OwnDataTest {
    @TempDir private Path folder = Path.of("");

    /// Dogs are heavier than cats; the weight is twice the age and more.
    private Path pets() throws IOException {
        StringBuilder text = new StringBuilder("id;age;city;weight;kind\n");
        for (int i = 0; i < 60; i++) {
            boolean dog = i % 2 == 0;
            text.append(i)
                    .append(';')
                    .append(i % 10)
                    .append(i % 3 == 0 ? ";Bonn;" : ";Oslo;")
                    .append(2 * (i % 10) + (dog ? 20.5 : 4.5))
                    .append(dog ? ";dog\n" : ";cat\n");
        }
        return Files.writeString(folder.resolve("pets.csv"), text);
    }

    private static Run csv(Path file, String... more) {
        String[] all = new String[more.length + 6];
        System.arraycopy(
                new String[] {"train", "csv", "--data", file.toString(), "--ignore", "id"},
                0,
                all,
                0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return Run.of(all);
    }

    @Test
    void aColumnOfTextsIsClassified() throws IOException {
        Path out = folder.resolve("out");
        Run run = csv(pets(), "--target", "kind", "--epochs", "40", "--output", out.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("a network of 4-32-32-2", "held-out accuracy: 100.0 %");
        assertThat(out.resolve("report.html"))
                .content()
                .contains("kind, from 4 inputs", "held-out accuracy");
        assertThat(out.resolve("confusion.svg")).content().contains(">cat<", ">dog<");
    }

    @Test
    void aColumnOfNumbersIsPredictedInItsUnit() throws IOException {
        Path out = folder.resolve("out");
        Run run = csv(pets(), "--target", "weight", "--epochs", "60", "--output", out.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("mse", "held-out r2: ", "errors are in its unit");
        assertThat(out.resolve("fit.png")).exists();
    }

    @Test
    void mistakesAreOneLine() throws IOException {
        Path pets = pets();

        assertThat(csv(pets).err()).contains("--target is missing");
        assertThat(csv(pets, "--target", "no").err())
                .contains("pets.csv: has no column 'no'")
                .hasLineCount(1);
        assertThat(csv(pets, "--target", "kind", "--loss", "mse").err())
                .contains("--loss mse does not fit 'csv'");
        assertThat(csv(pets, "--target", "kind", "--delimiter", "::").err())
                .contains("--delimiter '::' is not one character");
        assertThat(Run.of("train", "csv").err()).contains("--data is missing");
        assertThat(Run.of("train", "xor", "--data", "x").err())
                .contains("--data says nothing to 'xor'");
    }

    /// Pictures of 2×2 pixels: of class 1 where the upper left one is lit.
    private void pictures(String part, int count) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocate(16 + 4 * count);
        pixels.putInt(0x803).putInt(count).putInt(2).putInt(2);
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            pixels.put((byte) (i % 2 * 255)).put((byte) (i * 37)).put((byte) 0).put((byte) 9);
            labels.put((byte) (i % 2));
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), pixels.array());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }

    @Test
    void whichPicturesAreHeldOutIsFixed() throws IOException {
        pictures("train", 512);
        pictures("t10k", 64);
        String train = "train idx --epochs 1 --format json --data " + folder;
        assertThat(Run.of(train.split(" ", -1)).out()).contains("\"split\" : 0.1111111");
        Run refused = Run.of((train + " --split 0.5").split(" ", -1));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--split says nothing to 'idx'");
    }

    @Test
    void picturesAreReadFromTheirFolder() throws IOException {
        pictures("train", 512);
        pictures("t10k", 64);
        Path out = folder.resolve("out");

        Run run = Run.of("train", "idx", "--data", folder.toString(), "--output", out.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("a network of 4-256-128-2", "held-out accuracy: 100.0 %");
        assertThat(run.out()).contains("512 rows to learn from, 64 held out (11.1 %)");
        assertThat(out.resolve("summary.md")).content().contains("64 held out (11.1 %)");
        assertThat(out.resolve("mistakes.png")).exists();
        assertThat(out.resolve("weights.png")).exists();
    }
}
