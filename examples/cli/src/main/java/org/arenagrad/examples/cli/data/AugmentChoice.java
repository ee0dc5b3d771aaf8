package org.arenagrad.examples.cli.data;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Augmentation;
import org.arenagrad.data.Augmentations;
import org.arenagrad.examples.cli.option.Choice;

/// How pictures may be changed at random while a network learns from them.
enum AugmentChoice {
    /// Moved by up to a fourteenth of their height, but at least a pixel.
    SHIFT,
    /// Turned by up to fifteen degrees.
    ROTATE;

    /// The change, for pictures of a size.
    Augmentation<Tensor> of(int height, int width) {
        return switch (this) {
            case SHIFT -> Augmentations.shift(height, width, Math.max(1, height / 14));
            case ROTATE -> Augmentations.rotate(height, width, 15);
        };
    }

    @Override
    public String toString() {
        return Choice.name(this);
    }
}
