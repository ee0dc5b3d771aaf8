package org.arenagrad.viz;

import org.arenagrad.memory.Lifetimes.Life;

/// The bar of one buffer, and where its label stands.
///
/// @param place the place of the buffer among the lives
/// @param life the buffer
/// @param row the row, counted from the bottom
/// @param x its left edge
/// @param width its width
/// @param label what is written on it or beside it
/// @param side where
record Bar(int place, Life life, int row, double x, double width, String label, Side side) {
    private static final double GAP = 3;

    /// Where a label stands.
    enum Side {
        INSIDE,
        RIGHT,
        LEFT
    }

    static Bar of(int place, Life life, TimeAxis time) {
        double x = time.x(life.birth());
        double width = time.x(life.end()) - x;
        String label = Labels.shorten(life.label() + " " + life.shape(), 44);
        double text = Labels.width(label, Labels.SMALL) + 2 * GAP;
        Side side =
                text <= width
                        ? Side.INSIDE
                        : x + width + text <= time.right() ? Side.RIGHT : Side.LEFT;
        return new Bar(place, life, -1, x, width, label, side);
    }

    Bar inRow(int newRow) {
        return new Bar(place, life, newRow, x, width, label, side);
    }

    /// Where its label begins; where it ends if it stands on the left.
    double labelX() {
        return switch (side) {
            case INSIDE -> x + GAP;
            case RIGHT -> x + width + GAP;
            case LEFT -> x - GAP;
        };
    }

    /// Whether the two, with their labels, would cover each other in one row.
    boolean overlaps(Bar other) {
        return from() < other.to() && other.from() < to();
    }

    private double from() {
        return side == Side.LEFT ? x - reach() : x;
    }

    private double to() {
        return side == Side.RIGHT ? x + width + reach() : x + width;
    }

    private double reach() {
        return Labels.width(label, Labels.SMALL) + 2 * GAP;
    }
}
