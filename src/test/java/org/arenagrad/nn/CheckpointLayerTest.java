package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Layers that are computed again in backward are the layers they were made of.
@Tag("backend")
class CheckpointLayerTest {
    private final Rng random = Rng.seed(3);

    @Test
    void checkpointedComputesTheSameWithTheSameNames() {
        var plain =
                Sequential.of(
                        Linear.of(2, 3, random),
                        Activations.tanh(),
                        Dropout.of(0.5, random),
                        Linear.of(3, 2, random));
        Tensor x = Tensor.randn(random, 5, 2);
        Rng.State start = random.state();
        double[][] gradients = new double[4][];
        for (int blocks = 1; blocks <= 4; blocks++) {
            Sequential model = blocks == 1 ? plain : plain.checkpointed(blocks - 1);
            random.restore(start);
            model.apply(x).square().sum().backward();
            gradients[blocks - 1] = plain.parameters().getFirst().grad().toArray();
            assertThat(gradients[blocks - 1]).containsExactly(gradients[0]);
            assertThat(model.namedParameters()).isEqualTo(plain.namedParameters());
            assertThat(model.parameters().getLast().name()).isEqualTo("3.bias");
            model.parameters().forEach(Tensor::zeroGrad);
        }
        assertThat(plain.checkpointed(9).layers()).isEqualTo(plain.layers());
        assertThatThrownBy(() -> plain.checkpointed(0)).hasMessageContaining("at least 1");
    }

    @Test
    void checkpointedWithoutLayersIsTheIdentity() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        assertThat(Sequential.of().checkpointed(3).apply(x)).isSameAs(x);
    }

    @Test
    void aCheckpointIsItsLayerButForTheMemory() {
        Tensor x = Tensor.ones(4, 100);
        Linear linear = Linear.of(100, 100, random);
        var inner = Sequential.of(Dropout.of(0.5, random), linear);
        var checkpoint = Checkpoint.of(inner);
        assertThat(checkpoint.layer()).isSameAs(inner);
        assertThat(checkpoint.children()).isEqualTo(inner.children());
        assertThat(checkpoint).hasToString("Checkpoint[%s]".formatted(inner));
        checkpoint.eval();
        assertThat(checkpoint.apply(x).toArray()).isEqualTo(linear.apply(x).toArray());
        checkpoint.train();
        assertThat(checkpoint.apply(x).toArray()).isNotEqualTo(linear.apply(x).toArray());
    }
}
