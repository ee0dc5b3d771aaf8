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
/// **Invariant.** Nothing in a file is trusted before it is checked: nothing is read outside of the
/// range it declares, no allocation trusts a size from the file, and every defect is a
/// [FileFormatException] that names the file. What is read is copied, and a file that changes
/// meanwhile is an error too; only a mapping depends on what becomes of the file. Writing replaces
/// a file as a whole or not at all ([AtomicFile]).
///
/// Read [SafeTensors] first, then [ModelFile]; [Npy] and [Npz] are NumPy's formats.
///
/// **Decision.** Reading copies; mapping must be requested. If another process truncates a mapped
/// file, SIGBUS kills the JVM in compiled vector loops and in native code, and no exception can
/// report it. The copy costs no more than the page faults of a mapping: of 400 MB in a warm page
/// cache, reading and the first sum took 0.06 to 0.10 s of processor time into a recycled block,
/// mapping and the first sum 0.07 to 0.21 s. Fresh memory comes on top, as for any tensor. Size,
/// modification time and inode are compared after the last byte, since the system notifies nobody
/// of a change.
///
/// **Decision.** A mapped tensor is read-only. Copy-on-write would make it trainable, but requires
/// permission to write the file, which an evaluation may not have. To train, read a copy.
///
/// **Decision.** Each mapped tensor has its own mapping and arena, and ends with its scope like any
/// other buffer. To kernels it is an ordinary native segment (rebound, as blocks of the pool are):
/// a second class of segments would slow every loop that meets it.
///
/// **Decision.** Checkpoints are safetensors files, not a format of our own: Python reads them, and
/// the format carries no code. For the same reason, files describe only the framework's own
/// optimizers and layers; for other layers the program names a `LayerType`. The state of any other
/// optimizer is saved by name; the program creates that optimizer and restores the state.
@NullMarked
package org.arenagrad.io;

import org.jspecify.annotations.NullMarked;
