package org.arenagrad.viz;

import org.arenagrad.autograd.Graph;
import org.arenagrad.viz.GraphModel.Arrow;
import org.arenagrad.viz.GraphModel.Box;

/// A [Graph] for the eye: operations and leaves as boxes, tensors with their shapes as arrows.
///
/// Names may contain anything; each format gets them as it must be told.
public final class GraphPicture {
    private GraphPicture() {}

    /// The graph in the language of Graphviz: `dot -Tsvg graph.dot > graph.svg` draws it.
    public static String dot(Graph graph) {
        GraphModel model = GraphModel.of(graph);
        StringBuilder text = new StringBuilder("digraph {\n");
        text.append("  node [shape=box, fontname=\"sans-serif\", style=filled, fillcolor=white]\n");
        text.append("  edge [fontname=\"sans-serif\", fontsize=10]\n");
        for (int i = 0; i < model.boxes().size(); i++) {
            Box box = model.boxes().get(i);
            text.append("  b%s [label=\"%s\"%s]\n".formatted(i, dotLabel(box), dotStyle(box)));
        }
        for (Arrow arrow : model.arrows()) {
            text.append("  b%s -> b%s".formatted(arrow.from(), arrow.to()));
            if (!arrow.label().isEmpty()) {
                text.append(" [label=\"").append(dotEscape(arrow.label())).append("\"]");
            }
            text.append('\n');
        }
        return text.append("}\n").toString();
    }

    private static String dotLabel(Box box) {
        String words = dotEscape(box.words());
        return box.detail().isEmpty() ? words : words + "\\n" + dotEscape(box.detail());
    }

    private static String dotStyle(Box box) {
        return switch (box.kind()) {
            case OPERATION -> ", style=\"rounded,filled\"";
            case RESULT -> ", shape=ellipse";
            case LEAF -> {
                Paint paint = Paint.of(box.value().buffer().role());
                yield ", fillcolor=\"%s\", color=\"%s\"".formatted(paint.tint, paint.strong);
            }
        };
    }

    /// Graphviz reads `\` as the start of a code, also inside quotes, and knows the entities of
    /// HTML.
    private static String dotEscape(String plain) {
        StringBuilder escaped = new StringBuilder();
        plain.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '"' -> escaped.append("\\\"");
                                case '\\' -> escaped.append("\\\\");
                                case '\n' -> escaped.append("\\n");
                                case '&' -> escaped.append("&amp;");
                                default -> escaped.appendCodePoint(c < ' ' ? '\ufffd' : c);
                            }
                        });
        return escaped.toString();
    }

    /// The graph in the language of Mermaid, which many sites draw where it stands in a code block
    /// of Markdown.
    public static String mermaid(Graph graph) {
        GraphModel model = GraphModel.of(graph);
        StringBuilder text = new StringBuilder("flowchart TD\n");
        for (int i = 0; i < model.boxes().size(); i++) {
            text.append("  b").append(i).append(mermaidBox(model.boxes().get(i))).append('\n');
        }
        for (Arrow arrow : model.arrows()) {
            String label =
                    arrow.label().isEmpty()
                            ? ""
                            : "|\"%s\"|".formatted(mermaidEscape(arrow.label()));
            text.append("  b%s -->%s b%s\n".formatted(arrow.from(), label, arrow.to()));
        }
        for (Paint paint : Paint.values()) {
            text.append(
                    "  classDef %s fill:%s,stroke:%s,color:#1a1a1a\n"
                            .formatted(paint.cssClass(), paint.tint, paint.strong));
        }
        return text.toString();
    }

    private static String mermaidBox(Box box) {
        String words = mermaidEscape(box.words());
        return switch (box.kind()) {
            case OPERATION -> "(\"%s\")".formatted(words);
            case RESULT -> "([\"%s\"])".formatted(words);
            case LEAF ->
                    "[\"%s<br/>%s\"]:::%s"
                            .formatted(
                                    words,
                                    mermaidEscape(box.detail()),
                                    Paint.of(box.value().buffer().role()).cssClass());
        };
    }

    /// Mermaid has codes for characters, `#34;`. All that could mean something to it, or to
    /// Markdown or HTML behind it, is written that way.
    private static String mermaidEscape(String plain) {
        StringBuilder escaped = new StringBuilder();
        plain.codePoints()
                .forEach(
                        c -> {
                            if (Character.isLetterOrDigit(c) || " .,:()[]/".indexOf(c) >= 0) {
                                escaped.appendCodePoint(c);
                            } else if (c == '\n') {
                                escaped.append("<br/>");
                            } else {
                                escaped.append('#').append(c < ' ' ? 0xfffd : c).append(';');
                            }
                        });
        return escaped.toString();
    }

    /// The graph as an SVG document.
    ///
    /// @param graph what to draw
    /// @param layout says where things go
    public static String svg(Graph graph, GraphLayout layout) {
        Markup svg = new Markup();
        new GraphDrawing(GraphModel.of(graph), layout, null).draw(svg);
        return svg.toString();
    }
}
