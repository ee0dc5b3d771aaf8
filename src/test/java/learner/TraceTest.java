package learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.TensorClosedException;
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
}
