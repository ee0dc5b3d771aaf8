package org.arenagrad.kernel.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.MathContext;

/// The oracle's own functions, against series in 80 digits and published values.
class FunctionsTest {
    private static final MathContext DIGITS = new MathContext(80);
    private static final BigDecimal SQRT_PI =
            new BigDecimal(
                            "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803")
                    .sqrt(DIGITS);

    @Test
    void erfToTheLastPlaces() {
        for (double x = -6; x <= 6; x += 0.0537) {
            close(Erf.erf(x), erf(x), 2);
            // In the tail e^(-x²) decides, and its argument is rounded.
            close(Erf.erfc(x), BigDecimal.ONE.subtract(erf(x)), 4);
        }
        close(Erf.erf(1e-9), erf(1e-9), 1);
        close(Erf.erf(1e-300), erf(1e-300), 1);
    }

    @Test
    void erfcFarOut() {
        relative(Erf.erfc(10), 2.088487583762545e-45, 1e-14);
        relative(Erf.erfc(20), 5.395865611607901e-176, 1e-14);
        assertThat(Erf.erfc(40)).isZero();
        assertThat(Erf.erfc(-40)).isEqualTo(2);
    }

    @Test
    void erfOfSpecialNumbers() {
        assertThat(Erf.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Erf.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Erf.erf(Double.NaN)).isNaN();
        assertThat(Erf.erfc(Double.NaN)).isNaN();
        assertThat(Erf.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
        assertThat(Double.doubleToRawLongBits(Erf.erf(-0.0)))
                .isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @Test
    void activationsNeitherOverflowNorCancel() {
        relative(Functions.sigmoid(-40), 4.248354255291589e-18, 1e-15);
        assertThat(Functions.sigmoid(-1000)).isZero();
        assertThat(Functions.sigmoid(1000)).isEqualTo(1);
        relative(Functions.softplus(-40), 4.248354255291589e-18, 1e-15);
        assertThat(Functions.softplus(1000)).isEqualTo(1000);
        relative(Functions.softplus(0), Math.log(2), 1e-15);
        relative(Functions.gelu(-10), -7.619853024160526e-23, 1e-13);
        relative(Functions.gelu(1), 0.8413447460685429, 1e-15);
        relative(Functions.geluTanh(1), 0.8411919906082768, 1e-15);
        relative(Functions.silu(-20), -4.122307236380407e-8, 1e-15);
        relative(Functions.elu(-1e-10, 2), -2 * 9.9999999995e-11, 1e-15);
        assertThat(Functions.elu(3, 2)).isEqualTo(3);
    }

    @Test
    void powersAsInC() {
        assertThat(Functions.pow(1, Double.NaN)).isEqualTo(1);
        assertThat(Functions.pow(-1, Double.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(Functions.pow(Double.NaN, 0)).isEqualTo(1);
        assertThat(Functions.pow(-2, 3)).isEqualTo(-8);
        assertThat(Functions.pow(-8, 1.0 / 3)).isNaN();
    }

    @Test
    void hyperbolicFunctionsInTheirOtherForms() {
        for (double x : new double[] {1e-300, 1e-9, 0.001, 0.0199, 0.0201, 0.5, 3, 20}) {
            relative(Functions.asinh(Math.sinh(x)), x, 2e-15);
            relative(Functions.asinh(-Math.sinh(x)), -x, 2e-15);
            relative(Functions.atanh(Math.tanh(Math.min(x, 0.5))), Math.min(x, 0.5), 2e-15);
        }
        relative(Functions.acosh(1 + 1e-10), 1.4142135680974e-5, 1e-7);
        relative(Functions.acosh(Math.cosh(5)), 5, 1e-15);
        relative(Functions.asinh(1e300), 300 * Math.log(10) + Math.log(2), 1e-15);
        assertThat(Functions.acosh(0.5)).isNaN();
        assertThat(Functions.atanh(1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void powersOfTwoAreExact() {
        for (int n = -1074; n < 1024; n++) {
            assertThat(Functions.exp2(n)).isEqualTo(Math.scalb(1.0, n));
        }
        relative(Functions.exp2(0.5), Math.sqrt(2), 1e-15);
        assertThat(Functions.exp2(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Functions.exp2(1e30)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Functions.exp2(Double.NaN)).isNaN();
    }

    @Test
    void remaindersHaveTheSignOfTheDivisor() {
        assertThat(Functions.remainder(7, 3)).isEqualTo(1);
        assertThat(Functions.remainder(-7, 3)).isEqualTo(2);
        assertThat(Functions.remainder(7, -3)).isEqualTo(-2);
        assertThat(Functions.remainder(-7, -3)).isEqualTo(-1);
        assertThat(Functions.remainder(8, 3)).isEqualTo(2);
        assertThat(Functions.remainder(1, 0)).isNaN();
    }

    /// `2/√π · Σ (-1)^n x^(2n+1) / (n!·(2n+1))`.
    private static BigDecimal erf(double x) {
        BigDecimal z = new BigDecimal(x);
        BigDecimal minusSquare = z.multiply(z, DIGITS).negate();
        BigDecimal power = z;
        BigDecimal sum = z;
        for (int n = 1; n < 250; n++) {
            power = power.multiply(minusSquare, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS), DIGITS);
        }
        return sum.multiply(BigDecimal.TWO, DIGITS).divide(SQRT_PI, DIGITS);
    }

    private static void close(double actual, BigDecimal expected, int unitsInTheLastPlace) {
        double error = new BigDecimal(actual).subtract(expected).abs().doubleValue();
        assertThat(error)
                .isLessThanOrEqualTo(unitsInTheLastPlace * Math.ulp(expected.doubleValue()));
    }

    private static void relative(double actual, double expected, double tolerance) {
        assertThat(Math.abs(actual / expected - 1)).isLessThanOrEqualTo(tolerance);
    }
}
