/// What describes an array: the type of its elements, its shape and layout, indices into it; random
/// numbers to fill it with; and who computes.
///
/// ```java
/// assert Shape.broadcast(Shape.of(4, 1, 3), Shape.of(2, 1)).equals(Shape.of(4, 2, 3));
/// Layout table = Layout.contiguous(Shape.of(2, 3));
/// Layout columns = table.permute(1, 0); // other strides, the same elements
/// assert columns.position(2, 1) == table.position(1, 2) && !columns.isContiguous();
/// assert DType.FLOAT32.bytes() == 4 && Indices.of(0, 2).length() == 2;
/// ```
///
/// **Invariant.** All of these are values that never change, except [Rng], which draws, and
/// [Backend], which chooses for the whole process. The arrays themselves are those of package
/// `ndarray`, which programs see as tensors.
///
/// **Decision.** Indices are on the Java heap and immutable. They carry no gradient, kernels read
/// them as plain `int[]`, and a node can rely on them until backward.
///
/// **Decision.** The random generator is our own (xoshiro256++, twenty lines). Its state must be
/// readable so that a run can stop and resume bit for bit; the JDK's generators hide theirs.
@NullMarked
package org.arenagrad.array;

import org.jspecify.annotations.NullMarked;
