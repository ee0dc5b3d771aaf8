/// The oracle: what kernels compute, said once more without them. Every function is plain
/// arithmetic in `double` with [Math], whatever the element type, and knows neither vectors nor
/// memory.
@NullMarked
package org.arenagrad.kernel.oracle;

import org.jspecify.annotations.NullMarked;
