package org.arenagrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.LayerType;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Parts;
import org.arenagrad.nn.Sequential;
import org.arenagrad.nn.Trainable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A training goes on from a file, with nothing else of the one before.
class CheckpointingTest {
    private static final int EPOCHS = 6;

    private final Scope life = Scope.open("life");
    private Path file;

    @BeforeEach
    void place(@TempDir Path folder) {
        file = folder.resolve("model.safetensors");
    }

    @AfterEach
    void close() {
        life.close();
    }

    private Run run() {
        Run run = Run.withAdam();
        run.trainer.callbacks(
                EarlyStopping.on(History.HELD_OUT_LOSS, false).patience(3).restoring(run.model));
        return run;
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4, 9, 23})
    void afterAnyStepBitForBit(long step) throws IOException {
        Run whole = run();
        whole.fit(EPOCHS);

        Run stopped = run();
        stopped.trainer.callbacks(
                Checkpointing.to(file, stopped.model), TrainerTest.stoppingAfter(step));
        stopped.fit(EPOCHS);

        Run next = run();
        try (var saved = ModelFile.open(file)) {
            Checkpointing.resume(saved, next.trainer, next.model);
        }
        next.fit(EPOCHS);
        assertThat(next.learned()).isEqualTo(whole.learned());
    }

    @Test
    void takesNothingFromASealedScope() throws IOException {
        Run run = run();
        run.trainer.callbacks(Checkpointing.to(file, run.model));
        life.seal();
        long before = Ledger.current().liveBytes();
        run.fit(2);
        try (var saved = ModelFile.open(file)) {
            Checkpointing.resume(saved, run.trainer, run.model);
        }
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @Test
    void theFileIsAModelToo() throws IOException {
        Run run = run();
        run.trainer.callbacks(Checkpointing.to(file, run.model, Map.of("by", "me")));
        run.fit(2);
        try (var saved = ModelFile.open(file)) {
            assertThat(saved.metadata()).containsEntry("by", "me");
            var model = saved.model(Rng.seed(1));
            model.eval();
            assertThat(model.apply(run.heldOut.x()).toArray())
                    .isEqualTo(run.model.apply(run.heldOut.x()).toArray());
        }
    }

    @Test
    void savesAsOftenAsItIsAskedTo() throws IOException {
        Run run = run();
        run.trainer.callbacks(
                Checkpointing.to(file, run.model).every(3), TrainerTest.stoppingAfter(4));
        run.trainer.callbacks(
                new Callback() {
                    @Override
                    public void epochEnded(Trainer<?, ?> trainer, History.Epoch epoch) {
                        assertThat(file).doesNotExist();
                    }
                });
        run.fit(EPOCHS);
        assertThat(file).exists();
        assertThatThrownBy(() -> Checkpointing.to(file, run.model).every(0))
                .hasMessageContaining("0 epochs");
    }

    @Test
    void aModelAloneIsNoTraining() throws IOException {
        Run run = run();
        ModelFile.save(file, run.model, Map.of());
        try (var saved = ModelFile.open(file)) {
            assertThatThrownBy(() -> Checkpointing.resume(saved, run.trainer, run.model))
                    .hasMessageContaining("no training run to resume");
        }
    }

    @Test
    void aFileThatCantBeWrittenIsNamed(@TempDir Path folder) {
        Run run = run();
        Path nowhere = folder.resolve("no").resolve("where");
        run.trainer.callbacks(Checkpointing.to(nowhere, run.model));
        assertThatThrownBy(() -> run.fit(1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(nowhere.toString());
    }

    /// A model that is no layer.
    ///
    /// @param inside what it is made of
    private record Own(Sequential inside) implements Trainable {
        @Override
        public void declare(Parts parts) {
            parts.layer("inside", inside);
        }
    }

    /// A layer of one's own.
    ///
    /// @param factor what its input is multiplied by
    private record Times(double factor) implements Layer {
        private static final LayerType<Times> TYPE =
                new LayerType<>(
                        "Times",
                        Times.class,
                        layer -> Map.of("factor", layer.factor),
                        from -> new Times(from.real("factor")));

        @Override
        public Tensor apply(Tensor x) {
            return x.mul(factor);
        }
    }

    @Test
    void layersOfOnesOwnAreSavedIfTheirKindIsNamed() throws IOException {
        Run run = run();
        List<Layer> layers = new ArrayList<>(run.model.layers());
        layers.add(new Times(2));
        Sequential longer = Sequential.of(layers.toArray(Layer[]::new));
        run.trainer.callbacks(Checkpointing.to(file, longer).layers(Times.TYPE));
        run.fit(1);
        try (var saved = ModelFile.open(file, Times.TYPE)) {
            assertThat(saved.model(Rng.seed(1)).layers()).last().isEqualTo(new Times(2));
        }
        Run other = run();
        other.trainer.callbacks(Checkpointing.to(file, longer));
        assertThatThrownBy(() -> other.fit(1)).hasMessageContaining("Times");
    }

    @Test
    void aModelThatIsNoSequentialGoesOnToo() throws IOException {
        Run whole = run();
        whole.fit(EPOCHS);

        Run stopped = run();
        stopped.trainer.callbacks(
                Checkpointing.to(file, new Own(stopped.model)), TrainerTest.stoppingAfter(4));
        stopped.fit(EPOCHS);

        Run next = run();
        try (var saved = ModelFile.open(file)) {
            assertThat(saved.architecture()).isEmpty();
            assertThat(saved.tensors().names()).contains("inside.0.weight");
            Checkpointing.resume(saved, next.trainer, new Own(next.model));
        }
        next.fit(EPOCHS);
        assertThat(next.learned()).isEqualTo(whole.learned());
    }
}
