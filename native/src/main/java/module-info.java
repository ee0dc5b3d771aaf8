/// The OpenBLAS shared library: which one is used, where it lies, and why.
module org.arenagrad.natives {
    requires static org.jspecify;

    exports org.arenagrad.natives;
}
