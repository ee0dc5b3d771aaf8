package org.arenagrad.benchmarks.study;

/// What every JVM of the study is started with.
final class Forked {
    static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    static final String VECTOR_API = "--add-modules=jdk.incubator.vector";

    /// One size for all: it bounds what automatic arenas may hold, too.
    static final String HEAP = "-Xmx1g";

    /// One thread computes: what differs is then the storage. A collector's threads find the other
    /// processors idle, which is the best case for it.
    static final String ONE_THREAD = "-Darenagrad.threads=1";

    private Forked() {}
}
