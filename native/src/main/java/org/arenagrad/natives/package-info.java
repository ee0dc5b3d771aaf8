/// Finds the OpenBLAS shared library, unpacks it where it came with the program, and checks what it
/// finds.
///
/// One call, [NativeLibrary#locateAndLoad()], and its answer says which library it is and why not
/// another.
@NullMarked
package org.arenagrad.natives;

import org.jspecify.annotations.NullMarked;
