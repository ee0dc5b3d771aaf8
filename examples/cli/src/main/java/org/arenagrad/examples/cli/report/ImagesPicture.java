package org.arenagrad.examples.cli.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// Small images side by side: those that a model got wrong, and what its first layer looks for.
public final class ImagesPicture {
    private static final int MARGIN = 16;
    private static final int TITLE = 40;
    private static final int GAP = 10;

    /// The images that are shown of many.
    private static final int MOST_WRONG = 24;

    private static final int WRONG_COLUMNS = 6;
    private static final int WRONG_EDGE = 100;
    private static final int WRONG_CELL = WRONG_EDGE + 2 * GAP;
    private static final int LINE = 15;
    private static final int MOST_UNITS = 64;
    private static final int UNIT_COLUMNS = 8;
    private static final int UNIT_EDGE = 84;
    private static final int SCALE = 44;

    private ImagesPicture() {}

    /// An image that was taken for another class.
    ///
    /// @param pixels from 0 to 1, row by row
    /// @param actual the name of its class
    /// @param predicted what it was taken for
    /// @param share how sure the model was of that, from 0 to 1
    @SuppressWarnings("ArrayRecordComponent") // Only drawn.
    public record Mistake(double[] pixels, String actual, String predicted, double share) {}

    /// The size of images.
    ///
    /// @param height in pixels
    /// @param width in pixels
    public record Size(int height, int width) {
        /// The size of square images of so many pixels, as `[n, 64]` digits are.
        ///
        /// @throws IllegalArgumentException if that is no square number
        public static Size square(int pixels) {
            int edge = (int) Math.round(Math.sqrt(pixels));
            if (edge * edge != pixels) {
                throw new IllegalArgumentException("%s pixels make no square".formatted(pixels));
            }
            return new Size(edge, edge);
        }

        /// How many dots a pixel has at most, so that the longer edge fits.
        int scale(int edge) {
            return Math.max(1, edge / Math.max(height, width));
        }
    }

    /// Images that were taken for another class; the first 24 if they are more.
    ///
    /// @param total how many mistakes there were
    public static Picture mistakes(String title, Size size, List<Mistake> mistakes, int total) {
        List<Mistake> shown = mistakes.subList(0, Math.min(MOST_WRONG, mistakes.size()));
        boolean together =
                shown.stream()
                        .allMatch(
                                mistake ->
                                        Text.width(together(mistake), Palette.TEXT)
                                                <= WRONG_CELL - 4);
        int cellHeight = WRONG_EDGE + (together ? 2 : 3) * LINE + 6 + GAP;
        int rows = Math.max(1, Math.ceilDiv(shown.size(), WRONG_COLUMNS));
        String heading =
                shown.size() < total
                        ? "%s: %s of %,d, actual → predicted".formatted(title, shown.size(), total)
                        : "%s: %,d, actual → predicted".formatted(title, total);
        return new Picture(
                "mistakes",
                heading,
                "Images that the model took for another class, the surest first. Below each: its"
                        + " class → what the model saw, and how sure it was.",
                2 * MARGIN + WRONG_COLUMNS * WRONG_CELL,
                TITLE + rows * cellHeight + MARGIN,
                graphics -> {
                    Text.left(graphics, heading, MARGIN, 22, Palette.TITLE, Palette.INK);
                    for (int i = 0; i < shown.size(); i++) {
                        Mistake mistake = shown.get(i);
                        int row = i / WRONG_COLUMNS;
                        mistake(
                                graphics,
                                size,
                                mistake,
                                caption(mistake, together),
                                new Point(
                                        MARGIN + (i % WRONG_COLUMNS + 0.5) * WRONG_CELL,
                                        TITLE + row * cellHeight));
                    }
                });
    }

    private static void mistake(
            Graphics2D graphics, Size size, Mistake mistake, List<String> caption, Point at) {
        image(graphics, size, mistake.pixels(), WRONG_EDGE, at.x(), at.y(), ImagesPicture::grey);
        for (int line = 0; line < caption.size(); line++) {
            Text.centred(
                    graphics,
                    Text.fitting(caption.get(line), Palette.TEXT, WRONG_CELL - 4),
                    at.x(),
                    at.y() + WRONG_EDGE + 12 + line * LINE,
                    Palette.TEXT,
                    line == caption.size() - 1 ? Palette.FAINT : Palette.INK);
        }
    }

    /// Where an image stands: the middle of its upper edge.
    private record Point(double x, double y) {}

    /// Both classes on a line if there is room on it for all, else on a line each.
    private static List<String> caption(Mistake mistake, boolean together) {
        String share = String.format(Locale.ROOT, "%.0f %% sure", 100 * mistake.share());
        return together
                ? List.of(together(mistake), share)
                : List.of(mistake.actual(), "→ " + mistake.predicted(), share);
    }

    private static String together(Mistake mistake) {
        return "%s → %s".formatted(mistake.actual(), mistake.predicted());
    }

    /// Ink on paper.
    static Color grey(double pixel) {
        return Palette.mix(Color.WHITE, Color.BLACK, Math.clamp(pixel, 0, 1));
    }

    /// What the units of the first layer look for: for each the weights of all pixels, where blue
    /// counts against it and red for it; the first 64 units if they are more.
    ///
    /// @param units the weights of each unit, row by row
    public static Picture weights(String title, Size size, List<double[]> units) {
        return weights(
                title,
                size,
                units,
                "units",
                ", the weight of each pixel",
                "Each square is a unit of the first layer, with its weight for each pixel: red"
                        + " counts for the unit, blue against it, the stronger the more.");
    }

    /// What the filters of a first convolution look for: for each the weights of its window, where
    /// blue counts against it and red for it; the first 64 filters if they are more.
    ///
    /// @param size of the window
    /// @param filters the weights of each filter, row by row
    public static Picture filters(String title, Size size, List<double[]> filters) {
        return weights(
                title,
                size,
                filters,
                "filters",
                ", the weight of each pixel of the window",
                "Each square is a filter, which is moved over the whole picture, with its weight"
                        + " for each pixel of its window: red counts for it, blue against it. Red"
                        + " beside blue is an edge.");
    }

    private static Picture weights(
            String title,
            Size size,
            List<double[]> units,
            String named,
            String more,
            String reading) {
        List<double[]> shown = units.subList(0, Math.min(MOST_UNITS, units.size()));
        double limit = limit(shown);
        int columns = Math.min(UNIT_COLUMNS, Math.max(1, shown.size()));
        int cell = UNIT_EDGE + GAP;
        int rows = Math.ceilDiv(shown.size(), columns);
        String heading =
                shown.size() < units.size()
                        ? "%s: what %s of %,d %s look for"
                                .formatted(title, shown.size(), units.size(), named)
                        : "%s: what its %,d %s look for".formatted(title, units.size(), named);
        int width = Math.max(2 * MARGIN + columns * cell, 560);
        return new Picture(
                "weights",
                heading + more,
                reading,
                width,
                TITLE + rows * cell + SCALE + MARGIN,
                graphics -> {
                    Text.left(graphics, heading, MARGIN, 22, Palette.TITLE, Palette.INK);
                    for (int i = 0; i < shown.size(); i++) {
                        int row = i / columns;
                        double x = MARGIN + (i % columns + 0.5) * cell;
                        int y = TITLE + row * cell;
                        image(
                                graphics,
                                size,
                                shown.get(i),
                                UNIT_EDGE,
                                x,
                                y,
                                weight -> Palette.diverging(weight / limit));
                    }
                    scale(graphics, limit, TITLE + rows * cell + 12);
                });
    }

    /// What the ends of the scale stand for: nearly the largest weight, so that a few outliers do
    /// not make all others pale.
    private static double limit(List<double[]> units) {
        double[] sizes =
                units.stream().flatMapToDouble(Arrays::stream).map(Math::abs).sorted().toArray();
        double most = sizes.length == 0 ? 0 : sizes[(int) (0.995 * (sizes.length - 1))];
        return most > 0 ? most : 1;
    }

    private static void scale(Graphics2D graphics, double limit, double y) {
        int width = 180;
        double left = MARGIN + 58;
        for (int i = 0; i < width; i++) {
            graphics.setColor(Palette.diverging(2.0 * i / (width - 1) - 1));
            graphics.fill(new Rectangle2D.Double(left + i, y, 1.5, 12));
        }
        frame(graphics, left, y, width, 12);
        String end = String.format(Locale.ROOT, "%.2g", limit);
        Text.right(graphics, "−" + end, left - 6, y + 6, Palette.TEXT, Palette.INK);
        Text.centred(graphics, "0", left + width / 2.0, y + 24, Palette.TEXT, Palette.INK);
        Text.left(
                graphics,
                "+%s weight (red: for, blue: against)".formatted(end),
                left + width + 6,
                y + 6,
                Palette.TEXT,
                Palette.INK);
    }

    static void image(
            Graphics2D graphics,
            Size size,
            double[] pixels,
            int edge,
            double middle,
            double top,
            DoubleFunction<Color> colour) {
        int scale = size.scale(edge);
        int width = size.width() * scale;
        int height = size.height() * scale;
        // Enlarged here, dot by dot: what shows a picture would blur it.
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double pixel = pixels[row / scale * size.width() + column / scale];
                image.setRGB(column, row, colour.apply(pixel).getRGB());
            }
        }
        int x = (int) Math.round(middle - width / 2.0);
        int y = (int) Math.round(top + (edge - height) / 2.0);
        graphics.drawImage(image, x, y, width, height, null);
        frame(graphics, x, y, width, height);
    }

    private static void frame(Graphics2D graphics, double x, double y, double w, double h) {
        graphics.setStroke(new BasicStroke(1));
        graphics.setColor(Palette.GRID);
        graphics.draw(new Rectangle2D.Double(x - 0.5, y - 0.5, w + 1, h + 1));
    }
}
