package org.arenagrad.examples.cli.command;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import org.arenagrad.examples.cli.console.BarConsole;
import org.arenagrad.examples.loop.MeanLoss;
import org.arenagrad.examples.loop.Step;
import org.arenagrad.examples.loop.StepListener;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A bar that shows how far an example is, and the mean loss of each epoch: one line that is drawn
/// again and again.
final class ExampleProgress implements StepListener, AutoCloseable {
    private final ProgressBar bar;
    private final MeanLoss mean = new MeanLoss();

    ExampleProgress(PrintStream out) {
        boolean unicode = out.charset().equals(StandardCharsets.UTF_8);
        bar =
                new ProgressBarBuilder()
                        .setTaskName("training")
                        .setUnit(" steps", 1)
                        .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(100)
                        .setConsumer(new BarConsole(out))
                        .build();
    }

    @Override
    public void stepEnded(Step step) {
        mean.add(step);
        bar.maxHint(step.steps());
        bar.stepTo(step.number());
        if (step.lastOfEpoch()) {
            bar.setExtraMessage("  epoch %d/%d  %s".formatted(step.epoch(), step.epochs(), mean));
        }
    }

    @Override
    public void close() {
        bar.close();
    }
}
