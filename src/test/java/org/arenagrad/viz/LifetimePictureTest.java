package org.arenagrad.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Lifetimes.Life;
import org.arenagrad.memory.Role;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What stands in the picture is what stands in the lifetimes.
class LifetimePictureTest {
    private final Lifetimes lifetimes = Step.record().lifetimes();
    private final Xml picture = Xml.parse(LifetimePicture.svg("a step", lifetimes));

    @Test
    void eachBufferHasOneBarFromItsBirthToItsEnd() {
        List<Element> bars = picture.ofClass("bar");
        assertThat(bars).hasSameSizeAs(lifetimes.lives());
        double left = Xml.number(picture.root(), "data-left");
        double cell = Xml.number(picture.root(), "data-cell");
        for (int i = 0; i < bars.size(); i++) {
            Element bar = bars.get(i);
            Element rect = Xml.inside(bar, "rect");
            Life life = lifetimes.lives().get(i);
            assertThat(bar.getAttribute("data-life")).isEqualTo(String.valueOf(i));
            assertThat(Xml.number(rect, "x")).isCloseTo(left + life.birth() * cell, within(0.5));
            assertThat(Xml.number(rect, "width"))
                    .isCloseTo((life.end() - life.birth()) * cell, within(0.5));
            assertThat(rect.getAttribute("class"))
                    .isEqualTo("role-" + life.role().name().toLowerCase(Locale.ROOT));
            assertThat(bar.getTextContent()).contains(life.label(), life.shape());
        }
    }

    @Test
    void noTwoBarsOrTheirLabelsCoverEachOther() {
        Rows rows = Rows.of(lifetimes, TimeAxis.of(lifetimes, 0));
        for (Bar one : rows.bars()) {
            for (Bar other : rows.bars()) {
                if (one.place() < other.place() && one.row() == other.row()) {
                    assertThat(one.overlaps(other)).as("%s and %s", one, other).isFalse();
                }
            }
        }
    }

    @Test
    void whatLivesAllTheTimeLiesAtTheBottom() {
        Rows rows = Rows.of(lifetimes, TimeAxis.of(lifetimes, 0));
        for (Bar bar : rows.bars()) {
            boolean all = bar.life().birth() == 0 && bar.life().end() == lifetimes.lastMoment() + 1;
            assertThat(bar.row() < rows.floor()).isEqualTo(all);
        }
        assertThat(rows.bars().stream().filter(bar -> bar.life().role() == Role.PARAMETER))
                .hasSize(4)
                .allMatch(bar -> bar.row() < rows.floor());
    }

    @Test
    void whatIsSavedFirstAndReadLastLiesBelowWhatIsSavedLater() {
        Life outer = life("outer", 1, 9);
        Life inner = life("inner", 2, 8);
        Life innermost = life("innermost", 3, 7);
        var nested = new Lifetimes(List.of(innermost, outer, inner), events(10), List.of(), 0);
        List<Integer> rows =
                Rows.of(nested, TimeAxis.of(nested, 0)).bars().stream().map(Bar::row).toList();
        assertThat(rows).containsExactly(2, 0, 1);
    }

    @Test
    void theCurveRisesToThePeakAndNoHigher() {
        Element curve = picture.ofClass("live").getFirst();
        double highest =
                Stream.of(curve.getAttribute("points").split(" ", -1))
                        .mapToDouble(
                                point ->
                                        Double.parseDouble(point.substring(point.indexOf(',') + 1)))
                        .min()
                        .orElseThrow();
        Element peak = picture.ofClass("peak").getFirst();
        assertThat(peak.getAttribute("data-bytes"))
                .isEqualTo(String.valueOf(lifetimes.peakBytes()));
        assertThat(peak.getAttribute("data-moment"))
                .isEqualTo(String.valueOf(lifetimes.peakMoment()));
        Element circle = Xml.inside(peak, "circle");
        assertThat(Xml.number(circle, "cy")).isCloseTo(highest, within(0.01));
        assertThat(Xml.number(circle, "cx"))
                .isCloseTo(
                        Xml.number(picture.root(), "data-left")
                                + (lifetimes.peakMoment() + 0.5)
                                        * Xml.number(picture.root(), "data-cell"),
                        within(0.5));
        assertThat(peak.getTextContent()).contains(Bytes.exact(lifetimes.peakBytes()));
    }

    /// As many bytes, as many pixels: held against the axis, which says what a pixel is.
    @Test
    void theCurveShowsTheLiveBytesOfEachMoment() {
        List<Element> ticks = picture.ofClass("grid");
        double zero = Xml.number(ticks.get(0), "y1");
        long step = Bytes.step(lifetimes.peakBytes(), 6);
        double pixels = (zero - Xml.number(ticks.get(1), "y1")) / step;
        double[] ys =
                Arrays.stream(
                                picture.ofClass("live")
                                        .getFirst()
                                        .getAttribute("points")
                                        .split("[ ,]", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        for (int moment = 0; moment <= lifetimes.lastMoment(); moment++) {
            assertThat((zero - ys[4 * moment + 1]) / pixels)
                    .isCloseTo((double) lifetimes.liveBytes(moment), within(8.0));
        }
    }

    @Test
    void forwardBackwardAndOptimizerHaveTheirBorders() {
        assertThat(picture.ofClass("phase").stream().map(Element::getTextContent))
                .containsExactly("forward", "backward", "optimizer", "end");
        assertThat(picture.ofClass("border")).hasSize(3);
    }

    @Test
    void theLegendNamesTheRolesThatOccurAndNoOthers() {
        assertThat(legend(picture))
                .containsExactly(
                        "data",
                        "parameter",
                        "optimizer state",
                        "gradient",
                        "saved activation",
                        "temporary");
        Lifetimes little = new Lifetimes(List.of(life("x", 0, 2)), events(1), List.of(), 8);
        assertThat(legend(Xml.parse(LifetimePicture.svg("", little)))).containsExactly("temporary");
    }

    private static List<String> legend(Xml svg) {
        return svg.ofClass("legend").getFirst().getTextContent().strip().lines().toList().stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Test
    void namesMayContainAnything() {
        String nasty = "\"a\" <b> & 'c'\n]]> \u0000 \ud83d\ude00 \ud83d";
        Lifetimes one = new Lifetimes(List.of(life(nasty, 0, 2)), events(1), List.of(), 8);
        Xml svg = Xml.parse(LifetimePicture.svg(nasty, one));
        assertThat(svg.ofClass("bar").getFirst().getTextContent())
                .contains("\"a\" <b> & 'c' ]]> \ufffd \ud83d\ude00 \ufffd");
        assertThat(svg.ofClass("title").getFirst().getTextContent())
                .isEqualTo(nasty.replace('\u0000', '\ufffd').replaceAll("\ud83d$", "\ufffd"));
    }

    @Test
    void theSameProgramGivesTheSameBytes() {
        assertThat(LifetimePicture.svg("a step", Step.record().lifetimes()))
                .isEqualTo(LifetimePicture.svg("a step", lifetimes));
    }

    @Test
    void aStretchInWhichNothingLivesIsAPictureToo() {
        Xml svg = Xml.parse(LifetimePicture.svg("nothing", Lifetimes.of("nothing", () -> {})));
        assertThat(svg.ofClass("bar")).isEmpty();
        assertThat(svg.ofClass("peak").getFirst().getTextContent()).contains("0 bytes");
    }

    @Test
    void placesInSourceFilesAreLeftToThePage() {
        Scope.trace(true);
        try {
            Lifetimes traced = Step.record().lifetimes();
            assertThat(traced.lives().getLast().madeAt()).isNotNull();
            assertThat(LifetimePicture.svg("a step", traced))
                    .isEqualTo(LifetimePicture.svg("a step", lifetimes));
        } finally {
            Scope.trace(false);
        }
    }

    private static Life life(String name, int birth, int end) {
        return new Life(
                name,
                "made",
                "[1]",
                8,
                Role.TEMPORARY,
                "s",
                birth,
                end,
                null,
                List.of(),
                null,
                null);
    }

    /// So many moments in which little happens.
    private static List<Lifetimes.Event> events(int count) {
        return Collections.nCopies(count, new Lifetimes.Event(true, 0, 8, 8));
    }
}
