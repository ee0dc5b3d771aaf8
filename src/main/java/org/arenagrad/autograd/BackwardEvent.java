package org.arenagrad.autograd;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;

import org.jspecify.annotations.Nullable;

/// A backward pass, as an event of the JDK's Flight Recorder: it lasts as long as the pass.
///
/// As in `memory`, what starts and ends the event is not a method of the event's own class: the
/// first event class to be used loads the recorder, which takes a tenth of a second.
final class BackwardEvent {
    private BackwardEvent() {}

    /// Starts the clock.
    ///
    /// @return what is handed to [#ended]; null if no flight recorder was started
    static @Nullable Walk begun() {
        if (!FlightRecorder.isInitialized()) {
            return null;
        }
        Walk event = new Walk();
        event.begin();
        return event;
    }

    static void ended(@Nullable Walk event, Tensor root, int operations) {
        if (event != null && event.shouldCommit()) {
            event.root = root.array().toString();
            event.operations = operations;
            event.commit();
        }
    }

    @Name("arenagrad.Backward")
    @Label("Backward")
    @Category("Arenagrad")
    static final class Walk extends Event {
        @Label("Root")
        @Nullable String root;

        @Label("Operations")
        int operations;
    }
}
