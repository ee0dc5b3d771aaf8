/// Files that outlast the program and that others read: weights, arrays, whole models.
///
/// ```java
/// Path file = folder.resolve("model.safetensors");
/// try (var life = Scope.open("life")) {
///     var model = Sequential.of(Linear.of(2, 3, Rng.seed(1)), Activations.tanh());
///     ModelFile.save(file, model, Map.of("note", "untrained")); // as a whole or not at all
///     try (ModelFile saved = ModelFile.open(file)) {
///         Sequential same = saved.model(Rng.seed(2)); // layers and weights are in the file
///         Tensor x = Tensor.ones(1, 2);
///         assert Arrays.equals(same.apply(x).toArray(), model.apply(x).toArray());
///     }
/// }
/// ```
///
/// **Invariant.** Nothing that a file says is believed before it is checked: nothing is read
/// outside of the range it declares, nothing is allocated by a length that has not been held
/// against what is really there, and whatever is wrong is a [FileFormatException] that names the
/// file. What is read is copied, and a file that changes meanwhile is an error too; only who asks
/// for a mapping depends on what becomes of the file. Writing replaces a file as a whole or not at
/// all ([AtomicFile]).
///
/// Read [SafeTensors] first, then [ModelFile]; [Npy] and [Npz] are NumPy's formats.
@NullMarked
package org.arenagrad.io;

import org.jspecify.annotations.NullMarked;
