package org.arenagrad.io;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.nn.Sequential;
import org.arenagrad.nn.Trainable;
import org.arenagrad.optim.Optimizer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/// A model in a file, finished or interrupted: its layers, its weights, the optimizer's state, and
/// notes of its writer.
///
/// ```java
/// ModelFile.save(path, model, optimizer, Map.of("epoch", "3"));
/// …
/// try (var file = ModelFile.open(path)) {
///     Sequential model = file.model(rng);
///     Optimizer optimizer = file.optimizer(model);     // its next step is the next step
/// }
/// ```
///
/// The file is a [SafeTensors] file. Parameters and buffers have the names of [Trainable#state],
/// which are PyTorch's: `0.weight`. The optimizer's state has names such as
/// `optimizer.0.weight.mean`. Layers and optimizer are described by JSON in the metadata, under
/// names that begin with `arenagrad.`. All that is loaded is copied; to see weights in the mapped
/// file itself, use [SafeTensors#map(String)] of [#tensors].
///
/// The file must stay as it is until all is loaded: if it is truncated, replaced or written to, the
/// next method that reads throws an exception that names it.
///
/// A learning-rate schedule is a pure function and has no state; of a random generator, note
/// [org.arenagrad.array.Rng#state].
public final class ModelFile implements AutoCloseable {
    private final SafeTensors tensors;
    private final ModelReader reader;

    private ModelFile(Path path, SafeTensors tensors, List<LayerType<?>> types) {
        this.tensors = tensors;
        this.reader = new ModelReader(path, tensors, types);
    }

    // ---- saving ----

    /// Saves a finished model, atomically: see [AtomicFile#write].
    ///
    /// @param metadata notes of the caller's
    /// @throws IllegalArgumentException if a layer is none of the framework's (use [#saveWeights]),
    ///   or a note has a name that begins with `arenagrad.`
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void save(Path path, Sequential model, Map<String, String> metadata)
            throws IOException {
        save(path, model, null, metadata, Map.of(), List.of());
    }

    /// Saves a model in the middle of its training, atomically: see [AtomicFile#write].
    ///
    /// @param optimizer of parameters of the model; of one that is none of the framework's, the
    ///   state is saved, for [#restore], but no options
    /// @param metadata notes of the caller's
    /// @throws IllegalArgumentException if a layer is none of the framework's, the optimizer
    ///   improves what is not a parameter of the model, or a note has a name that begins with
    ///   `arenagrad.`
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void save(
            Path path, Sequential model, Optimizer optimizer, Map<String, String> metadata)
            throws IOException {
        save(path, model, optimizer, metadata, Map.of());
    }

    /// Saves a model in the middle of its training, with more tensors that belong to that,
    /// atomically: see [AtomicFile#write].
    ///
    /// @param optimizer of parameters of the model; of one that is none of the framework's, the
    ///   state is saved, for [#restore], but no options
    /// @param metadata notes of the caller's
    /// @param companions tensors of the caller's, which [#companion] reads
    /// @throws IllegalArgumentException if a layer is none of the framework's, the optimizer
    ///   improves what is not a parameter of the model, or a note has a name that begins with
    ///   `arenagrad.`
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void save(
            Path path,
            Sequential model,
            Optimizer optimizer,
            Map<String, String> metadata,
            Map<String, Tensor> companions)
            throws IOException {
        save(path, model, optimizer, metadata, companions, List.of());
    }

    /// Saves a model that contains layers of your own, atomically: see [AtomicFile#write].
    ///
    /// @param optimizer of parameters of the model; null for a finished model
    /// @param metadata notes of the caller's
    /// @param companions tensors of the caller's, which [#companion] reads
    /// @param types the kinds of your own layers
    /// @throws IllegalArgumentException if a layer is neither of the framework nor of these types,
    ///   or as in [#save(Path, Sequential, Optimizer, Map, Map)]
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void save(
            Path path,
            Sequential model,
            @Nullable Optimizer optimizer,
            Map<String, String> metadata,
            Map<String, Tensor> companions,
            List<LayerType<?>> types)
            throws IOException {
        ModelWriter.write(
                path, model, Architecture.describe(model, types), optimizer, metadata, companions);
    }

    /// Saves the weights of anything that has some, atomically: see [AtomicFile#write]. They are
    /// loaded into a model that is there already, see [#loadInto].
    ///
    /// @param metadata notes of the caller's
    /// @throws IllegalArgumentException if a note has a name that begins with `arenagrad.`
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void saveWeights(Path path, Trainable model, Map<String, String> metadata)
            throws IOException {
        ModelWriter.write(path, model, null, null, metadata, Map.of());
    }

    /// Saves the weights of anything that has some in the middle of its training, atomically: see
    /// [AtomicFile#write]. They are loaded into a model that is there already, see [#loadInto], and
    /// the optimizer's state into an optimizer, see [#restore].
    ///
    /// @param optimizer of parameters of the model
    /// @param metadata notes of the caller's
    /// @param companions tensors of the caller's, which [#companion] reads
    /// @throws IllegalArgumentException if the optimizer improves what is not a parameter of the
    ///   model, or a note has a name that begins with `arenagrad.`
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void saveWeights(
            Path path,
            Trainable model,
            Optimizer optimizer,
            Map<String, String> metadata,
            Map<String, Tensor> companions)
            throws IOException {
        ModelWriter.write(path, model, null, optimizer, metadata, companions);
    }

    // ---- loading ----

    /// Opens a file and checks its header; of the weights nothing is read yet. Any safetensors file
    /// will do, also one of PyTorch's.
    ///
    /// @throws FileFormatException if it is not a safetensors file, or a damaged one
    /// @throws IOException if it can't be read
    public static ModelFile open(Path path) throws IOException {
        return open(path, new LayerType<?>[0]);
    }

    /// Opens a file whose model may contain layers of your own.
    ///
    /// @param types their kinds: no other code is run, whatever the file says
    /// @throws FileFormatException if it is not a safetensors file, or a damaged one
    /// @throws IOException if it can't be read
    public static ModelFile open(Path path, LayerType<?>... types) throws IOException {
        return new ModelFile(path, SafeTensors.open(path), List.of(types));
    }

    /// All that is in the file, to look at.
    public SafeTensors tensors() {
        return tensors;
    }

    /// What its writer noted.
    public SequencedMap<String, String> metadata() {
        SequencedMap<String, String> notes = new LinkedHashMap<>(tensors.metadata());
        notes.keySet().removeIf(name -> name.startsWith(ModelWriter.OURS));
        return notes;
    }

    /// The layers as JSON; empty if the file holds weights alone.
    public Optional<String> architecture() {
        return Optional.ofNullable(tensors.metadata().get(ModelWriter.ARCHITECTURE));
    }

    /// Whether it holds an optimizer's state.
    public boolean hasOptimizer() {
        return tensors.metadata().containsKey(ModelWriter.OPTIMIZER);
    }

    /// The model of the file, in the type its weights have there.
    ///
    /// @param random what its dropouts draw from
    /// @throws FileFormatException if the file describes no model, or one that its weights don't
    ///   fit
    public Sequential model(RandomGenerator random) throws IOException {
        return reader.model(reader.dtype(), random);
    }

    /// The model of the file in a type of choice: weights of another type are converted, and
    /// rounded from float64 to float32.
    ///
    /// @param random what its dropouts draw from
    /// @throws FileFormatException if the file describes no model, or one that its weights don't
    ///   fit
    public Sequential model(DType dtype, RandomGenerator random) throws IOException {
        return reader.model(dtype, random);
    }

    /// Copies the weights into a model that is there already, by name. Types may differ: weights
    /// are converted, and rounded from float64 to float32. Into a model of linear layers go the
    /// weights of the same `Sequential` of PyTorch's.
    ///
    /// @throws IllegalArgumentException if names or shapes differ, with a list of those; nothing is
    ///   changed then
    /// @throws FileFormatException if a weight has a type that can't be converted; nothing is
    ///   changed then
    /// @throws IOException if the file can't be read, or changed since it was opened: the model may
    ///   then have a mix of new and old weights
    public void loadInto(Trainable model) throws IOException {
        reader.loadInto(model.state());
    }

    /// A copy of a tensor that its writer added, see [SafeTensors#tensor(String)].
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public Tensor companion(String name) throws IOException {
        return tensors.tensor(ModelWriter.COMPANION + name);
    }

    /// The optimizer of the file, over the parameters of a model: its next step is the one that the
    /// one saved would have taken.
    ///
    /// @param model the one of the file, or one with parameters of the same names and shapes
    /// @throws FileFormatException if the file has no optimizer, one that does not fit the model,
    ///   or one that is none of the framework's: make that one yourself, and use [#restore]
    public Optimizer optimizer(Trainable model) throws IOException {
        return reader.optimizer(model.namedParameters());
    }

    /// Restores the state of an existing optimizer from the file. Its learning rate and options
    /// stay as they are.
    ///
    /// @param model whose parameters it improves
    /// @throws FileFormatException if the file has no optimizer
    /// @throws IllegalArgumentException if that is one of another kind, of other parameters, or
    ///   with other state; nothing is changed then
    public void restore(Optimizer optimizer, Trainable model) throws IOException {
        reader.restore(optimizer, ModelWriter.names(optimizer, model));
    }

    /// Closes the file. Tensors read from it live on.
    @Override
    public void close() throws IOException {
        tensors.close();
    }
}
