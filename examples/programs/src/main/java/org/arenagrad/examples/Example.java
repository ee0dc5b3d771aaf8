package org.arenagrad.examples;

import org.arenagrad.examples.loop.EpochLines;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// A program that trains something. [Examples] lists all.
public sealed interface Example
        permits LinearExample,
                XorExample,
                SpiralExample,
                DigitsExample,
                LenetExample,
                ResnetExample,
                NamesExample,
                GptExample {
    /// What it is called on the command line.
    String name();

    /// What it learns, in a few words.
    String summary();

    /// Settings that work well.
    Settings defaults();

    /// Trains with the defaults and prints how it goes and what was learned.
    static void run(Example example, PrintStream out) {
        out.println(example.name() + ": " + example.summary());
        out.println(example.defaults());
        example.train(new Training(example.defaults(), List.of(new EpochLines(out))))
                .forEach(out::println);
    }

    /// What uses a trained model, to plan the memory that takes; empty if an evaluation, which
    /// training ends with, is all there is to it.
    default Optional<Runnable> use(Settings settings) {
        return Optional.empty();
    }

    /// Trains.
    ///
    /// @return what was learned and how well, a line each
    List<String> train(Training training);
}
