package org.arenagrad.kernel;

/// The sizes of a convolution, as a kernel sees them: images `[groups · in, height, width]` give
/// images `[groups · out, rows, columns]`, each group on its own.
///
/// @param images how many
/// @param groups into how many parts channels are cut
/// @param in channels of the input, of one group
/// @param out channels of the result, of one group
/// @param height how windows slide down
/// @param width how windows slide to the right
public record ConvSizes(int images, int groups, int in, int out, Axis height, Axis width) {
    /// How many elements a window sees, of all channels of a group.
    public int taps() {
        return in * height.kernel() * width.kernel();
    }

    /// Elements of a channel of the input.
    public long inputPlane() {
        return (long) height.size() * width.size();
    }

    /// Elements of a channel of the result.
    public long outputPlane() {
        return (long) height.count() * width.count();
    }

    /// How many numbers are multiplied.
    public long multiplications() {
        return (long) images * groups * out * taps() * outputPlane();
    }

    /// The same for another number of images.
    public ConvSizes withImages(int count) {
        return new ConvSizes(count, groups, in, out, height, width);
    }
}
