/// Short programs to read, and the command line over them.
@NullMarked
package org.arenagrad.examples;

import org.jspecify.annotations.NullMarked;
