/// Short programs to read, and the command line over them.
///
/// **Invariant.** An example is a program that anyone could have written: it reaches nothing but
/// what the framework exports, and its training loop stands in it, line by line. What all examples
/// would repeat (progress, options, closing lines) is in [Training] and around it.
///
/// Read [LinearExample] first, then [XorExample], [SpiralExample] and [DigitsExample].
@NullMarked
package org.arenagrad.examples;

import org.jspecify.annotations.NullMarked;
