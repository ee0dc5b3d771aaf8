package org.arenagrad.viz;

import org.arenagrad.viz.GraphLayout.Placed;
import org.arenagrad.viz.GraphLayout.Point;
import org.arenagrad.viz.GraphLayout.Route;
import org.arenagrad.viz.GraphModel.Arrow;
import org.arenagrad.viz.GraphModel.Box;
import org.arenagrad.viz.GraphModel.Kind;
import org.arenagrad.viz.GraphTimes.Stretch;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/// Draws a model of a graph as SVG, where a layout says.
final class GraphDrawing {
    private static final double MARGIN = 12;
    private static final int LONGEST = 40;
    private static final double LINE = 14;

    private static final String STYLE =
            """
            <style>
            .graph text{font-family:sans-serif;font-size:11px;fill:#1a1a1a;text-anchor:middle}
            .graph .arrow text{font-size:9px;fill:#333}
            .graph .detail{font-size:9px}
            .graph .arrow path{fill:none;stroke:#555}
            .graph .operation rect{fill:#fff;stroke:#1a1a1a}
            .graph .result rect{fill:#eee;stroke:#1a1a1a}
            </style>
            <defs><marker id="arrow-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" \
            markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>
            """;

    private final GraphModel model;
    private final Placed placed;
    private final @Nullable GraphTimes times;

    /// @param times when things are there; null if that does not matter
    GraphDrawing(GraphModel model, GraphLayout layout, @Nullable GraphTimes times) {
        this.model = model;
        this.times = times;
        this.placed =
                layout.place(
                        model.boxes().stream().map(GraphDrawing::size).toList(),
                        model.arrows().stream().map(GraphDrawing::size).toList());
    }

    private static GraphLayout.Box size(Box box) {
        double words = Labels.width(words(box), Labels.NORMAL);
        double detail = Labels.width(box.detail(), Labels.SMALL);
        double lines = box.detail().isEmpty() ? LINE : 2 * LINE;
        return new GraphLayout.Box(Math.max(words, detail) + 16, lines + 8);
    }

    private static GraphLayout.Arrow size(Arrow arrow) {
        String label = label(arrow);
        return label.isEmpty()
                ? new GraphLayout.Arrow(arrow.from(), arrow.to(), 0, 0)
                : new GraphLayout.Arrow(
                        arrow.from(), arrow.to(), Labels.width(label, Labels.SMALL) + 4, 12);
    }

    private static String words(Box box) {
        return Labels.shorten(box.words(), LONGEST);
    }

    private static String label(Arrow arrow) {
        return Labels.shorten(arrow.label(), LONGEST);
    }

    void draw(Markup svg) {
        double width = placed.width() + 2 * MARGIN;
        double height = placed.height() + 2 * MARGIN;
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                "graph",
                "viewBox",
                "0 0 %s %s".formatted(Markup.number(width), Markup.number(height)),
                "width",
                width,
                "height",
                height);
        Paint.define(svg, "box-");
        svg.raw(STYLE);
        svg.empty("rect", "width", width, "height", height, "fill", "#fff");
        svg.open("g", "transform", "translate(%s %s)".formatted((int) MARGIN, (int) MARGIN));
        for (int i = 0; i < model.arrows().size(); i++) {
            arrow(svg, model.arrows().get(i), placed.routes().get(i));
        }
        for (int i = 0; i < model.boxes().size(); i++) {
            box(svg, model.boxes().get(i), placed.corners().get(i));
        }
        svg.close().close();
    }

    private void arrow(Markup svg, Arrow arrow, Route route) {
        Stretch stretch = times == null ? null : times.of(arrow, model.boxes().get(arrow.to()));
        open(svg, "arrow", stretch, times == null ? -1 : times.place(arrow.value()));
        svg.empty("path", "d", path(route.points()), "marker-end", "url(#arrow-head)");
        String label = label(arrow);
        if (!label.isEmpty()) {
            double middle = route.label().x() + Labels.width(label, Labels.SMALL) / 2 + 2;
            svg.text("text", label, "x", middle, "y", route.label().y() + 9);
        }
        svg.close();
    }

    private static String path(List<Point> points) {
        return points.stream()
                .map(p -> Markup.number(p.x()) + ' ' + Markup.number(p.y()))
                .collect(Collectors.joining("L", "M", ""));
    }

    private void box(Markup svg, Box box, Point corner) {
        GraphLayout.Box size = size(box);
        String kind =
                switch (box.kind()) {
                    case OPERATION -> "node operation";
                    case LEAF -> "leaf";
                    case RESULT -> "result";
                };
        boolean leaf = box.kind() == Kind.LEAF;
        // An operation is not a tensor: it has a time, but no buffer of its own.
        boolean tensor = times != null && box.kind() != Kind.OPERATION;
        open(
                svg,
                kind,
                times == null ? null : times.of(box),
                times != null && tensor ? times.place(box.value()) : -1);
        svg.empty(
                "rect",
                "class",
                leaf ? Paint.of(box.value().buffer().role()).cssClass() : null,
                "x",
                corner.x(),
                "y",
                corner.y(),
                "width",
                size.width(),
                "height",
                size.height(),
                "rx",
                leaf ? null : box.kind() == Kind.OPERATION ? 5 : size.height() / 2);
        double middle = corner.x() + size.width() / 2;
        svg.text("text", words(box), "x", middle, "y", corner.y() + LINE + 1);
        if (!box.detail().isEmpty()) {
            svg.text(
                    "text",
                    box.detail(),
                    "class",
                    "detail",
                    "x",
                    middle,
                    "y",
                    corner.y() + 2 * LINE);
        }
        svg.close();
    }

    private static void open(Markup svg, String kind, @Nullable Stretch stretch, int life) {
        svg.open(
                "g",
                "class",
                kind,
                "data-from",
                stretch == null ? null : stretch.from(),
                "data-to",
                stretch == null ? null : stretch.to(),
                "data-life",
                life < 0 ? null : life);
    }
}
