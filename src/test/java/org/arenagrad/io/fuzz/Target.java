package org.arenagrad.io.fuzz;

import org.arenagrad.data.MalformedDataException;
import org.arenagrad.io.FileFormatException;
import org.arenagrad.memory.Scope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What all targets have in common: bytes become a file, and a reader may refuse it in one way
/// only.
final class Target {
    /// No file holds more elements than this times its bytes, deflated or not.
    private static final long LARGEST_RATIO = 1100;

    private static final long SLACK = 1 << 16;
    private static final int LONGEST_MESSAGE = 2000;

    private Target() {}

    /// Something that reads a file.
    @FunctionalInterface
    interface Reader {
        void read(Path path) throws IOException;
    }

    static Path file(String ending) {
        try {
            Path path = Files.createTempFile("fuzz", ending);
            path.toFile().deleteOnExit();
            return path;
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }

    static void run(Path path, byte[] content, Reader reader) {
        run(path, content, 1, reader);
    }

    /// @param width of an element of a tensor, in those of the file
    static void run(Path path, byte[] content, int width, Reader reader) {
        try (Scope scope = Scope.open("fuzz")) {
            scope.limit(content.length * LARGEST_RATIO * width + SLACK);
            Files.write(path, content);
            reader.read(path);
        } catch (FileFormatException | MalformedDataException refused) {
            String message = String.valueOf(refused.getMessage());
            if (!message.startsWith(path.toString()) || message.length() > LONGEST_MESSAGE) {
                throw new IllegalStateException("does not name the file, or too much", refused);
            }
        } catch (IOException other) {
            throw new UncheckedIOException("not said in words", other);
        }
    }
}
