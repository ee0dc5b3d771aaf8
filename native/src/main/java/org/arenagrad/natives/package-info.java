/// Finds the OpenBLAS shared library, unpacks it where it came with the program, and checks what it finds.
@NullMarked
package org.arenagrad.natives;

import org.jspecify.annotations.NullMarked;
