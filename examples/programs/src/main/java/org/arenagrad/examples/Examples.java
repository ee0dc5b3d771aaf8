package org.arenagrad.examples;

import java.util.List;

/// The programs that train something.
public final class Examples {
    /// All of them, in the order in which to read them.
    public static final List<Example> ALL =
            List.of(
                    new LinearExample(),
                    new XorExample(),
                    new SpiralExample(),
                    new DigitsExample(),
                    new LenetExample(),
                    new ResnetExample(),
                    new NamesExample(),
                    new GptExample());

    /// Those too large to be run here, in the order of their size: they can be planned for.
    public static final List<Example> LARGE = List.of(GptExample.gpt2());

    private Examples() {}
}
