package org.arenagrad.examples.loop;

import java.io.PrintStream;
import java.util.Locale;

/// Prints how far a training run is, and the mean loss of the epoch: about ten lines in all.
public final class EpochLines implements StepListener {
    private static final int LINES = 10;

    private final PrintStream out;
    private final MeanLoss mean = new MeanLoss();

    /// Lines to a stream.
    public EpochLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void stepEnded(Step step) {
        mean.add(step);
        int epochs = step.epochs();
        int every = Math.ceilDiv(epochs, LINES);
        boolean shown = step.epoch() == 1 || step.epoch() % every == 0 || step.epoch() == epochs;
        if (step.lastOfEpoch() && shown) {
            int width = String.valueOf(epochs).length();
            out.printf(Locale.ROOT, "epoch %" + width + "d/%d  %s%n", step.epoch(), epochs, mean);
        }
    }
}
