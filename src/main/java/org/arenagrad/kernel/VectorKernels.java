package org.arenagrad.kernel;

/// The kernels over the Vector API, with a matrix product of one's choice. Nothing here may be
/// touched before [#missing] has said no: without the incubator module these classes cannot even be
/// loaded.
final class VectorKernels {
    private static final String MODULE = "jdk.incubator.vector";

    // In bytes of one operand.
    private static final long SIMPLE_PIECE = 256 * 1024;
    private static final long SIMPLE_THRESHOLD = 4 * SIMPLE_PIECE;
    private static final long COSTLY_PIECE = 128 * 1024;
    private static final long COSTLY_THRESHOLD = 4 * COSTLY_PIECE;

    private VectorKernels() {}

    /// Whether this JVM runs without the Vector API.
    static boolean missing() {
        return ModuleLayer.boot().findModule(MODULE).isEmpty();
    }

    /// What to do about it.
    static String advice() {
        return "the Vector API is not there: add --add-modules " + MODULE + " to the command line";
    }

    static Kernels float64(Gemm gemm) {
        return shared(
                new Kernels(
                        new VectorElementwiseFloat64(),
                        new VectorReductionsFloat64(),
                        new VectorFusedFloat64(),
                        new VectorUpdatesFloat64(),
                        gemm),
                Double.BYTES);
    }

    static Kernels float32(Gemm gemm) {
        return shared(
                new Kernels(
                        new VectorElementwiseFloat32(),
                        new VectorReductionsFloat32(),
                        new VectorFusedFloat32(),
                        new VectorUpdatesFloat32(),
                        gemm),
                Float.BYTES);
    }

    private static Kernels shared(Kernels kernels, int bytes) {
        return SharedKernels.of(
                kernels,
                bytes,
                new Pieces(
                        Long.getLong("sp", SIMPLE_PIECE) / bytes,
                        Long.getLong("st", SIMPLE_THRESHOLD) / bytes),
                new Pieces(
                        Long.getLong("cp", COSTLY_PIECE) / bytes,
                        Long.getLong("ct", COSTLY_THRESHOLD) / bytes));
    }

    /// For example `Vector API 512 bit`.
    static String description() {
        return "Vector API " + LanesFloat64.SPECIES.vectorBitSize() + " bit";
    }
}
