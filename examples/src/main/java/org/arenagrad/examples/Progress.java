package org.arenagrad.examples;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Shows how far a training is, and the loss as it falls: the mean over each epoch.
abstract sealed class Progress implements StepListener, AutoCloseable {
    private double sum;
    private int count;

    /// A bar that moves if somebody watches, else plain lines, for a file or a pipe.
    static Progress on(Terminal terminal) {
        return terminal.watched() ? new Bar(terminal.out()) : new Lines(terminal.out());
    }

    @Override
    public final void stepEnded(Step step) {
        sum += step.loss();
        count++;
        moved(step);
        if (step.lastOfEpoch()) {
            epochEnded(step, String.format(Locale.ROOT, "loss %.4g", sum / count));
            sum = 0;
            count = 0;
        }
    }

    void moved(Step step) {}

    abstract void epochEnded(Step step, String loss);

    @Override
    public void close() {}

    /// One line that is drawn again and again.
    private static final class Bar extends Progress {
        private final ProgressBar bar;

        Bar(PrintStream out) {
            boolean unicode = out.charset().equals(StandardCharsets.UTF_8);
            bar =
                    new ProgressBarBuilder()
                            .setTaskName("training")
                            .setUnit(" steps", 1)
                            .setStyle(
                                    unicode
                                            ? ProgressBarStyle.UNICODE_BLOCK
                                            : ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(100)
                            .setConsumer(new BarConsole(out))
                            .build();
        }

        @Override
        void moved(Step step) {
            bar.maxHint(step.steps());
            bar.stepTo(step.number());
        }

        @Override
        void epochEnded(Step step, String loss) {
            bar.setExtraMessage("  epoch %d/%d  %s".formatted(step.epoch(), step.epochs(), loss));
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /// About ten lines in all.
    private static final class Lines extends Progress {
        private static final int LINES = 10;
        private final PrintStream out;

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        void epochEnded(Step step, String loss) {
            int epochs = step.epochs();
            int every = Math.ceilDiv(epochs, LINES);
            if (step.epoch() == 1 || step.epoch() % every == 0 || step.epoch() == epochs) {
                int width = String.valueOf(epochs).length();
                out.printf(
                        Locale.ROOT, "epoch %" + width + "d/%d  %s%n", step.epoch(), epochs, loss);
            }
        }
    }
}
