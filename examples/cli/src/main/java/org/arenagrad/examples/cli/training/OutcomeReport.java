package org.arenagrad.examples.cli.training;

import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.examples.cli.report.HistoryPictures;
import org.arenagrad.examples.cli.report.Report;
import org.arenagrad.train.History;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// An [Outcome] as a [Report].
public final class OutcomeReport {
    private OutcomeReport() {}

    /// The report, with settings, results, history and all there is to see.
    public static Report of(Outcome outcome) {
        Report report =
                Report.of(outcome.name(), settings(outcome), results(outcome), outcome.history())
                        .with(HistoryPictures.of(outcome.name(), outcome.history()))
                        .with(outcome.pictures());
        for (Report.Drawing drawing : outcome.drawings()) {
            report = report.with(drawing);
        }
        return report;
    }

    private static SequencedMap<String, String> settings(Outcome outcome) {
        SequencedMap<String, String> all = new LinkedHashMap<>();
        all.put("task", outcome.task());
        all.putAll(outcome.settings().table());
        return all;
    }

    private static SequencedMap<String, String> results(Outcome outcome) {
        SequencedMap<String, String> all = new LinkedHashMap<>();
        outcome.result()
                .metrics()
                .forEach(
                        (name, value) ->
                                all.put(
                                        "%s %s".formatted(outcome.tested(), name),
                                        Format.metric(name, value)));
        all.put(
                outcome.tested() + " loss",
                String.format(Locale.ROOT, "%.4g", outcome.result().loss()));
        for (String line : outcome.learned()) {
            int colon = line.indexOf(": ");
            all.put(
                    colon < 0 ? "learned" : line.substring(0, colon),
                    colon < 0 ? line : line.substring(colon + 2));
        }
        if (!outcome.sample().isEmpty()) {
            all.put("a sample", outcome.sample().replaceAll("\\s+", " "));
        }
        History history = outcome.history();
        all.put("epochs run", String.valueOf(history.epochs().size()));
        all.put("time", String.format(Locale.ROOT, "%.2f s", outcome.seconds()));
        if (!history.isEmpty()) {
            all.put("peak memory", Format.bytes(history.last().peakBytes()));
        }
        if (!outcome.end().words().isEmpty()) {
            all.put("end", outcome.end().words());
        }
        return all;
    }
}
