package org.arenagrad.kernel;

/// Windows along one dimension, each given by where it begins and ends: for pooling, whose windows
/// differ in size at the edge and where they adapt to the size of the result.
public final class Bounds {
    private final int size;
    private final int[] from;
    private final int[] to;
    private final int step;
    private final int[] divisors;

    /// @param size how many elements the dimension has
    /// @param from the first element of each window, inside the dimension; not copied
    /// @param to the element behind the last of each window; not copied
    /// @param step the distance between the elements of a window
    /// @param divisors what each window's sum is divided by for its mean; not copied
    public Bounds(int size, int[] from, int[] to, int step, int[] divisors) {
        this.size = size;
        this.from = from;
        this.to = to;
        this.step = step;
        this.divisors = divisors;
    }

    /// How many elements the dimension has.
    public int size() {
        return size;
    }

    /// How many windows there are.
    public int count() {
        return from.length;
    }

    /// The first element of a window.
    public int from(int window) {
        return from[window];
    }

    /// The element behind the last of a window.
    public int to(int window) {
        return to[window];
    }

    /// The distance between the elements of a window.
    public int step() {
        return step;
    }

    /// What a window's sum is divided by.
    public int divisor(int window) {
        return divisors[window];
    }
}
