package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.MemoryPlan;
import org.arenagrad.memory.Role;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.ScopeException;
import org.arenagrad.memory.TensorClosedException;
import org.arenagrad.memory.Threads;
import org.arenagrad.ndarray.Create;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.SGD;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

/// A step without memory and without arithmetic: it tells what the real one takes, and leaves no
/// trace.
@Tag("backend")
class DryRunTest {
    /// A network with what its training needs.
    private record Net(Sequential model, Optimizer optimizer, Tensor x, Indices y) {
        static Net adam(Rng rng) {
            Sequential model = model(rng);
            return new Net(model, Adam.of(model.parameters(), 0.01), data(rng), classes());
        }

        static Net momentum(Rng rng) {
            Sequential model = model(rng);
            var sgd = SGD.of(model.parameters(), 0.1, SGD.defaults().momentum(0.9).dampening(0.5));
            return new Net(model, sgd, data(rng), classes());
        }

        private static Sequential model(Rng rng) {
            return Sequential.of(
                    Linear.of(4, 16, rng),
                    Activations.relu(),
                    Dropout.of(0.5, rng),
                    Linear.of(16, 3, rng));
        }

        private static Tensor data(Rng rng) {
            return Tensor.randn(rng, 20, 4);
        }

        private static Indices classes() {
            return Indices.of(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1);
        }

        void step() {
            Losses.crossEntropy(model.apply(x), y).backward();
            optimizer.step();
            optimizer.zeroGrad();
        }

        List<Double> weights() {
            List<Double> all = new ArrayList<>();
            for (Tensor parameter : model.parameters()) {
                for (double value : parameter.toArray()) {
                    all.add(value);
                }
            }
            return all;
        }
    }

    @Test
    void predictsTheStepOfANetworkThatIsThere() {
        try (var life = Scope.open("life")) {
            Net net = Net.adam(Rng.seed(1));
            life.seal();
            MemoryPlan plan = Scope.dryRun(net::step);
            Lifetimes real = Lifetimes.of("dry run", net::step);
            assertThat(plan.lifetimes()).isEqualTo(real);
            assertThat(plan.peakBytes()).isEqualTo(real.peakBytes()).isGreaterThan(15_000);
        }
    }

    @Test
    void predictsAlsoWhatIsNotThereYet() {
        Runnable everything =
                () -> {
                    try (var life = Scope.open("life")) {
                        Net net = Net.adam(Rng.seed(1));
                        life.seal();
                        for (int i = 0; i < 3; i++) {
                            try (var _ = Scope.open("step")) {
                                net.step();
                            }
                        }
                    }
                };
        long before = Ledger.current().reservedBytes();
        MemoryPlan plan = Scope.dryRun(everything);
        assertThat(Ledger.current().reservedBytes()).as("no memory was taken").isEqualTo(before);
        assertThat(plan.lifetimes()).isEqualTo(Lifetimes.of("dry run", everything));
    }

    private static List<Long> account() {
        Ledger ledger = Ledger.current();
        return List.of(ledger.liveBytes(), ledger.peakBytes(), ledger.made(), ledger.ended());
    }

    @Test
    void leavesNoTrace() {
        for (boolean adam : List.of(true, false)) {
            try (var _ = Scope.open("life")) {
                Net net = adam ? Net.adam(Rng.seed(2)) : Net.momentum(Rng.seed(2));
                Net twin = adam ? Net.adam(Rng.seed(2)) : Net.momentum(Rng.seed(2));
                List<Long> account = account();
                for (int i = 0; i < 4; i++) {
                    Scope.dryRun(net::step);
                    assertThat(account()).isEqualTo(account);
                    try (var _ = Scope.open("step")) {
                        net.step();
                        twin.step();
                    }
                    account = account();
                    // The same numbers: also the optimizer's count of steps is restored.
                    assertThat(net.weights()).as("step %s", i).isEqualTo(twin.weights());
                }
            }
        }
    }

    @Test
    void gradientsThatWaitAreStillWaiting() {
        try (var _ = Scope.open("life")) {
            Tensor w = Tensor.of(1, 2).requireGrad();
            Tensor other = Tensor.of(3).requireGrad();
            w.square().sum().backward();
            Scope.dryRun(
                    () -> {
                        w.mul(other).sum().backward();
                        w.zeroGrad();
                    });
            assertThat(w.grad().toArray()).containsExactly(2, 4);
            assertThat(other.hasGrad()).isFalse();
        }
    }

    @Test
    void nothingIsWritten() {
        try (var _ = Scope.open("life")) {
            Tensor x = Tensor.of(1, 2).requireGrad();
            Tensor y = x.exp();
            Scope.dryRun(
                    () -> {
                        try (var _ = Autograd.noGrad()) {
                            y.set(5, 0);
                            y.fill(7);
                            y.mulInPlace(2);
                            y.copyFrom(Tensor.zeros(2));
                        }
                    });
            assertThat(y.toArray())
                    .containsExactly(new double[] {Math.exp(1), Math.exp(2)}, within(1e-14));
            y.sum().backward();
            assertThat(x.hasGrad()).as("no change in place was seen").isTrue();
        }
    }

    @Test
    void valuesAreNaN() {
        Scope.dryRun(
                () -> {
                    Tensor x = Tensor.of(1, 2);
                    assertThat(x.toArray()).containsOnly(Double.NaN);
                    assertThat(x.sum().item()).isNaN();
                    assertThat(x.get(1)).isNaN();
                    assertThat(x.argmax(0).get(0)).isZero();
                    assertThat(x).hasToString("[nan, nan]");
                    assertThatThrownBy(x::segment)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage(
                                    "segment: tensor [2] FLOAT64 was made in a dry run and has no"
                                            + " memory");
                });
    }

    @Test
    void whatWasThereBeforeCanBeReadButNotEnded() {
        try (var _ = Scope.open("life")) {
            Tensor x = Tensor.of(1, 2);
            Scope.dryRun(() -> assertThat(x.toArray()).containsExactly(1, 2));
            assertThatThrownBy(() -> Scope.dryRun(x::close))
                    .isInstanceOf(ScopeException.class)
                    .hasMessageContaining("tensor (tensor, [2]) was made before it");
            assertThat(x.get(1)).isEqualTo(2);
        }
    }

    @Test
    void whatItMadeEndsWithIt() {
        List<Tensor> made = new ArrayList<>();
        try (var life = Scope.open("life")) {
            Scope.dryRun(
                    () -> {
                        made.add(Tensor.ones(2));
                        made.add(made.getFirst().copyTo(life));
                    });
            assertThat(life.buffers()).isEmpty();
            assertThat(Ledger.current().liveBytes()).isZero();
        }
        assertThat(made)
                .hasSize(2)
                .allSatisfy(
                        x ->
                                assertThatThrownBy(x::toArray)
                                        .isInstanceOf(TensorClosedException.class)
                                        .hasMessageContaining("dry run"));
    }

    @Test
    void withNoScopeOpenOptimizersStateIsNotRealEither() {
        Tensor w = Tensor.of(1, 2).requireGrad();
        long managed = Ledger.current().managedMade();
        Scope.dryRun(() -> Adam.of(List.of(w), 0.1).step());
        assertThat(Ledger.current().managedMade()).isEqualTo(managed);
    }

    @Test
    void whatItMadeIsOfNoUseToAnotherThread() {
        Tensor w = Tensor.of(1, 2);
        Scope.dryRun(
                () -> {
                    // With no scope open the gradient of w would be anybody's; here it has no
                    // memory.
                    Tensor gradient = Tensor.of(Create.zerosBeside(w.array(), "gradient"));
                    try {
                        assertThat(Threads.thrownElsewhere(() -> gradient.matmul(w)))
                                .isInstanceOf(WrongThreadException.class);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void aStepThatThrowsIsLeftCleanly() {
        assertThatThrownBy(
                        () ->
                                Scope.dryRun(
                                        () -> {
                                            var _ = Scope.open("inner");
                                            var _ = Tensor.ones(2);
                                            throw new IllegalStateException("thrown inside");
                                        }))
                .hasMessage("thrown inside");
        assertThat(Scope.current()).isEmpty();
        assertThat(Tensor.ones(2).sum().item()).as("real again").isEqualTo(2);
    }

    @Test
    void oneAtATime() {
        assertThatThrownBy(() -> Scope.dryRun(() -> Scope.dryRun(() -> {})))
                .isInstanceOf(ScopeException.class)
                .hasMessageContaining("under way");
    }

    @Test
    void saysWhatThePeakIsMadeOf() {
        try (var _ = Scope.open("life")) {
            Tensor w = Tensor.zeros(100, 100).requireGrad().named("w");
            Tensor x = Tensor.zeros(200, 100);
            MemoryPlan plan =
                    Scope.dryRun(() -> x.matmul(w).tanh().named("h").square().sum().backward());
            assertThat(plan.byRole())
                    .containsEntry(Role.PARAMETER, 80_000L)
                    .containsEntry(Role.DATA, 160_000L);
            assertThat(plan.byRole().values().stream().mapToLong(b -> b).sum())
                    .isEqualTo(plan.peakBytes());
            assertThat(plan.biggestLever().orElseThrow().savedBy()).contains("tanh");
            assertThat(plan.toString())
                    .contains(
                            "biggest lever: h [200, 100], 160,000 bytes, saved by tanh and square")
                    .contains("in the backward part");
            // Forward once; backward for the weight only, the data wants no gradient.
            assertThat(plan.multiplications()).isEqualTo(2L * 200 * 100 * 100);
            assertThat(plan.fits(plan.peakBytes())).isTrue();
            assertThat(plan.fits(plan.peakBytes() - 1)).isFalse();
        }
    }

    /// Shapes for which no machine has the memory, and which nobody could walk through element by
    /// element. (It would take minutes; the deadline is for that only.)
    @Test
    @Timeout(60)
    void aHugeShapeIsPredictedAtOnce() {
        int n = 1 << 29;
        long elements = 2L * n;
        MemoryPlan plan =
                Scope.dryRun(
                        () -> {
                            Tensor x = Tensor.ones(n, 2).requireGrad();
                            Tensor y = LayerNorm.of(2).apply(x).transpose(0, 1).exp();
                            y.prod(0).add(y.slice(1, 0, n, 2).var(0).sum()).mean().backward();
                        });
        assertThat(plan.peakBytes()).isGreaterThan(2 * elements * Double.BYTES);
    }
}
