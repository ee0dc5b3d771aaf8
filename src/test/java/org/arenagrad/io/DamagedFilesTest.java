package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Rng;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Files of which a part is missing, or a byte is another. (What is made to do damage is in
/// [HostileFilesTest].)
class DamagedFilesTest {
    @TempDir private Path folder;

    /// A truncated file is refused wherever it is cut off, and a changed byte does no harm.
    @ParameterizedTest
    @MethodSource("soundFiles")
    void everyCutAndEveryChangedByteIsHarmless(String name) throws IOException {
        byte[] sound = Files.readAllBytes(Fixtures.file(name));
        Path path = folder.resolve("cut" + name.substring(name.indexOf('.')));
        for (int length = 0; length < sound.length; length++) {
            Files.write(path, Arrays.copyOf(sound, length));
            assertThatThrownBy(() -> HostileFilesTest.readAll(path))
                    .as("cut off at %s", length)
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageStartingWith(path + ": ");
        }
        Rng rng = Rng.seed(4);
        for (int at = 0; at < sound.length; at++) {
            byte[] changed = sound.clone();
            changed[at] = (byte) rng.nextInt();
            Files.write(path, changed);
            try {
                HostileFilesTest.readAll(path);
            } catch (FileFormatException refused) {
                assertThat(refused).hasMessageStartingWith(path + ": ");
            }
        }
    }

    static List<String> soundFiles() {
        return List.of("torch-half.safetensors", "f4-big.npy", "stored.npz", "deflated.npz");
    }
}
