package org.arenagrad.train;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.LayerType;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Sequential;
import org.arenagrad.nn.Trainable;
import org.arenagrad.optim.Optimizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Saves a training run to a file after epochs and at its end, so that it can be resumed. The file
/// is replaced in one go: whatever happens, it holds a complete state, at worst an older one.
///
/// ```java
/// trainer.callbacks(Checkpointing.to(path, model));        // the last callback
/// …
/// try (var file = ModelFile.open(path)) {
///     Checkpointing.resume(file, trainer, model);          // made as the one that was saved
/// }
/// trainer.fit(train, heldOut, epochs);
/// ```
///
/// It is the last of a trainer's callbacks, so that it saves what the others know.
public final class Checkpointing implements Callback {
    private static final String STATE = "trainer.";

    private final Path file;
    private final Trainable model;
    private final Map<String, String> notes;
    private int every = 1;
    private List<LayerType<?>> types = List.of();

    private Checkpointing(Path file, Trainable model, Map<String, String> notes) {
        this.file = file;
        this.model = model;
        this.notes = Map.copyOf(notes);
    }

    /// One that saves after every epoch.
    ///
    /// @param model a [Sequential], which is saved with its architecture, or anything else, of
    ///   which the file holds the weights alone
    public static Checkpointing to(Path file, Trainable model) {
        return to(file, model, Map.of());
    }

    /// One that saves after every epoch, with notes of the caller's: names that begin with neither
    /// `trainer.` nor `arenagrad.`.
    public static Checkpointing to(Path file, Trainable model, Map<String, String> notes) {
        return new Checkpointing(file, model, notes);
    }

    /// After how many epochs to save; at the end it does in any case.
    ///
    /// @throws IllegalArgumentException if the number is not positive
    public Checkpointing every(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException(
                    "checkpointing: %s epochs are none to wait for".formatted(epochs));
        }
        every = epochs;
        return this;
    }

    /// The kinds of layers of your own that are in a [Sequential]; see [ModelFile#open(Path,
    /// LayerType[])] for how to read such a file.
    public Checkpointing layers(LayerType<?>... own) {
        types = List.of(own);
        return this;
    }

    @Override
    public void epochEnded(Trainer<?, ?> trainer, History.Epoch epoch) {
        if (epoch.number() % every == 0) {
            save(trainer);
        }
    }

    @Override
    public void trainingEnded(Trainer<?, ?> trainer) {
        save(trainer);
    }

    private void save(Trainer<?, ?> trainer) {
        SequencedMap<String, String> metadata = new LinkedHashMap<>(notes);
        trainer.state().forEach((name, value) -> metadata.put(STATE + name, value));
        try {
            write(trainer.optimizer(), metadata, trainer.tensors());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused.getMessage(), refused);
        }
    }

    private void write(
            Optimizer optimizer, Map<String, String> metadata, Map<String, Tensor> tensors)
            throws IOException {
        if (model instanceof Sequential layers) {
            ModelFile.save(file, layers, optimizer, metadata, tensors, types);
        } else {
            ModelFile.saveWeights(file, model, optimizer, metadata, tensors);
        }
    }

    /// Lets a trainer resume where the saved one stood: weights, optimizer, and all that is
    /// [Trainer#state]. Both are made in the same way as those that were saved.
    ///
    /// @throws IllegalArgumentException if they are made in another way, or the file holds a model
    ///   but no training run
    /// @throws IOException if the file can't be read
    public static void resume(ModelFile file, Trainer<?, ?> trainer, Trainable model)
            throws IOException {
        SequencedMap<String, String> state = new StateText(file.metadata()).part(STATE);
        if (state.isEmpty() || !file.hasOptimizer()) {
            throw new IllegalArgumentException(
                    "checkpointing: the file holds a model, but no training run to resume");
        }
        file.loadInto(model);
        file.restore(trainer.optimizer(), model);
        trainer.restore(state);
        for (Map.Entry<String, Tensor> each : trainer.tensors().entrySet()) {
            try (var _ = Scope.open("resume");
                    var _ = Autograd.noGrad()) {
                each.getValue().copyFrom(file.companion(each.getKey()));
            }
        }
    }
}
