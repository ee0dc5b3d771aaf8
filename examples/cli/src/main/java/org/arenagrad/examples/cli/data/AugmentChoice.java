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

    private static final int DEGREES = 15;

    /// The change, for pictures of a size.
    Augmentation<Tensor> of(int height, int width) {
        return switch (this) {
            case SHIFT -> Augmentations.shift(height, width, pixels(height));
            case ROTATE -> Augmentations.rotate(height, width, DEGREES);
        };
    }

    private static int pixels(int height) {
        return Math.max(1, height / 14);
    }

    /// What it does to pictures of a height.
    String words(int height) {
        return switch (this) {
            case SHIFT ->
                    "shifted by up to %s"
                            .formatted(
                                    pixels(height) == 1 ? "1 pixel" : pixels(height) + " pixels");
            case ROTATE -> "turned by up to %s degrees".formatted(DEGREES);
        };
    }

    @Override
    public String toString() {
        return Choice.name(this);
    }
}
