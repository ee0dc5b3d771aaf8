package org.arenagrad.examples.cli.training;

/// How a training run ended.
///
/// @param how in one word
/// @param words what there is to say of it; empty if there is nothing
/// @param before whether that was so before, and nothing was left to do
public record Ending(How how, String words, boolean before) {
    /// In one word.
    enum How {
        /// All its epochs are done.
        COMPLETE,
        /// It got no better.
        STOPPED_EARLY,
        /// Somebody stopped it.
        INTERRUPTED
    }
}
