package org.arenagrad.examples;

import org.arenagrad.autograd.Graph;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.LifetimeRecorder;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Records the lifetimes and the graph of a few steps of a training, or of the first evaluation.
///
/// Sites are recorded as long as it is open, so of parameters too.
final class Recording implements StepListener, AutoCloseable {
    private final long first;
    private final long last;
    private @Nullable LifetimeRecorder lifetimes;
    private Graph.@Nullable Recorder graph;
    private boolean over;

    private Recording(long first, long last) {
        this.first = first;
        this.last = last;
        Scope.trace(true);
    }

    /// Of steps.
    ///
    /// @param first the first one, from 1
    /// @param last the last one
    static Recording ofSteps(long first, long last) {
        return new Recording(first, last);
    }

    /// Of the evaluation.
    static Recording ofEvaluation() {
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
        lifetimes = LifetimeRecorder.start();
        graph = Graph.record(lifetimes::moment);
    }

    private void stop() {
        if (graph != null && !over) {
            graph.close();
            lifetimes().stop();
            over = true;
        }
    }

    /// What lived.
    ///
    /// @throws TrainingException if what should be recorded did not happen
    Lifetimes result() {
        return lifetimes().stop();
    }

    /// What was recorded for the walk back, its times being moments of the lifetimes.
    ///
    /// @throws TrainingException if what should be recorded did not happen
    Graph graph() {
        lifetimes();
        return Objects.requireNonNull(graph).graph();
    }

    /// The place of a buffer among the lives; -1 if it has none.
    int place(Buffer buffer) {
        return lifetimes().place(buffer);
    }

    private LifetimeRecorder lifetimes() {
        if (lifetimes == null) {
            throw new TrainingException("nothing was recorded: the training ended before");
        }
        return lifetimes;
    }

    @Override
    public void close() {
        stop();
        Scope.trace(false);
    }
}
