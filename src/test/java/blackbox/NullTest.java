package blackbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.GradCheck;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Datasets;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.SGD;
import org.arenagrad.train.Loss;
import org.arenagrad.train.Trainer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import java.util.List;

/// A layer, a loss or a function of the user's returns null: the message says which.
@NullUnmarked
class NullTest {
    private static final class Forgetful implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return null;
        }

        @Override
        public String toString() {
            return "Forgetful";
        }
    }

    @Test
    void inASequential() {
        try (var _ = Scope.open("null")) {
            Layer model = Sequential.of(Linear.of(2, 2, Rng.seed(1)), new Forgetful());
            assertThatThrownBy(() -> model.apply(Tensor.ones(1, 2)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage(
                            "Sequential: layer Forgetful returned null: a layer returns a tensor");
        }
    }

    @Test
    void inATrainer() {
        assertTrainingSays(
                new Forgetful(),
                Losses::crossEntropy,
                "the model returned null: a layer returns a tensor");
        assertTrainingSays(
                x -> x, (_, _) -> null, "the loss returned null: it returns a scalar tensor");
    }

    private static void assertTrainingSays(Layer model, Loss<Indices> loss, String message) {
        try (var _ = Scope.open("null")) {
            var parameter = Tensor.ones(1).requireGrad();
            var trainer = Trainer.of(model, loss, SGD.of(List.of(parameter), 0.1));
            assertThatThrownBy(() -> trainer.fit(Datasets.spiral(3, 8, Rng.seed(1)), 1))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void inACheckpointAndAGradientCheck() {
        try (var _ = Scope.open("null")) {
            Tensor x = Tensor.ones(2).requireGrad();
            assertThatThrownBy(() -> Autograd.checkpoint(_ -> null, x))
                    .hasMessage("checkpoint: the function returned null: it returns a tensor");
            assertThatThrownBy(() -> GradCheck.of(_ -> null).worst(x))
                    .hasMessage("gradcheck: the function returned null: it returns a tensor");
        }
    }
}
