package org.arenagrad.examples.cli.report;

import java.awt.Color;
import java.awt.Font;

/// The colours and letters of all pictures.
final class Palette {
    static final Color INK = new Color(0x222222);
    static final Color FAINT = new Color(0x666666);
    static final Color GRID = new Color(0xDDDDDD);

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    /// Tells apart what people with any kind of colour vision see (Okabe and Ito, 2008).
    private static final Color[] CLASSES = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xE69F00),
        new Color(0x56B4E9),
        new Color(0x444444)
    };

    // Ends of the scale from less than nothing to more: blue and red-orange differ in lightness
    // from white alike, and are told apart by all.
    private static final Color LESS = new Color(0x2166AC);
    private static final Color MORE = new Color(0xB2401A);
    private static final Color MUCH = new Color(0x08519C);

    private Palette() {}

    /// The colour of a class, or of a line; after seven they begin again.
    static Color of(int number) {
        return CLASSES[number % CLASSES.length];
    }

    static Color[] all() {
        return CLASSES.clone();
    }

    /// From white to dark blue.
    ///
    /// @param share from 0 to 1
    static Color sequential(double share) {
        return mix(Color.WHITE, MUCH, share);
    }

    /// Blue below 0, white at it, red above.
    ///
    /// @param value from -1 to 1; what is beyond counts as that
    static Color diverging(double value) {
        return value < 0
                ? mix(Color.WHITE, LESS, Math.min(1, -value))
                : mix(Color.WHITE, MORE, Math.min(1, value));
    }

    /// A colour between two.
    ///
    /// @param share how much of the second one
    static Color mix(Color first, Color second, double share) {
        return new Color(
                between(first.getRed(), second.getRed(), share),
                between(first.getGreen(), second.getGreen(), share),
                between(first.getBlue(), second.getBlue(), share));
    }

    private static int between(int first, int second, double share) {
        return (int) Math.round(first + (second - first) * share);
    }
}
