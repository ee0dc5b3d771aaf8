package org.arenagrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

class MetricsTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor table(int columns, double... values) {
        return Tensor.from(values, values.length / columns, columns);
    }

    @Test
    void theLargestOutputIsThePrediction() {
        Tensor outputs = table(3, 1, 5, 2, /**/ 9, 0, 8, /**/ -3, -2, -1, /**/ 0, 1, 0);
        Indices classes = Indices.of(1, 0, 2, 0);
        assertThat(Metrics.accuracy().of(outputs, classes)).isEqualTo(0.75);
        assertThat(Metrics.recall(Average.MACRO).of(outputs, classes))
                .isEqualTo((0.5 + 1 + 1) / 3, within(1e-15));
        assertThat(Metrics.precision(Average.MACRO).of(outputs, classes))
                .isEqualTo((1 + 0.5 + 1) / 3, within(1e-15));
        assertThat(Metrics.f1(Average.MICRO).of(outputs, classes)).isEqualTo(0.75);
    }

    @Test
    void theClassMayBeAmongTheLargest() {
        Tensor outputs = table(4, 4, 3, 2, 1, /**/ 4, 3, 2, 1, /**/ 4, 3, 2, 1, /**/ 4, 3, 2, 1);
        Indices classes = Indices.of(0, 1, 2, 3);
        for (int k = 1; k <= 4; k++) {
            assertThat(Metrics.topAccuracy(k).of(outputs, classes)).isEqualTo(k / 4.0);
        }
        assertThat(Metrics.topAccuracy(3).name()).isEqualTo("top-3 accuracy");
    }

    @Test
    void sayingTheSameOfAllClassesGainsNothing() {
        Tensor outputs = Tensor.ones(4, 4);
        Indices classes = Indices.of(0, 1, 2, 3);
        assertThat(Metrics.topAccuracy(2).of(outputs, classes)).isEqualTo(0.5);
        assertThat(Metrics.topAccuracy(2).of(outputs.mul(Double.NaN), classes)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theFirstOfTheLargestIsTheAccuracy(long seed) {
        Rng rng = Rng.seed(seed);
        Tensor outputs = Tensor.randn(rng, 50, 5);
        Indices classes = Indices.of(rng.ints(50, 0, 5).toArray());
        assertThat(Metrics.topAccuracy(1).of(outputs, classes))
                .isEqualTo(Metrics.accuracy().of(outputs, classes));
        assertThat(Metrics.topAccuracy(5).of(outputs, classes)).isEqualTo(1);
    }

    @Test
    void errorsAreMeansOverAllElements() {
        Tensor outputs = table(2, 1, 2, /**/ 3, 4);
        Tensor targets = table(2, 1, 4, /**/ 0, 4);
        assertThat(Metrics.meanSquaredError().of(outputs, targets)).isEqualTo((4 + 9) / 4.0);
        assertThat(Metrics.meanAbsoluteError().of(outputs, targets)).isEqualTo((2 + 3) / 4.0);
    }

    @Test
    void aPositiveLogitIsAYes() {
        assertThat(Metrics.binaryAccuracy().of(table(1, 2, -1, 0, 3), table(1, 1, 0, 0, 0)))
                .isEqualTo(0.75);
    }

    /// The example of scikit-learn's documentation of `r2_score`.
    @Test
    void determinationIsThatOfScikitLearn() {
        Tensor targets = table(1, 3, -0.5, 2, 7);
        assertThat(Metrics.r2().of(table(1, 2.5, 0.0, 2, 8), targets))
                .isEqualTo(0.9486081370449679, within(1e-15));
        Tensor twoColumns = table(2, 0.5, 1, /**/ -1, 1, /**/ 7, -6);
        double first = 1 - (0.25 + 0 + 1) / (0.25 + 1 + 49 - 6.5 * 6.5 / 3);
        double second = 1 - (1 + 1 + 1) / (1 + 1 + 36 - 16 / 3.0);
        assertThat(Metrics.r2().of(table(2, 0, 2, /**/ -1, 2, /**/ 8, -5), twoColumns))
                .isEqualTo((first + second) / 2, within(1e-14));
    }

    @Test
    void determinationOfWhatNeverChangesIsOneOrNothing() {
        Tensor constant = table(1, 0.1, 0.1, 0.1);
        assertThat(Metrics.r2().of(constant, constant)).isEqualTo(1);
        assertThat(Metrics.r2().of(table(1, 0.1, 0.1, 0.2), constant)).isZero();
        assertThat(Metrics.r2().of(table(1, 2, 2, 2), table(1, 1, 2, 3))).isZero();
    }

    @Test
    void determinationKeepsItsDigitsFarFromZero() {
        Tensor targets = table(1, 1e9 + 1, 1e9 + 2, 1e9 + 3);
        assertThat(Metrics.r2().of(table(1, 1e9 + 1, 1e9 + 2, 1e9 + 2), targets))
                .isEqualTo(0.5, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 20})
    void batchByBatchIsAllAtOnce(int size) {
        Rng rng = Rng.seed(size);
        Tensor outputs = Tensor.randn(rng, 20, 4);
        Tensor targets = Tensor.randn(rng, 20, 4);
        Indices classes = Indices.of(rng.ints(20, 0, 4).toArray());
        for (Metric<Indices> metric :
                List.of(
                        Metrics.accuracy(),
                        Metrics.topAccuracy(2),
                        Metrics.f1(Average.MACRO),
                        Metrics.precision(Average.MACRO))) {
            Metric.Tally<Indices> tally = metric.start().get();
            for (int from = 0; from < 20; from += size) {
                int length = Math.min(size, 20 - from);
                Indices rows = Indices.of(IntStream.range(from, from + length).toArray());
                tally.add(outputs.narrow(0, from, length), classes.select(rows));
            }
            assertThat(tally.value()).as(metric.name()).isEqualTo(metric.of(outputs, classes));
        }
        for (Metric<Tensor> metric :
                List.of(Metrics.r2(), Metrics.meanSquaredError(), Metrics.meanAbsoluteError())) {
            Metric.Tally<Tensor> tally = metric.start().get();
            for (int from = 0; from < 20; from += size) {
                int length = Math.min(size, 20 - from);
                tally.add(outputs.narrow(0, from, length), targets.narrow(0, from, length));
            }
            assertThat(tally.value())
                    .as(metric.name())
                    .isEqualTo(metric.of(outputs, targets), within(1e-13));
        }
    }

    @Test
    void ofNothingThereIsNothing() {
        assertThat(Metrics.accuracy().start().get().value()).isNaN();
        assertThat(Metrics.topAccuracy(1).start().get().value()).isNaN();
        assertThat(Metrics.r2().start().get().value()).isNaN();
        assertThat(Metrics.meanSquaredError().start().get().value()).isNaN();
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> Metrics.accuracy().of(Tensor.ones(2, 3), Indices.of(1)))
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[1]");
        assertThatThrownBy(() -> Metrics.r2().of(Tensor.ones(2, 1), Tensor.ones(2)))
                .hasMessageContaining("[2, 1]")
                .hasMessageContaining("[2]");
        assertThatThrownBy(() -> Metrics.topAccuracy(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> new Metric<Tensor>("a,b", true, Metrics.r2().start()))
                .hasMessageContaining("'a,b'");
    }
}
