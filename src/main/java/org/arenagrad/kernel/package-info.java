/// What kernels are asked for: functions of elements, folds, functions of rows, optimizer steps and
/// matrix products, over runs ([Span]) and matrices ([Matrix]) in native memory. The rooms below do
/// it:
///
/// | room | what is in it |
/// |---|---|
/// | `math` | exponentials, logarithms and the error function, of a number and of a vector |
/// | `op` | the operations: for each a name, and its formula for a number and for a vector |
/// | `loop` | the loops, each written once, and copied for each operation |
/// | `conv` | convolutions that read images where they are |
/// | `gemm` | matrix products in Java, and the plan that says which algorithm serves |
/// | `openblas` | matrix products by OpenBLAS |
/// | `parallel` | how threads share a loop |
/// | `dry` | kernels that compute nothing, for dry runs |
/// | `backend` | which of all these serve |
///
/// A reader who wants to see a function computed from end to end takes `op.ActivationsFloat64` (its
/// formula), `loop.VectorUnaryLoopFloat64` (the loop around it) and `loop.ElementwiseFloat64`
/// (which loop when).
///
/// **Invariant.** A kernel sees native segments and element offsets only. It allocates no tensor
/// memory and checks no shape (callers have). In Java, an element's value is the same sequence of
/// operations, to the bit, whether single elements are taken or vectors, by one thread or several.
///
/// **Decision.** The build makes float32 from float64 (`src/main/generator`). Scalar arithmetic is
/// in double for both and rounded by name; the few lines that differ say so. Generated sources are
/// in `target/generated-sources/float32`, where IDEs find them.
@NullMarked
package org.arenagrad.kernel;

import org.jspecify.annotations.NullMarked;
