/// Targets for Jazzer, a coverage-guided fuzzer: how to run them is in CONTRIBUTING.
///
/// **Invariant.** Whatever bytes a file holds, a reader returns tensors or throws an exception that
/// names the file; memory taken is bounded by the size of the file.
@NullMarked
package org.arenagrad.io.fuzz;

import org.jspecify.annotations.NullMarked;
