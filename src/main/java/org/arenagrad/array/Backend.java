package org.arenagrad.array;

import org.arenagrad.kernel.backend.Selection;
import org.arenagrad.kernel.parallel.Threads;

import java.util.List;

/// Who computes: OpenBLAS, the Vector API, or plain Java. This is the public face of the choice.
///
/// The best available one is taken when the first operation runs;
/// `-Darenagrad.backend=openblas|vector|scalar` or [#use] forces one. All agree to rounding.
///
/// One that was not asked for begins each operation with single elements, and goes on with vectors
/// once there were so many that compiling loops over vectors pays off. The results are the same, to
/// the bit.
public final class Backend {
    private Backend() {}

    /// The name of the one in use: `openblas`, `vector` or `scalar`.
    public static String name() {
        return Selection.active().name();
    }

    /// What it is, with versions, threads and vector width.
    public static String description() {
        return Selection.active().description();
    }

    /// Why better ones were not chosen, a line each; empty if there is nothing better.
    public static List<String> skipped() {
        return Selection.active().skipped();
    }

    /// Forces one, for all threads, from the next operation on.
    ///
    /// @throws IllegalArgumentException if there is none of that name here; the message says which
    ///   there are, and why this one is not
    public static void use(String name) {
        Selection.use(name);
    }

    /// The most threads that work on one operation, the calling one included: as many as there are
    /// processors, unless `-Darenagrad.threads=n` says otherwise. Small operations use one.
    public static int threads() {
        return Threads.count();
    }

    /// Sets how many, for all operations from the next one on; 1 computes on the calling thread
    /// alone.
    ///
    /// @throws IllegalArgumentException if it is not from 1 to 1024, or the system does not let so
    ///   many start: with how many it does
    public static void threads(int most) {
        Threads.use(most);
    }
}
