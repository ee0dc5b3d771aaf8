package org.arenagrad.train;

import org.arenagrad.optim.Clip;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.Schedule;
import org.jspecify.annotations.Nullable;

/// How far a step goes: the learning rate for it, and what its gradients are cut to.
final class StepControl {
    private final Optimizer optimizer;
    private @Nullable Schedule byEpoch;
    private @Nullable Schedule byStep;
    private double largestNorm = Double.POSITIVE_INFINITY;

    StepControl(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    void byEpoch(Schedule schedule) {
        byEpoch = schedule;
        byStep = null;
    }

    void byStep(Schedule schedule) {
        byStep = schedule;
        byEpoch = null;
    }

    void clipNorm(double max) {
        if (!(max >= 0 && max < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "trainer: gradients can't be scaled to a norm of %s".formatted(max));
        }
        largestNorm = max;
    }

    void epochBegins(int epoch) {
        if (byEpoch != null) {
            optimizer.learningRate(byEpoch.at(epoch));
        }
    }

    void stepBegins(long step) {
        if (byStep != null) {
            optimizer.learningRate(byStep.at(Math.toIntExact(step)));
        }
    }

    void clip() {
        if (largestNorm < Double.POSITIVE_INFINITY) {
            Clip.gradNorm(optimizer.parameters(), largestNorm);
        }
    }
}
