/// The operations: [Unary], [Binary], [Ternary] and [Reduction] name them, and the classes beside
/// them hold their formulas, for a number and for a vector side by side. Adding one takes a
/// constant, a line in the `switch` of its kind (`UnaryFloat64.of`), and a formula.
///
/// **Invariant.** A formula is a class of its own and holds no state; its two halves give the same
/// bits. What holds for all operations is asked of the constant ([Cost]), never listed elsewhere,
/// so that a new operation is classified where it is made.
///
/// **Decision.** Without the Vector API module, a formula works without its vector half
/// (`Formulas`). The verifier wants to see all types that a class names, so there the class file is
/// read without the methods that take vectors.
@NullMarked
package org.arenagrad.kernel.op;

import org.jspecify.annotations.NullMarked;
