package org.arenagrad.examples.cli.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;

/// Writing on pictures.
final class Text {
    // Of the fonts themselves, so that a picture is laid out before there is anything to draw on.
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    private Text() {}

    /// How wide a text is.
    static double width(String text, Font font) {
        return font.getStringBounds(text, METRICS).getWidth();
    }

    /// The widest of some texts.
    static double width(Iterable<String> texts, Font font) {
        double widest = 0;
        for (String text : texts) {
            widest = Math.max(widest, width(text, font));
        }
        return widest;
    }

    /// A text that is no wider than there is room: its end is left out if it would be.
    static String fitting(String text, Font font, double room) {
        if (width(text, font) <= room) {
            return text;
        }
        for (int length = text.length() - 1; length > 0; length--) {
            String shorter = text.substring(0, length).strip() + "…";
            if (width(shorter, font) <= room) {
                return shorter;
            }
        }
        return "…";
    }

    /// Writes to the right of a point, on its height.
    static void left(Graphics2D graphics, String text, double x, double y, Font font, Color ink) {
        graphics.setFont(font);
        graphics.setColor(ink);
        // A little below the middle of the letters without a tail.
        graphics.drawString(text, (float) x, (float) (y + 0.36 * font.getSize()));
    }

    /// Writes around a point.
    static void centred(
            Graphics2D graphics, String text, double x, double y, Font font, Color ink) {
        left(graphics, text, x - width(text, font) / 2, y, font, ink);
    }

    /// Writes to the left of a point, on its height.
    static void right(Graphics2D graphics, String text, double x, double y, Font font, Color ink) {
        left(graphics, text, x - width(text, font), y, font, ink);
    }

    /// Writes upwards, around a point.
    static void upwards(
            Graphics2D graphics, String text, double x, double y, Font font, Color ink) {
        AffineTransform before = graphics.getTransform();
        graphics.rotate(-Math.PI / 2, x, y);
        centred(graphics, text, x, y, font, ink);
        graphics.setTransform(before);
    }

    /// Writes slanting upwards, from a point on.
    static void slanting(
            Graphics2D graphics, String text, double x, double y, Font font, Color ink) {
        AffineTransform before = graphics.getTransform();
        graphics.rotate(-Math.PI / 4, x, y);
        left(graphics, text, x, y, font, ink);
        graphics.setTransform(before);
    }
}
