package org.arenagrad.data;

import org.arenagrad.array.Indices;

/// Pictures of one size, each of a class.
///
/// @param data the pictures, a row of pixels from 0 to 1 each, `[n, height·width]`, and their
///   classes
/// @param height how many rows of pixels a picture has
/// @param width how many pixels a row has
public record LabelledImages(TensorDataset<Indices> data, int height, int width) {}
