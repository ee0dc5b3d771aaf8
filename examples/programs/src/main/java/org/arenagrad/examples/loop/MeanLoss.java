package org.arenagrad.examples.loop;

import java.util.Locale;

/// The mean loss over the steps of an epoch.
public final class MeanLoss {
    private double sum;
    private int steps;
    private boolean complete;

    /// Adds the loss of a step; the first step of an epoch begins a new mean.
    public void add(Step step) {
        if (complete) {
            sum = 0;
            steps = 0;
        }
        sum += step.loss();
        steps++;
        complete = step.lastOfEpoch();
    }

    /// `loss 0.0931`.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "loss %.4g", sum / steps);
    }
}
