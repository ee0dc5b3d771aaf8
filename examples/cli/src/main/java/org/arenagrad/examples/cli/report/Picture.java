package org.arenagrad.examples.cli.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Matcher;

import javax.imageio.ImageIO;

/// A picture that knows how to draw itself, on whatever it is drawn.
///
/// @param name what its files are called, without an ending
/// @param words what is to be seen on it, for those who can't see it
/// @param reading how to read it, in a sentence or two to stand under it
/// @param width its width, in pixels
/// @param height its height, in pixels
/// @param painter draws it on a white ground
public record Picture(
        String name,
        String words,
        String reading,
        int width,
        int height,
        Consumer<Graphics2D> painter) {
    /// How many dots of a PNG a pixel has: screens with fine dots, and paper, show more.
    private static final int DOTS = 2;

    /// Turns light and dark around, and leaves hues. White becomes the ground of [ReportPage].
    private static final String DARK =
            "<style>@media (prefers-color-scheme: dark)"
                    + "{svg{filter:invert(.9) hue-rotate(180deg)}}</style>";

    /// The picture in dots.
    public byte[] png() {
        BufferedImage image =
                new BufferedImage(width * DOTS, height * DOTS, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(DOTS, DOTS);
        paint(graphics);
        graphics.dispose();
        return png(image);
    }

    private static byte[] png(BufferedImage image) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return out.toByteArray();
    }

    /// The picture in lines and texts.
    public String svg() {
        var graphics = new VectorGraphics2D();
        paint(graphics);
        var out = new ByteArrayOutputStream();
        try {
            new SVGProcessor()
                    .getDocument(graphics.getCommands(), new PageSize(0, 0, width, height))
                    .writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return mended(out.toString(StandardCharsets.UTF_8));
    }

    /// The library leaves out the size of letters where it is 12, which is not what browsers take
    /// for it, and names a font that others may not have; nor does it say what is to be seen, or
    /// know that a reader may prefer dark pages.
    private String mended(String svg) {
        String attributes =
                "<svg font-size=\"12px\" role=\"img\" aria-label=\"%s\" "
                        .formatted(Escape.html(words));
        return svg.replaceFirst(
                        "<svg ([^>]*>)", Matcher.quoteReplacement(attributes) + "$1\n  " + DARK)
                .replaceAll(
                        "font-family:&quot;([^&;]*)&quot;",
                        "font-family:&quot;$1&quot;,Verdana,Arial,sans-serif");
    }

    private void paint(Graphics2D graphics) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        painter.accept(graphics);
    }
}
