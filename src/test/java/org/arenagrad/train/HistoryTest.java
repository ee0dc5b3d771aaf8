package org.arenagrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.LinkedHashMap;
import java.util.Map;

class HistoryTest {
    private static Evaluation evaluation(double loss, double accuracy) {
        return new Evaluation(20, loss, new LinkedHashMap<>(Map.of("accuracy", accuracy)));
    }

    private static History twoEpochs() {
        History history = History.empty();
        history.add(new History.Epoch(1, 1.0 / 3, evaluation(0.5, 0.75), null, 0.1, 0.25, 81_920));
        history.add(new History.Epoch(2, 0.25, evaluation(0.125, 1), null, 0.1, 0.5, 81_920));
        return history;
    }

    @Test
    void isWrittenAsCommaSeparatedValues() {
        assertThat(twoEpochs().toCsv())
                .isEqualTo(
                        """
                        epoch,train_loss,held_out_loss,accuracy,learning_rate,seconds,peak_bytes
                        1,0.3333333333333333,0.5,0.75,0.1,0.25,81920
                        2,0.25,0.125,1.0,0.1,0.5,81920
                        """);
        assertThat(History.empty().toCsv()).isBlank();
    }

    @Test
    void trainingRowsAreNotCalledHeldOut() {
        History history = History.empty();
        history.add(new History.Epoch(1, 0.5, null, evaluation(0.25, 1), 0.1, 2, 8));
        assertThat(history.toCsv())
                .isEqualTo(
                        """
                        epoch,train_loss,train_loss_after,train_accuracy,learning_rate,seconds,peak_bytes
                        1,0.5,0.25,1.0,0.1,2.0,8
                        """);
        assertThat(history.toJson()).contains("\"train_after\":{").doesNotContain("held_out");
    }

    @Test
    void isWrittenAsATable() {
        assertThat(twoEpochs().toMarkdown())
                .isEqualTo(
                        """
                        | epoch | train_loss | held_out_loss | accuracy | learning_rate | seconds | peak_bytes |
                        |---:|---:|---:|---:|---:|---:|---:|
                        | 1 | 0.3333 | 0.5000 | 0.7500 | 0.1000 | 0.2500 | 81920 |
                        | 2 | 0.2500 | 0.1250 | 1.000 | 0.1000 | 0.5000 | 81920 |
                        """);
    }

    @Test
    void noNameOfAColumnIsAFormula() {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("-2+3", -0.5);
        metrics.put("a,b", 1.0);
        History history = History.empty();
        history.add(new History.Epoch(1, 1, new Evaluation(20, 1, metrics), null, 1, 1, 1));
        assertThat(history.toCsv())
                .startsWith("epoch,train_loss,held_out_loss,'-2+3,\"a,b\",learning_rate,")
                .contains("\n1,1.0,1.0,-0.5,1.0,");
    }

    @Test
    void isWrittenAsJson() throws Exception {
        JsonNode json = new ObjectMapper().readTree(twoEpochs().toJson());
        assertThat(json).hasSize(2);
        assertThat(json.get(0).get("train_loss").doubleValue()).isEqualTo(1.0 / 3);
        assertThat(json.get(1).get("held_out").get("rows").intValue()).isEqualTo(20);
        assertThat(json.get(1).get("held_out").get("metrics").get("accuracy").doubleValue())
                .isEqualTo(1);
        assertThat(json.get(1).get("peak_bytes").longValue()).isEqualTo(81_920);
    }

    @Test
    void isReadBackToTheLastBit() {
        History history = twoEpochs();
        history.add(
                new History.Epoch(
                        3,
                        Math.PI,
                        evaluation(Double.NaN, Double.POSITIVE_INFINITY),
                        evaluation(0.25, 0),
                        1e-300,
                        1,
                        1));
        history.add(new History.Epoch(4, Double.MIN_VALUE, null, null, 0, 0, 1L << 52));
        assertThat(History.fromJson(history.toJson()).epochs()).isEqualTo(history.epochs());
        assertThat(History.fromJson(History.empty().toJson()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[",
                "[{}]",
                "[] []",
                "[1]",
                "[{\"epoch\":true}]",
                "[{\"epoch\":\"first\"}]",
                "[{\"epoch\":1,\"held_out\":{\"rows\":1}}]",
            })
    void whatIsNoHistoryIsNamed(String json) {
        assertThatThrownBy(() -> History.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("history: ");
    }

    @Test
    void columnsHaveNames() {
        assertThat(twoEpochs().last().value("accuracy")).isEqualTo(1);
        assertThat(twoEpochs().last().value(History.HELD_OUT_LOSS)).isEqualTo(0.125);
        assertThatThrownBy(() -> twoEpochs().last().value("beauty"))
                .hasMessageContaining("no 'beauty'");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20, 23, 100})
    void aSampleIsSpreadAndHasTheLast(int most) {
        History history = History.empty();
        for (int number = 1; number <= 23; number++) {
            history.add(new History.Epoch(number, 0, null, null, 0, 0, 0));
        }
        History sample = history.sample(most);
        assertThat(sample.epochs()).hasSizeLessThanOrEqualTo(most);
        assertThat(sample.epochs()).hasSizeGreaterThanOrEqualTo(Math.min(23, most / 2));
        assertThat(sample.last().number()).isEqualTo(23);
        assertThat(sample.epochs()).extracting(History.Epoch::number).isSorted();
        assertThatThrownBy(() -> history.sample(0)).hasMessageContaining("at least 1 epoch, got 0");
    }
}
