package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.MemoryLimitException;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.ScopeException;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A budget for a scope and all inside it, held to the byte.
@Tag("backend")
class LimitTest {
    @Test
    void isHeldToTheByte() {
        try (var _ = Scope.open("step").limit(800)) {
            Tensor first = Tensor.zeros(99).named("first");
            Tensor.zeros(1);
            assertThatThrownBy(() -> Tensor.zeros(1))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessage(
                            "zeros: [1] takes 8 bytes, and of the limit of 800 bytes of scope"
                                    + " 'step' 0 are free. Use a smaller batch, recompute layers"
                                    + " with checkpoint(), end values earlier, or raise the limit."
                                    + " The largest that live now: tensor 'first' (zeros, [99]) 792"
                                    + " bytes; tensor (zeros, [1]) 8 bytes");
            first.close();
            Tensor.zeros(99);
            assertThat(Ledger.current().liveBytes()).isEqualTo(800);
        }
    }

    @Test
    void countsTheScopesInsideButNotThoseAround() {
        try (var _ = Scope.open("life")) {
            Tensor.zeros(1000);
            try (var step = Scope.open("step").limit(80)) {
                Tensor.zeros(5);
                try (var inner = Scope.open("inner")) {
                    Tensor x = Tensor.zeros(5);
                    assertThatThrownBy(() -> Tensor.zeros(1))
                            .isInstanceOf(MemoryLimitException.class);
                    assertThatThrownBy(() -> step.allocate(8, "test", "[1]"))
                            .isInstanceOf(MemoryLimitException.class);
                    x.array().buffer().moveTo(step);
                    assertThat(inner.buffers()).isEmpty();
                }
                assertThat(step.liveBytes()).as("moved within its bounds").isEqualTo(80);
            }
            assertThat(Tensor.zeros(1000).sum().item()).as("lifted again").isZero();
        }
    }

    @Test
    void keepsOutWhatIsMovedIn() {
        try (var life = Scope.open("life")) {
            Tensor x = Tensor.zeros(11);
            try (var step = Scope.open("step").limit(80)) {
                assertThatThrownBy(() -> x.array().buffer().moveTo(step))
                        .isInstanceOf(MemoryLimitException.class);
                assertThat(life.buffers()).hasSize(1);
            }
        }
    }

    @Test
    void theTightestCounts() {
        try (var _ = Scope.open("outer").limit(100)) {
            try (var _ = Scope.open("inner").limit(1000)) {
                assertThatThrownBy(() -> Tensor.zeros(13)).hasMessageContaining("'outer'");
            }
        }
    }

    @Test
    void whatIsThereAlreadyMustFit() {
        try (var scope = Scope.open("scope")) {
            Tensor.zeros(10);
            assertThatThrownBy(() -> scope.limit(79))
                    .isInstanceOf(ScopeException.class)
                    .hasMessage(
                            "scope 'scope' can't be limited to 79 bytes: 80 live in it already");
            scope.limit(80).limit(88);
            Tensor.zeros(1);
            assertThatThrownBy(() -> Tensor.zeros(1)).isInstanceOf(MemoryLimitException.class);
        }
    }

    @Test
    void alsoInADryRun() {
        assertThatThrownBy(
                        () ->
                                Scope.dryRun(
                                        () -> {
                                            try (var _ = Scope.open("step").limit(1 << 20)) {
                                                Tensor.zeros(1 << 20);
                                            }
                                        }))
                .isInstanceOf(MemoryLimitException.class);
        try (var _ = Scope.open("step")) {
            assertThat(Tensor.zeros(1 << 20).sum().item()).isZero();
        }
    }

    @Test
    void aDryRunTellsWhatWouldBeNeededBeyondTheLimitAroundIt() {
        try (var _ = Scope.open("step").limit(80)) {
            assertThat(Scope.dryRun(() -> Tensor.zeros(1000)).peakBytes()).isEqualTo(8000);
            assertThatThrownBy(() -> Tensor.zeros(1000)).isInstanceOf(MemoryLimitException.class);
        }
    }

    /// The budget that a dry run says is exactly enough, and a byte less is not; after the refusal
    /// the same program goes on with a smaller batch.
    @Test
    void trainingGoesOnWithASmallerBatch() {
        Rng rng = Rng.seed(1);
        try (var life = Scope.open("life")) {
            Sequential model =
                    Sequential.of(Linear.of(8, 32, rng), Activations.tanh(), Linear.of(32, 1, rng));
            Tensor x = Tensor.randn(rng, 1000, 8);
            life.seal();
            long need =
                    Scope.dryRun(() -> step(model, x)).peakBytes() - Ledger.current().liveBytes();
            assertThatCode(() -> limited(model, x, need)).doesNotThrowAnyException();
            double[] before = model.parameters().getFirst().grad().toArray();
            assertThatThrownBy(() -> limited(model, x, need - 1))
                    .isInstanceOf(MemoryLimitException.class);
            assertThat(model.parameters().getFirst().toArray()).doesNotContain(Double.NaN);
            model.parameters().forEach(Tensor::zeroGrad);
            limited(model, x.narrow(0, 0, 900), need - 1);
            model.parameters().forEach(Tensor::zeroGrad);
            limited(model, x, need);
            assertThat(model.parameters().getFirst().grad().toArray()).containsExactly(before);
        }
    }

    private static void step(Sequential model, Tensor x) {
        model.apply(x).square().mean().backward();
    }

    private static void limited(Sequential model, Tensor x, long bytes) {
        try (var _ = Scope.open("step").limit(bytes)) {
            step(model, x);
        }
    }
}
