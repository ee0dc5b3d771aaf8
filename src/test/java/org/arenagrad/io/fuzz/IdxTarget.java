package org.arenagrad.io.fuzz;

import org.arenagrad.array.DType;
import org.arenagrad.data.Idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Reads a file of [Idx] as elements, as pictures and as labels; once as it is, and once packed,
/// since no fuzzer finds the checksum of what it has changed.
public final class IdxTarget {
    private static final Path FILE = Target.file(".idx");

    private IdxTarget() {}

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] content) {
        for (byte[] each : new byte[][] {content, packed(content)}) {
            run(each, path -> Idx.read(path, DType.FLOAT64).toArray());
            run(each, path -> Idx.images(path, DType.FLOAT32).pixels().toArray());
            run(each, path -> Idx.labels(path).toArray());
        }
    }

    private static void run(byte[] content, Target.Reader reader) {
        Target.run(FILE, content, Double.BYTES, reader);
    }

    private static byte[] packed(byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
