/// What the tests of all modules share. Invariant: no process that a test starts outlives its
/// deadline, or the test.
@NullMarked
package org.arenagrad.testing;

import org.jspecify.annotations.NullMarked;
