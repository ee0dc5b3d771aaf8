/// The C functions of OpenBLAS as jextract declared them.
module org.arenagrad.bindings {
    exports org.arenagrad.bindings.openblas;
}
