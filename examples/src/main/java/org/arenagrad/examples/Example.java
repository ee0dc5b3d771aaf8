package org.arenagrad.examples;

import java.util.List;

/// A program that trains something.
sealed interface Example permits LinearExample, XorExample, SpiralExample, DigitsExample {
    /// All of them, in the order in which to read them.
    List<Example> ALL =
            List.of(
                    new LinearExample(),
                    new XorExample(),
                    new SpiralExample(),
                    new DigitsExample());

    /// What it is called on the command line.
    String name();

    /// What it learns, in a few words.
    String summary();

    /// Settings that work well.
    Settings defaults();

    /// Trains.
    ///
    /// @return what was learned and how well, a line each
    List<String> train(Training training);
}
