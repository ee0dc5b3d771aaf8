/// Files that outlast the program and that others read: weights, arrays, whole models.
///
/// ```java
/// ModelFile.save(path, model, optimizer, notes);          // atomically
/// …
/// try (var file = ModelFile.open(path)) {
///     Sequential model = file.model(rng);                 // nothing else is needed
/// }
/// ```
///
/// **Invariant.** Nothing that a file says is believed before it is checked: nothing is read
/// outside of the range it declares, nothing is allocated by a length that has not been held
/// against what is really there, and whatever is wrong is a [FileFormatException] that names the
/// file. Writing replaces a file as a whole or not at all ([AtomicFile]).
///
/// Read [SafeTensors] first, then [ModelFile]; [Npy] and [Npz] are NumPy's formats.
@NullMarked
package org.arenagrad.io;

import org.jspecify.annotations.NullMarked;
