package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.FileFormatException;
import org.arenagrad.io.LayerType;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Embedding;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Parts;
import org.arenagrad.nn.Sequential;
import org.arenagrad.nn.Summary;
import org.arenagrad.nn.Trainable;
import org.arenagrad.optim.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Layers that users define: one declaration, from which all else follows.
class OwnLayerTest {
    /// Parameters, buffers and parts in one layer.
    private static final class Scaled implements Layer {
        final Linear inside;
        final List<Linear> more;
        final Tensor scale = Tensor.of(1, 2, 3).requireGrad();
        final Tensor seen = Tensor.zeros(3);

        Scaled(Rng rng) {
            inside = Linear.of(2, 3, rng);
            more = List.of(Linear.of(3, 3, rng), Linear.of(3, 3, rng));
        }

        @Override
        public Tensor apply(Tensor x) {
            Tensor y = inside.apply(x).mul(scale);
            for (Linear each : more) {
                y = each.apply(y);
            }
            return y;
        }

        @Override
        public void declare(Parts parts) {
            parts.parameter("scale", scale)
                    .layer("inside", inside)
                    .buffer("seen", seen)
                    .layers("more", more);
        }
    }

    private final Rng rng = Rng.seed(5);

    @Test
    void oneDeclarationCoversAll() {
        Scaled layer = new Scaled(rng);
        assertThat(layer.namedParameters().sequencedKeySet())
                .containsExactly(
                        "scale",
                        "inside.weight",
                        "inside.bias",
                        "more.0.weight",
                        "more.0.bias",
                        "more.1.weight",
                        "more.1.bias");
        assertThat(layer.namedBuffers()).containsOnlyKeys("seen");
        assertThat(layer.state()).hasSize(8).containsEntry("seen", layer.seen);
        assertThat(layer.children()).containsOnlyKeys("inside", "more");
        Sequential model = Sequential.of(layer, Activations.relu());
        assertThat(model.state().sequencedKeySet()).contains("0.scale", "0.seen", "0.more.1.bias");
        assertThat(model)
                .hasToString(
                        """
                        Sequential(
                          (0): Scaled(
                            (inside): Linear[2 → 3]
                            (more): List(
                              (0): Linear[3 → 3]
                              (1): Linear[3 → 3]
                            )
                          )
                          (1): ReLU
                        )\
                        """);
    }

    @Test
    void whatIsSharedIsListedOnce() {
        Embedding table = Embedding.of(5, 3, rng);
        Linear tied = Linear.of(table.weight(), null);
        Trainable model =
                new Trainable() {
                    @Override
                    public void declare(Parts parts) {
                        parts.layer("in", table).layer("out", tied);
                    }
                };
        assertThat(model.namedParameters()).containsOnlyKeys("in.weight");
    }

    @Test
    void buffersAreSavedAndLoaded(@TempDir Path folder) throws Exception {
        Scaled from = new Scaled(rng);
        from.seen.copyFrom(Tensor.of(7, 8, 9));
        Path file = folder.resolve("own.safetensors");
        ModelFile.saveWeights(file, from, Map.of());
        Scaled to = new Scaled(rng);
        try (ModelFile opened = ModelFile.open(file)) {
            opened.loadInto(to);
        }
        assertThat(to.seen.toArray()).containsExactly(7, 8, 9);
        assertThat(to.more.get(1).weight().toArray())
                .containsExactly(from.more.get(1).weight().toArray());
    }

    private static final LayerType<Widening> WIDENING =
            new LayerType<>(
                    "Widening",
                    Widening.class,
                    layer ->
                            Map.of(
                                    "in",
                                    layer.part().weight().shape().size(1),
                                    "factor",
                                    layer.factor(),
                                    "name",
                                    "w",
                                    "on",
                                    true),
                    from -> {
                        assertThat(from.text("name")).isEqualTo("w");
                        assertThat(from.truth("on")).isTrue();
                        return Widening.of(
                                from.whole("in"), from.real("factor"), from.dtype(), from.random());
                    });

    private record Widening(Linear part, double factor) implements Layer {
        static Widening of(int in, double factor, DType dtype, RandomGenerator random) {
            return new Widening(Linear.of(in, 2 * in, dtype, random), factor);
        }

        @Override
        public Tensor apply(Tensor x) {
            return part.apply(x).mul(factor);
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("part", part);
        }
    }

    @Test
    void anArchitectureWithOwnLayersComesBackFromItsFile(@TempDir Path folder) throws Exception {
        Sequential model =
                Sequential.of(
                        Widening.of(2, 0.5, DType.FLOAT32, rng),
                        Activations.relu(),
                        Linear.of(4, 1, DType.FLOAT32, rng));
        Tensor x = Tensor.randn(DType.FLOAT32, rng, 3, 2);
        Path file = folder.resolve("own.safetensors");
        assertThatThrownBy(() -> ModelFile.save(file, model, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer 0 of the model")
                .hasMessageContaining("LayerType");
        ModelFile.save(file, model, null, Map.of(), Map.of(), List.of(WIDENING));
        try (ModelFile opened = ModelFile.open(file, WIDENING)) {
            Sequential again = opened.model(Rng.seed(99));
            assertThat(again.layers().getFirst()).isInstanceOf(Widening.class);
            assertThat(again.apply(x).toArray()).containsExactly(model.apply(x).toArray());
        }
        // Without the type, nothing of the file is code.
        try (ModelFile opened = ModelFile.open(file)) {
            assertThatThrownBy(() -> opened.model(rng))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("Widening");
            Sequential there =
                    Sequential.of(
                            Widening.of(2, 0.5, DType.FLOAT32, rng),
                            Activations.relu(),
                            Linear.of(4, 1, DType.FLOAT32, rng));
            opened.loadInto(there);
            assertThat(there.apply(x).toArray()).containsExactly(model.apply(x).toArray());
        }
    }

    /// Declares its parameter and forgets its part.
    private record Forgetful(Linear part, Tensor own) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return part.apply(x).mul(own);
        }

        @Override
        public void declare(Parts parts) {
            parts.parameter("own", own);
        }
    }

    private static void step(Layer model, SGD optimizer) {
        try (Scope _ = Scope.open("step")) {
            model.apply(Tensor.of(1, 2).reshape(1, 2)).square().sum().backward();
            optimizer.step();
            optimizer.zeroGrad();
        }
    }

    @Test
    void whatIsForgottenIsFoundInTheSecondStep() {
        try (Scope _ = Scope.open("life")) {
            Forgetful model =
                    new Forgetful(Linear.of(2, 3, rng), Tensor.ones(3).requireGrad().named("own"));
            SGD optimizer = SGD.of(model.parameters(), 0.1);
            step(model, optimizer);
            assertThatThrownBy(() -> step(model, optimizer))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'bias' [3]")
                    .hasMessageContaining("no optimizer improves it")
                    .hasMessageContaining("Trainable.declare");
        }
    }

    @Test
    void whatAModelListsMayBeLeftOut() {
        try (Scope _ = Scope.open("life")) {
            Sequential model = Sequential.of(Linear.of(2, 3, rng), Linear.of(3, 1, rng));
            double[] before = model.parameters().getFirst().toArray();
            SGD optimizer = SGD.of(model.parameters().subList(2, 4), 0.1);
            for (int i = 0; i < 3; i++) {
                step(model, optimizer);
            }
            assertThat(model.parameters().getFirst().toArray()).containsExactly(before);
        }
    }

    @Test
    void whatIsFrozenIsNotMissed() {
        try (Scope _ = Scope.open("life")) {
            Linear body = Linear.of(2, 3, rng);
            Linear head = Linear.of(3, 1, rng);
            Sequential model = Sequential.of(body, head);
            SGD optimizer = SGD.of(head.parameters(), 0.1);
            body.freeze(true);
            double[] before = body.weight().toArray();
            double[] headBefore = head.weight().toArray();
            for (int i = 0; i < 3; i++) {
                step(model, optimizer);
            }
            assertThat(body.weight().toArray()).containsExactly(before);
            assertThat(head.weight().toArray()).isNotEqualTo(headBefore);
            assertThat(model.namedParameters()).hasSize(4);
            body.freeze(false);
            model.apply(Tensor.ones(1, 2)).sum().backward();
            assertThat(body.weight().hasGrad()).isTrue();
        }
    }

    @Test
    void gradientsMayAccumulateAndParametersBeImprovedByHand() {
        try (Scope _ = Scope.open("life")) {
            Linear head = Linear.of(2, 1, rng);
            Tensor byHand = Tensor.ones(1).requireGrad();
            SGD optimizer = SGD.of(head.parameters(), 0.1);
            for (int i = 0; i < 3; i++) {
                try (Scope _ = Scope.open("step")) {
                    for (int part = 0; part < 2; part++) {
                        head.apply(Tensor.ones(1, 2)).mul(byHand).sum().backward();
                    }
                    optimizer.step();
                    optimizer.zeroGrad();
                    byHand.detach().subInPlace(byHand.grad().mul(0.1));
                }
            }
            assertThat(byHand.hasGrad()).isTrue();
        }
    }

    @Test
    void declarationsThatCannotBeAreRefused() {
        Tensor plain = Tensor.ones(2);
        Tensor learned = Tensor.ones(2).requireGrad();
        assertThatThrownBy(() -> declaring(parts -> parts.parameter("w", plain)))
                .hasMessageContaining("parameter 'w'")
                .hasMessageContaining("requires no gradient");
        assertThatThrownBy(() -> declaring(parts -> parts.parameter("w", learned.mul(2))))
                .hasMessageContaining("result of an operation");
        assertThatThrownBy(() -> declaring(parts -> parts.buffer("w", learned)))
                .hasMessageContaining("declare it a parameter");
        assertThatThrownBy(() -> declaring(parts -> parts.buffer("w", plain).buffer("w", plain)))
                .hasMessageContaining("two parts are called 'w'");
        assertThatThrownBy(() -> declaring(parts -> parts.buffer("a.b", plain)))
                .hasMessageContaining("no dot");
        assertThatThrownBy(() -> declaring(parts -> parts.buffer("", plain)))
                .hasMessageContaining("can't name a part");
    }

    private static Map<String, Tensor> declaring(Consumer<Parts> declaration) {
        return new Trainable() {
            @Override
            public void declare(Parts parts) {
                declaration.accept(parts);
            }
        }.state();
    }

    @Test
    void aSummaryTellsShapesAndSizes() {
        try (Scope _ = Scope.open("life")) {
            Sequential model =
                    Sequential.of(
                            Linear.of(2, 8, rng),
                            Activations.relu(),
                            Sequential.of(new Scaled2(Linear.of(8, 3, rng))));
            Tensor x = Tensor.zeros(5, 2);
            Summary summary = Summary.of(model, x);
            assertThat(summary.rows())
                    .extracting(Summary.Row::name)
                    .containsExactly("0", "1", "2", "2.0", "2.0.part");
            assertThat(summary.rows())
                    .extracting(Summary.Row::output)
                    .containsExactly(
                            Shape.of(5, 8), Shape.of(5, 8), Shape.of(5, 3), Shape.of(5, 3), null);
            assertThat(summary.parameters()).isEqualTo(2 * 8 + 8 + 8 * 3 + 3);
            assertThat(summary.bytes()).isEqualTo(8 * summary.parameters());
            long before = Ledger.current().liveBytes();
            Ledger.current().resetPeak();
            try (Scope _ = Scope.open("step")) {
                model.apply(x).sum().backward();
            }
            assertThat(summary.stepBytes()).isEqualTo(Ledger.current().peakBytes() - before);
            assertThat(summary.toString())
                    .contains("0         Linear[2 → 8]")
                    .contains("[5, 8]")
                    .contains("2.0.part  Linear[8 → 3]");
        }
    }

    private record Scaled2(Linear part) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return part.apply(x).mul(2);
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("part", part);
        }
    }
}
