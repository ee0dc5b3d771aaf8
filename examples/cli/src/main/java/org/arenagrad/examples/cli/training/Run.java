package org.arenagrad.examples.cli.training;

import org.arenagrad.nn.Trainable;
import org.arenagrad.train.Trainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A training run from the command line, whatever is learned: what is needed to watch it, to save
/// it, to resume it and to report it.
public interface Run {
    /// What trains.
    Trainer<?, ?> trainer();

    /// What is trained.
    Trainable model();

    /// What there is to say before it begins, a line each.
    List<String> introduction();

    /// What the rows are called that the model is tried on.
    String tested();

    /// What a file of the model must say besides its weights, so that it can be made again.
    Map<String, String> notes();

    /// Makes sure that a saved model learned from the same data.
    ///
    /// @param file it
    /// @param saved what its file says
    /// @throws IllegalArgumentException if the data have changed since
    void requireSameData(Path file, Map<String, String> saved);

    /// Whether there is nothing left to train.
    boolean isOver();

    /// Trains, and tries the model.
    ///
    /// @param drawn whether there are to be pictures of it
    /// @throws IOException if data can't be read
    Outcome run(boolean drawn) throws IOException;
}
