/// Reads the values that PyTorch computed, for tests of every package.
///
/// **Invariant.** Nothing here computes what it compares: expected values come from the files under
/// `reference/` only.
@NullMarked
package org.arenagrad.reference;

import org.jspecify.annotations.NullMarked;
