package blackbox;

import java.util.List;

/// Options for programs of these tests in a JVM of their own.
final class Options {
    /// Those that most people start a program with.
    static final List<String> USUAL =
            List.of("--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector");

    /// Those besides for a program that ends at once, to start faster.
    static final List<String> SHORT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private Options() {}
}
