package org.arenagrad.io;

import org.arenagrad.autograd.Tensor;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes archives of [Npz].
final class NpzWriter {
    /// Files are the same whenever they are written; zip knows no earlier time.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int BUFFER = 1 << 16;

    private NpzWriter() {}

    /// @param method of [ZipEntry]: stored or deflated
    static void write(Path path, Map<String, Tensor> tensors, int method) throws IOException {
        AtomicFile.write(
                path,
                file -> {
                    OutputStream out = new BufferedOutputStream(new Unclosed(file), BUFFER);
                    try (ZipOutputStream zip = new ZipOutputStream(out)) {
                        for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
                            zip.putNextEntry(entry(named.getKey(), named.getValue(), method));
                            Npy.write(named.getValue(), Channels.newChannel(zip));
                            zip.closeEntry();
                        }
                    }
                });
    }

    private static ZipEntry entry(String name, Tensor tensor, int method) throws IOException {
        ZipEntry entry = new ZipEntry(name + Npz.ENDING);
        entry.setTimeLocal(NO_TIME);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            // Its size and checksum stand in front of it.
            Counter counter = new Counter();
            Npy.write(tensor, counter);
            entry.setSize(counter.bytes);
            entry.setCompressedSize(counter.bytes);
            entry.setCrc(counter.checksum.getValue());
        }
        return entry;
    }

    /// Counts and adds up what is written to it.
    private static final class Counter implements WritableByteChannel {
        private final CRC32 checksum = new CRC32();
        private long bytes;

        @Override
        public int write(ByteBuffer some) {
            int count = some.remaining();
            bytes += count;
            checksum.update(some);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /// A file that stays open at the end of the archive: it is yet to be forced to the disk.
    private static final class Unclosed extends OutputStream {
        private final FileChannel file;

        Unclosed(FileChannel file) {
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Elements.writeAll(ByteBuffer.wrap(bytes, from, length), file);
        }
    }
}
