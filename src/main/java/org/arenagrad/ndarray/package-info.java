/// N-dimensional arrays without gradients, and the drivers that cut a strided array into runs a
/// kernel can take. Not exported: programs see arrays as tensors.
///
/// ```java
/// NdArray table = Create.of(new double[] {1, 2, 3, 4, 5, 6}, Shape.of(2, 3), DType.FLOAT64);
/// NdArray columns = table.transpose(0, 1); // other strides, the same buffer
/// table.set(60, 1, 2);
/// assert columns.get(2, 1) == 60;
/// assert !columns.isContiguous() && columns.contiguous().buffer() != table.buffer();
/// assert Shape.broadcast(Shape.of(4, 1, 3), Shape.of(2, 1)).equals(Shape.of(4, 2, 3));
/// ```
///
/// **Invariant.** An [NdArray] is a layout over a buffer of the memory layer: making a view copies
/// nothing and changes no lifetime, and no layout reaches outside its buffer. Results of operations
/// are fresh and contiguous; where a copy was needed to get there, it is a buffer in the ledger
/// like any other.
///
/// **Decision.** Sums over leading dimensions are pairwise (`RowFold`), like all other sums: a
/// million float32 rows added in sequence lose 1 % of the result.
///
/// **Decision.** A convolution reads images where they are (package `kernel.conv`); the plan that
/// says when columns serve is `Convolutions`. Columns, where they are needed, are unfolded a
/// megabyte at a time and multiplied into the result: those of a whole batch would be nine times
/// its input for kernels of 3x3, and leave the caches. Small images are unfolded several at once,
/// so that threads share them as a batch of products. For the gradient of the weight each then has
/// its own sum; these are added in their order, so the number of threads shows in no result.
///
/// **Decision.** Max pooling finds places first and gathers them: its gradient and second
/// derivative are those of `gather`, and its input may end.
@NullMarked
package org.arenagrad.ndarray;

import org.jspecify.annotations.NullMarked;
