package org.arenagrad.autograd;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;

import org.jspecify.annotations.Nullable;

/// A walk back, for the JDK's Flight Recorder: it lasts as long as the walk.
@Name("arenagrad.Backward")
@Label("Backward")
@Category("Arenagrad")
final class BackwardEvent extends Event {
    @Label("Root")
    @Nullable String root;

    @Label("Operations")
    int operations;

    /// Starts the clock.
    ///
    /// @return what is handed to [#ended]; null if no flight recorder was started
    static @Nullable BackwardEvent begun() {
        if (!FlightRecorder.isInitialized()) {
            return null;
        }
        BackwardEvent event = new BackwardEvent();
        event.begin();
        return event;
    }

    static void ended(@Nullable BackwardEvent event, Tensor root, int operations) {
        if (event != null && event.shouldCommit()) {
            event.root = root.array().toString();
            event.operations = operations;
            event.commit();
        }
    }
}
