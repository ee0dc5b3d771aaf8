package org.arenagrad.examples.cli.training;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

import org.arenagrad.examples.cli.console.BarConsole;
import org.arenagrad.examples.cli.console.BarLine;
import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.memory.Ledger;
import org.arenagrad.train.Callback;
import org.arenagrad.train.Evaluation;
import org.arenagrad.train.History;
import org.arenagrad.train.Progress;
import org.arenagrad.train.Trainer;
import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Shows the progress of a training run: a bar that moves if somebody watches, else about ten
/// lines, for a file or a pipe.
public abstract sealed class TrainingDisplay implements Callback, AutoCloseable {
    /// One that suits the stream.
    ///
    /// @param tested what the rows are called that the model is tried on
    public static TrainingDisplay on(PrintStream out, boolean watched, String tested) {
        return watched ? new Bar(out) : new Lines(out, tested);
    }

    @Override
    public void close() {}

    /// One line that is drawn again and again.
    private static final class Bar extends TrainingDisplay {
        private static final long REDRAWN_AFTER = 100_000_000;

        private final ProgressBar bar;
        private String tested = "";
        private long began;
        private long drawn;
        private long rows;

        Bar(PrintStream out) {
            boolean unicode = out.charset().equals(StandardCharsets.UTF_8);
            bar =
                    new ProgressBarBuilder()
                            .setRenderer(new BarLine(unicode ? "█" : "="))
                            .setUpdateIntervalMillis(100)
                            .setConsumer(new BarConsole(out))
                            .build();
        }

        @Override
        public void trainingBegins(Trainer<?, ?> trainer) {
            Progress progress = trainer.progress();
            bar.maxHint((long) progress.epochs() * progress.stepsInEpoch());
            bar.stepTo(progress.steps());
            began = System.nanoTime();
            drawn = began;
        }

        @Override
        public void stepEnded(Trainer<?, ?> trainer) {
            Progress progress = trainer.progress();
            rows += progress.rows();
            bar.stepTo(progress.steps());
            // Text costs more than a small step: ten times a second is enough.
            if (System.nanoTime() - drawn > REDRAWN_AFTER) {
                draw(progress.epoch(), progress.epochs(), progress.meanLoss());
            }
        }

        @Override
        public void evaluated(Trainer<?, ?> trainer, Evaluation evaluation) {
            if (evaluation.metrics().isEmpty()) {
                tested = String.format(Locale.ROOT, " held out %.4g", evaluation.loss());
            } else {
                var first = evaluation.metrics().firstEntry();
                tested =
                        " %s %s"
                                .formatted(
                                        first.getKey(),
                                        Format.metric(first.getKey(), first.getValue()));
            }
        }

        @Override
        public void epochEnded(Trainer<?, ?> trainer, History.Epoch epoch) {
            draw(epoch.number(), trainer.progress().epochs(), epoch.trainLoss());
        }

        private void draw(int epoch, int epochs, double loss) {
            drawn = System.nanoTime();
            double seconds = (drawn - began) / 1e9;
            Ledger ledger = Ledger.current();
            bar.setExtraMessage(
                    String.format(
                            Locale.ROOT,
                            "%d/%d loss %.4g%s %s rows/s %s",
                            epoch,
                            epochs,
                            loss,
                            tested,
                            Format.count(rows / seconds),
                            Format.bytes(ledger.liveBytes(), ledger.peakBytes())));
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /// About ten lines in all.
    private static final class Lines extends TrainingDisplay {
        private static final int LINES = 10;
        private final PrintStream out;
        private final String tested;

        Lines(PrintStream out, String tested) {
            this.out = out;
            this.tested = tested;
        }

        @Override
        public void epochEnded(Trainer<?, ?> trainer, History.Epoch epoch) {
            int epochs = trainer.progress().epochs();
            int number = epoch.number();
            int every = Math.ceilDiv(epochs, LINES);
            if (number == 1 || number % every == 0 || number == epochs) {
                int width = String.valueOf(epochs).length();
                out.printf(
                        Locale.ROOT,
                        "epoch %" + width + "d/%d  loss %.4g%s%n",
                        number,
                        epochs,
                        epoch.trainLoss(),
                        tested(epoch.tested()));
            }
        }

        private String tested(@Nullable Evaluation evaluation) {
            return evaluation == null
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "  %s: loss %.4g%s%s",
                            tested,
                            evaluation.loss(),
                            evaluation.metrics().isEmpty() ? "" : ", ",
                            Format.metrics(evaluation.metrics()));
        }
    }
}
