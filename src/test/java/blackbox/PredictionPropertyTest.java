package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Checkpoint;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adagrad;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.AdamW;
import org.arenagrad.optim.Adamax;
import org.arenagrad.optim.Clip;
import org.arenagrad.optim.Lion;
import org.arenagrad.optim.Muon;
import org.arenagrad.optim.NAdam;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.RAdam;
import org.arenagrad.optim.RMSProp;
import org.arenagrad.optim.SGD;

import java.util.ArrayList;
import java.util.List;

/// Whatever network is trained, with whatever loss and optimizer: what a dry run predicts is what
/// is measured, at every event.
class PredictionPropertyTest {
    enum Loss {
        MSE,
        HUBER,
        CROSS_ENTROPY,
        BINARY
    }

    enum Optimization {
        SGD,
        MOMENTUM,
        ADAM,
        AMSGRAD,
        ADAMW,
        RMSPROP,
        CENTERED,
        ADAGRAD,
        ADAMAX,
        NADAM,
        RADAM,
        LION,
        MUON,
        MAXIMIZING
    }

    /// A network and how it is trained.
    record Recipe(
            int in,
            int rows,
            List<Integer> layers,
            Loss loss,
            Optimization optimization,
            DType dtype,
            boolean clipped) {

        /// Builds it, takes three steps and evaluates: everything inside.
        void run() {
            Rng rng = Rng.seed(7);
            try (var life = Scope.open("life")) {
                Sequential model = model(rng);
                Optimizer optimizer = optimizer(model.parameters());
                Tensor x = Tensor.randn(dtype, rng, rows, in);
                Tensor target = Tensor.uniform(dtype, rng, 0.1, 0.9, rows, 3);
                life.seal();
                for (int step = 0; step < 3; step++) {
                    try (var _ = Scope.open("step")) {
                        loss(model.apply(x), target).backward();
                        if (clipped) {
                            Clip.gradNorm(model.parameters(), 1);
                        }
                        optimizer.step();
                        optimizer.zeroGrad();
                    }
                }
                model.eval();
                try (var _ = Autograd.noGrad();
                        var _ = Scope.open("evaluation")) {
                    model.apply(x).softmax(-1).argmax(-1);
                }
            }
        }

        private Sequential model(Rng rng) {
            List<Layer> parts = new ArrayList<>();
            int width = in;
            for (int code : layers) {
                int next = 1 + code % 17;
                Layer linear = Linear.of(width, next, dtype, rng);
                Layer activation = activation(code % 11, next, rng);
                parts.add(
                        code % 3 == 0
                                ? Checkpoint.of(Sequential.of(linear, activation))
                                : Sequential.of(linear, activation));
                width = next;
            }
            parts.add(Linear.of(width, 3, dtype, rng));
            return Sequential.of(parts.toArray(Layer[]::new));
        }

        private Layer activation(int code, int width, Rng rng) {
            return switch (code) {
                case 0 -> Activations.relu();
                case 1 -> Activations.tanh();
                case 2 -> Activations.gelu();
                case 3 -> Activations.sigmoid();
                case 4 -> Activations.silu();
                case 5 -> Activations.softplus();
                case 6 -> Activations.leakyRelu(0.1);
                case 7 -> Activations.softmax(-1);
                case 8 -> LayerNorm.of(dtype, width);
                case 9 -> Dropout.of(0.5, rng);
                default -> x -> x.mul(2).add(x.exp().transpose(0, 1).transpose(0, 1));
            };
        }

        private Tensor loss(Tensor out, Tensor target) {
            return switch (loss) {
                case MSE -> Losses.mseLoss(out, target);
                case HUBER -> Losses.huberLoss(out, target, 0.5);
                case CROSS_ENTROPY -> Losses.crossEntropy(out, Indices.of(new int[rows]));
                case BINARY -> Losses.binaryCrossEntropyWithLogits(out, target);
            };
        }

        private Optimizer optimizer(List<Tensor> parameters) {
            return switch (optimization) {
                case SGD -> SGD.of(parameters, 0.1);
                case MOMENTUM -> SGD.of(parameters, 0.1, SGD.defaults().momentum(0.9));
                case ADAM -> Adam.of(parameters, 0.1);
                case AMSGRAD -> Adam.of(parameters, 0.1, Adam.defaults().amsgrad(true));
                case ADAMW -> AdamW.of(parameters, 0.1);
                case RMSPROP -> RMSProp.of(parameters, 0.1);
                case CENTERED ->
                        RMSProp.of(
                                parameters, 0.1, RMSProp.defaults().centered(true).momentum(0.5));
                case ADAGRAD -> Adagrad.of(parameters, 0.1);
                case ADAMAX -> Adamax.of(parameters, 0.1);
                case NADAM -> NAdam.of(parameters, 0.1);
                case RADAM -> RAdam.of(parameters, 0.1);
                case LION -> Lion.of(parameters, 0.1, Lion.defaults().weightDecay(0.1));
                case MUON ->
                        Muon.of(
                                parameters.stream().filter(p -> p.shape().rank() == 2).toList(),
                                0.1);
                case MAXIMIZING ->
                        RAdam.of(parameters, 0.1, RAdam.defaults().maximize(true).decoupled(true));
            };
        }
    }

    @Provide
    Arbitrary<Recipe> recipes() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 9),
                        // Beyond 128 rows, sums over rows take blocks.
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(1, 20),
                                Arbitraries.integers().between(120, 600)),
                        Arbitraries.integers().between(0, 5000).list().ofMaxSize(5),
                        Arbitraries.of(Loss.class),
                        Arbitraries.of(Optimization.class),
                        Arbitraries.of(DType.class),
                        Arbitraries.of(true, false))
                .as(Recipe::new);
    }

    @Property(tries = 150)
    void whatIsPredictedIsMeasured(@ForAll("recipes") Recipe recipe) {
        Lifetimes predicted = Scope.dryRun(recipe::run).lifetimes();
        Lifetimes measured = Lifetimes.of("dry run", recipe::run);
        assertThat(measured.events()).hasSizeGreaterThan(50);
        assertThat(predicted).isEqualTo(measured);
    }
}
