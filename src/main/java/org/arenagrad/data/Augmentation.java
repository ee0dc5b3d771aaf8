package org.arenagrad.data;

import org.arenagrad.array.Rng;

/// A random change of inputs that leaves their targets true: more to learn from than there is.
/// [Augmentations] has those of pictures. See [Batches#augment].
///
/// @param <X> the type of the inputs
@FunctionalInterface
public interface Augmentation<X> {
    /// The inputs changed, in the innermost scope; those given stay as they are.
    ///
    /// @param batch the inputs of a batch
    /// @param rng the source of all that is random in it
    X apply(X batch, Rng rng);

    /// This one, and then another.
    default Augmentation<X> then(Augmentation<X> next) {
        return (batch, rng) -> next.apply(apply(batch, rng), rng);
    }
}
