package org.arenagrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.arenagrad.array.Indices;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.util.List;

class ConfusionMatrixTest {
    private static final Offset<Double> EXACT = within(1e-15);

    /// Of six cats four are seen, two taken for dogs; of three dogs one is seen, two taken for
    /// cats; the one bird is taken for a cat.
    private static ConfusionMatrix animals() {
        return ConfusionMatrix.of(3)
                .add(
                        Indices.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 2),
                        Indices.of(0, 0, 0, 0, 1, 1, 1, 0, 0, 0));
    }

    @Test
    void rowsAreWhatIsAndColumnsWhatWasPredicted() {
        ConfusionMatrix animals = animals();
        assertThat(animals.count(0, 1)).isEqualTo(2);
        assertThat(animals.count(2, 0)).isEqualTo(1);
        assertThat(animals.count(0, 2)).isZero();
        assertThat(animals.actual(0)).isEqualTo(6);
        assertThat(animals.predicted(0)).isEqualTo(7);
        assertThat(animals.total()).isEqualTo(10);
    }

    @Test
    void countsWhatATextbookCounts() {
        ConfusionMatrix animals = animals();
        assertThat(animals.accuracy()).isEqualTo(0.5, EXACT);
        assertThat(animals.precision(0)).isEqualTo(4.0 / 7, EXACT);
        assertThat(animals.recall(0)).isEqualTo(4.0 / 6, EXACT);
        assertThat(animals.f1(0)).isEqualTo(8.0 / 13, EXACT);
        assertThat(animals.precision(1)).isEqualTo(1.0 / 3, EXACT);
        assertThat(animals.recall(1)).isEqualTo(1.0 / 3, EXACT);
        assertThat(animals.f1(1)).isEqualTo(1.0 / 3, EXACT);
    }

    @Test
    void whatWasNeverPredictedHasAPrecisionOfZero() {
        ConfusionMatrix animals = animals();
        assertThat(animals.precision(2)).isZero();
        assertThat(animals.recall(2)).isZero();
        assertThat(animals.f1(2)).isZero();
        assertThat(animals.precision(Average.MACRO)).isEqualTo((4.0 / 7 + 1.0 / 3) / 3, EXACT);
        assertThat(animals.recall(Average.MACRO)).isEqualTo(1.0 / 3, EXACT);
        assertThat(animals.f1(Average.MACRO)).isEqualTo((8.0 / 13 + 1.0 / 3) / 3, EXACT);
    }

    @Test
    void ofNothingThereIsNoAccuracy() {
        ConfusionMatrix empty = ConfusionMatrix.of(2);
        assertThat(empty.accuracy()).isNaN();
        assertThat(empty.f1(Average.MICRO)).isZero();
        assertThat(empty.precision(0)).isZero();
    }

    @Property(tries = 50)
    void theMicroAveragesAreTheAccuracy(
            @ForAll @Size(30) List<@IntRange(max = 3) Integer> actual,
            @ForAll @Size(30) List<@IntRange(max = 3) Integer> predicted) {
        ConfusionMatrix matrix = ConfusionMatrix.of(4).add(indices(actual), indices(predicted));
        assertThat(matrix.precision(Average.MICRO)).isEqualTo(matrix.accuracy());
        assertThat(matrix.recall(Average.MICRO)).isEqualTo(matrix.accuracy());
        assertThat(matrix.f1(Average.MICRO)).isEqualTo(matrix.accuracy());
    }

    @Property(tries = 50)
    void exchangingTheTwoExchangesPrecisionAndRecall(
            @ForAll @Size(30) List<@IntRange(max = 3) Integer> actual,
            @ForAll @Size(30) List<@IntRange(max = 3) Integer> predicted) {
        ConfusionMatrix one = ConfusionMatrix.of(4).add(indices(actual), indices(predicted));
        ConfusionMatrix other = ConfusionMatrix.of(4).add(indices(predicted), indices(actual));
        for (int number = 0; number < 4; number++) {
            assertThat(one.precision(number)).isEqualTo(other.recall(number));
            assertThat(one.f1(number)).isEqualTo(other.f1(number));
        }
    }

    private static Indices indices(List<Integer> values) {
        return Indices.of(values.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void printsItselfAsATable() {
        assertThat(animals())
                .hasToString(
                        """
                        actual \\ predicted  0  1  2
                                         0  4  2  0
                                         1  2  1  0
                                         2  1  0  0\
                        """);
        assertThat(animals().toString(List.of("cat", "dog", "bird")))
                .isEqualTo(
                        """
                        actual \\ predicted  cat  dog  bird
                                       cat    4    2     0
                                       dog    2    1     0
                                      bird    1    0     0\
                        """);
    }

    @Test
    void reportsEachClass() {
        assertThat(animals().report(List.of("cat", "dog", "bird")))
                .isEqualTo(
                        """
                                class  precision  recall     F1  rows
                                  cat      0.571   0.667  0.615     6
                                  dog      0.333   0.333  0.333     3
                                 bird      0.000   0.000  0.000     1
                        macro average      0.302   0.333  0.316    10
                        micro average      0.500   0.500  0.500    10\
                        """);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> ConfusionMatrix.of(3).add(Indices.of(1, 2), Indices.of(1)))
                .hasMessageContaining("2 actual classes and 1 predicted");
        assertThatThrownBy(() -> ConfusionMatrix.of(3).add(0, 3))
                .hasMessageContaining("the predicted class 3 is outside 0 … 2");
        assertThatThrownBy(() -> ConfusionMatrix.of(3).add(-1, 0))
                .hasMessageContaining("the actual class -1");
        assertThatThrownBy(() -> ConfusionMatrix.of(0)).hasMessageContaining("0 classes");
        assertThatThrownBy(() -> animals().toString(List.of("cat")))
                .hasMessageContaining("1 names for 3 classes");
        assertThatThrownBy(() -> animals().report(List.of("cat")))
                .hasMessageContaining("1 names for 3 classes");
    }
}
