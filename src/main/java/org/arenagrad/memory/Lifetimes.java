package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The buffers of a stretch of a program: when each was made and when it ended.
///
/// Time is counted in moments: moment 0 is the start, and each beginning or end of a buffer leads
/// to the next. So the same program gives the same lifetimes on every machine, and a dry run gives
/// those of the real one.
///
/// @param lives the buffers, first those that lived at the start, then in the order they were made
/// @param events what led from each moment to the next: event `i` leads to moment `i + 1`
/// @param stages the parts of the stretch, in order; the first begins at moment 0
/// @param bytesAtStart bytes that lived at the start
public record Lifetimes(
        List<Life> lives, List<Event> events, List<Stage> stages, long bytesAtStart) {
    /// Copies what it is given.
    public Lifetimes {
        lives = List.copyOf(lives);
        events = List.copyOf(events);
        stages = List.copyOf(stages);
    }

    /// One buffer.
    ///
    /// @param name what the user calls it, or null
    /// @param operation what made it
    /// @param shape its shape
    /// @param bytes its size
    /// @param role what it was for, as it turned out
    /// @param scope the name of the scope it belonged to last
    /// @param birth the first moment it lives
    /// @param end the first moment it does not live any more; one past the last moment if it lives
    ///   on
    /// @param madeAt where it was made, null if sites were not recorded
    /// @param savedBy the operations that saved it for their gradients
    /// @param endedBy what ended it; null if it lives on
    /// @param endedAt where it was ended; null if it lives on or sites were not recorded
    public record Life(
            @Nullable String name,
            String operation,
            String shape,
            long bytes,
            Role role,
            String scope,
            int birth,
            int end,
            @Nullable String madeAt,
            List<String> savedBy,
            @Nullable String endedBy,
            @Nullable String endedAt) {
        /// Copies what it is given.
        public Life {
            savedBy = List.copyOf(savedBy);
        }

        /// Whether it lives at a moment.
        public boolean isAliveAt(int moment) {
            return birth <= moment && moment < end;
        }

        /// What to call it: its name, else the operation that made it.
        public String label() {
            return name == null ? operation : name;
        }
    }

    /// The beginning or the end of a buffer.
    ///
    /// @param begins whether it begins, else it ends
    /// @param life its place among the lives
    /// @param bytes its size
    /// @param liveBytes what lives afterwards, all in all
    public record Event(boolean begins, int life, long bytes, long liveBytes) {}

    /// A part of the stretch.
    ///
    /// @param phase what it is
    /// @param from its first moment
    public record Stage(Phase phase, int from) {}

    /// Runs a part of a program in a scope of its own and tells what lived meanwhile.
    ///
    /// @param name what to call the scope
    public static Lifetimes of(String name, Runnable stretch) {
        try (LifetimeRecorder recorder = LifetimeRecorder.start()) {
            try (Scope _ = Scope.open(name)) {
                stretch.run();
            }
            return recorder.stop();
        }
    }

    /// The last moment.
    public int lastMoment() {
        return events.size();
    }

    /// Bytes that live at a moment.
    public long liveBytes(int moment) {
        return moment == 0 ? bytesAtStart : events.get(moment - 1).liveBytes();
    }

    /// The part of the stretch that the event leading to a moment belongs to; at moment 0, the one
    /// that the stretch begins with.
    public Phase phaseAt(int moment) {
        Phase phase = Phase.FORWARD;
        for (Stage stage : stages) {
            if (stage.from() < moment || stage.from() == 0) {
                phase = stage.phase();
            }
        }
        return phase;
    }

    /// The first moment at which the most bytes live.
    public int peakMoment() {
        int peak = 0;
        for (int moment = 1; moment <= lastMoment(); moment++) {
            if (liveBytes(moment) > liveBytes(peak)) {
                peak = moment;
            }
        }
        return peak;
    }

    /// The most bytes that live at once.
    public long peakBytes() {
        return liveBytes(peakMoment());
    }

    /// The buffers that live at a moment.
    public List<Life> aliveAt(int moment) {
        return lives.stream().filter(life -> life.isAliveAt(moment)).toList();
    }
}
