package org.arenagrad.kernel;

import java.util.List;

/// Which backend serves, and why the others do not.
public final class Selection {
    private static volatile Selection active = new Selection(
            "scalar",
            "scalar loops",
            List.of(),
            new Kernels(
                    new ScalarElementwiseFloat64(),
                    new ScalarReductionsFloat64(),
                    new ScalarFusedFloat64(),
                    new ScalarUpdatesFloat64(),
                    new ScalarGemmFloat64()),
            new Kernels(
                    new ScalarElementwiseFloat32(),
                    new ScalarReductionsFloat32(),
                    new ScalarFusedFloat32(),
                    new ScalarUpdatesFloat32(),
                    new ScalarGemmFloat32()));

    private final String name;
    private final String description;
    private final List<String> skipped;
    private final Kernels float64;
    private final Kernels float32;

    private Selection(String name, String description, List<String> skipped, Kernels float64, Kernels float32) {
        this.name = name;
        this.description = description;
        this.skipped = skipped;
        this.float64 = float64;
        this.float32 = float32;
    }

    /// The backend that serves now.
    public static Selection active() {
        return active;
    }

    /// Makes the named backend serve from now on.
    public static Selection use(String name) {
        if (!name.equals("scalar")) {
            throw new IllegalArgumentException("no backend '" + name + "'; available: scalar");
        }
        return active;
    }

    public String name() {
        return name;
    }

    /// Versions, vector width and threads, for people to read.
    public String description() {
        return description;
    }

    /// One line for each better backend that does not serve: which, and why.
    public List<String> skipped() {
        return skipped;
    }

    public Kernels float64() {
        return float64;
    }

    public Kernels float32() {
        return float32;
    }
}
