/// Results for other programs: formats and files.
///
/// **Invariant.** A file is there in full or not at all.
@NullMarked
package org.arenagrad.examples.cli.output;

import org.jspecify.annotations.NullMarked;
