package org.arenagrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.data.Dataset;
import org.arenagrad.data.Datasets;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Linear;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.SGD;
import org.arenagrad.optim.Schedule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TrainerTest {
    private Scope life;

    @BeforeEach
    void open() {
        life = Scope.open("life");
    }

    @AfterEach
    void close() {
        life.close();
    }

    @Test
    void itDoesWhatTheLoopDoes() {
        Run run = new Run();
        run.fit(3);

        Run loop = new Run();
        var sgd = SGD.of(loop.model.parameters(), 0.5);
        for (int epoch = 0; epoch < 3; epoch++) {
            loop.model.train();
            for (Batch<Tensor, Indices> batch : loop.train.batches(12, loop.rng)) {
                try (var _ = Scope.open("step")) {
                    Losses.crossEntropy(loop.model.apply(batch.x()), batch.y()).backward();
                    sgd.step();
                    sgd.zeroGrad();
                }
            }
        }
        assertThat(run.weights()).usingRecursiveComparison().isEqualTo(loop.weights());
    }

    @Test
    void itLearnsClassesAndNumbers() {
        Run run = new Run();
        run.fit(60);
        assertThat(run.trainer.history().last().value("accuracy")).isGreaterThanOrEqualTo(0.8);

        Rng rng = Rng.seed(3);
        var parts = Datasets.linear(100, rng).split(0.2, rng);
        var line = Linear.of(1, 1, rng);
        var trainer =
                Trainer.<Tensor>of(line, Losses::mseLoss, SGD.of(line.parameters(), 0.1))
                        .metrics(Metrics.r2());
        trainer.fit(parts.train(), parts.heldOut(), 60);
        assertThat(trainer.history().last().value("r2")).isGreaterThan(0.97);
        assertThat(line.parameters().getFirst().item()).isCloseTo(2, within(0.1));
    }

    @Test
    void aStepLeavesNothingBehind() {
        Run run = new Run();
        life.seal();
        long before = Ledger.current().liveBytes();
        run.trainer.callbacks(
                new Callback() {
                    @Override
                    public void stepEnded(Trainer<?, ?> trainer) {
                        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
                    }

                    @Override
                    public void evaluated(Trainer<?, ?> trainer, Evaluation evaluation) {
                        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
                    }
                });
        run.fit(2);
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @Test
    void anEvaluationTakesTheMemoryOfABatch() {
        Linear layer = Linear.of(10, 10, Rng.seed(1));
        TensorDataset<Indices> many =
                Dataset.of(Tensor.ones(10_000, 10), Indices.of(new int[10_000]));
        life.seal();
        Ledger.current().resetPeak();
        long before = Ledger.current().liveBytes();
        Evaluation evaluation =
                Evaluation.of(layer, Losses::crossEntropy, many, 100, List.of(Metrics.accuracy()));
        assertThat(evaluation.rows()).isEqualTo(10_000);
        assertThat(Ledger.current().peakBytes() - before).isPositive().isLessThan(4 * 100 * 10 * 8);
    }

    @Test
    void theLossOfAnEvaluationIsThatOfAllRows() {
        Run run = new Run();
        run.model.eval();
        double all = Losses.crossEntropy(run.model.apply(run.train.x()), run.train.y()).item();
        for (int size : new int[] {1, 7, 40}) {
            Evaluation evaluation =
                    Evaluation.of(run.model, Losses::crossEntropy, run.train, size, List.of());
            assertThat(evaluation.loss()).isCloseTo(all, within(1e-12));
        }
    }

    /// Batches of 12, 12, 12 and 4 rows, of a model that does not move.
    @Test
    void theLossOfAnEpochIsThatOfAllRows() {
        Run run = new Run();
        var still = Linear.of(2, 2, run.rng);
        double all = Losses.crossEntropy(still.apply(run.train.x()), run.train.y()).item();
        var trainer =
                Trainer.<Indices>of(still, Losses::crossEntropy, SGD.of(still.parameters(), 0))
                        .batchSize(12)
                        .random(run.rng);
        trainer.fit(run.train, 2);
        assertThat(trainer.history().epochs())
                .extracting(History.Epoch::trainLoss)
                .allSatisfy(loss -> assertThat(loss).isCloseTo(all, within(1e-12)));
    }

    /// Whether or not anything was measured, and however it ended.
    @Test
    void theModelIsInEvaluationAfterwards() {
        Run run = new Run();
        run.trainer.fit(run.train, 1);
        assertDropsNothing(run);
        run.model.train();
        run.trainer.callbacks(
                new Callback() {
                    @Override
                    public void stepEnded(Trainer<?, ?> trainer) {
                        throw new IllegalStateException("enough");
                    }
                });
        assertThatThrownBy(() -> run.trainer.fit(run.train, 2)).hasMessage("enough");
        assertDropsNothing(run);
    }

    private static void assertDropsNothing(Run run) {
        Tensor x = run.train.x();
        assertThat(run.model.apply(x).toArray()).containsExactly(run.model.apply(x).toArray());
    }

    @Test
    void callbacksHearOfEverythingInOrder() {
        List<String> heard = new ArrayList<>();
        Run run = new Run();
        run.trainer.batchSize(20).callbacks(new Listening(heard));
        run.fit(2);
        assertThat(heard)
                .containsExactly(
                        "begin 0 of 2",
                        "epoch 1",
                        "step 0 of 2",
                        "loss",
                        "ended 1",
                        "step 1 of 2",
                        "loss",
                        "ended 2",
                        "evaluation",
                        "evaluated 10",
                        "record 1, next 2",
                        "epoch 2",
                        "step 0 of 2",
                        "loss",
                        "ended 1",
                        "step 1 of 2",
                        "loss",
                        "ended 2",
                        "evaluation",
                        "evaluated 10",
                        "record 2, next 3",
                        "end 4");
    }

    private record Listening(List<String> heard) implements Callback {
        @Override
        public void trainingBegins(Trainer<?, ?> trainer) {
            Progress progress = trainer.progress();
            heard.add("begin %s of %s".formatted(progress.epochsDone(), progress.epochs()));
        }

        @Override
        public void epochBegins(Trainer<?, ?> trainer) {
            heard.add("epoch " + trainer.progress().epoch());
        }

        @Override
        public void stepBegins(Trainer<?, ?> trainer) {
            Progress progress = trainer.progress();
            assertThat(progress.loss()).isNaN();
            assertThat(progress.rows()).isEqualTo(20);
            heard.add("step %s of %s".formatted(progress.stepsOfEpoch(), progress.stepsInEpoch()));
        }

        @Override
        public void lossComputed(Trainer<?, ?> trainer, Tensor loss) {
            assertThat(trainer.progress().loss()).isEqualTo(loss.item());
            heard.add("loss");
        }

        @Override
        public void stepEnded(Trainer<?, ?> trainer) {
            assertThat(trainer.progress().meanLoss()).isFinite();
            heard.add("ended " + trainer.progress().stepsOfEpoch());
        }

        @Override
        public void evaluationBegins(Trainer<?, ?> trainer) {
            heard.add("evaluation");
        }

        @Override
        public void evaluated(Trainer<?, ?> trainer, Evaluation evaluation) {
            heard.add("evaluated " + evaluation.rows());
        }

        @Override
        public void epochEnded(Trainer<?, ?> trainer, History.Epoch epoch) {
            heard.add("record %s, next %s".formatted(epoch.number(), trainer.progress().epoch()));
        }

        @Override
        public void trainingEnded(Trainer<?, ?> trainer) {
            heard.add("end " + trainer.progress().steps());
        }
    }

    @Test
    void withoutRowsHeldOutOnlyTheLossIsRecorded() {
        Run run = new Run();
        History history = run.trainer.fit(run.train, 2);
        assertThat(history.epochs()).hasSize(2);
        assertThat(history.last().heldOut()).isNull();
        assertThat(history.last().columns()).doesNotContainKey("accuracy").containsKey("seconds");
    }

    @Test
    void rowsToLearnFromAreNotRecordedAsHeldOut() {
        Run run = new Run();
        History history = run.trainer.fit(run.train, run.train, 2);
        assertThat(history.last().heldOut()).isNull();
        assertThat(history.last().columns())
                .containsKeys(History.TRAIN_LOSS_AFTER, "train_accuracy")
                .doesNotContainKeys(History.HELD_OUT_LOSS, "accuracy");
    }

    @Test
    void aScheduleSetsTheLearningRateOfEpochsOrOfSteps() {
        Run byEpoch = new Run();
        byEpoch.trainer.schedule(Schedule.step(0.4, 1, 0.5));
        assertThat(byEpoch.fit(3).epochs())
                .extracting(History.Epoch::learningRate)
                .containsExactly(0.4, 0.2, 0.1);

        List<Double> rates = new ArrayList<>();
        Run byStep = new Run();
        byStep.trainer
                .batchSize(20)
                .scheduleSteps(step -> 1.0 / (step + 1))
                .callbacks(
                        new Callback() {
                            @Override
                            public void stepBegins(Trainer<?, ?> trainer) {
                                rates.add(trainer.optimizer().learningRate());
                            }
                        });
        byStep.fit(2);
        assertThat(rates).containsExactly(1.0, 1.0 / 2, 1.0 / 3, 1.0 / 4);
    }

    @Test
    void gradientsAreClippedBeforeTheStep() {
        Run run = new Run();
        List<double[]> before = run.weights();
        run.trainer.batchSize(40).clipNorm(1e-3);
        run.fit(1);
        double squares = 0;
        for (int i = 0; i < before.size(); i++) {
            for (int k = 0; k < before.get(i).length; k++) {
                squares += Math.pow(run.weights().get(i)[k] - before.get(i)[k], 2);
            }
        }
        // A learning rate of 0.5.
        assertThat(Math.sqrt(squares)).isCloseTo(0.5e-3, within(1e-6));
    }

    @Test
    void aLossThatIsNoNumberNamesTheOperation() {
        Rng rng = Rng.seed(1);
        var layer = Linear.of(1, 1, rng);
        long before = Ledger.current().liveBytes();
        TensorDataset<Tensor> rows = Dataset.of(Tensor.zeros(4, 1), Tensor.ones(4, 1));
        long data = Ledger.current().liveBytes() - before;
        Trainer<Tensor, Tensor> trainer =
                Trainer.of(
                        layer,
                        (output, target) -> output.mul(0).log().mul(target).sum(),
                        Adam.of(layer.parameters(), 1e-3));
        long floor = Ledger.current().liveBytes();
        assertThat(data).isPositive();
        assertThatThrownBy(() -> trainer.fit(rows, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("the loss became -Infinity in epoch 1, step 1")
                .hasMessageContaining("log");
        assertThat(Ledger.current().liveBytes()).isEqualTo(floor);
    }

    @Test
    void aStopEndsTheTrainingAfterTheStep() {
        Run run = new Run();
        run.trainer.callbacks(stoppingAfter(6));
        History history = run.fit(10);
        assertThat(history.epochs()).hasSize(1);
        assertThat(run.trainer.progress().steps()).isEqualTo(6);
        assertThat(run.trainer.progress().stepsOfEpoch()).isEqualTo(2);
    }

    @Test
    void aStopAtTheEndOfAnEpochStillEvaluates() {
        Run run = new Run();
        run.trainer.callbacks(stoppingAfter(4));
        assertThat(run.fit(10).epochs()).hasSize(1);
        assertThat(run.trainer.progress().stepsOfEpoch()).isZero();
    }

    @Test
    void aStopBeforeTheStartLetsNothingBegin() {
        Run run = new Run();
        run.trainer.stop();
        assertThat(run.fit(10).epochs()).isEmpty();
        assertThat(run.trainer.progress().steps()).isZero();
        assertThat(run.fit(1).epochs()).hasSize(1);
    }

    @Test
    void aStopMayComeFromAnotherThread() throws InterruptedException {
        Run run = new Run();
        Thread other = new Thread(run.trainer::stop);
        run.trainer.callbacks(
                new Callback() {
                    @Override
                    public void stepEnded(Trainer<?, ?> trainer) {
                        if (trainer.progress().steps() == 3) {
                            other.start();
                        }
                    }
                });
        run.fit(Integer.MAX_VALUE);
        other.join();
        assertThat(run.trainer.progress().steps()).isGreaterThanOrEqualTo(3);
    }

    static Callback stoppingAfter(long steps) {
        return new Callback() {
            @Override
            public void stepEnded(Trainer<?, ?> trainer) {
                if (trainer.progress().steps() == steps) {
                    trainer.stop();
                }
            }
        };
    }

    @Test
    void theModelIsInEvaluationModeAfterwards() {
        Run run = new Run();
        run.fit(1);
        assertThat(run.model.apply(run.train.x()).toArray())
                .isEqualTo(run.model.apply(run.train.x()).toArray());
    }

    @Test
    void settingsThatMakeNoSenseAreNamed() {
        Run run = new Run();
        assertThatThrownBy(() -> run.trainer.batchSize(0))
                .hasMessageContaining("batch size must be positive, got 0");
        assertThatThrownBy(() -> run.trainer.clipNorm(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> run.trainer.fit(run.train.select(Indices.of()), 1))
                .hasMessageContaining("no rows");
    }
}
