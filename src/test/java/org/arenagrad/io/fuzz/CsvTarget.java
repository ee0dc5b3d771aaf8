package org.arenagrad.io.fuzz;

import org.arenagrad.array.DType;
import org.arenagrad.data.Csv;
import org.arenagrad.data.Table;
import org.arenagrad.data.TableEncoding;
import org.arenagrad.data.TableOptions;
import org.arenagrad.data.TableTask;

import java.io.IOException;
import java.nio.file.Path;

/// Reads a table with [Csv], learns its encoding, which must survive being written and read, and
/// makes numbers of it: to predict its first column, and its last.
public final class CsvTarget {
    private static final Path FILE = Target.file(".csv");

    private CsvTarget() {}

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] content) {
        Target.run(FILE, content, path -> encode(Csv.read(path), true));
        Target.run(FILE, content, path -> encode(Csv.read(path), false));
    }

    private static void encode(Table table, boolean first) throws IOException {
        String target = first ? table.columns().getFirst() : table.columns().getLast();
        TableEncoding encoding = TableEncoding.fit(table, TableOptions.target(target));
        if (!TableEncoding.fromJson("json", encoding.toJson()).equals(encoding)) {
            throw new IllegalStateException("is another after reading: " + encoding.toJson());
        }
        var data =
                encoding.task() == TableTask.CLASSIFICATION
                        ? encoding.classes(table, DType.FLOAT64)
                        : encoding.numbers(table, DType.FLOAT64);
        if (data.size() != table.size()) {
            throw new IllegalStateException("has another number of rows");
        }
        for (double x : data.x().toArray()) {
            if (!Double.isFinite(x)) {
                throw new IllegalStateException("holds " + x);
            }
        }
    }
}
