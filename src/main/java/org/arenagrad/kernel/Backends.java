package org.arenagrad.kernel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Builds the backends, and knows what each one is missing.
final class Backends {
    private static final List<String> NAMES = List.of("openblas", "vector", "scalar");

    private Backends() {}

    /// The best one. If that is not `openblas` with the Vector API, says so in the log, once:
    /// whoever did not choose the slower way should hear of it.
    static Selection best() {
        Selection best = named(available().getFirst());
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
        return switch (name) {
            case "openblas" -> openBlas();
            case "vector" ->
                    new Selection(
                            name,
                            () -> "vector: pure Java, " + VectorKernels.description(),
                            skippedBefore(name),
                            VectorKernels.float64(
                                    new NarrowGemmFloat64(
                                            new ParallelGemm(new VectorGemmFloat64()))),
                            VectorKernels.float32(
                                    new NarrowGemmFloat32(
                                            new ParallelGemm(new VectorGemmFloat32()))));
            default ->
                    new Selection(
                            name,
                            () -> "scalar: pure Java",
                            skippedBefore(name),
                            ScalarKernels.float64(new ParallelGemm(new ScalarGemmFloat64())),
                            ScalarKernels.float32(new ParallelGemm(new ScalarGemmFloat32())));
        };
    }

    private static Selection openBlas() {
        Gemm float64 = new OpenBlasGemmFloat64();
        Gemm float32 = new OpenBlasGemmFloat32();
        if (VectorKernels.missing()) {
            return new Selection(
                    "openblas",
                    () -> "openblas " + OpenBlasLibrary.description() + ", scalar loops",
                    List.of(VectorKernels.advice()),
                    ScalarKernels.float64(float64),
                    ScalarKernels.float32(float32));
        }
        return new Selection(
                "openblas",
                () ->
                        "openblas "
                                + OpenBlasLibrary.description()
                                + ", "
                                + VectorKernels.description(),
                List.of(),
                VectorKernels.float64(new NarrowGemmFloat64(float64)),
                VectorKernels.float32(new NarrowGemmFloat32(float32)));
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
            case "vector" -> VectorKernels.missing() ? VectorKernels.advice() : null;
            default -> null;
        };
    }
}
