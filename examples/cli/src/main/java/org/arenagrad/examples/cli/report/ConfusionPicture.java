package org.arenagrad.examples.cli.report;

import org.arenagrad.train.ConfusionMatrix;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/// A confusion matrix: how often each class was taken for which.
public final class ConfusionPicture {
    private static final double LONGEST_NAME = 150;
    private static final int TITLE = 44;
    private static final int MARGIN = 16;

    private ConfusionPicture() {}

    /// Draws a matrix. The larger the share of its row, the stronger the colour of a field.
    ///
    /// @param names the names of the classes
    public static Picture of(String title, ConfusionMatrix matrix, List<String> names) {
        Layout layout = Layout.of(matrix, names);
        return new Picture(
                "confusion",
                "%s: %,d rows, by actual and by predicted class".formatted(title, matrix.total()),
                "Each row is an actual class, each column a predicted one: what is right lies on"
                    + " the diagonal. The stronger the colour, the larger the share of the row.",
                layout.width(),
                layout.height(),
                graphics -> {
                    Text.left(graphics, title, MARGIN, 22, Palette.TITLE, Palette.INK);
                    names(graphics, layout);
                    fields(graphics, layout, matrix);
                    recalls(graphics, layout, matrix);
                });
    }

    /// Where things are.
    ///
    /// @param names the names, as far as there is room
    /// @param left where the fields begin
    /// @param top where the fields begin
    /// @param size the width and height of a field
    private record Layout(List<String> names, double left, double top, double size) {
        static Layout of(ConfusionMatrix matrix, List<String> names) {
            List<String> shown =
                    names.stream()
                            .map(name -> Text.fitting(name, Palette.TEXT, LONGEST_NAME))
                            .toList();
            double widest = Text.width(shown, Palette.TEXT);
            String largest = String.format(Locale.ROOT, "%,d", matrix.total());
            double size =
                    Math.clamp(
                            560.0 / matrix.classes(),
                            shows(matrix) ? Text.width(largest, Palette.TEXT) + 8 : 12,
                            64);
            double slanted = slants(shown, size) ? widest * Math.sqrt(0.5) + 8 : 16;
            return new Layout(shown, MARGIN + 24 + widest + 8, TITLE + 24 + slanted + 8, size);
        }

        static boolean slants(List<String> names, double size) {
            return Text.width(names, Palette.TEXT) > size - 6;
        }

        double edge() {
            return size * names.size();
        }

        int width() {
            double overhang = slants(names, size) ? top - TITLE - 32 : 0;
            return (int) Math.ceil(left + edge() + Math.max(64 + MARGIN, overhang));
        }

        int height() {
            return (int) Math.ceil(top + edge() + MARGIN);
        }
    }

    /// With more classes the fields are too small for numbers.
    private static boolean shows(ConfusionMatrix matrix) {
        return matrix.classes() <= 30;
    }

    private static void names(Graphics2D graphics, Layout layout) {
        double middle = layout.edge() / 2;
        Text.centred(
                graphics,
                "predicted",
                layout.left() + middle,
                TITLE + 8,
                Palette.AXIS,
                Palette.FAINT);
        Text.upwards(
                graphics, "actual", MARGIN + 8, layout.top() + middle, Palette.AXIS, Palette.FAINT);
        boolean slants = Layout.slants(layout.names(), layout.size());
        for (int i = 0; i < layout.names().size(); i++) {
            String name = layout.names().get(i);
            double along = layout.size() * (i + 0.5);
            Text.right(
                    graphics,
                    name,
                    layout.left() - 8,
                    layout.top() + along,
                    Palette.TEXT,
                    Palette.INK);
            if (slants) {
                Text.slanting(
                        graphics,
                        name,
                        layout.left() + along,
                        layout.top() - 8,
                        Palette.TEXT,
                        Palette.INK);
            } else {
                Text.centred(
                        graphics,
                        name,
                        layout.left() + along,
                        layout.top() - 12,
                        Palette.TEXT,
                        Palette.INK);
            }
        }
    }

    private static void fields(Graphics2D graphics, Layout layout, ConfusionMatrix matrix) {
        graphics.setStroke(new BasicStroke(1));
        double size = layout.size();
        for (int actual = 0; actual < matrix.classes(); actual++) {
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                long count = matrix.count(actual, predicted);
                double share = count == 0 ? 0 : (double) count / matrix.actual(actual);
                double x = layout.left() + size * predicted;
                double y = layout.top() + size * actual;
                var field = new Rectangle2D.Double(x, y, size, size);
                // The square root shows rare mistakes, which is what one looks for.
                graphics.setColor(Palette.sequential(Math.sqrt(share)));
                graphics.fill(field);
                graphics.setColor(Palette.GRID);
                graphics.draw(field);
                if (shows(matrix)) {
                    Color ink =
                            count == 0
                                    ? Palette.GRID
                                    : Math.sqrt(share) > 0.55 ? Color.WHITE : Palette.INK;
                    Text.centred(
                            graphics,
                            String.format(Locale.ROOT, "%,d", count),
                            x + size / 2,
                            y + size / 2,
                            Palette.TEXT,
                            ink);
                }
            }
        }
    }

    /// Behind each row, how much of it is right.
    private static void recalls(Graphics2D graphics, Layout layout, ConfusionMatrix matrix) {
        double x = layout.left() + layout.edge() + 56;
        Text.right(graphics, "right", x, layout.top() - 12, Palette.TEXT, Palette.FAINT);
        for (int i = 0; i < matrix.classes(); i++) {
            if (matrix.actual(i) > 0) {
                double right = 100.0 * matrix.count(i, i) / matrix.actual(i);
                Text.right(
                        graphics,
                        String.format(Locale.ROOT, "%.1f %%", right),
                        x,
                        layout.top() + layout.size() * (i + 0.5),
                        Palette.TEXT,
                        Palette.FAINT);
            }
        }
    }
}
