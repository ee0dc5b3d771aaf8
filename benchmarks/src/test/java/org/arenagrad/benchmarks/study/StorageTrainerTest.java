package org.arenagrad.benchmarks.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

@DisplayName("The trainer of the study")
class StorageTrainerTest {
    private static final int STEPS = 3;
    private static final double PRECISION = 1e-11;

    @ParameterizedTest
    @EnumSource
    @DisplayName("has the losses of the framework itself, over every storage")
    void agrees(Network network) {
        double[] expected = lossesOfTheFramework(network);
        for (Storage storage : Storage.values()) {
            assertThat(losses(network, storage, Products.OPENBLAS))
                    .as("%s", storage)
                    .usingComparatorWithPrecision(PRECISION)
                    .containsExactly(expected);
        }
        assertThat(network.lossOfThirdStep())
                .as("what is checked before each measurement")
                .isCloseTo(expected[STEPS - 1], within(PRECISION));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("has the same losses with the product in Java")
    void agreesInJava(Storage storage) {
        assertThat(losses(Network.SPIRAL, storage, Products.VECTOR))
                .usingComparatorWithPrecision(PRECISION)
                .containsExactly(losses(Network.SPIRAL, storage, Products.OPENBLAS));
    }

    @Test
    @DisplayName("leaves nothing behind in recycled blocks")
    void leavesNothing() {
        long before = Ledger.current().liveBytes();
        losses(Network.SPIRAL, Storage.RECYCLED, Products.OPENBLAS);
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    private static double[] losses(Network network, Storage storage, Products products) {
        double[] losses = new double[STEPS];
        try (StorageTrainer trainer = new StorageTrainer(network, storage, products)) {
            Arrays.setAll(losses, _ -> trainer.step());
        }
        return losses;
    }

    private static double[] lossesOfTheFramework(Network network) {
        double[] losses = new double[STEPS];
        try (var _ = Scope.open("life")) {
            List<Layer> layers = new ArrayList<>();
            int[] sizes = network.sizes();
            for (int i = 0; i < sizes.length - 1; i++) {
                int in = sizes[i];
                int out = sizes[i + 1];
                Tensor weight = Tensor.from(network.weights(i), out, in);
                layers.add(Linear.of(weight, Tensor.from(new double[out], out)));
                if (i < sizes.length - 2) {
                    layers.add(Activations.relu());
                }
            }
            Layer model = Sequential.of(layers.toArray(Layer[]::new));
            Adam adam = Adam.of(model.parameters(), network.learningRate());
            Tensor x = Tensor.from(network.inputs(), network.rows(), sizes[0]);
            Indices classes = Indices.of(network.classes());
            for (int i = 0; i < STEPS; i++) {
                try (var _ = Scope.open("step")) {
                    Tensor loss = Losses.crossEntropy(model.apply(x), classes);
                    loss.backward();
                    adam.step();
                    adam.zeroGrad();
                    losses[i] = loss.item();
                }
            }
        }
        return losses;
    }
}
