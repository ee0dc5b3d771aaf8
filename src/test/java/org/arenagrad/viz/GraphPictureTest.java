package org.arenagrad.viz;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.autograd.Graph;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The same graph in three formats.
class GraphPictureTest {
    private static final String NASTY = "say \"hi\" \\N <b>&amp;</b>\n`x` ]; end #35; --> | {y}";

    private static <T> T withGraph(String name, Function<Graph, T> look) {
        try (Scope _ = Scope.open("test")) {
            Tensor x = Tensor.of(1, 2, 3).requireGrad().named(name);
            Tensor square = x.mul(x).named("square");
            return look.apply(Graph.of(square.add(Tensor.scalar(2)).sum()));
        }
    }

    @Test
    void dotNamesEveryOperationLeafAndShape() {
        assertThat(withGraph("x", GraphPicture::dot).lines().map(String::strip))
                .filteredOn(line -> line.startsWith("b"))
                .map(line -> line.replaceAll(", (style|shape|fillcolor).*", "]"))
                .containsExactly(
                        "b0 [label=\"x\\n[3]\"]",
                        "b1 [label=\"mul\"]",
                        "b2 [label=\"full\\n[]\"]",
                        "b3 [label=\"add\"]",
                        "b4 [label=\"sum\"]",
                        "b5 [label=\"result\"]",
                        "b0 -> b1",
                        "b0 -> b1",
                        "b1 -> b3 [label=\"square [3]\"]",
                        "b2 -> b3",
                        "b3 -> b4 [label=\"[3]\"]",
                        "b4 -> b5 [label=\"[]\"]");
    }

    /// Each statement of DOT is one line here: a quoted label that ends where it should.
    @Test
    void dotKeepsItsSyntaxWhateverTheNames() {
        String quoted = "\"([^\"\\\\]|\\\\[n\"\\\\])*\"";
        Pattern statement =
                Pattern.compile(
                        "  (node|edge|b\\d+|b\\d+ -> b\\d+)( \\[(\\w+=(\\w+|%s)(, )?)+])?"
                                .formatted(quoted));
        List<String> lines = withGraph(NASTY, GraphPicture::dot).lines().toList();
        assertThat(lines).startsWith("digraph {").endsWith("}");
        assertThat(lines.subList(1, lines.size() - 1)).allMatch(statement.asMatchPredicate());
        assertThat(lines)
                .anyMatch(line -> line.contains("say \\\"hi\\\" \\\\N <b>&amp;amp;</b>\\n`x`"));
    }

    @Test
    void mermaidKeepsItsSyntaxWhateverTheNames() {
        String label = "\"([\\w .,:()\\[\\]/]|#\\d+;|<br/>)*\"";
        Pattern statement =
                Pattern.compile(
                        "  (b\\d+(\\(%1$s\\)|\\(\\[%1$s]\\)|\\[%1$s]:::[\\w-]+)|b\\d+ -->(\\|%1$s\\|)? b\\d+|classDef [\\w-]+ \\S+)"
                                .formatted(label));
        List<String> lines = withGraph(NASTY, GraphPicture::mermaid).lines().toList();
        assertThat(lines).startsWith("flowchart TD");
        assertThat(lines.subList(1, lines.size())).allMatch(statement.asMatchPredicate());
        assertThat(lines).contains("  b1(\"mul\")", "  b1 -->|\"square [3]\"| b3");
    }

    @Test
    void svgHasABoxForEachOperationAndLeafAndAnArrowForEachTensorRead() {
        Xml svg = Xml.parse(withGraph("x", graph -> GraphPicture.svg(graph, Step.COLUMN)));
        assertThat(texts(svg, "operation")).containsExactly("mul", "add", "sum");
        assertThat(texts(svg, "leaf")).containsExactly("x [3]", "full []");
        assertThat(texts(svg, "result")).containsExactly("result");
        assertThat(texts(svg, "arrow")).containsExactly("", "", "square [3]", "", "[3]", "[]");
    }

    @Test
    void svgKeepsItsSyntaxWhateverTheNames() {
        Xml svg = Xml.parse(withGraph(NASTY, graph -> GraphPicture.svg(graph, Step.COLUMN)));
        assertThat(texts(svg, "leaf").getFirst()).startsWith("say \"hi\" \\N <b>&amp;</b> `x`");
    }

    private static List<String> texts(Xml svg, String kind) {
        return svg.ofClass(kind).stream()
                .map(Element::getTextContent)
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .toList();
    }

    @Test
    void theGraphOfALeafIsAnEmptyPicture() {
        try (Scope _ = Scope.open("test")) {
            Graph empty = Graph.of(Tensor.of(1, 2));
            assertThat(GraphPicture.dot(empty)).startsWith("digraph {").endsWith("}\n");
            assertThat(Xml.parse(GraphPicture.svg(empty, Step.COLUMN)).ofClass("node")).isEmpty();
        }
    }
}
