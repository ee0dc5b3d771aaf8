package org.arenagrad.viz;

import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Lifetimes.Life;

/// The picture of [Lifetimes]: one bar a buffer from birth to end, coloured by what it is for, and
/// above them the bytes that live at each moment.
///
/// Time runs from left to right in moments: each beginning or end of a buffer is one, so the same
/// program gives the same picture, byte for byte. What lives all the time is the floor; above it,
/// what a step saves piles up in forward and is taken away in backward.
public final class LifetimePicture {
    private static final double LEFT = 66;
    private static final double MARGIN = 18;
    private static final double CURVE_TOP = 94;
    private static final double CURVE_HEIGHT = 170;
    private static final double BARS_TOP = CURVE_TOP + CURVE_HEIGHT + 12;
    private static final double ROW = 15;
    private static final double FLOOR_ROW = 12.5;
    private static final double LOWEST = 8;
    private static final double BELOW = 46;
    private static final double SENTENCE = 16;

    private static final String STYLE =
            """
            <style>
            .lifetimes text{font-family:sans-serif;font-size:9px;fill:#1a1a1a}
            .lifetimes .title{font-size:15px;font-weight:bold}
            .lifetimes .legend text,.lifetimes .phase,.lifetimes .peak text,.lifetimes .axis-name{font-size:11px}
            .lifetimes .phase{font-weight:bold;text-anchor:middle}
            .grid{stroke:#ddd}
            .curve polygon{stroke:none}
            .live{fill:none;stroke:#1a1a1a;stroke-width:1.5}
            .border{stroke:#1a1a1a;stroke-dasharray:5 3}
            .peak circle{fill:#fff;stroke:#1a1a1a;stroke-width:2}
            .lifetimes .peak text{font-weight:bold}
            .peak-line{stroke:#1a1a1a;stroke-width:.7;stroke-dasharray:1.5 2.5}
            .bar text,.peak text{paint-order:stroke;stroke:#fff;stroke-width:2.6px;stroke-linejoin:round}
            </style>
            """;

    private final String title;
    private final Lifetimes lifetimes;
    private final boolean interactive;
    private final TimeAxis time;
    private final Rows rows;

    private LifetimePicture(String title, Lifetimes lifetimes, boolean interactive) {
        this.title = title;
        this.lifetimes = lifetimes;
        this.interactive = interactive;
        this.time = TimeAxis.of(lifetimes, LEFT);
        this.rows = Rows.of(lifetimes, time);
    }

    /// An SVG document. Each bar tells the rest of what is known of its buffer where the mouse
    /// rests on it, except for places in source files: for those see [LifetimePage].
    ///
    /// @param title what stands above it
    /// @param lifetimes what to show
    public static String svg(String title, Lifetimes lifetimes) {
        Markup svg = new Markup();
        new LifetimePicture(title, lifetimes, false).draw(svg);
        return svg.toString();
    }

    /// The picture as a part of a page: bars can have the focus and are tied to their descriptions
    /// by `tip-PLACE`, and a line can move through time.
    static void drawInteractive(Markup page, String title, Lifetimes lifetimes) {
        new LifetimePicture(title, lifetimes, true).draw(page);
    }

    private void draw(Markup svg) {
        double width = time.right() + MARGIN;
        double height = barsBottom() + BELOW + (interactive ? 0 : SENTENCE);
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                "lifetimes",
                "viewBox",
                "0 0 %s %s".formatted(Markup.number(width), Markup.number(height)),
                "width",
                width,
                "height",
                height,
                "data-left",
                time.left(),
                "data-cell",
                time.cell());
        svg.text("title", title);
        Paint.define(svg, "bar-");
        svg.raw(STYLE);
        svg.empty("rect", "width", width, "height", height, "fill", "#fff");
        svg.text("text", title, "class", "title", "x", LEFT, "y", 24.0);
        legend(svg);
        LiveCurve curve = new LiveCurve(lifetimes, time, CURVE_TOP, CURVE_TOP + CURVE_HEIGHT);
        curve.draw(svg);
        double x = time.middle(lifetimes.peakMoment());
        vertical(svg, "peak-line", x, CURVE_TOP + CURVE_HEIGHT);
        phases(svg);
        curve.drawPeak(svg);
        rows.bars().forEach(bar -> bar(svg, bar));
        moments(svg);
        if (interactive) {
            vertical(svg, "cursor", time.middle(0), CURVE_TOP);
        }
        svg.close();
    }

    private void vertical(Markup svg, String kind, double x, double from) {
        svg.empty("line", "class", kind, "x1", x, "x2", x, "y1", from, "y2", barsBottom() + 4);
    }

    private void legend(Markup svg) {
        svg.open("g", "class", "legend");
        double x = LEFT;
        for (Paint paint : Paint.values()) {
            if (lifetimes.lives().stream().anyMatch(life -> life.role() == paint.role)) {
                String words = paint.role.toString();
                svg.empty(
                        "rect",
                        "class",
                        paint.cssClass(),
                        "x",
                        x,
                        "y",
                        38.0,
                        "width",
                        22,
                        "height",
                        11);
                svg.text("text", words, "x", x + 27, "y", 47.5);
                x += 27 + Labels.width(words, Labels.NORMAL) + 14;
            }
        }
        svg.close();
    }

    private void phases(Markup svg) {
        double free = 0;
        for (TimeAxis.Span span : TimeAxis.spans(lifetimes)) {
            double from = time.x(span.from());
            double to = time.x(span.to());
            if (span.from() > 0) {
                vertical(svg, "border", from, CURVE_TOP - 14);
            }
            double text = Labels.width(span.name(), Labels.NORMAL);
            double middle = (from + to) / 2;
            if (text < to - from) {
                phase(svg, span.name(), middle, CURVE_TOP - 4);
            } else if (middle - text / 2 > free) {
                // What is wider than its part stands above its neighbours.
                phase(svg, span.name(), middle, CURVE_TOP - 17);
                free = middle + text / 2;
            }
        }
    }

    private static void phase(Markup svg, String name, double middle, double y) {
        svg.text("text", name, "class", "phase", "x", middle, "y", y);
    }

    private void moments(Markup svg) {
        double y = barsBottom() + 16;
        long step = Math.max(1, Bytes.step(time.moments(), 16));
        for (int moment = 0; moment < time.moments(); moment += (int) step) {
            svg.text(
                    "text",
                    String.valueOf(moment),
                    "class",
                    "tick",
                    "x",
                    time.middle(moment),
                    "y",
                    y,
                    "text-anchor",
                    "middle");
        }
        below(svg, "time in moments: each beginning or end of a buffer leads to the next", y + 18);
        if (!interactive) { // The page says it, and more.
            below(
                    svg,
                    "Each bar is a buffer, the thicker the more bytes; the curve above is the sum"
                            + " of those that live.",
                    y + 18 + SENTENCE);
        }
    }

    private void below(Markup svg, String words, double y) {
        svg.text("text", words, "class", "axis-name", "x", time.left(), "y", y);
    }

    private void bar(Markup svg, Bar bar) {
        Life life = bar.life();
        boolean floor = bar.row() < rows.floor();
        double thickness = thickness(life.bytes(), floor ? FLOOR_ROW : ROW);
        double middle = middle(bar.row());
        svg.open(
                "g",
                "class",
                "bar",
                "data-life",
                bar.place(),
                "data-from",
                life.birth(),
                "data-to",
                life.end(),
                "tabindex",
                interactive ? 0 : null,
                "role",
                interactive ? "img" : null,
                "aria-label",
                interactive ? bar.label() : null,
                "aria-describedby",
                interactive ? "tip-" + bar.place() : null);
        if (!interactive) {
            svg.text("title", Description.line(life));
        }
        svg.empty(
                "rect",
                "class",
                Paint.of(life.role()).cssClass(),
                "x",
                bar.x(),
                "y",
                middle - thickness / 2,
                "width",
                bar.width(),
                "height",
                thickness);
        svg.text(
                "text",
                bar.label(),
                "x",
                bar.labelX(),
                "y",
                middle + 3.2,
                "text-anchor",
                bar.side() == Bar.Side.LEFT ? "end" : null);
        svg.close();
    }

    /// From what a label needs up to the height of a row but 1, by the logarithm of the bytes, from
    /// 8 bytes to the largest there is.
    private double thickness(long bytes, double row) {
        long largest = lifetimes.lives().stream().mapToLong(Life::bytes).max().orElse(8);
        double share = Math.log(Math.max(8, bytes) / 8.0) / Math.log(Math.max(16, largest) / 8.0);
        return LOWEST + (row - 1 - LOWEST) * share;
    }

    private double barsBottom() {
        return BARS_TOP + rows.floor() * FLOOR_ROW + (rows.count() - rows.floor()) * ROW;
    }

    private double middle(int row) {
        int floor = Math.min(row, rows.floor());
        double below = floor * FLOOR_ROW + (row - floor) * ROW;
        return barsBottom() - below - (row < rows.floor() ? FLOOR_ROW : ROW) / 2;
    }
}
