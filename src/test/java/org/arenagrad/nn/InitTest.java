package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// The initialisers draw from the distribution they promise, whatever shape and type.
class InitTest {
    private static final int OUT = 120;
    private static final int IN = 80;

    private final Rng random = Rng.seed(6);

    interface Scheme extends BiFunction<Tensor, Rng, Tensor> {}

    private static Arguments scheme(String name, Scheme scheme, boolean uniform, double variance) {
        return Arguments.of(name, scheme, uniform, variance);
    }

    static Stream<Arguments> schemes() {
        return Stream.of(
                scheme("kaimingUniform", Init::kaimingUniform, true, 2.0 / IN),
                scheme("kaimingNormal", Init::kaimingNormal, false, 2.0 / IN),
                scheme(
                        "kaimingUniform, leaky",
                        (w, r) -> Init.kaimingUniform(w, 0.5, r),
                        true,
                        2.0 / 1.25 / IN),
                scheme(
                        "kaimingNormal, leaky",
                        (w, r) -> Init.kaimingNormal(w, 0.5, r),
                        false,
                        2.0 / 1.25 / IN),
                scheme("xavierUniform", Init::xavierUniform, true, 2.0 / (IN + OUT)),
                scheme("xavierNormal", Init::xavierNormal, false, 2.0 / (IN + OUT)),
                scheme(
                        "xavierUniform, gain",
                        (w, r) -> Init.xavierUniform(w, 3, r),
                        true,
                        9 * 2.0 / (IN + OUT)),
                scheme(
                        "xavierNormal, gain",
                        (w, r) -> Init.xavierNormal(w, 3, r),
                        false,
                        9 * 2.0 / (IN + OUT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schemes")
    void hasTheVarianceOfItsScheme(String name, Scheme scheme, boolean uniform, double variance) {
        for (DType dtype : DType.values()) {
            Tensor weight = Tensor.zeros(dtype, OUT, IN).requireGrad();
            assertThat(scheme.apply(weight, random)).as(name).isSameAs(weight);
            double[] w = weight.toArray();
            double deviation = Math.sqrt(variance);
            assertThat(Arrays.stream(w).average().orElseThrow())
                    .isEqualTo(0, within(deviation * 0.05));
            assertThat(Arrays.stream(w).map(x -> x * x).average().orElseThrow())
                    .isEqualTo(variance, within(variance * 0.05));
            // A uniform distribution ends at √3 deviations; a normal one goes on beyond.
            double largest = Arrays.stream(w).map(Math::abs).max().orElseThrow() / deviation;
            if (uniform) {
                assertThat(largest).isBetween(Math.sqrt(3) * 0.99, Math.sqrt(3) * 1.000001);
            } else {
                assertThat(largest).isBetween(3.0, 6.0);
            }
        }
    }

    @Test
    void aKernelCountsIntoItsFans() {
        Tensor kernel = Tensor.zeros(8, 4, 5, 5);
        Init.kaimingUniform(kernel, random);
        double bound = Math.sqrt(6.0 / (4 * 25));
        assertThat(Arrays.stream(kernel.toArray()).max().orElseThrow())
                .isBetween(bound * 0.98, bound);
        Init.xavierUniform(kernel, random);
        bound = Math.sqrt(6.0 / (4 * 25 + 8 * 25));
        assertThat(Arrays.stream(kernel.toArray()).max().orElseThrow())
                .isBetween(bound * 0.98, bound);
    }

    @Test
    void normalAndUniformTakeAnyShape() {
        Tensor bias = Tensor.zeros(4000);
        Init.normal(bias, 5, 0.1, random);
        assertThat(bias.mean().item()).isEqualTo(5, within(0.01));
        assertThat(bias.std().item()).isEqualTo(0.1, within(0.01));
        Init.uniform(bias, 1, 2, random);
        assertThat(Arrays.stream(bias.toArray())).allMatch(b -> b >= 1 && b < 2);
        assertThat(bias.mean().item()).isEqualTo(1.5, within(0.03));
    }

    @Test
    void leavesNothingBehindInTheScope() {
        try (var life = Scope.open("life")) {
            Tensor weight = Tensor.zeros(4, 4);
            long live = Ledger.current().liveBytes();
            Init.kaimingUniform(weight, random);
            Init.xavierNormal(weight, random);
            assertThat(Ledger.current().liveBytes()).isEqualTo(live);
            assertThat(life.buffers()).hasSize(1);
        }
    }

    @Test
    void aVectorHasNoFans() {
        Tensor bias = Tensor.zeros(4).named("bias");
        assertThatThrownBy(() -> Init.kaimingNormal(bias, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "kaiming: 'bias' [4] FLOAT64 has no fan-in and fan-out, a weight has at"
                                + " least two dimensions [out, in]: for a bias, fill(0) is usual");
        assertThatThrownBy(() -> Init.xavierUniform(bias, random))
                .hasMessageStartingWith("xavier: 'bias'");
    }
}
