package org.arenagrad.array;

/// A number for the height and one for the width of images.
///
/// @param height for the rows
/// @param width for the columns
public record Pair(int height, int width) {
    /// The same for both.
    public static Pair of(int both) {
        return new Pair(both, both);
    }

    /// Whether both are at least a number.
    boolean atLeast(int least) {
        return height >= least && width >= least;
    }

    /// `3`, or `3x5` where they differ.
    @Override
    public String toString() {
        return height == width ? String.valueOf(height) : height + "x" + width;
    }
}
