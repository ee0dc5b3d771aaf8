package org.arenagrad.viz;

import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Lifetimes.Event;
import org.arenagrad.memory.Lifetimes.Stage;
import org.arenagrad.memory.Phase;

import java.util.ArrayList;
import java.util.List;

/// From moments to places between the left and the right edge of a picture. Each moment has a cell,
/// all of the same width; a buffer's bar begins and ends at edges of cells.
///
/// @param left where moment 0 begins
/// @param cell the width of a moment
/// @param moments how many there are
record TimeAxis(double left, double cell, int moments) {
    private static final double WIDTH = 1016;
    private static final double NARROWEST_CELL = 5;

    static TimeAxis of(Lifetimes lifetimes, double left) {
        int moments = lifetimes.lastMoment() + 1;
        return new TimeAxis(left, Math.max(NARROWEST_CELL, WIDTH / moments), moments);
    }

    /// Where a moment begins.
    double x(int moment) {
        return left + moment * cell;
    }

    /// The middle of a moment.
    double middle(int moment) {
        return x(moment) + cell / 2;
    }

    double right() {
        return x(moments);
    }

    /// A part of the time.
    ///
    /// @param name what it is
    /// @param from its first moment
    /// @param to the first moment after it
    record Span(String name, int from, int to) {}

    /// The parts of the time. A part in which nothing begins or ends, as an optimizer's that works
    /// in place, is shown as the moment during which it happens.
    static List<Span> spans(Lifetimes lifetimes) {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (int moment = 1; moment <= lifetimes.lastMoment() + 1; moment++) {
            boolean last = moment > lifetimes.lastMoment();
            if (last || phaseAt(lifetimes, moment) != phaseAt(lifetimes, from)) {
                spans.add(new Span(name(lifetimes, from, moment), from, moment));
                from = moment;
            }
        }
        return spans;
    }

    private static Phase phaseAt(Lifetimes lifetimes, int moment) {
        return lifetimes.stages().stream()
                .filter(stage -> stage.from() == moment && stage.phase() != Phase.FORWARD)
                .filter(stage -> isQuiet(lifetimes, stage))
                .findFirst()
                .map(Stage::phase)
                .orElseGet(() -> lifetimes.phaseAt(moment));
    }

    private static boolean isQuiet(Lifetimes lifetimes, Stage stage) {
        int next = lifetimes.stages().indexOf(stage) + 1;
        return next < lifetimes.stages().size()
                && lifetimes.stages().get(next).from() == stage.from();
    }

    /// Where a step closes its scopes, nothing is made any more: that is no forward.
    private static String name(Lifetimes lifetimes, int from, int to) {
        Phase phase = phaseAt(lifetimes, from);
        boolean onlyEnds =
                from > 0
                        && lifetimes.events().subList(from - 1, to - 1).stream()
                                .noneMatch(Event::begins);
        return phase == Phase.FORWARD && onlyEnds ? "end" : phase.toString();
    }
}
