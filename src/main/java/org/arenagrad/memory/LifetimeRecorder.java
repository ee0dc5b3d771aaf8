package org.arenagrad.memory;

import org.arenagrad.memory.Lifetimes.Event;
import org.arenagrad.memory.Lifetimes.Life;
import org.arenagrad.memory.Lifetimes.Stage;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes down [Lifetimes] from where it is started to where it is stopped.
///
/// ```java
/// try (var recorder = LifetimeRecorder.start()) {
///     …                                     // a training step
///     Lifetimes lifetimes = recorder.stop();
/// }
/// ```
///
/// With [Scope#trace] on, it also knows where buffers were made and ended.
public final class LifetimeRecorder implements MemoryListener, AutoCloseable {
    private final Ledger ledger = Ledger.current();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<BufferInfo, Integer> places = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final long bytesAtStart = ledger.liveBytes();
    private MemoryListener.@Nullable Registration registration;
    private @Nullable Lifetimes result;

    private LifetimeRecorder() {
        stages.add(new Stage(ledger.phase(), 0));
        ledger.live().forEach(buffer -> enter(buffer, 0));
    }

    /// Starts to write down what happens on this thread.
    public static LifetimeRecorder start() {
        LifetimeRecorder recorder = new LifetimeRecorder();
        recorder.registration = recorder.ledger.listen(recorder);
        return recorder;
    }

    /// The moment now: how many events there were so far.
    public int moment() {
        return events.size();
    }

    /// Stops, and tells what happened. Further calls tell the same again.
    public Lifetimes stop() {
        if (result == null) {
            close();
            int beyond = events.size() + 1;
            result =
                    new Lifetimes(
                            entries.stream().map(entry -> entry.life(beyond)).toList(),
                            events,
                            stages,
                            bytesAtStart);
        }
        return result;
    }

    /// The place of a buffer among the lives; -1 if it was not heard of.
    public int place(BufferInfo buffer) {
        return places.getOrDefault(buffer, -1);
    }

    /// Stops.
    @Override
    public void close() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }

    @Override
    public void began(BufferInfo buffer) {
        int place = enter(buffer, events.size() + 1);
        events.add(new Event(true, place, buffer.byteSize(), ledger.liveBytes()));
    }

    private int enter(BufferInfo buffer, int moment) {
        int place = entries.size();
        entries.add(new Entry(buffer, moment));
        places.put(buffer, place);
        return place;
    }

    @Override
    public void saved(BufferInfo buffer, String operation) {
        Integer place = places.get(buffer);
        if (place != null) {
            entries.get(place).savedBy.add(operation);
        }
    }

    @Override
    public void ended(BufferInfo buffer) {
        int place = place(buffer);
        events.add(new Event(false, place, buffer.byteSize(), ledger.liveBytes()));
        entries.get(place).ended(events.size());
    }

    @Override
    public void entered(Phase phase) {
        stages.add(new Stage(phase, events.size()));
    }

    /// One buffer, as far as it is known.
    private static final class Entry {
        private final BufferInfo buffer;
        private final int birth;
        private final List<String> savedBy = new ArrayList<>();
        private int end = -1;
        private String scope = "";

        Entry(BufferInfo buffer, int birth) {
            this.buffer = buffer;
            this.birth = birth;
        }

        void ended(int moment) {
            end = moment;
            scope = scopeNow();
        }

        private String scopeNow() {
            Scope owner = buffer.scope();
            return owner == null ? "" : owner.name();
        }

        Life life(int beyond) {
            boolean livesOn = end < 0;
            return new Life(
                    buffer.name(),
                    buffer.operation(),
                    buffer.shape().toString(),
                    buffer.byteSize(),
                    buffer.role(),
                    livesOn ? scopeNow() : scope,
                    birth,
                    livesOn ? beyond : end,
                    buffer.madeAt(),
                    savedBy,
                    livesOn ? null : buffer.endedBy(),
                    livesOn ? null : buffer.endedAt());
        }
    }
}
