package org.arenagrad.kernel.math;

/// Whether the Vector API is there. Nothing that names its classes may be touched before [#missing]
/// has said no: without the incubator module such classes can't even be loaded.
public final class VectorApi {
    /// The module it is in.
    public static final String MODULE = "jdk.incubator.vector";

    private VectorApi() {}

    /// Whether this JVM runs without it.
    public static boolean missing() {
        return ModuleLayer.boot().findModule(MODULE).isEmpty();
    }

    /// What to do about it.
    public static String advice() {
        return "the Vector API is not there: add --add-modules " + MODULE + " to the command line";
    }

    /// For example `Vector API 512 bit`.
    public static String description() {
        return "Vector API " + LanesFloat64.SPECIES.vectorBitSize() + " bit";
    }
}
