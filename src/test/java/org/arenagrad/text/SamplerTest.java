package org.arenagrad.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the next token is chosen, against probabilities worked out by hand.
class SamplerTest {
    /// The logarithms of 10, 20, 40 and 30 %, all moved by the same amount.
    private static final double[] LOGITS = {
        Math.log(0.1) + 900, Math.log(0.2) + 900, Math.log(0.4) + 900, Math.log(0.3) + 900
    };

    private static double[] shares(Sampler sampler) {
        int draws = 20_000;
        Rng random = Rng.seed(5);
        double[] shares = new double[LOGITS.length];
        for (int i = 0; i < draws; i++) {
            shares[sampler.next(LOGITS, random)] += 1.0 / draws;
        }
        return shares;
    }

    /// Temperature 1/2 squares probabilities. The two likeliest have 40 + 30 %, three 90 %.
    @ParameterizedTest
    @CsvSource({
        "1,   0, 1,   0.1,    0.2,    0.4,    0.3",
        "0.5, 0, 1,   0.0333, 0.1333, 0.5333, 0.3",
        "1,   2, 1,   0,      0,      0.5714, 0.4286",
        "1,   9, 1,   0.1,    0.2,    0.4,    0.3",
        "1,   0, 0.6, 0,      0,      0.5714, 0.4286",
        "1,   0, 0.8, 0,      0.2222, 0.4444, 0.3333",
        "1,   0, 0.3, 0,      0,      1,      0",
        "1,   2, 0.5, 0,      0,      1,      0",
        "0,   0, 1,   0,      0,      1,      0",
    })
    void tokensComeWithTheirProbability(
            double temperature, int topK, double topP, double a, double b, double c, double d) {
        assertThat(shares(new Sampler(temperature, topK, topP)))
                .containsExactly(new double[] {a, b, c, d}, within(0.015));
    }

    @Test
    void theSeedDecides() {
        Sampler sampler = new Sampler(1, 0, 1);
        Rng one = Rng.seed(3);
        Rng same = Rng.seed(3);
        for (int i = 0; i < 100; i++) {
            assertThat(sampler.next(LOGITS, one)).isEqualTo(sampler.next(LOGITS, same));
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Sampler(-1, 0, 1)).hasMessageContaining("not -1.0");
        assertThatThrownBy(() -> new Sampler(Double.NaN, 0, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Sampler(1, -1, 1)).hasMessageContaining("top-k");
        assertThatThrownBy(() -> new Sampler(1, 0, 0)).hasMessageContaining("top-p");
        assertThatThrownBy(() -> new Sampler(1, 0, 1.1)).hasMessageContaining("not 1.1");
        assertThatThrownBy(() -> Sampler.GREEDY.next(new double[0], Rng.seed(1)))
                .hasMessageContaining("no logits");
        assertThatThrownBy(() -> Sampler.GREEDY.next(new double[] {1, Double.NaN}, Rng.seed(1)))
                .hasMessageContaining("token 1 is NaN");
    }
}
