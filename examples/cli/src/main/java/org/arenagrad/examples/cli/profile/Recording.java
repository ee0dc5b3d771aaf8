package org.arenagrad.examples.cli.profile;

import org.arenagrad.autograd.Graph;
import org.arenagrad.examples.loop.Step;
import org.arenagrad.examples.loop.StepListener;
import org.arenagrad.memory.BufferInfo;
import org.arenagrad.memory.LifetimeRecorder;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Scope;
import org.arenagrad.train.TrainingException;
import org.jspecify.annotations.Nullable;

/// Records the lifetimes and the graph of a few training steps, or of the first evaluation.
///
/// Sites are recorded as long as it is open, so of parameters too.
public final class Recording implements StepListener, AutoCloseable {
    private final long first;
    private final long last;
    private @Nullable LifetimeRecorder recorder;
    private Graph.@Nullable Recorder graph;
    private @Nullable Lifetimes lifetimes;

    private Recording(long first, long last) {
        this.first = first;
        this.last = last;
        Scope.trace(true);
    }

    /// Of steps.
    ///
    /// @param first the first one, from 1
    /// @param last the last one
    public static Recording ofSteps(long first, long last) {
        return new Recording(first, last);
    }

    /// Of the evaluation.
    public static Recording ofEvaluation() {
        return new Recording(0, 0);
    }

    @Override
    public void stepBegins(Step step) {
        if (step.number() == first) {
            start();
        }
    }

    @Override
    public void stepEnded(Step step) {
        if (step.number() == last) {
            stop();
        }
    }

    @Override
    public void evaluationBegins() {
        if (first == 0) {
            start();
        }
    }

    @Override
    public void evaluationEnded() {
        stop();
    }

    private void start() {
        recorder = LifetimeRecorder.start();
        graph = Graph.record(recorder::moment);
    }

    private void stop() {
        // Only now is it known which scopes own what lives on: they will be closed later.
        if (lifetimes == null && recorder != null && graph != null) {
            graph.close();
            lifetimes = recorder.stop();
        }
    }

    /// What lived.
    ///
    /// @throws TrainingException if what should be recorded did not happen
    public Lifetimes lifetimes() {
        return happened(lifetimes);
    }

    /// What was recorded for backward, its times being moments of the lifetimes.
    ///
    /// @throws TrainingException if what should be recorded did not happen
    public Graph graph() {
        return happened(graph).graph();
    }

    /// The place of a buffer among the lives; -1 if it has none.
    public int place(BufferInfo buffer) {
        return happened(recorder).place(buffer);
    }

    private static <T> T happened(@Nullable T recorded) {
        if (recorded == null) {
            throw new TrainingException("nothing was recorded: the training ended before");
        }
        return recorded;
    }

    /// Stops, and switches the recording of sites off.
    @Override
    public void close() {
        stop();
        Scope.trace(false);
    }
}
