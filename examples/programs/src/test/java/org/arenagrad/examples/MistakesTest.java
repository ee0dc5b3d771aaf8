package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.mistakes.ChangedInPlace;
import org.arenagrad.examples.mistakes.DoubleClose;
import org.arenagrad.examples.mistakes.ForeignThread;
import org.arenagrad.examples.mistakes.LeakedScope;
import org.arenagrad.examples.mistakes.Mistakes;
import org.arenagrad.examples.mistakes.SealedScope;
import org.arenagrad.examples.mistakes.SecondBackward;
import org.arenagrad.examples.mistakes.UseAfterEnd;
import org.arenagrad.examples.show.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;

/// Each mistake is made, and its error says which tensor, made where, ended by what and where, and
/// what to do; places are held against the source.
class MistakesTest {
    static final List<Program> ALL = Mistakes.ALL;

    @ParameterizedTest
    @FieldSource("ALL")
    void saysWhatIsWrongThenTheErrorThenDoesItRight(Program mistake) {
        Told told = Told.by(mistake);
        assertThat(told.lines()).startsWith(mistake.name() + ": " + mistake.summary());
        assertThat(told.lines())
                .containsSubsequence("What is wrong here:", "The error:", "What to do instead:");
        assertThat(told.lines().getLast()).as("what came of it").startsWith("  -> ");
        assertThat(told.text()).doesNotContain("Scope.trace(true)");
    }

    @Test
    void useAfterEnd() {
        Told.by(new UseAfterEnd())
                .says("TensorClosedException: tensor 'h' (tanh, [2]) was used after its end")
                .says("after its end: backward() ended it. Made at")
                .names("Made at", "named(\"h\")")
                .names("Ended at", "loss.backward()")
                .says("To keep it longer: retain() before backward()")
                .says(
                        "tensor 'loss' (sum, []) was used after its end: scope 'step' closed ended"
                                + " it")
                .names("Made at", "named(\"loss\")")
                .names("Ended at", "}")
                .says("To keep it longer: copyTo(scope) into a scope that lives longer")
                .says("-> after backward(), h is [ 0.4621, -0.4621]")
                .says("-> after the step, the loss is 0.4271");
    }

    @Test
    void doubleClose() {
        Told.by(new DoubleClose())
                .says("TensorClosedException: tensor 'x' (tensor, [3]) was closed after its end")
                .says("after its end: close() ended it")
                .names("Made at", "named(\"x\")")
                .names("Ended at", "x.close()")
                .says("Close it once, where it is made (try-with-resources)")
                .says("only reads it. -> the mean is 2.0");
    }

    @Test
    void leakedScope() {
        Told.by(new LeakedScope())
                .says("ScopeException: scope 'life' was closed while scope 'step' (with tensor 'x'")
                .says("was still open inside it, and has been closed with it")
                .names("'step' was opened at", "Scope.open(\"step\")")
                .names("Its tensor 'x' (full, []) was made at", "named(\"x\")")
                .names("'life' was closed at", "}")
                .says("Close the inner scope first (try-with-resources does)")
                .says("-> after the steps, 0 bytes live");
    }

    @Test
    void sealedScope() {
        Told.by(new SealedScope())
                .says("ScopeException: square: can't make [2] in scope 'life', it is sealed")
                .names("Called at", "w.square()")
                .names("Sealed at", "life.seal()")
                .says(
                        "Open a scope for what this step makes: try (var step ="
                                + " Scope.open(\"step\"))")
                .says("-> after step 1, 'life' holds 32 bytes")
                .says("-> after step 3, 'life' holds 32 bytes");
    }

    @Test
    void foreignThread() {
        Told.by(new ForeignThread())
                .says("WrongThreadException: tensor 'x' (tensor, [3]) belongs to thread '")
                .says("thread 'worker' can't touch it")
                .names("Made at", "named(\"x\")")
                .says("Make it inside a scope of the thread that uses it")
                .says("-> the last is 3.0");
    }

    @Test
    void changedInPlace() {
        Told.by(new ChangedInPlace())
                .says("InPlaceException: mul: 'batch' [2] FLOAT64 was changed in place after mul")
                .names("Made at", "named(\"batch\")")
                .names("Saved at", "w.mul(batch)")
                .names("Changed at", "batch.fill(10)")
                .says("Change it after backward(), or work on a copy")
                .says("-> the batch held 10, and the gradient of w is [10., 10.]");
    }

    @Test
    void secondBackward() {
        Told.by(new SecondBackward())
                .says(
                        "GraphConsumedException: backward: the graph through tanh, which made"
                                + " tensor 'h'")
                .says("was consumed by an earlier backward()")
                .names("called at", "fit.backward()")
                .names("The value was made at", "named(\"h\")")
                .says("Call backward() once, on the sum of the losses")
                .says("-> the gradient of both losses is [-0.1192, -3.0266]");
    }
}
