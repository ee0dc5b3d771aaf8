package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.GraphConsumedException;
import org.arenagrad.autograd.InPlaceException;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.ScopeException;
import org.arenagrad.memory.TensorClosedException;
import org.arenagrad.memory.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With tracing on, the error names the lines of the user's own program.
class TraceTest {
    @BeforeEach
    void on() {
        Scope.trace(true);
    }

    @AfterEach
    void off() {
        Scope.trace(false);
    }

    private static Tensor make() {
        return Tensor.of(1, 2).exp();
    }

    private static void finish(Tensor x) {
        x.close();
    }

    @Test
    void saysWhereItWasMadeAndWhereItEnded() {
        try (var _ = Scope.open("test")) {
            Tensor x = make();
            finish(x);
            assertThatThrownBy(x::item)
                    .isInstanceOf(TensorClosedException.class)
                    .message()
                    .containsPattern(
                            "Made at make \\(TraceTest.java:\\d+\\), called by"
                                + " saysWhereItWasMadeAndWhereItEnded \\(TraceTest.java:\\d+\\)")
                    .containsPattern("Ended at finish \\(TraceTest.java:\\d+\\)")
                    .doesNotContain("Scope.trace(true)");
        }
    }

    @Test
    void alsoWithNoScopeOpen() {
        Tensor x = make();
        finish(x);
        assertThatThrownBy(x::toArray).hasMessageContaining("Made at make (TraceTest.java:");
    }

    @Test
    void whatBackwardEndedPointsAtTheCallOfBackward() {
        try (var _ = Scope.open("test")) {
            Tensor x = Tensor.of(1, 2).requireGrad();
            Tensor hidden = x.exp();
            hidden.sum().backward();
            assertThatThrownBy(hidden::toArray)
                    .message()
                    .contains("backward() ended it")
                    .contains(
                            "Ended at whatBackwardEndedPointsAtTheCallOfBackward (TraceTest.java:");
            assertThat(x.hasGrad()).isTrue();
        }
    }

    @Test
    void lifetimesKnowWhere() {
        var x = Lifetimes.of("step", () -> finish(make())).lives().getLast();
        assertThat(x.madeAt()).startsWith("make (TraceTest.java:");
        assertThat(x.endedAt()).startsWith("finish (TraceTest.java:");
        Scope.trace(false);
        assertThat(Lifetimes.of("step", TraceTest::make).lives().getLast().madeAt()).isNull();
    }

    // ---- every error says where

    private static void change(Tensor x) {
        try (var _ = Autograd.noGrad()) {
            x.fill(0);
        }
    }

    @Test
    void aChangeOfASavedValue() {
        try (var _ = Scope.open("test")) {
            Tensor hidden = Tensor.of(1, 2).requireGrad().exp();
            Tensor loss = hidden.sum();
            change(hidden);
            assertThatThrownBy(loss::backward)
                    .isInstanceOf(InPlaceException.class)
                    .message()
                    .contains("Made at aChangeOfASavedValue (TraceTest.java:")
                    .contains("Saved at aChangeOfASavedValue (TraceTest.java:")
                    .contains("Changed at change (TraceTest.java:");
        }
    }

    private static void first(Tensor loss) {
        loss.backward();
    }

    @Test
    void aSecondBackward() {
        try (var _ = Scope.open("test")) {
            Tensor loss = Tensor.of(1, 2).requireGrad().exp().sum();
            first(loss);
            assertThatThrownBy(loss::backward)
                    .isInstanceOf(GraphConsumedException.class)
                    .message()
                    .contains("an earlier backward(), called at first (TraceTest.java:")
                    .contains("The value was made at aSecondBackward (TraceTest.java:");
        }
    }

    @Test
    void aForeignThread() throws Exception {
        try (var _ = Scope.open("test")) {
            Tensor x = make();
            assertThat(Threads.thrownElsewhere(x::item))
                    .isInstanceOf(WrongThreadException.class)
                    .hasMessageContaining("Made at make (TraceTest.java:");
        }
    }

    @Test
    void aLeakedScopeSaysWhereItWasOpenedAndWhatLivesInIt() {
        Scope life = Scope.open("life");
        Scope step = Scope.open("step");
        Tensor x = make().named("x");
        assertThatThrownBy(life::close)
                .isInstanceOf(ScopeException.class)
                .message()
                .containsPattern("'step' was opened at aLeaked\\w+ \\(TraceTest.java:\\d+\\)")
                .containsPattern(
                        "tensor \\(tensor, \\[2]\\) was made at make \\(TraceTest.java:\\d+\\)")
                .containsPattern("'life' was closed at .*\\. Close the inner scope first")
                .doesNotContain("Scope.trace(true)");
        assertThatThrownBy(step::close).hasMessageContaining("the first time at ");
        assertThatThrownBy(x::item).hasMessageContaining("scope 'step' closed ended it");
    }

    @Test
    void aSealedScopeSaysWhereItWasSealed() {
        try (var _ = Scope.open("life").seal()) {
            assertThatThrownBy(TraceTest::make)
                    .isInstanceOf(ScopeException.class)
                    .message()
                    .containsPattern("sealed\\. Called at make \\(TraceTest.java:\\d+\\)")
                    .containsPattern("Sealed at aSealed\\w+ \\(TraceTest.java:\\d+\\)");
        }
    }
}
