package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// How much memory a step takes on top of what lasts, as a formula: what backward must have at a
/// place, the gradient that arrives there, and the largest temporary of that place; the most over
/// all places. (`docs` of `autograd` state it.)
class PeakTest {
    @Provide
    Arbitrary<List<Integer>> widths() {
        return Arbitraries.integers().between(1, 40).list().ofMinSize(2).ofMaxSize(6);
    }

    private static Sequential network(List<Integer> widths, DType dtype, Rng rng) {
        List<Layer> layers = new ArrayList<>();
        for (int k = 1; k < widths.size(); k++) {
            if (k > 1) {
                layers.add(Activations.relu());
            }
            layers.add(Linear.of(widths.get(k - 1), widths.get(k), dtype, rng));
        }
        return Sequential.of(layers.toArray(Layer[]::new));
    }

    /// Elements at the peak of forward and backward through linear layers of these widths with
    /// ReLUs in between and a cross-entropy behind, for `n` rows.
    private static long formula(List<Integer> widths, long n) {
        int last = widths.size() - 1;
        // The loss, and the gradient 1 that reaches it, live through all of backward.
        long ends = 2;
        long saved = 0;
        long peak = 0;
        for (int k = 1; k <= last; k++) {
            long in = n * widths.get(k - 1);
            long out = n * widths.get(k);
            // Linear k, in backward: the gradient of its output arrives, that of its input is the
            // temporary. Those of weight and bias accumulate in their leaves.
            peak = Math.max(peak, ends + saved + out + (k > 1 ? in : 0));
            if (k == last) {
                // Cross-entropy: logits and a weight are saved, the mean's gradient arrives, that
                // of the logits is the temporary.
                peak = Math.max(peak, ends + saved + out + 1 + 1 + out);
                // Forward: logits, the weight, the losses of the rows, their mean.
                peak = Math.max(peak, saved + out + 1 + n + 1);
            } else {
                // The ReLU behind saves what it computed. Walked back it makes one gradient of
                // another; forward, it reads what the linear layer computed.
                saved += out;
                peak = Math.max(peak, ends + saved + out + out);
                peak = Math.max(peak, saved + out);
            }
        }
        return peak;
    }

    @Property(tries = 200)
    void isWhatBackwardMustHaveAndTheLargestTemporary(
            @ForAll("widths") List<Integer> widths,
            @ForAll @IntRange(min = 1, max = 100) int rows,
            @ForAll DType dtype) {
        Rng rng = Rng.seed(1);
        try (var life = Scope.open("life")) {
            Sequential model = network(widths, dtype, rng);
            Tensor x = Tensor.randn(dtype, rng, rows, widths.getFirst());
            Indices classes = Indices.of(new int[rows]);
            life.seal();
            Lifetimes step =
                    Lifetimes.of(
                            "step", () -> Losses.crossEntropy(model.apply(x), classes).backward());
            assertThat(step.peakBytes() - step.bytesAtStart())
                    .isEqualTo(formula(widths, rows) * dtype.bytes());
        }
    }

    @Property(tries = 100)
    void withoutGradientsItIsTheTwoLargestNeighbours(
            @ForAll("widths") List<Integer> widths,
            @ForAll @IntRange(min = 1, max = 100) int rows) {
        Rng rng = Rng.seed(1);
        try (var life = Scope.open("life")) {
            Sequential model = network(widths, DType.FLOAT64, rng);
            Tensor x = Tensor.randn(rng, rows, widths.getFirst());
            life.seal();
            Lifetimes inference =
                    Lifetimes.of(
                            "inference",
                            () -> {
                                try (var _ = Autograd.noGrad()) {
                                    model.apply(x);
                                }
                            });
            long elements = widths.get(1);
            for (int k = 1; k < widths.size() - 1; k++) {
                // The ReLU and what it reads; then the next layer and the ReLU it reads.
                elements = Math.max(elements, 2 * widths.get(k));
                elements = Math.max(elements, widths.get(k) + widths.get(k + 1));
            }
            assertThat(inference.peakBytes() - inference.bytesAtStart())
                    .isEqualTo(elements * rows * 8);
        }
    }

    // ---- recomputing

    private static final int LAYERS = 64;
    private static final int WIDTH = 16;
    private static final int ROWS = 500;
    private static final long ACTIVATION = ROWS * WIDTH * 8L;

    private static Sequential deep(Rng rng) {
        List<Layer> layers = new ArrayList<>();
        for (int k = 0; k < LAYERS; k++) {
            layers.add(Linear.of(WIDTH, WIDTH, rng));
            layers.add(Activations.tanh());
        }
        return Sequential.of(layers.toArray(Layer[]::new));
    }

    private static double activations(Lifetimes step) {
        return (double) (step.peakBytes() - step.bytesAtStart()) / ACTIVATION;
    }

    @Test
    void sixtyFourLayersTrainInTheMemoryOfTwiceTheRootOfThem() {
        List<List<double[]>> gradients = new ArrayList<>();
        List<Double> peaks = new ArrayList<>();
        for (boolean recomputed : List.of(false, true)) {
            Rng rng = Rng.seed(3);
            try (var life = Scope.open("life")) {
                Sequential plain = deep(rng);
                Sequential model = recomputed ? plain.checkpointed(8) : plain;
                Tensor x = Tensor.randn(rng, ROWS, WIDTH);
                life.seal();
                Runnable step = () -> model.apply(x).square().mean().backward();
                Lifetimes predicted = Scope.dryRun(step).lifetimes();
                Lifetimes real = Lifetimes.of("dry run", step);
                assertThat(predicted).isEqualTo(real);
                peaks.add(activations(real));
                gradients.add(model.parameters().stream().map(p -> p.grad().toArray()).toList());
            }
        }
        assertThat(peaks.get(0)).as("activations, saved").isBetween(64.0, 68.0);
        assertThat(peaks.get(1)).as("activations, recomputed").isBetween(16.0, 19.0);
        for (int i = 0; i < 2 * LAYERS; i++) {
            assertThat(gradients.get(1).get(i)).containsExactly(gradients.get(0).get(i));
        }
    }
}
