package org.arenagrad.train;

import org.arenagrad.data.Csv;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// What a training run was like, epoch by epoch; written as CSV, JSON and Markdown, and read back
/// from JSON to the last bit.
public final class History {
    /// The column of the mean loss of an epoch's steps.
    public static final String TRAIN_LOSS = "train_loss";

    /// The column of the loss on the rows held out.
    public static final String HELD_OUT_LOSS = "held_out_loss";

    /// The column of the loss on the training rows after an epoch, if no rows are held out: to be
    /// kept apart from how good a model is on rows it has never seen. Columns of metrics then begin
    /// with `train_` too.
    public static final String TRAIN_LOSS_AFTER = "train_loss_after";

    private static final String OF_TRAINING = "train_";

    private final List<Epoch> epochs;

    private History(List<Epoch> epochs) {
        this.epochs = epochs;
    }

    /// One of a training run that has not begun.
    static History empty() {
        return new History(new ArrayList<>());
    }

    /// One epoch.
    ///
    /// @param number which, from 1
    /// @param trainLoss the mean loss of its steps, each counting by its rows
    /// @param heldOut what the rows held out said after it; null if there are none
    /// @param trainAfter what the training rows said after it; null if they were not asked, which
    ///   they are where no others are held out
    /// @param learningRate the learning rate of its last step
    /// @param seconds how long it took, evaluation included
    /// @param peakBytes the most bytes of tensors that ever lived at once on this thread up to its
    ///   end, see [org.arenagrad.memory.Ledger#peakBytes]
    public record Epoch(
            int number,
            double trainLoss,
            @Nullable Evaluation heldOut,
            @Nullable Evaluation trainAfter,
            double learningRate,
            double seconds,
            long peakBytes) {

        /// What the rows said that the model was tried on, held out or not; null if it was not.
        public @Nullable Evaluation tested() {
            return heldOut != null ? heldOut : trainAfter;
        }

        /// All numbers by the name of their column, `epoch` first; what was not measured is not
        /// there.
        public SequencedMap<String, Number> columns() {
            SequencedMap<String, Number> all = new LinkedHashMap<>();
            all.put("epoch", number);
            all.put(TRAIN_LOSS, trainLoss);
            if (heldOut != null) {
                all.put(HELD_OUT_LOSS, heldOut.loss());
                all.putAll(heldOut.metrics());
            }
            if (trainAfter != null) {
                all.put(TRAIN_LOSS_AFTER, trainAfter.loss());
                trainAfter.metrics().forEach((name, value) -> all.put(OF_TRAINING + name, value));
            }
            all.put("learning_rate", learningRate);
            all.put("seconds", seconds);
            all.put("peak_bytes", peakBytes);
            return all;
        }

        /// The number in a column: [#TRAIN_LOSS], [#HELD_OUT_LOSS], the name of a metric, …
        ///
        /// @throws NoSuchElementException if there is none of that name, with those there are
        public double value(String column) {
            Number value = columns().get(column);
            if (value == null) {
                throw new NoSuchElementException(
                        "history: an epoch has no '%s', but %s"
                                .formatted(column, String.join(", ", columns().keySet())));
            }
            return value.doubleValue();
        }
    }

    /// Adds an epoch that has ended.
    void add(Epoch epoch) {
        epochs.add(epoch);
    }

    /// All epochs so far.
    public List<Epoch> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /// Whether no epoch has ended yet.
    public boolean isEmpty() {
        return epochs.isEmpty();
    }

    /// The latest epoch.
    ///
    /// @throws NoSuchElementException if none has ended yet
    public Epoch last() {
        return epochs.getLast();
    }

    /// At most so many of its epochs, evenly spread; the last is among them.
    ///
    /// @throws IllegalArgumentException if the number is not positive
    public History sample(int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "history: a sample needs at least 1 epoch, got %s".formatted(most));
        }
        int every = Math.max(1, Math.ceilDiv(epochs.size(), most));
        List<Epoch> some = new ArrayList<>();
        for (int at = epochs.size() - 1; at >= 0; at -= every) {
            some.addFirst(epochs.get(at));
        }
        return new History(some);
    }

    /// The names of the columns, those of the first epoch; none if there is no epoch.
    private List<String> columns() {
        return isEmpty() ? List.of() : List.copyOf(epochs.getFirst().columns().keySet());
    }

    /// Comma-separated values, see [Csv#write]: a line of names, then one for each epoch. Numbers
    /// have all their digits; what was not measured in an epoch is left empty.
    public String toCsv() {
        List<String> columns = columns();
        return Csv.write(columns, epochs.stream().map(epoch -> values(epoch, columns)).toList());
    }

    /// A table for people, in Markdown. Numbers have four digits.
    public String toMarkdown() {
        List<String> columns = columns();
        StringBuilder text = new StringBuilder();
        text.append("| ").append(String.join(" | ", columns)).append(" |\n|");
        text.repeat("---:|", columns.size()).append('\n');
        for (Epoch epoch : epochs) {
            String row =
                    values(epoch, columns).stream()
                            .map(History::rounded)
                            .collect(Collectors.joining(" | "));
            text.append("| ").append(row).append(" |\n");
        }
        return text.toString();
    }

    /// What an epoch has in some columns, null where it has nothing.
    private static List<@Nullable Number> values(Epoch epoch, List<String> columns) {
        SequencedMap<String, Number> values = epoch.columns();
        List<@Nullable Number> row = new ArrayList<>();
        columns.forEach(column -> row.add(values.get(column)));
        return row;
    }

    private static String rounded(@Nullable Number number) {
        if (number == null) {
            return "";
        }
        return number instanceof Double value
                ? String.format(Locale.ROOT, "%.4g", value)
                : number.toString();
    }

    /// JSON: a list of objects, one for each epoch. What is not finite is written as a string,
    /// since JSON has no such numbers: `"NaN"`, `"Infinity"`.
    public String toJson() {
        return HistoryJson.write(epochs);
    }

    /// What [#toJson] wrote, the same to the last bit.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static History fromJson(String json) {
        return new History(HistoryJson.read(json));
    }
}
