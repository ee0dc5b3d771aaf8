package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.loop.Vectors;
import org.arenagrad.kernel.math.VectorApi;
import org.arenagrad.kernel.openblas.OpenBlasLibrary;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Builds the backends, and knows what each one is missing.
final class Backends {
    private static final List<String> NAMES = List.of("openblas", "vector", "scalar");

    private Backends() {}

    /// The best one. If that is not `openblas` with the Vector API, says so in the log, once: a
    /// user who did not choose the slower backend should know.
    static Selection best() {
        Selection best = made(available().getFirst(), Vectors.LATER);
        if (!best.skipped().isEmpty()) {
            System.getLogger("org.arenagrad")
                    .log(
                            System.Logger.Level.WARNING,
                            "computing with {0}; {1}",
                            best.description(),
                            String.join("; ", best.skipped()));
        }
        return best;
    }

    static List<String> available() {
        return NAMES.stream().filter(name -> obstacle(name) == null).toList();
    }

    static Selection named(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no backend '%s'; available: %s"
                            .formatted(name, String.join(", ", available())));
        }
        String obstacle = obstacle(name);
        if (obstacle != null) {
            throw new IllegalArgumentException(
                    "the backend '%s' is not available: %s; available: %s"
                            .formatted(name, obstacle, String.join(", ", available())));
        }
        return made(name, Vectors.ALWAYS);
    }

    /// @param when vectors serve, if they can: where nobody has asked for the backend, as soon as
    ///   they pay
    private static Selection made(String name, Vectors when) {
        boolean vectors = !name.equals("scalar") && !VectorApi.missing();
        Vectors possible = vectors ? when : Vectors.NEVER;
        boolean library = name.equals("openblas");
        return new Selection(
                name,
                () -> description(name),
                library ? vectors ? List.of() : List.of(VectorApi.advice()) : skippedBefore(name),
                BackendKernels.float64(possible, library),
                BackendKernels.float32(possible, library));
    }

    private static String description(String name) {
        String loops = VectorApi.missing() ? "scalar loops" : VectorApi.description();
        return switch (name) {
            case "openblas" -> "openblas " + OpenBlasLibrary.description() + ", " + loops;
            case "vector" -> "vector: pure Java, " + loops;
            default -> "scalar: pure Java";
        };
    }

    /// Why each better backend than this one does not serve; those that could were just not asked
    /// for.
    private static List<String> skippedBefore(String name) {
        List<String> skipped = new ArrayList<>();
        for (String better : NAMES.subList(0, NAMES.indexOf(name))) {
            String obstacle = obstacle(better);
            skipped.add(
                    better
                            + ": "
                            + (obstacle != null
                                    ? obstacle
                                    : "available, but " + name + " was asked for"));
        }
        return skipped;
    }

    /// What keeps a backend from serving, null if nothing does.
    private static @Nullable String obstacle(String name) {
        return switch (name) {
            case "openblas" -> OpenBlasLibrary.obstacle();
            case "vector" -> VectorApi.missing() ? VectorApi.advice() : null;
            default -> null;
        };
    }
}
