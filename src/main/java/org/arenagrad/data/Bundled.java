package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// The data sets that are in this class's package as files of comma-separated values, the class
/// last in each line. `PROVENANCE.txt` beside them says where they come from.
enum Bundled {
    /// No header, compressed.
    DIGITS("digits.csv.gz", 0),

    /// One line of header.
    IRIS("iris.csv", 1);

    private final String file;
    private final int headerLines;

    Bundled(String file, int headerLines) {
        this.file = file;
        this.headerLines = headerLines;
    }

    /// All rows, in the order of the file.
    TensorDataset<Indices> read(DType dtype) {
        List<String> lines = lines();
        int n = lines.size();
        int columns = lines.getFirst().split(",", -1).length - 1;
        double[] x = new double[n * columns];
        int[] classes = new int[n];
        for (int row = 0; row < n; row++) {
            String[] fields = lines.get(row).split(",", -1);
            for (int column = 0; column < columns; column++) {
                x[row * columns + column] = Double.parseDouble(fields[column]);
            }
            classes[row] = Integer.parseInt(fields[columns]);
        }
        return Dataset.of(Tensor.from(dtype, x, n, columns), Indices.of(classes));
    }

    private List<String> lines() {
        try (InputStream raw =
                        Objects.requireNonNull(Bundled.class.getResourceAsStream(file), file);
                InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                var reader =
                        new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().skip(headerLines).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the bundled data set " + file + " can't be read", unreadable);
        }
    }
}
