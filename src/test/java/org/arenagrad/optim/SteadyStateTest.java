package org.arenagrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// Training leaves behind what it needs the next time, parameters, gradients and optimizer state,
/// and not a byte more: after every one of 10,000 steps, also of those that fail.
class SteadyStateTest {
    private static final int STEPS = 10_000;
    private static final int N = 6;

    interface Maker {
        Optimizer of(List<Tensor> parameters);
    }

    private static Arguments optimizer(String name, int state, Maker maker) {
        return Arguments.of(name, state, maker);
    }

    /// Each optimizer, with the number of values it remembers for each parameter.
    static Stream<Arguments> optimizers() {
        return Stream.of(
                optimizer("SGD", 0, p -> SGD.of(p, 0.01)),
                optimizer(
                        "SGD, Nesterov",
                        1,
                        p -> SGD.of(p, 0.01, SGD.defaults().momentum(0.9).nesterov(true))),
                optimizer("Momentum", 1, p -> Momentum.of(p, 0.01)),
                optimizer("Adam", 2, p -> Adam.of(p, 0.001)),
                optimizer(
                        "Adam, AMSGrad", 3, p -> Adam.of(p, 0.001, Adam.defaults().amsgrad(true))),
                optimizer("AdamW", 2, p -> AdamW.of(p, 0.001)),
                optimizer("RMSProp", 1, p -> RMSProp.of(p, 0.001)),
                optimizer("Adagrad", 1, p -> Adagrad.of(p, 0.01)),
                optimizer("Adamax", 2, p -> Adamax.of(p, 0.001)),
                optimizer("NAdam", 2, p -> NAdam.of(p, 0.001)),
                optimizer("RAdam", 2, p -> RAdam.of(p, 0.001, RAdam.defaults().betas(0.9, 0.8))),
                optimizer(
                        "RMSProp, centered",
                        3,
                        p -> RMSProp.of(p, 0.001, RMSProp.defaults().centered(true).momentum(0.5))),
                optimizer(
                        "Adagrad, decaying",
                        1,
                        p ->
                                Adagrad.of(
                                        p,
                                        0.05,
                                        Adagrad.defaults().rateDecay(0.1).initialSum(0.5))),
                optimizer("Lion", 1, p -> Lion.of(p, 0.001)));
    }

    /// A layer that fails when it is told to, with values of its own under way.
    private static final class Fuse implements Layer {
        private boolean blown;

        @Override
        public Tensor apply(Tensor x) {
            Tensor y = x.mul(1);
            if (blown) {
                throw new IllegalStateException("blown");
            }
            return y;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void tenThousandStepsLeaveNothing(String name, int state, Maker maker) {
        Ledger ledger = Ledger.current();
        long outside = ledger.liveBytes();
        try (var life = Scope.open("life")) {
            Rng random = Rng.seed(7);
            Fuse fuse = new Fuse();
            var model =
                    Sequential.of(
                            Linear.of(3, 8, DType.FLOAT64, random),
                            LayerNorm.of(8),
                            Activations.gelu(),
                            fuse,
                            Dropout.of(0.1, random),
                            Linear.of(8, 2, DType.FLOAT64, random));
            Optimizer optimizer = maker.of(model.parameters());
            Tensor x = Tensor.randn(random, N, 3);
            Indices classes = Indices.of(0, 1, 0, 1, 1, 0);
            life.seal();

            long elements = 3 * 8 + 8 + 2 * 8 + 8 * 2 + 2;
            long steady = 8 * (elements * (2 + state) + N * 3);
            assertThat(ledger.liveBytes() - outside).as(name).isEqualTo(steady);

            int failed = 0;
            for (int step = 0; step < STEPS; step++) {
                try (var _ = Scope.open("step")) {
                    fuse.blown = step % 10 == 3;
                    Tensor loss = Losses.crossEntropy(model.apply(x), classes);
                    loss.backward();
                    if (step % 10 == 5) {
                        throw new IllegalStateException("between backward and step");
                    }
                    Clip.gradNorm(model.parameters(), 1);
                    optimizer.step();
                    optimizer.zeroGrad();
                    if (step % 10 == 7) {
                        failInBackward(model, x);
                    }
                } catch (IllegalStateException expected) {
                    failed++;
                }
                if (ledger.liveBytes() - outside != steady) {
                    assertThat(ledger.liveBytes() - outside)
                            .as("%s, live bytes after step %s", name, step)
                            .isEqualTo(steady);
                }
            }
            assertThat(failed).isEqualTo(STEPS * 3 / 10);
            try (var _ = Scope.open("evaluation");
                    var _ = Autograd.noGrad()) {
                fuse.blown = false;
                model.eval();
                assertThat(Losses.crossEntropy(model.apply(x), classes).item()).isBetween(0.0, 0.6);
            }
        }
        assertThat(ledger.liveBytes()).isEqualTo(outside);
    }

    /// A value that the graph needs was ended too early: backward stops half-way.
    private static void failInBackward(Layer model, Tensor x) {
        Tensor y = model.apply(x);
        Tensor squared = y.square();
        y.close();
        Tensor sum = squared.sum();
        assertThatThrownBy(sum::backward).hasMessageContaining("was used after its end");
        throw new IllegalStateException("in backward");
    }
}
