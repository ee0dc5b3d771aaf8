package org.arenagrad.data;

import org.arenagrad.autograd.Tensor;

/// Pictures of one size.
///
/// @param pixels a row of pixels from 0 to 1 for each picture, `[n, height·width]`
/// @param height how many rows of pixels a picture has
/// @param width how many pixels a row has
public record Images(Tensor pixels, int height, int width) {}
