package org.arenagrad.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.data.Idx;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Path;

/// What a plain network learns of 60,000 real pictures. Runs where they are, when asked to: `mvn
/// verify -Darenagrad.fashion=/usr/share/datasets/fashion-mnist` (Debian's package
/// dataset-fashion-mnist).
@EnabledIfSystemProperty(named = "arenagrad.fashion", matches = ".+")
class FashionMnistTest {
    private static final int EPOCHS = 10;
    private static final int BATCH = 128;

    @Test
    void twoHiddenLayersGetSevenOfEightRight() throws IOException {
        Path folder = Path.of(System.getProperty("arenagrad.fashion", ""));
        Rng rng = Rng.seed(1);
        try (var _ = Scope.open("life")) {
            TensorDataset<Indices> train = Idx.train(folder, DType.FLOAT32).data();
            TensorDataset<Indices> test = Idx.test(folder, DType.FLOAT32).data();
            long data = Ledger.current().liveBytes();
            var model =
                    Sequential.of(
                            Linear.of(784, 256, DType.FLOAT32, rng),
                            Activations.relu(),
                            Linear.of(256, 128, DType.FLOAT32, rng),
                            Activations.relu(),
                            Linear.of(128, 10, DType.FLOAT32, rng));
            var optimizer = Adam.of(model.parameters(), 2e-3);
            int steps = EPOCHS * Math.ceilDiv(train.size(), BATCH);

            History history =
                    Trainer.<Indices>of(model, Losses::crossEntropy, optimizer)
                            .batchSize(BATCH)
                            .random(rng)
                            .scheduleSteps(Schedule.cosine(2e-3, steps))
                            .metrics(Metrics.accuracy())
                            .fit(train, test, EPOCHS);

            assertThat(history.last().value("accuracy")).isGreaterThan(0.875);
            assertThat(history.last().peakBytes())
                    .as("beside the data there is little")
                    .isLessThan(data + (32 << 20));
        }
    }
}
