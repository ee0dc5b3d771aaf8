package org.arenagrad.autograd;

/// What operations of one thread do beside computing: record themselves, look for values that are
/// not finite.
final class Modes {
    private static final ThreadLocal<Modes> CURRENT = ThreadLocal.withInitial(Modes::new);

    boolean recording = true;
    boolean anomalies;

    static Modes current() {
        return CURRENT.get();
    }

    /// Switches recording, until the result is closed.
    static Mode recording(boolean on) {
        Modes modes = current();
        boolean before = modes.recording;
        modes.recording = on;
        return () -> modes.recording = before;
    }

    /// Switches the search for values that are not finite, until the result is closed.
    static Mode anomalies(boolean on) {
        Modes modes = current();
        boolean before = modes.anomalies;
        modes.anomalies = on;
        return () -> modes.anomalies = before;
    }
}
