package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.stream.Stream;

/// Arithmetic in place gives what the same arithmetic gives elsewhere, wherever the elements lie.
@Tag("backend")
class TensorInPlaceTest {
    /// `a`, `b` and `c` to something.
    @FunctionalInterface
    interface Formula {
        Tensor of(Tensor a, Tensor b, Tensor c);
    }

    private static Stream<Arguments> formula(String name, Formula inPlace, Formula elsewhere) {
        return Arrays.stream(DType.values())
                .map(dtype -> Arguments.of(name, dtype, inPlace, elsewhere));
    }

    static Stream<Arguments> formulas() {
        return Stream.of(
                        formula("add", (a, b, _) -> a.addInPlace(b), (a, b, _) -> a.add(b)),
                        formula("add number", (a, _, _) -> a.addInPlace(3), (a, _, _) -> a.add(3)),
                        formula(
                                "add scaled",
                                (a, b, _) -> a.addInPlace(b, 0.3),
                                (a, b, _) -> a.add(b.mul(0.3))),
                        formula("sub", (a, b, _) -> a.subInPlace(b), (a, b, _) -> a.sub(b)),
                        formula("mul", (a, b, _) -> a.mulInPlace(b), (a, b, _) -> a.mul(b)),
                        formula("mul number", (a, _, _) -> a.mulInPlace(3), (a, _, _) -> a.mul(3)),
                        formula("div", (a, b, _) -> a.divInPlace(b), (a, b, _) -> a.div(b)),
                        formula("div number", (a, _, _) -> a.divInPlace(3), (a, _, _) -> a.div(3)),
                        formula(
                                "maximum",
                                (a, b, _) -> a.maximumInPlace(b),
                                (a, b, _) -> a.maximum(b)),
                        formula(
                                "lerp",
                                (a, b, _) -> a.lerpInPlace(b, 0.3),
                                (a, b, _) -> a.lerp(b, 0.3)),
                        formula(
                                "addcmul",
                                (a, b, c) -> a.addcmulInPlace(b, c, 0.3),
                                (a, b, c) -> a.add(b.mul(c).mul(0.3))),
                        formula(
                                "addcdiv",
                                (a, b, c) -> a.addcdivInPlace(b, c, 0.3),
                                (a, b, c) -> a.add(b.div(c).mul(0.3))))
                .flatMap(each -> each);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("formulas")
    void givesWhatItGivesElsewhere(String name, DType dtype, Formula inPlace, Formula elsewhere) {
        try (var _ = Scope.open("test")) {
            Rng rng = Rng.seed(4);
            Tensor a = Tensor.randn(dtype, rng, 5, 6);
            Tensor b = Tensor.randn(dtype, rng, 5, 6);
            Tensor c = Tensor.randn(dtype, rng, 5, 6);
            Tensor row = Tensor.randn(dtype, rng, 6);
            check(a, b, c, inPlace, elsewhere);
            check(a.copy(), row, row, inPlace, elsewhere);
            check(a.transpose(0, 1), b.transpose(0, 1), c.transpose(0, 1), inPlace, elsewhere);
            check(a.narrow(1, 1, 3), b.narrow(1, 0, 3), c.narrow(1, 3, 3), inPlace, elsewhere);
            // What is read was not written before.
            check(b, b.flip(0), b, inPlace, elsewhere);
            check(c, c, c.flip(1), inPlace, elsewhere);
        }
    }

    private static void check(Tensor a, Tensor b, Tensor c, Formula inPlace, Formula elsewhere) {
        double[] expected = elsewhere.of(a, b, c).toArray();
        assertThat(inPlace.of(a, b, c)).isSameAs(a);
        assertThat(a.toArray()).containsExactly(expected);
    }

    @Test
    void anOperandMustBroadcastToTheShapeThatStays() {
        Tensor a = Tensor.ones(3);
        Tensor b = Tensor.ones(2, 3);
        assertThatThrownBy(() -> a.lerpInPlace(b, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lerpInPlace: ones [2, 3] FLOAT64 is too large to be broadcast to ones [3]"
                                + " FLOAT64, which can't change its shape in place");
        assertThatThrownBy(() -> a.addcmulInPlace(b, a, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't change its shape in place");
        assertThatThrownBy(() -> a.divInPlace(Tensor.ones(DType.FLOAT32, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("differ in type");
    }

    @Test
    void temporariesEndAtOnce() {
        try (var scope = Scope.open("test")) {
            Tensor a = Tensor.ones(3);
            a.addInPlace(a, 2).lerpInPlace(a, 0.5).addcmulInPlace(a, a, 2).addcdivInPlace(a, a, 2);
            assertThat(scope.buffers()).hasSize(1);
        }
    }
}
