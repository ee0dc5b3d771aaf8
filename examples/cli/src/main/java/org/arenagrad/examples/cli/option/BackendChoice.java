package org.arenagrad.examples.cli.option;

import java.util.Locale;

/// The backends that can be asked for by name.
public enum BackendChoice {
    /// OpenBLAS for matrix products.
    OPENBLAS,
    /// Pure Java, Vector API.
    VECTOR,
    /// Pure Java, plain loops.
    SCALAR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
