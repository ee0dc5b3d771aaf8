package org.arenagrad.kernel;

/// The kernels over the Vector API, with a matrix product of one's choice. Nothing here may be
/// touched before [#missing] has said no: without the incubator module these classes cannot even be
/// loaded.
final class VectorKernels {
    private static final String MODULE = "jdk.incubator.vector";

    // Nanoseconds an element on one thread / on two, float64 and float32, on a machine with two
    // processors (waking the second thread takes some ten microseconds):
    //
    //   elements     add                    exp                    softmax
    //    64,000   0.256/0.317 0.077/0.077   0.691/0.757 0.225/0.277   1.226/1.298 0.651/0.700
    //   128,000   0.285/0.207 0.138/0.098   0.689/0.396 0.233/0.189   1.240/0.706 0.678/0.516
    //   512,000   0.256/0.207 0.138/0.111   0.636/0.407 0.214/0.156   1.474/1.025 0.966/0.680
    //
    // Loops that write nothing new gain later: at 512,000 elements a step of gradient descent took
    // 0.183/0.172 and 0.092/0.095, a sum 0.095/0.075 and 0.047/0.051.
    private static final Pieces SIMPLE = new Pieces(1 << 15, 1 << 17);
    private static final Pieces COSTLY = new Pieces(1 << 13, 1 << 17);
    private static final Pieces IN_PLACE = new Pieces(1 << 15, 3 << 18);

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
                        new NarrowGemmFloat64(new VectorNarrowProductFloat64(), gemm)),
                Double.BYTES);
    }

    static Kernels float32(Gemm gemm) {
        return shared(
                new Kernels(
                        new VectorElementwiseFloat32(),
                        new VectorReductionsFloat32(),
                        new VectorFusedFloat32(),
                        new VectorUpdatesFloat32(),
                        new NarrowGemmFloat32(new VectorNarrowProductFloat32(), gemm)),
                Float.BYTES);
    }

    private static Kernels shared(Kernels kernels, int bytes) {
        return SharedKernels.of(kernels, bytes, SIMPLE, COSTLY, IN_PLACE);
    }

    /// For example `Vector API 512 bit`.
    static String description() {
        return "Vector API " + LanesFloat64.SPECIES.vectorBitSize() + " bit";
    }
}
