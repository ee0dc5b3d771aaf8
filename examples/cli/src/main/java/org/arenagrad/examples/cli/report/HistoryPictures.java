package org.arenagrad.examples.cli.report;

import org.arenagrad.examples.cli.report.CurvePicture.Curve;
import org.arenagrad.train.Evaluation;
import org.arenagrad.train.History;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws what a [History] tells.
public final class HistoryPictures {
    private static final String FALLING =
            "How far off the model is, after each epoch: lower is better.";

    private static final String FALLING_HELD =
            FALLING
                    + " Where the line of the rows held out rises while that of training falls, the"
                    + " model only learns its rows by heart.";

    private HistoryPictures() {}

    /// The losses, and each share that was measured of the rows held out, or of those to learn from
    /// if there are none.
    public static List<Picture> of(String title, History history) {
        List<Picture> pictures = new ArrayList<>();
        if (history.isEmpty()) {
            return pictures;
        }
        List<Curve> losses = new ArrayList<>();
        losses.add(curve("training", history, History.TRAIN_LOSS));
        List<Curve> shares = new ArrayList<>();
        boolean held = history.last().heldOut() != null;
        Evaluation tested = history.last().tested();
        if (tested != null) {
            losses.add(
                    held
                            ? curve("held out", history, History.HELD_OUT_LOSS)
                            : curve(
                                    "training, after the epoch",
                                    history,
                                    History.TRAIN_LOSS_AFTER));
            for (String metric : tested.metrics().keySet()) {
                if (isShare(metric)) {
                    shares.add(curve(metric, history, held ? metric : "train_" + metric));
                }
            }
        }
        pictures.add(CurvePicture.losses(title + ": loss", held ? FALLING_HELD : FALLING, losses));
        if (!shares.isEmpty()) {
            String rows = held ? "rows held out" : "training rows";
            String axis = shares.size() == 1 ? shares.getFirst().name() : rows;
            pictures.add(
                    CurvePicture.shares("accuracy", "%s: %s".formatted(title, axis), axis, shares));
        }
        return pictures;
    }

    private static Curve curve(String name, History history, String column) {
        return new Curve(
                name,
                history.epochs().stream()
                        .mapToDouble(
                                epoch -> {
                                    Number value = epoch.columns().get(column);
                                    return value == null ? Double.NaN : value.doubleValue();
                                })
                        .toArray());
    }

    /// Whether a metric lies between 0 and 1 whatever is measured: an error may do so by chance.
    private static boolean isShare(String metric) {
        String name = metric.toLowerCase(Locale.ROOT);
        return name.contains("accuracy")
                || name.contains("precision")
                || name.contains("recall")
                || name.contains("f1");
    }
}
