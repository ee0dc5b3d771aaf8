package org.arenagrad.kernel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Builds the backends, and knows what each one is missing.
final class Backends {
    private static final List<String> NAMES = List.of("openblas", "vector", "scalar");

    private Backends() {}

    /// The best one. If that is not `openblas` with the Vector API, says so in the log, once:
    /// whoever did not choose the slower way should hear of it.
    static Selection best() {
        Selection best = made(available().getFirst(), true);
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
        return made(name, false);
    }

    /// @param later whether vectors serve only once they pay
    private static Selection made(String name, boolean later) {
        return switch (name) {
            case "openblas" ->
                    new Selection(
                            name,
                            () -> "openblas " + OpenBlasLibrary.description() + ", " + loops(),
                            VectorKernels.missing() ? List.of(VectorKernels.advice()) : List.of(),
                            float64(
                                    new ParallelGemm(
                                            new OpenBlasGemmFloat64(OpenBlasLibrary.places())),
                                    later),
                            float32(
                                    new ParallelGemm(
                                            new OpenBlasGemmFloat32(OpenBlasLibrary.places())),
                                    later));
            case "vector" ->
                    new Selection(
                            name,
                            () -> "vector: pure Java, " + loops(),
                            skippedBefore(name),
                            float64(new ParallelGemm(new VectorGemmFloat64()), later),
                            float32(new ParallelGemm(new VectorGemmFloat32()), later));
            default ->
                    new Selection(
                            name,
                            () -> "scalar: pure Java",
                            skippedBefore(name),
                            always(
                                    ScalarKernels.float64(
                                            new ParallelGemm(new ScalarGemmFloat64()))),
                            always(
                                    ScalarKernels.float32(
                                            new ParallelGemm(new ScalarGemmFloat32()))));
        };
    }

    private static String loops() {
        return VectorKernels.missing() ? "scalar loops" : VectorKernels.description();
    }

    private static Supplier<Kernels> float64(Gemm gemm, boolean later) {
        if (VectorKernels.missing()) {
            return always(ScalarKernels.float64(gemm));
        }
        return later
                ? new VectorsLater(
                        VectorsLater.NANOS,
                        PlainKernels.float64(gemm),
                        () -> VectorKernels.float64(gemm))
                : always(VectorKernels.float64(gemm));
    }

    private static Supplier<Kernels> float32(Gemm gemm, boolean later) {
        if (VectorKernels.missing()) {
            return always(ScalarKernels.float32(gemm));
        }
        return later
                ? new VectorsLater(
                        VectorsLater.NANOS,
                        PlainKernels.float32(gemm),
                        () -> VectorKernels.float32(gemm))
                : always(VectorKernels.float32(gemm));
    }

    private static Supplier<Kernels> always(Kernels kernels) {
        return () -> kernels;
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
