package org.arenagrad.examples.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.viz.GraphLayout;
import org.arenagrad.viz.GraphLayout.Arrow;
import org.arenagrad.viz.GraphLayout.Box;
import org.arenagrad.viz.GraphLayout.Placed;
import org.arenagrad.viz.GraphLayout.Point;
import org.arenagrad.viz.GraphLayout.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where boxes, arrows and labels go: what must hold for every graph.
class ElkLayoutTest {
    private static final double ROUNDING = 1e-6;
    private static final GraphLayout LAYOUT = new ElkLayout();

    /// A graph, with a name for the report.
    record Graph(String name, List<Box> boxes, List<Arrow> arrows) {
        Placed placed() {
            return LAYOUT.place(boxes, arrows);
        }

        Rectangle box(Placed placed, int number) {
            Box box = boxes.get(number);
            return Rectangle.at(placed.corners().get(number), box.width(), box.height());
        }

        Rectangle label(Placed placed, int number) {
            Arrow arrow = arrows.get(number);
            Point corner = placed.routes().get(number).label();
            return Rectangle.at(corner, arrow.labelWidth(), arrow.labelHeight());
        }

        List<Rectangle> all(Placed placed) {
            return Stream.concat(
                            IntStream.range(0, boxes.size()).mapToObj(i -> box(placed, i)),
                            IntStream.range(0, arrows.size()).mapToObj(i -> label(placed, i)))
                    .filter(rectangle -> rectangle.right() > rectangle.left())
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Rectangle(double left, double top, double right, double bottom) {
        static Rectangle at(Point corner, double width, double height) {
            return new Rectangle(corner.x(), corner.y(), corner.x() + width, corner.y() + height);
        }

        boolean overlaps(Rectangle other) {
            return left + ROUNDING < other.right
                    && other.left + ROUNDING < right
                    && top + ROUNDING < other.bottom
                    && other.top + ROUNDING < bottom;
        }

        boolean contains(Point point) {
            return left - ROUNDING <= point.x()
                    && point.x() <= right + ROUNDING
                    && top - ROUNDING <= point.y()
                    && point.y() <= bottom + ROUNDING;
        }
    }

    static Stream<Graph> graphs() {
        return Stream.of(
                chain(12), layerWithResidual(), squared(), apart(), tangled(20), tangled(60));
    }

    private static Graph chain(int length) {
        return new Graph(
                "chain of " + length,
                IntStream.range(0, length).mapToObj(i -> new Box(30 + i % 7 * 10, 24)).toList(),
                IntStream.range(1, length).mapToObj(i -> new Arrow(i - 1, i, 50, 11)).toList());
    }

    /// relu(x W + b) + x
    private static Graph layerWithResidual() {
        return new Graph(
                "layer with a residual",
                List.of(
                        new Box(60, 40), // x
                        new Box(90, 40), // W
                        new Box(50, 24), // matmul
                        new Box(70, 40), // b
                        new Box(40, 24), // add
                        new Box(40, 24), // relu
                        new Box(40, 24)), // add
                List.of(
                        new Arrow(0, 2, 50, 11),
                        new Arrow(1, 2, 60, 11),
                        new Arrow(2, 4, 50, 11),
                        new Arrow(3, 4, 30, 11),
                        new Arrow(4, 5, 50, 11),
                        new Arrow(5, 6, 50, 11),
                        new Arrow(0, 6, 50, 11)));
    }

    /// x x, both without labels
    private static Graph squared() {
        return new Graph(
                "square",
                List.of(new Box(40, 24), new Box(40, 24)),
                List.of(new Arrow(0, 1, 0, 0), new Arrow(0, 1, 0, 0)));
    }

    private static Graph apart() {
        return new Graph(
                "two parts and a loner",
                List.of(
                        new Box(40, 24),
                        new Box(80, 24),
                        new Box(40, 60),
                        new Box(20, 24),
                        new Box(70, 24)),
                List.of(new Arrow(0, 1, 30, 11), new Arrow(3, 2, 0, 0)));
    }

    private static Graph tangled(int size) {
        var random = new Random(size);
        List<Box> boxes = new ArrayList<>();
        List<Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boxes.add(new Box(20 + random.nextInt(100), 20 + random.nextInt(40)));
            for (int k = 0; i > 0 && k < 2; k++) {
                int labelWidth = random.nextInt(3) * 30;
                int labelHeight = labelWidth == 0 ? 0 : 11;
                arrows.add(new Arrow(random.nextInt(i), i, labelWidth, labelHeight));
            }
        }
        return new Graph("tangle of " + size, boxes, arrows);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void everyBoxHasItsCornerAndEveryArrowItsRoute(Graph graph) {
        Placed placed = graph.placed();
        assertThat(placed.corners()).hasSameSizeAs(graph.boxes());
        assertThat(placed.routes()).hasSameSizeAs(graph.arrows());
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void noBoxOrLabelOverlapsAnother(Graph graph) {
        List<Rectangle> all = graph.all(graph.placed());
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(all.get(i).overlaps(all.get(j)))
                        .as("%s and %s", all.get(i), all.get(j))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void everyArrowLeadsDownwards(Graph graph) {
        Placed placed = graph.placed();
        for (Arrow arrow : graph.arrows()) {
            assertThat(graph.box(placed, arrow.from()).bottom())
                    .as("%s", arrow)
                    .isLessThan(graph.box(placed, arrow.to()).top());
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aRouteBeginsBelowItsSourceAndEndsAboveItsTarget(Graph graph) {
        Placed placed = graph.placed();
        for (int i = 0; i < graph.arrows().size(); i++) {
            Arrow arrow = graph.arrows().get(i);
            Rectangle source = graph.box(placed, arrow.from());
            Rectangle target = graph.box(placed, arrow.to());
            Point first = placed.routes().get(i).points().getFirst();
            Point last = placed.routes().get(i).points().getLast();

            assertThat(first.x()).as("%s", arrow).isBetween(source.left(), source.right());
            assertThat(first.y()).as("%s", arrow).isCloseTo(source.bottom(), within(ROUNDING));
            assertThat(last.x()).as("%s", arrow).isBetween(target.left(), target.right());
            assertThat(last.y()).as("%s", arrow).isCloseTo(target.top(), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aRouteCrossesNoBox(Graph graph) {
        Placed placed = graph.placed();
        for (Route route : placed.routes()) {
            for (int i = 1; i < route.points().size(); i++) {
                Point from = route.points().get(i - 1);
                Point to = route.points().get(i);
                var stroke =
                        new Rectangle(
                                Math.min(from.x(), to.x()) - 2 * ROUNDING,
                                Math.min(from.y(), to.y()) + 2 * ROUNDING,
                                Math.max(from.x(), to.x()) + 2 * ROUNDING,
                                Math.max(from.y(), to.y()) - 2 * ROUNDING);
                for (int box = 0; box < graph.boxes().size(); box++) {
                    assertThat(stroke.overlaps(graph.box(placed, box)))
                            .as("%s across box %s", route, box)
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void thePictureHoldsEverything(Graph graph) {
        Placed placed = graph.placed();
        var picture = new Rectangle(0, 0, placed.width(), placed.height());
        for (Rectangle rectangle : graph.all(placed)) {
            assertThat(picture.contains(new Point(rectangle.left(), rectangle.top()))).isTrue();
            assertThat(picture.contains(new Point(rectangle.right(), rectangle.bottom()))).isTrue();
        }
        assertThat(placed.routes())
                .allSatisfy(route -> assertThat(route.points()).allMatch(picture::contains));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void theSameGraphIsTheSamePicture(Graph graph) {
        assertThat(graph.placed()).isEqualTo(graph.placed());
    }

    /// x times the transposed W
    @Test
    void operandsStandFromLeftToRight() {
        List<Box> boxes =
                List.of(new Box(60, 24), new Box(90, 24), new Box(70, 24), new Box(50, 24));
        List<Arrow> arrows =
                List.of(new Arrow(1, 2, 60, 11), new Arrow(0, 3, 50, 11), new Arrow(2, 3, 60, 11));
        List<Point> corners = LAYOUT.place(boxes, arrows).corners();
        assertThat(corners.get(0).x()).isLessThan(corners.get(2).x());
    }

    @Test
    void aLabelThatIsNoneLiesWhereTheRouteBegins() {
        assertThat(squared().placed().routes())
                .allSatisfy(
                        route -> assertThat(route.label()).isEqualTo(route.points().getFirst()));
    }

    @Test
    void anEmptyGraphIsAnEmptyPicture() {
        Placed placed = LAYOUT.place(List.of(), List.of());
        assertThat(placed.corners()).isEmpty();
        assertThat(placed.routes()).isEmpty();
        assertThat(placed.width()).isNotNegative();
        assertThat(placed.height()).isNotNegative();
    }

    @Test
    void aSingleBoxIsPlaced() {
        Placed placed = LAYOUT.place(List.of(new Box(80, 30)), List.of());
        assertThat(placed.corners()).hasSize(1);
        assertThat(placed.width()).isGreaterThanOrEqualTo(80);
        assertThat(placed.height()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void aChainOfFiveHundredIsPlaced() {
        Placed placed = chain(500).placed();
        assertThat(placed.corners()).hasSize(500);
        assertThat(placed.corners().stream().map(Point::y)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anArrowToABoxThatIsNotThereIsRefused() {
        assertThatThrownBy(
                        () -> LAYOUT.place(List.of(new Box(1, 1)), List.of(new Arrow(0, 1, 0, 0))))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
