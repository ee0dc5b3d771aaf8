package org.arenagrad.examples.cli.profile;

import org.arenagrad.examples.Example;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Step;
import org.arenagrad.examples.loop.StepListener;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.DryRun;
import org.arenagrad.memory.LifetimeRecorder;
import org.arenagrad.memory.MemoryPlan;
import org.arenagrad.memory.Scope;
import org.arenagrad.train.TrainingException;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// What memory a step of an [Example] takes, predicted without memory or measured.
///
/// @param rows how many rows the step takes
/// @param memory the plan of the step, all that lived before it included
public record StepPlan(int rows, MemoryPlan memory) {
    /// Trains without memory and without arithmetic.
    public static StepPlan predicted(Example example, Settings settings) {
        Listener listener = new Listener();
        Scope.dryRun(() -> train(example, settings, listener));
        return listener.plan();
    }

    /// Trains for real.
    public static StepPlan measured(Example example, Settings settings) {
        Listener listener = new Listener();
        train(example, settings, listener);
        return listener.plan();
    }

    private static void train(Example example, Settings settings, Listener listener) {
        // The first step is like every other: what lasts is there before it begins.
        example.train(new Training(settings.withEpochs(1), List.of(listener), 1));
    }

    /// Listens to one step.
    private static final class Listener implements StepListener {
        private @Nullable LifetimeRecorder recorder;
        private long multiplicationsBefore;
        private @Nullable StepPlan plan;

        @Override
        public void stepBegins(Step step) {
            recorder = LifetimeRecorder.start();
            multiplicationsBefore = DryRun.multiplications();
        }

        @Override
        public void stepEnded(Step step) {
            if (recorder != null) {
                long multiplications = DryRun.multiplications() - multiplicationsBefore;
                plan = new StepPlan(step.rows(), MemoryPlan.of(recorder.stop(), multiplications));
            }
        }

        StepPlan plan() {
            if (plan == null) {
                throw new TrainingException("no step was taken");
            }
            return plan;
        }
    }
}
