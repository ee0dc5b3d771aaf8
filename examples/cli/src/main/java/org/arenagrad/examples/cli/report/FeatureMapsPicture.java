package org.arenagrad.examples.cli.report;

import java.util.Arrays;
import java.util.List;

/// Images, and beside each what the filters of a convolution find in it.
public final class FeatureMapsPicture {
    private static final int MARGIN = 16;
    private static final int TITLE = 40;
    private static final int EDGE = 48;
    private static final int GAP = 4;
    private static final int MOST_FILTERS = 16;

    private FeatureMapsPicture() {}

    /// An image and what was found in it.
    ///
    /// @param pixels from 0 to 1, row by row
    /// @param maps what each filter found where, of the size of the image
    @SuppressWarnings("ArrayRecordComponent") // Only drawn.
    public record Found(double[] pixels, List<double[]> maps) {}

    /// A row for each image; the first 16 filters if they are more.
    ///
    /// @param size of the images
    public static Picture of(String title, ImagesPicture.Size size, List<Found> images) {
        int filters = images.stream().mapToInt(image -> image.maps().size()).max().orElse(0);
        int shown = Math.min(MOST_FILTERS, filters);
        int cell = EDGE + GAP;
        String heading =
                shown < filters
                        ? "%s: what %s of %,d filters find".formatted(title, shown, filters)
                        : "%s: what its %,d filters find".formatted(title, filters);
        return new Picture(
                "feature-maps",
                heading + ", in an image of each class",
                "On the left, an image of each class; beside it what each filter finds in it, the"
                        + " darker the more. A filter that is white all over finds nothing there.",
                2 * MARGIN + (1 + shown) * cell + GAP,
                TITLE + images.size() * cell + MARGIN,
                graphics -> {
                    Text.left(graphics, heading, MARGIN, 22, Palette.TITLE, Palette.INK);
                    for (int row = 0; row < images.size(); row++) {
                        Found image = images.get(row);
                        double top = TITLE + row * cell;
                        double middle = MARGIN + EDGE / 2.0;
                        ImagesPicture.image(
                                graphics,
                                size,
                                image.pixels(),
                                EDGE,
                                middle,
                                top,
                                ImagesPicture::grey);
                        double most = most(image.maps());
                        for (int filter = 0; filter < shown; filter++) {
                            ImagesPicture.image(
                                    graphics,
                                    size,
                                    image.maps().get(filter),
                                    EDGE,
                                    middle + GAP + (1 + filter) * cell,
                                    top,
                                    found -> Palette.sequential(Math.clamp(found / most, 0, 1)));
                        }
                    }
                });
    }

    /// The largest number that was found, so that the maps of an image can be compared.
    private static double most(List<double[]> maps) {
        double most = maps.stream().flatMapToDouble(Arrays::stream).max().orElse(0);
        return most > 0 ? most : 1;
    }
}
