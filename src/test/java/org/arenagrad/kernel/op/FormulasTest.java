package org.arenagrad.kernel.op;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.backend.ElementType;
import org.arenagrad.kernel.oracle.Elements;
import org.arenagrad.kernel.oracle.Folds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Formulas of single numbers are there in every JVM, though the class files of some name vectors.
@Tag("backend")
class FormulasTest {
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private static final double[] NUMBERS = {-2.5, -0.25, 0, 0.5, 1, 3};

    private static void assertClose(ElementType type, Enum<?> op, double actual, double expected) {
        assertThat(type.rounded(actual))
                .as("%s, %s", op, type)
                .matches(value -> type.close(value, type.rounded(expected), 1));
    }

    /// Without the Vector API a formula is made of its class file again, without its vector half.
    private static void assertUsable(Object formula) {
        assertThat(formula.getClass().isHidden()).isEqualTo(!VECTORS);
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unary(Unary op) {
        UnaryFloat64 wide = UnaryFloat64.of(op);
        UnaryFloat32 narrow = UnaryFloat32.of(op);
        assertUsable(wide);
        assertUsable(narrow);
        for (double x : NUMBERS) {
            assertClose(ElementType.FLOAT64, op, wide.of(x), Elements.of(op, x));
            assertClose(ElementType.FLOAT32, op, narrow.of(x), Elements.of(op, x));
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binary(Binary op) {
        BinaryFloat64 wide = BinaryFloat64.of(op);
        BinaryFloat32 narrow = BinaryFloat32.of(op);
        assertUsable(wide);
        assertUsable(narrow);
        for (double a : NUMBERS) {
            for (double b : NUMBERS) {
                double expected = Elements.of(op, a, b);
                // Of a large exponent the rounding counts as often.
                double slack = Math.abs(expected) * Elements.condition(op, a, b);
                double actual = wide.of(a, b);
                assertThat(ElementType.FLOAT64.close(actual, expected, slack))
                        .as("%s of %s, %s: %s, not %s", op, a, b, actual, expected)
                        .isTrue();
                double rounded = ElementType.FLOAT32.rounded(narrow.of(a, b));
                assertThat(ElementType.FLOAT32.close(rounded, (float) expected, slack))
                        .as("%s of %s, %s: %s, not %s", op, a, b, rounded, expected)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Ternary.class)
    void ternary(Ternary op) {
        TernaryFloat64 wide = TernaryFloat64.of(op);
        TernaryFloat32 narrow = TernaryFloat32.of(op);
        assertUsable(wide);
        assertUsable(narrow);
        for (double a : NUMBERS) {
            for (double b : NUMBERS) {
                for (double c : NUMBERS) {
                    double expected = Elements.of(op, a, b, c);
                    assertClose(ElementType.FLOAT64, op, wide.of(a, b, c), expected);
                    assertClose(ElementType.FLOAT32, op, narrow.of(a, b, c), expected);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void folds(Reduction op) {
        ReductionFloat64 wide = ReductionFloat64.of(op);
        ReductionFloat32 narrow = ReductionFloat32.of(op);
        assertUsable(wide);
        assertUsable(narrow);
        double of64 = op.neutral();
        double of32 = op.neutral();
        for (double x : NUMBERS) {
            of64 = wide.fold(of64, x);
            of32 = narrow.fold(of32, x);
        }
        double expected = Folds.of(op, NUMBERS);
        assertClose(ElementType.FLOAT64, op, of64, expected);
        assertClose(ElementType.FLOAT32, op, of32, expected);
        // Two runs, joined: by the formula, and by the enum.
        double twice =
                Folds.of(op, new double[] {-2.5, -0.25, 0, 0.5, 1, 3, -2.5, -0.25, 0, 0.5, 1, 3});
        assertClose(ElementType.FLOAT64, op, wide.join(expected, expected), twice);
        assertClose(ElementType.FLOAT32, op, narrow.join(expected, expected), twice);
        assertClose(ElementType.FLOAT64, op, op.join(expected, expected), twice);
        assertThat(op.neutral()).isEqualTo(Folds.of(op, new double[0]));
    }
}
