package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.jspecify.annotations.Nullable;

/// What operations of one thread do besides computing: record themselves, look for values that are
/// not finite, tell who draws the graph or recomputes a part of it.
final class Modes {
    private static final ThreadLocal<Modes> CURRENT = ThreadLocal.withInitial(Modes::new);

    boolean recording = true;

    /// The type of new tensors that are asked for without one.
    DType dtype = DType.FLOAT64;

    boolean anomalies;
    Graph.@Nullable Recorder graph;
    @Nullable CheckpointRun checkpoint;

    /// Whether a part is being computed again in backward: what it has done to things outside, it
    /// has done already.
    boolean recomputing;

    /// The custom function whose backward is being recorded.
    @Nullable String rule;

    private int open;

    static Modes current() {
        return CURRENT.get();
    }

    /// Switches recording, until the result is closed.
    static Mode recording(boolean on) {
        Mode before = current().switched();
        current().recording = on;
        return before;
    }

    /// Switches the search for values that are not finite, until the result is closed.
    static Mode anomalies(boolean on) {
        Mode before = current().switched();
        current().anomalies = on;
        return before;
    }

    /// Changes the type of new tensors, until the result is closed.
    static Mode dtype(DType type) {
        Mode before = current().switched();
        current().dtype = type;
        return before;
    }

    /// The mode that restores the present settings.
    private Mode switched() {
        boolean recordingBefore = recording;
        boolean anomaliesBefore = anomalies;
        DType dtypeBefore = dtype;
        int level = ++open;
        return () -> {
            if (this != current() || open != level) {
                throw new IllegalStateException(
                        "a mode ends once, on its thread, after those opened inside it: leave"
                                + " closing to try-with-resources");
            }
            open--;
            recording = recordingBefore;
            anomalies = anomaliesBefore;
            dtype = dtypeBefore;
        };
    }
}
