package org.arenagrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

class EarlyStoppingTest {
    private Scope life;

    @BeforeEach
    void open() {
        life = Scope.open("life");
    }

    @AfterEach
    void close() {
        life.close();
    }

    /// An epoch of which nothing is known but the loss on the rows held out.
    private static History.Epoch epoch(int number, double loss) {
        return new History.Epoch(
                number, 0, new Evaluation(1, loss, new LinkedHashMap<>()), null, 0, 0, 0);
    }

    private static int lastEpoch(EarlyStopping stopping, double... losses) {
        Run run = new Run();
        for (int i = 0; i < losses.length; i++) {
            stopping.epochEnded(run.trainer, epoch(i + 1, losses[i]));
            if (stopping.hasStopped()) {
                return i + 1;
            }
        }
        return losses.length;
    }

    private static EarlyStopping onLoss() {
        return EarlyStopping.on(History.HELD_OUT_LOSS, false);
    }

    @Test
    void waitsAsLongAsItIsPatient() {
        assertThat(lastEpoch(onLoss().patience(2), 3, 2, 2.5, 1, 1.5, 1.5, 0)).isEqualTo(6);
        assertThat(lastEpoch(onLoss().patience(1), 3, 2, 2.5, 1)).isEqualTo(3);
        assertThat(lastEpoch(onLoss().patience(3), 3, 2, 1)).isEqualTo(3);
    }

    @Test
    void aChangeTooSmallIsNone() {
        EarlyStopping stopping = onLoss().patience(2).leastChange(0.5);
        assertThat(lastEpoch(stopping, 3, 2.75, 2.5, 1)).isEqualTo(3);
        assertThat(stopping.best()).isEqualTo(3);
        assertThat(stopping.bestEpoch()).isEqualTo(1);
    }

    @Test
    void moreMayBeBetter() {
        EarlyStopping stopping = EarlyStopping.on(History.HELD_OUT_LOSS, true).patience(2);
        assertThat(lastEpoch(stopping, 1, 2, 1, 1, 5)).isEqualTo(4);
        assertThat(stopping.best()).isEqualTo(2);
    }

    @Test
    void whatIsNoNumberIsWorseThanAnyNumber() {
        EarlyStopping stopping = onLoss().patience(2);
        assertThat(lastEpoch(stopping, Double.NaN, 3, Double.NaN, Double.NaN)).isEqualTo(4);
        assertThat(stopping.bestEpoch()).isEqualTo(2);
    }

    @Test
    void endsTheTraining() {
        Run run = new Run();
        EarlyStopping stopping = EarlyStopping.on(Metrics.accuracy()).patience(1).leastChange(2);
        run.trainer.callbacks(stopping);
        assertThat(run.fit(20).epochs()).hasSize(2);
        assertThat(stopping.hasStopped()).isTrue();
        assertThat(stopping.bestEpoch()).isEqualTo(1);
    }

    @Test
    void takesTheModelBackToItsBest() {
        Run run = new Run();
        EarlyStopping stopping = onLoss().patience(2).restoring(run.model);
        life.seal();
        List<List<double[]>> weights = new ArrayList<>();
        run.trainer.callbacks(
                stopping,
                new Callback() {
                    @Override
                    public void epochEnded(Trainer<?, ?> trainer, History.Epoch epoch) {
                        weights.add(run.weights());
                        if (epoch.number() == 3) {
                            // From here on it only gets worse.
                            trainer.optimizer().learningRate(30);
                        }
                    }
                });
        History history = run.fit(50);
        int best = stopping.bestEpoch();
        assertThat(best).isLessThan(history.epochs().size());
        assertThat(history.epochs())
                .allMatch(epoch -> epoch.value(History.HELD_OUT_LOSS) >= stopping.best());
        assertThat(run.weights())
                .usingRecursiveComparison()
                .isEqualTo(weights.get(best - 1))
                .isNotEqualTo(weights.getLast());
    }

    /// A rate at which most epochs are worse than the one before.
    private static Run restless(int patience) {
        Run run = new Run();
        run.trainer
                .schedule(epoch -> epoch < 2 ? 0.5 : 8)
                .callbacks(onLoss().patience(patience).restoring(run.model));
        return run;
    }

    @Test
    void whatItTookBackGoesOnFromWhereItHadCome() {
        Run whole = restless(50);
        whole.fit(9);

        Run first = restless(50);
        first.fit(5);
        var best = first.weights();
        first.fit(5);
        assertThat(first.weights())
                .as("nothing was left to do")
                .usingRecursiveComparison()
                .isEqualTo(best);
        first.fit(9);
        assertThat(first.learned()).isEqualTo(whole.learned());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 50})
    void morePatienceGoesOnFromAFileToo(int patience) {
        Run whole = restless(50);
        whole.fit(9);

        Run first = restless(patience);
        int epochs = first.fit(6).epochs().size();
        assertThat(epochs).isEqualTo(patience == 2 ? 4 : 6);
        Run next = restless(50).copyWeights(first.weights());
        next.trainer.restore(first.trainer.state());
        copyTensors(first, next);
        next.fit(9);

        assertThat(next.learned()).isEqualTo(whole.learned());
    }

    private static void copyTensors(Run from, Run to) {
        var there = to.trainer.tensors();
        try (var _ = Autograd.noGrad()) {
            from.trainer
                    .tensors()
                    .forEach(
                            (name, saved) ->
                                    Objects.requireNonNull(there.get(name)).copyFrom(saved));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 10, 20})
    void remembersWhenTheTrainingGoesOn(long step) {
        Run first = new Run();
        first.trainer.callbacks(
                onLoss().patience(3).restoring(first.model), TrainerTest.stoppingAfter(step));
        first.fit(9);

        Run next = new Run().copyWeights(first.weights());
        next.trainer.callbacks(onLoss().patience(3).restoring(next.model));
        next.trainer.restore(first.trainer.state());
        copyTensors(first, next);
        next.fit(9);

        Run whole = new Run();
        whole.trainer.callbacks(onLoss().patience(3).restoring(whole.model));
        whole.fit(9);
        assertThat(next.learned()).isEqualTo(whole.learned());
        assertThat(next.trainer.state().get("early stopping.best"))
                .isEqualTo(whole.trainer.state().get("early stopping.best"));
    }

    @Test
    void aTrainingThatWasStoppedStaysStopped() {
        Run first = new Run();
        first.trainer.callbacks(onLoss().patience(1).leastChange(100));
        first.fit(9);
        assertThat(first.trainer.history().epochs()).hasSize(2);
        first.fit(9);
        assertThat(first.trainer.history().epochs()).hasSize(2);

        Run next = new Run();
        next.trainer.callbacks(onLoss().patience(1).leastChange(100));
        next.trainer.restore(first.trainer.state());
        assertThat(next.fit(9).epochs()).hasSize(2);
    }

    @Test
    void settingsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> onLoss().patience(0)).hasMessageContaining("0 epochs");
        assertThatThrownBy(() -> onLoss().leastChange(-1)).hasMessageContaining("-1");
        Run run = new Run();
        run.trainer.callbacks(EarlyStopping.on("beauty", true));
        assertThatThrownBy(() -> run.fit(1))
                .hasMessageContaining("no 'beauty', but epoch, train_loss");
        assertThatThrownBy(() -> run.trainer.callbacks(onLoss()))
                .hasMessageContaining("'early stopping'");
    }
}
