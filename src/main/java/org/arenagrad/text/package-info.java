/// Text as a model sees it: tokens, which are numbers, and the choice of the next one.
///
/// ```java
/// Tokenizer letters = CharacterTokenizer.of("to be or not to be");
/// assert letters.decode(letters.encode("bee")).equals("bee");
///
/// BytePairTokenizer pairs = BytePairTokenizer.train("low low lower lowest newest widest", 260);
/// int[] tokens = pairs.encode("slowest 🙂"); // no text is unknown: at worst a byte is a token
/// assert pairs.decode(tokens).equals("slowest 🙂");
/// pairs.write(folder); // vocab.json and merges.txt, as Hugging Face's libraries read them
///
/// Sampler sampler = new Sampler(0.8, 40, 0.95);
/// assert sampler.next(new double[] {0, 50, 1}, Rng.seed(1)) == 1;
/// ```
///
/// **Invariant.** `decode(encode(text))` is the text. Tokens are `0 … size-1`, each means the same
/// bytes for ever, and a tokenizer never changes: a model is worth nothing with another one, so
/// [Tokenizer#notes] go into the model's file.
///
/// **Decision.** A package of its own, in the framework and not in an example: the byte-pair
/// encoding is the format of published models, so whoever loads their weights needs it. It knows no
/// tensor; what it has in common with the packages below is files alone.
///
/// **Decision.** Byte-pair encoding splits text as GPT-2 does and resolves ties in training as
/// Hugging Face's `tokenizers` does, by the smaller pair of tokens: the same text gives the same
/// files there and here, which the tests compare.
@NullMarked
package org.arenagrad.text;

import org.jspecify.annotations.NullMarked;
