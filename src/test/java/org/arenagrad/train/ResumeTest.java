package org.arenagrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.memory.Scope;
import org.arenagrad.optim.Schedule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A training that was interrupted goes on as if nothing had happened.
class ResumeTest {
    private static final int EPOCHS = 6;

    private Scope life;

    @BeforeEach
    void open() {
        life = Scope.open("life");
    }

    @AfterEach
    void close() {
        life.close();
    }

    private static Run run() {
        Run run = new Run();
        run.trainer.schedule(Schedule.cosine(0.5, EPOCHS));
        return run;
    }

    private static String uninterrupted() {
        Run run = run();
        run.fit(EPOCHS);
        return run.learned();
    }

    /// Goes on where another run stopped, with nothing of it but text and numbers.
    private static Run goingOnFrom(Run stopped) {
        Run next = run().copyWeights(stopped.weights());
        next.trainer.restore(stopped.trainer.state());
        return next;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 11, 12, 23, 24})
    void afterAnyStepBitForBit(long step) {
        Run stopped = run();
        stopped.trainer.callbacks(TrainerTest.stoppingAfter(step));
        stopped.fit(EPOCHS);
        assertThat(stopped.trainer.progress().steps()).isEqualTo(step);

        Run next = goingOnFrom(stopped);
        next.fit(EPOCHS);
        assertThat(next.learned()).isEqualTo(uninterrupted());
    }

    @Test
    void againAndAgain() {
        Run run = run();
        run.trainer.callbacks(TrainerTest.stoppingAfter(1));
        run.fit(EPOCHS);
        for (long step = 2; step <= 4 * EPOCHS; step++) {
            run = goingOnFrom(run);
            run.trainer.callbacks(TrainerTest.stoppingAfter(step));
            run.fit(EPOCHS);
        }
        assertThat(run.learned()).isEqualTo(uninterrupted());
    }

    @Test
    void withMoreEpochsThanWereMeant() {
        Run first = new Run();
        first.fit(2);
        Run next = new Run().copyWeights(first.weights());
        next.trainer.restore(first.trainer.state());
        next.fit(5);
        Run whole = new Run();
        whole.fit(5);
        assertThat(next.learned()).isEqualTo(whole.learned());
    }

    @Test
    void whatIsDoneIsDone() {
        Run first = new Run();
        first.fit(3);
        String learned = first.learned();
        first.fit(3);
        first.fit(2);
        assertThat(first.learned()).isEqualTo(learned);
    }

    @Test
    void theLearningRateThatACallbackSetIsKept() {
        Run first = new Run();
        first.trainer.optimizer().learningRate(0.125);
        first.fit(1);
        Run next = new Run();
        next.trainer.restore(first.trainer.state());
        assertThat(next.trainer.optimizer().learningRate()).isEqualTo(0.125);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    epochs_done    |         | 'epochs_done' is missing
                    epochs_done    | -1      | 'epochs_done' can't be '-1'
                    epochs_done    | many    | 'epochs_done' can't be 'many'
                    loss_sum       | x       | 'loss_sum' can't be 'x'
                    random         | 1 2 3   | 'random' can't be '1 2 3'
                    random         | 1 2 3 g | 'random' can't be '1 2 3 g'
                    history        | [1]     | history:
                    history        | {       | history:
                    batch_size     | 13      | in batches of 13
                    """)
    void aStateThatIsWrongIsNamedAndChangesNothing(String key, String value, String complaint) {
        Run stopped = run();
        stopped.trainer.callbacks(TrainerTest.stoppingAfter(6));
        stopped.fit(EPOCHS);
        SequencedMap<String, String> state = new LinkedHashMap<>(stopped.trainer.state());
        if (value == null) {
            state.remove(key);
        } else {
            state.put(key, value);
        }
        Run next = run();
        SequencedMap<String, String> before = next.trainer.state();
        assertThatThrownBy(() -> next.trainer.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
        assertThat(next.trainer.state()).isEqualTo(before);
    }

    @Test
    void aStateOfOtherDataIsNamed() {
        Run stopped = run();
        stopped.trainer.callbacks(TrainerTest.stoppingAfter(3));
        stopped.fit(EPOCHS);
        Run next = goingOnFrom(stopped);
        assertThatThrownBy(() -> next.trainer.fit(next.heldOut, EPOCHS))
                .hasMessageContaining("it belongs to other data");
    }
}
