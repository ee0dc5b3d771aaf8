package org.arenagrad.examples.cli.report;

import org.arenagrad.train.History;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Histories to draw and to write about.
public final class Histories {
    private Histories() {}

    /// A loss that halves with every epoch, and an accuracy that comes near to 1.
    public static History falling(int epochs) {
        String rows =
                IntStream.rangeClosed(1, epochs)
                        .mapToObj(
                                epoch ->
                                        String.format(
                                                Locale.ROOT,
                                                """
                                                {"epoch":%d,"train_loss":%s,\
                                                "held_out":{"rows":20,"loss":%s,\
                                                "metrics":{"accuracy":%s}},\
                                                "learning_rate":0.01,"seconds":0.5,\
                                                "peak_bytes":1000000}\
                                                """,
                                                epoch,
                                                Math.pow(0.5, epoch),
                                                1.5 * Math.pow(0.6, epoch),
                                                1 - Math.pow(0.7, epoch)))
                        .collect(Collectors.joining(","));
        return History.fromJson("[" + rows + "]");
    }
}
