package org.arenagrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Augmentation;
import org.arenagrad.data.Augmentations;
import org.arenagrad.data.Collate;
import org.arenagrad.data.DataStream;
import org.arenagrad.data.Dataset;
import org.arenagrad.data.Datasets;
import org.arenagrad.data.Example;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Parts;
import org.arenagrad.nn.Sequential;
import org.arenagrad.nn.Trainable;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.SGD;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Data sets, models and losses that somebody else wrote.
class AnyModelTest {
    private Scope life;

    @BeforeEach
    void open() {
        life = Scope.open("life");
    }

    @AfterEach
    void close() {
        life.close();
    }

    /// Whether two bits differ.
    private record Parity(int size) implements Dataset<Tensor, Indices> {
        @Override
        public Example<Tensor, Indices> get(int index) {
            int first = index & 1;
            int second = index >> 1 & 1;
            return Example.of(Tensor.of(first, second), first ^ second);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aUsersDataSetIsLearned(int ahead) {
        Rng rng = Rng.seed(1);
        var model = Sequential.of(Linear.of(2, 16, rng), Activations.tanh(), Linear.of(16, 2, rng));
        var trainer =
                Trainer.<Indices>of(model, Losses::crossEntropy, Adam.of(model.parameters(), 0.02))
                        .random(rng)
                        .prefetch(ahead)
                        .metrics(Metrics.accuracy());
        life.seal();
        long before = Ledger.current().liveBytes();
        var history = trainer.fit(new Parity(400), new Parity(40), 20);
        assertThat(history.last().value("accuracy")).isEqualTo(1);
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    private record Pair(Tensor left, Tensor right) {}

    /// How far two points are from each other, squared, after a rotation that does not matter.
    private record Distances(int size, List<Double> points) implements Dataset<Pair, Tensor> {
        static Distances of(int size, Rng rng) {
            return new Distances(size, rng.doubles(4L * size, -1, 1).boxed().toList());
        }

        @Override
        public Example<Pair, Tensor> get(int index) {
            List<Double> p = points.subList(4 * index, 4 * index + 4);
            double distance = Math.pow(p.get(0) - p.get(2), 2) + Math.pow(p.get(1) - p.get(3), 2);
            return Example.of(
                    new Pair(Tensor.of(p.get(0), p.get(1)), Tensor.of(p.get(2), p.get(3))),
                    Tensor.of(distance));
        }

        @Override
        public Collate<Pair, Tensor> collator() {
            return all ->
                    new Example<>(
                            new Pair(
                                    Collate.stack(all, e -> e.x().left()),
                                    Collate.stack(all, e -> e.x().right())),
                            Collate.stack(all, Example::y));
        }
    }

    /// The same layer for both inputs: it finds an isometry.
    private record Twins(Linear layer) implements Trainable {
        Tensor distance(Pair pair) {
            Tensor difference = layer.apply(pair.left()).sub(layer.apply(pair.right()));
            return difference.mul(difference).sum(true, 1);
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("layer", layer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aModelOfTwoInputsIsTrainedByALossOfModelAndBatch(int ahead) {
        Rng rng = Rng.seed(2);
        var twins = new Twins(Linear.of(2, 2, rng));
        Trainer<Pair, Tensor> trainer =
                Trainer.<Twins, Pair, Tensor>ofBatches(
                                twins,
                                (m, batch) -> Losses.mseLoss(m.distance(batch.x()), batch.y()),
                                (m, batch) -> m.distance(batch.x()),
                                Adam.of(twins.parameters(), 0.02))
                        .batchSize(16)
                        .random(rng)
                        .prefetch(ahead)
                        .metrics(Metrics.r2(), Metrics.meanSquaredError());
        life.seal();
        var history = trainer.fit(Distances.of(200, rng), Distances.of(50, rng), 60);
        assertThat(history.last().value("r2")).isGreaterThan(0.999);
        assertThat(history.last().value("mean squared error"))
                .isCloseTo(history.last().value(History.HELD_OUT_LOSS), within(1e-12));
        // An isometry: its columns are orthonormal.
        double[] w = twins.layer().parameters().getFirst().toArray();
        assertThat(w[0] * w[0] + w[2] * w[2]).isCloseTo(1, within(0.05));
        assertThat(w[0] * w[1] + w[2] * w[3]).isCloseTo(0, within(0.05));
    }

    @Test
    void metricsOfSuchALossNeedToKnowTheOutputs() {
        Rng rng = Rng.seed(2);
        var twins = new Twins(Linear.of(2, 2, rng));
        Trainer<Pair, Tensor> trainer =
                Trainer.ofBatches(
                        twins,
                        (m, batch) -> Losses.mseLoss(m.distance(batch.x()), batch.y()),
                        SGD.of(twins.parameters(), 0.1));
        assertThatThrownBy(() -> trainer.metrics(Metrics.r2()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("give ofBatches a function for them");
        var history = trainer.fit(Distances.of(20, rng), Distances.of(10, rng), 1);
        assertThat(history.last().value(History.HELD_OUT_LOSS)).isPositive();
    }

    private static DataStream<Integer> rows(Rng rng) {
        return DataStream.of(() -> IntStream.range(0, 100).boxed()).shuffle(20, rng);
    }

    private static Example<Tensor, Tensor> row(int i) {
        double x = i / 50.0 - 1;
        return Example.of(Tensor.of(x), Tensor.of(2 * x + 1));
    }

    @Test
    void aStreamIsLearnedAndGoesOnBitForBit() {
        List<double[]> whole = new ArrayList<>();
        List<double[]> resumed = new ArrayList<>();
        for (long stopAfter : new long[] {0, 3, 7, 14, 17}) {
            for (int ahead : new int[] {0, 2}) {
                Rng rng = Rng.seed(1);
                var line = Linear.of(1, 1, rng);
                var trainer =
                        Trainer.<Tensor>of(line, Losses::mseLoss, SGD.of(line.parameters(), 0.2))
                                .random(rng);
                var train = rows(rng).batches(15, AnyModelTest::row);
                train = ahead == 0 ? train : train.prefetch(ahead);
                var heldOut = rows(Rng.seed(1)).batches(15, AnyModelTest::row);
                if (stopAfter > 0) {
                    trainer.callbacks(TrainerTest.stoppingAfter(stopAfter));
                    trainer.fit(train, heldOut, 20);
                    assertThat(trainer.progress().steps()).isEqualTo(stopAfter);
                    assertThat(trainer.progress().stepsInEpoch()).isZero();
                    var next =
                            Trainer.<Tensor>of(
                                            line, Losses::mseLoss, SGD.of(line.parameters(), 0.2))
                                    .random(rng);
                    next.restore(trainer.state());
                    trainer = next;
                }
                assertThat(trainer.fit(train, heldOut, 20).last().value(History.HELD_OUT_LOSS))
                        .isLessThan(1e-6);
                (stopAfter == 0 ? whole : resumed).add(line.parameters().getFirst().toArray());
            }
        }
        assertThat(resumed).allSatisfy(w -> assertThat(w).isEqualTo(whole.getFirst()));
        assertThat(whole.get(1)).isEqualTo(whole.getFirst());
    }

    @Test
    void aStreamThatIsEmptyOrShorterThanTheStateSaysSo() {
        var line = Linear.of(1, 1, Rng.seed(1));
        var trainer =
                Trainer.<Tensor>of(line, Losses::mseLoss, SGD.of(line.parameters(), 0.2))
                        .callbacks(TrainerTest.stoppingAfter(3));
        DataStream<Integer> none = DataStream.of(Stream::empty);
        assertThatThrownBy(() -> trainer.fit(none.batches(3, AnyModelTest::row), 1))
                .hasMessageContaining("no rows");
        trainer.fit(rows(Rng.seed(1)).batches(15, AnyModelTest::row), 5);
        assertThatThrownBy(() -> trainer.fit(none.batches(3, AnyModelTest::row), 5))
                .hasMessageContaining("it belongs to other data");
    }

    @Test
    void augmentationIsForTrainingAndGoesOnBitForBit() {
        List<double[]> weights = new ArrayList<>();
        for (long stopAfter : new long[] {0, 1, 4, 6}) {
            Run run = new Run();
            run.trainer.augment(Augmentations.noise(0.3)).prefetch(0);
            if (stopAfter > 0) {
                run.trainer.callbacks(TrainerTest.stoppingAfter(stopAfter));
                run.fit(3);
                Run next = new Run().copyWeights(run.weights());
                next.trainer.augment(Augmentations.noise(0.3));
                next.trainer.restore(run.trainer.state());
                run = next;
            }
            run.fit(3);
            weights.add(run.weights().getFirst());
            var plain =
                    Evaluation.of(
                            run.model,
                            Losses::crossEntropy,
                            run.heldOut,
                            12,
                            List.of(Metrics.accuracy()));
            assertThat(run.trainer.history().last().heldOut())
                    .as("rows held out are evaluated as they are")
                    .isEqualTo(plain);
        }
        assertThat(weights).allSatisfy(w -> assertThat(w).isEqualTo(weights.getFirst()));
        Run unchanged = new Run();
        unchanged.fit(3);
        assertThat(unchanged.weights().getFirst()).isNotEqualTo(weights.getFirst());
    }

    @Test
    void augmentationsAddUp() {
        List<String> order = new ArrayList<>();
        Augmentation<Tensor> first = (x, _) -> noted(order, "first", x);
        Augmentation<Tensor> second = (x, _) -> noted(order, "second", x);
        Run run = new Run();
        run.trainer.batchSize(100).augment(first).augment(second);
        run.fit(1);
        assertThat(order).containsExactly("first", "second");
    }

    private static Tensor noted(List<String> order, String name, Tensor x) {
        order.add(name);
        return x;
    }

    @Test
    void prefetchingChangesNothingAndAFailureLeavesNothing() {
        Rng rng = Rng.seed(5);
        var moons = Datasets.moons(50, 0.1, rng).share();
        List<double[]> weights = new ArrayList<>();
        for (int ahead : new int[] {0, 1, 5}) {
            Run run = new Run();
            run.trainer.prefetch(ahead).callbacks(TrainerTest.stoppingAfter(7));
            run.trainer.fit(moons, run.heldOut, 10);
            weights.add(run.weights().getFirst());
        }
        assertThat(weights).allSatisfy(w -> assertThat(w).isEqualTo(weights.getFirst()));
        Run run = new Run();
        long before = Ledger.current().liveBytes();
        run.trainer
                .prefetch(2)
                .callbacks(
                        new Callback() {
                            @Override
                            public void stepEnded(Trainer<?, ?> trainer) {
                                throw new IllegalStateException("enough");
                            }
                        });
        assertThatThrownBy(() -> run.trainer.fit(moons, 1)).hasMessage("enough");
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("arenagrad-prefetch"));
        assertThatThrownBy(() -> run.trainer.prefetch(-1)).hasMessageContaining("got -1");
    }
}
