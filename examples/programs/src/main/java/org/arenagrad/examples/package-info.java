/// Eight networks, from a line through points over pictures to a language model, each with its
/// training loop written out.
///
/// **Invariant.** An example is a program that anyone could have written: it reaches nothing but
/// what the framework exports, and its training loop stands in it, line by line. What all of them
/// would repeat is in package `loop`.
///
/// Read [LinearExample] first, then [XorExample], [SpiralExample], [DigitsExample], [LenetExample],
/// [ResnetExample], [NamesExample] and [GptExample].
@NullMarked
package org.arenagrad.examples;

import org.jspecify.annotations.NullMarked;
