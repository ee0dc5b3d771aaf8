/// Finds the OpenBLAS shared library, unpacks it where it came with the program, and checks what it
/// finds.
///
/// One call, [NativeLibrary#locateAndLoad()], and its answer says which library it is and why not
/// another.
///
/// **Decision.** Native code is loaded only from folders that nobody else can change
/// (`PrivateFolder`). Each folder up to the root belongs to the user or the system and is writable
/// by its owner alone, or is sticky as `/tmp` is. Links are resolved first. That also holds for the
/// temporary folder. If no folder qualifies, pure Java computes and says why.
@NullMarked
package org.arenagrad.natives;

import org.jspecify.annotations.NullMarked;
