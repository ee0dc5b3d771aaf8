/// N-dimensional arrays without gradients: element types, shapes, strides, broadcasting, and the
/// drivers that cut a strided array into runs a kernel can take.
///
/// **Invariant.** An [NdArray] is a layout over a buffer of the memory layer: making a view copies
/// nothing and changes no lifetime, and no layout reaches outside its buffer. Results of operations
/// are fresh and contiguous; where a copy was needed to get there, it is a buffer in the ledger
/// like any other.
@NullMarked
package org.arenagrad.array;

import org.jspecify.annotations.NullMarked;
