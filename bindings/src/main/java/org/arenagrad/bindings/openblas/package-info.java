/// What jextract made of `cblas.h`: one method for each C function, by the function's name.
///
/// Generated but for this file, and never edited: see `bindings/generate.sh`. The library must be
/// loaded before the first call, by the class loader that loaded these classes.
package org.arenagrad.bindings.openblas;
