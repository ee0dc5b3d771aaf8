package org.arenagrad.examples.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/// What is said of a saved training run, and the command that resumes it.
class GoingOnTest {
    private static Outcome.Longer longer(int epochs, int patience) {
        return new Outcome.Longer(
                "arenagrad train", "--epochs " + 2 * epochs, "--early-stop " + 2 * patience);
    }

    @Test
    void howItGoesOnIsACommandToCopy() {
        Path blanks = Path.of("my models", "it's.st");
        assertThat(
                        new GoingOn(null, List.of(blanks), longer(10, 0), false)
                                .lines(Ending.How.INTERRUPTED))
                .containsExactly(
                        "saved: " + blanks,
                        "to resume: arenagrad train --resume 'my models/it'\\''s.st'");
        assertThat(new GoingOn(null, List.of(), longer(10, 0), false).lines(Ending.How.INTERRUPTED))
                .containsExactly("not saved: with --save FILE it could be resumed");
        assertThat(new GoingOn(null, List.of(), longer(10, 0), false).lines(Ending.How.COMPLETE))
                .isEmpty();
        Path file = Path.of("model.safetensors");
        assertThat(new GoingOn(file, List.of(), longer(10, 0), true).lines(Ending.How.COMPLETE))
                .containsExactly(
                        "to train longer: (the same rows) | arenagrad train --resume"
                                + " model.safetensors --data - --epochs 20");
    }
}
