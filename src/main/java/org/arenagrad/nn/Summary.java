package org.arenagrad.nn;

import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.MemoryPlan;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A model layer by layer: what each makes of an input, and what it learns. Found in a dry run:
/// nothing is computed.
///
/// @param rows one for each layer, parts after what they are a part of
/// @param stepBytes the most that one forward and backward pass takes on top of the model and its
///   gradients
public record Summary(List<Row> rows, long stepBytes) {
    /// Copies what it is given.
    public Summary {
        rows = List.copyOf(rows);
    }

    /// A layer.
    ///
    /// @param name its name in the model, `0` or `encoder.2`; empty for the model itself
    /// @param layer what it is
    /// @param output the shape of what it gives; null for a part that its layer calls in its own
    ///   way
    /// @param parameters how many numbers of its own it learns
    /// @param bytes what they take
    public record Row(
            String name, String layer, @Nullable Shape output, long parameters, long bytes) {}

    /// Walks through a model.
    ///
    /// @param x an input, as the model will get it
    /// @throws RuntimeException what a layer throws that the input does not fit
    public static Summary of(Layer model, Tensor x) {
        List<Row> rows = new ArrayList<>();
        long before = Ledger.current().liveBytes();
        MemoryPlan forward =
                Scope.dryRun(
                        () -> {
                            try (var _ = Autograd.noGrad()) {
                                walk("", model, x, rows);
                            }
                        });
        MemoryPlan step =
                Scope.dryRun(
                        () -> {
                            Tensor loss = model.apply(x).sum();
                            if (loss.requiresGrad()) {
                                loss.backward();
                                model.parameters().forEach(Tensor::zeroGrad);
                            }
                        });
        return new Summary(rows, Math.max(forward.peakBytes(), step.peakBytes()) - before);
    }

    private static Tensor walk(String name, Layer layer, Tensor x, List<Row> rows) {
        if (!(layer instanceof Sequential sequential)) {
            Tensor y = layer.apply(x);
            rows.add(row(name, layer, y.shape()));
            parts(name, layer, rows);
            return y;
        }
        int place = rows.size();
        Tensor y = x;
        for (Map.Entry<String, Trainable> part : sequential.children().entrySet()) {
            y = walk(inside(name, part.getKey()), (Layer) part.getValue(), y, rows);
        }
        if (!name.isEmpty()) {
            rows.add(place, row(name, layer, y.shape()));
        }
        return y;
    }

    private static void parts(String name, Trainable of, List<Row> rows) {
        of.children()
                .forEach(
                        (part, inner) -> {
                            String full = inside(name, part);
                            rows.add(row(full, inner, null));
                            parts(full, inner, rows);
                        });
    }

    private static String inside(String name, String part) {
        return name.isEmpty() ? part : name + "." + part;
    }

    private static Row row(String name, Trainable layer, @Nullable Shape output) {
        boolean composed = !layer.children().isEmpty();
        long parameters = 0;
        long bytes = 0;
        for (Tensor own : Parts.of(layer).parameters().values()) {
            parameters += own.shape().elements();
            bytes += own.shape().elements() * own.dtype().bytes();
        }
        String what = composed ? layer.getClass().getSimpleName() : layer.toString();
        return new Row(name, what, output, parameters, bytes);
    }

    /// How many numbers the model learns.
    public long parameters() {
        return rows.stream().mapToLong(Row::parameters).sum();
    }

    /// What they take.
    public long bytes() {
        return rows.stream().mapToLong(Row::bytes).sum();
    }

    /// A table with a line for each layer, and the sums.
    @Override
    public String toString() {
        int names = width("name", rows.stream().map(Row::name).toList());
        int layers = width("layer", rows.stream().map(Row::layer).toList());
        int shapes = width("output", rows.stream().map(Summary::output).toList());
        String form = "%%-%ds  %%-%ds  %%-%ds  %%12s  %%14s%%n".formatted(names, layers, shapes);
        StringBuilder table = new StringBuilder();
        table.append(form.formatted("name", "layer", "output", "parameters", "bytes"));
        for (Row row : rows) {
            table.append(
                    form.formatted(
                            row.name,
                            row.layer,
                            output(row),
                            row.parameters == 0 ? "" : grouped(row.parameters),
                            row.bytes == 0 ? "" : grouped(row.bytes)));
        }
        table.append(form.formatted("", "", "", grouped(parameters()), grouped(bytes())));
        table.append(
                "a forward and backward pass takes at most %s bytes more"
                        .formatted(grouped(stepBytes)));
        return table.toString().replaceAll(" +(?=\\R)", "");
    }

    private static String output(Row row) {
        return row.output == null ? "" : row.output.toString();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static int width(String head, List<String> column) {
        return Math.max(
                head.length(),
                column.stream().map(String::length).max(Comparator.naturalOrder()).orElse(0));
    }
}
