package org.arenagrad.examples.cli.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Which class a model sees at every place of the plane, and the points it learned that from.
public final class BoundaryPicture {
    private static final int WIDTH = 640;
    private static final int LEFT = 64;
    private static final int TOP = 44;
    private static final int PLOT = 480;
    private static final int BOTTOM = 56;

    /// Places along each axis: each is two pixels wide.
    private static final int PLACES = PLOT / 2;

    private static final int TICKS = 5;

    private BoundaryPicture() {}

    /// A model of points in the plane.
    public interface Model {
        /// How likely each class is at some points.
        ///
        /// @param points their coordinates, `[n][2]`
        /// @return for each point a share of each class, `[n][classes]`
        double[][] shares(double[][] points);
    }

    /// The points that were learned from.
    ///
    /// @param xy their coordinates, `[n][2]`
    /// @param classes the class of each
    /// @param names the names of the classes
    @SuppressWarnings("ArrayRecordComponent") // Only drawn.
    public record Points(double[][] xy, int[] classes, List<String> names) {}

    /// Draws the plane a little further than the points reach.
    ///
    /// @param x the name of the first coordinate
    /// @param y the name of the second one
    public static Picture of(String title, String x, String y, Points points, Model model) {
        double[] across = range(points.xy(), 0);
        double[] up = range(points.xy(), 1);
        BufferedImage ground = ground(across, up, model);
        return new Picture(
                "boundary",
                "%s: the class seen at each place, and the points learned from".formatted(title),
                "The ground has the colour of the class that the model sees there, the stronger the"
                        + " surer it is. Each mark is a row it learned from; on a ground of another"
                        + " colour, one it gets wrong.",
                WIDTH,
                TOP + PLOT + BOTTOM,
                graphics -> {
                    Text.centred(
                            graphics, title, LEFT + PLOT / 2.0, 22, Palette.TITLE, Palette.INK);
                    graphics.drawImage(ground, LEFT, TOP, PLOT, PLOT, null);
                    axes(graphics, across, up, x, y);
                    points(graphics, across, up, points);
                    legend(graphics, points.names());
                });
    }

    /// From the least coordinate to the largest, and some more on both sides.
    private static double[] range(double[][] xy, int coordinate) {
        double least = Arrays.stream(xy).mapToDouble(p -> p[coordinate]).min().orElse(0);
        double most = Arrays.stream(xy).mapToDouble(p -> p[coordinate]).max().orElse(1);
        double margin = most > least ? (most - least) * 0.1 : 1;
        return new double[] {least - margin, most + margin};
    }

    private static BufferedImage ground(double[] across, double[] up, Model model) {
        double[][] places = new double[PLACES * PLACES][2];
        for (int row = 0; row < PLACES; row++) {
            for (int column = 0; column < PLACES; column++) {
                double[] place = places[row * PLACES + column];
                place[0] = at(across, (column + 0.5) / PLACES);
                place[1] = at(up, 1 - (row + 0.5) / PLACES);
            }
        }
        double[][] shares = model.shares(places);
        BufferedImage image = new BufferedImage(PLACES, PLACES, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < places.length; i++) {
            image.setRGB(i % PLACES, i / PLACES, colour(shares[i]).getRGB());
        }
        return image;
    }

    /// The colour of the likeliest class, paler the less sure the model is of it.
    private static Color colour(double[] shares) {
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        double chance = 1.0 / shares.length;
        double sure = Math.clamp((shares[best] - chance) / (1 - chance), 0, 1);
        return Palette.mix(Color.WHITE, Palette.of(best), 0.1 + 0.4 * sure);
    }

    private static double at(double[] range, double share) {
        return range[0] + (range[1] - range[0]) * share;
    }

    private static double share(double[] range, double value) {
        return (value - range[0]) / (range[1] - range[0]);
    }

    private static void axes(
            Graphics2D graphics, double[] across, double[] up, String x, String y) {
        graphics.setColor(Palette.FAINT);
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Rectangle2D.Double(LEFT, TOP, PLOT, PLOT));
        int ground = TOP + PLOT;
        for (double value : ticks(across)) {
            double at = LEFT + PLOT * share(across, value);
            tick(graphics, at, ground, at, ground + 5);
            Text.centred(graphics, number(value), at, ground + 15, Palette.TEXT, Palette.INK);
        }
        for (double value : ticks(up)) {
            double at = ground - PLOT * share(up, value);
            tick(graphics, LEFT - 5, at, LEFT, at);
            Text.right(graphics, number(value), LEFT - 9, at, Palette.TEXT, Palette.INK);
        }
        Text.centred(graphics, x, LEFT + PLOT / 2.0, ground + 40, Palette.AXIS, Palette.INK);
        Text.upwards(graphics, y, 16, TOP + PLOT / 2.0, Palette.AXIS, Palette.INK);
    }

    private static void tick(Graphics2D graphics, double x1, double y1, double x2, double y2) {
        graphics.setColor(Palette.FAINT);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    /// Round numbers within a range, some five.
    private static double[] ticks(double[] range) {
        double rough = (range[1] - range[0]) / TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = decade * (rough / decade < 1.5 ? 1 : rough / decade < 3.5 ? 2 : 5);
        long first = (long) Math.ceil(range[0] / step);
        long last = (long) Math.floor(range[1] / step);
        double[] ticks = new double[(int) (last - first + 1)];
        Arrays.setAll(ticks, i -> (first + i) * step);
        return ticks;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value)
                .replaceAll("(\\.\\d*?)0+(e|$)", "$1$2")
                .replaceAll("\\.(e|$)", "$1");
    }

    private static void points(Graphics2D graphics, double[] across, double[] up, Points points) {
        double size = points.classes().length > 500 ? 5 : 7;
        graphics.setStroke(new BasicStroke(0.8f));
        for (int i = 0; i < points.classes().length; i++) {
            double[] xy = points.xy()[i];
            mark(
                    graphics,
                    points.classes()[i],
                    LEFT + PLOT * share(across, xy[0]),
                    TOP + PLOT - PLOT * share(up, xy[1]),
                    size);
        }
    }

    private static void mark(Graphics2D graphics, int number, double x, double y, double size) {
        Shape shape = shape(number, x, y, size);
        graphics.setColor(Palette.of(number));
        graphics.fill(shape);
        graphics.setColor(Color.WHITE);
        graphics.draw(shape);
    }

    /// Classes differ in shape too, for those who see no colours, and on paper.
    private static Shape shape(int number, double x, double y, double size) {
        double half = size / 2;
        return switch (number % 4) {
            case 0 -> new Ellipse2D.Double(x - half, y - half, size, size);
            case 1 -> new Rectangle2D.Double(x - half, y - half, size, size);
            case 2 -> polygon(x, y - half - 1, x + half + 1, y + half, x - half - 1, y + half);
            default -> polygon(x, y - half - 1, x + half + 1, y, x, y + half + 1, x - half - 1, y);
        };
    }

    private static Path2D polygon(double... coordinates) {
        Path2D path = new Path2D.Double();
        path.moveTo(coordinates[0], coordinates[1]);
        for (int i = 2; i < coordinates.length; i += 2) {
            path.lineTo(coordinates[i], coordinates[i + 1]);
        }
        path.closePath();
        return path;
    }

    private static void legend(Graphics2D graphics, List<String> names) {
        int x = LEFT + PLOT + 16;
        for (int i = 0; i < names.size(); i++) {
            int y = TOP + 12 + 22 * i;
            mark(graphics, i, x + 4, y, 9);
            String name = Text.fitting(names.get(i), Palette.TEXT, WIDTH - x - 18);
            Text.left(graphics, name, x + 14, y, Palette.TEXT, Palette.INK);
        }
    }
}
