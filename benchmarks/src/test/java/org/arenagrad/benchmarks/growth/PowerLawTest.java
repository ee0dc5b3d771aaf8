package org.arenagrad.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A power law")
class PowerLawTest {
    private static final double[] X = {1, 10, 100, 1000};

    @Test
    @DisplayName("is found in points that follow it")
    void exact() {
        PowerLaw law = PowerLaw.fit(X, new double[] {3, 3e2, 3e4, 3e6});
        assertThat(law.exponent()).isCloseTo(2, within(1e-12));
        assertThat(law.factor()).isCloseTo(3, within(1e-12));
    }

    @Test
    @DisplayName("has the exponent 1 only where growth is linear: n log n has more")
    void tellsApart() {
        double[] nLogN = new double[X.length];
        for (int i = 0; i < nLogN.length; i++) {
            nLogN[i] = X[i] * Math.log(10 * X[i]);
        }
        assertThat(PowerLaw.fit(X, new double[] {5, 50, 500, 5000}).exponent())
                .isCloseTo(1, within(1e-12));
        assertThat(PowerLaw.fit(X, nLogN).exponent()).isGreaterThan(1.1);
    }
}
