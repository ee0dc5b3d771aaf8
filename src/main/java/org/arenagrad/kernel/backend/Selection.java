package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.math.VectorApi;
import org.arenagrad.kernel.parallel.Threads;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/// Which backend serves, and why the others do not.
///
/// | name | matrix products | everything else |
/// |---|---|---|
/// | `openblas` | OpenBLAS | Vector API; scalar loops without it |
/// | `vector` | pure Java, Vector API | Vector API |
/// | `scalar` | scalar loops | scalar loops |
///
/// The first of them that this JVM can run is taken, when a kernel is first needed;
/// `-Darenagrad.backend=name` asks for one, and then it is that one or an error.
public final class Selection {
    /// The system property that asks for a backend.
    static final String PROPERTY = "arenagrad.backend";

    private static volatile @Nullable Selection active;

    private final String name;
    private final Supplier<String> description;
    private final List<String> skipped;
    private final Kernels float64;
    private final Kernels float32;

    /// @param description asked for when somebody wants to read it: OpenBLAS has to be called for
    ///   it
    Selection(
            String name,
            Supplier<String> description,
            List<String> skipped,
            Kernels float64,
            Kernels float32) {
        this.name = name;
        this.description = description;
        this.skipped = List.copyOf(skipped);
        this.float64 = float64;
        this.float32 = float32;
    }

    /// The backend that serves now.
    ///
    /// @throws IllegalArgumentException if `-Darenagrad.backend` asks for one that cannot serve
    public static Selection active() {
        Selection current = active;
        return current != null ? current : first();
    }

    /// Makes the named backend serve from now on, in all threads.
    ///
    /// @throws IllegalArgumentException if it cannot: with the reason, and the names of those that
    ///   can
    public static synchronized Selection use(String name) {
        Selection chosen = Backends.named(name);
        active = chosen;
        return chosen;
    }

    /// Whether vectors serve, or will when a kernel is first needed. Asking loads no library.
    public static boolean hasVectors() {
        Selection current = active;
        String name = current != null ? current.name : System.getProperty(PROPERTY);
        return !"scalar".equals(name) && !VectorApi.missing();
    }

    /// The names of the backends that can serve in this JVM, the best first.
    public static List<String> available() {
        return Backends.available();
    }

    private static synchronized Selection first() {
        Selection current = active;
        if (current == null) {
            String asked = System.getProperty(PROPERTY);
            current = asked != null ? Backends.named(asked) : Backends.best();
            active = current;
        }
        return current;
    }

    /// `openblas`, `vector` or `scalar`.
    public String name() {
        return name;
    }

    /// What serves, for people to read: `openblas 0.3.31 (SkylakeX), Vector API 512 bit, 2
    /// threads`.
    public String description() {
        int threads = Threads.count();
        return "%s, %d %s"
                .formatted(description.get(), threads, threads == 1 ? "thread" : "threads");
    }

    /// One line for each thing better than this that does not serve: which, why, and what to do.
    public List<String> skipped() {
        return skipped;
    }

    /// The kernels for float64.
    public Kernels float64() {
        return float64;
    }

    /// The kernels for float32.
    public Kernels float32() {
        return float32;
    }
}
