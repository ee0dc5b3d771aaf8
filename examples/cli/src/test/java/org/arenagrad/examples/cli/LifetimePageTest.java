package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.autograd.Graph;
import org.arenagrad.examples.Example;
import org.arenagrad.examples.Examples;
import org.arenagrad.examples.cli.profile.Recording;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Lifetimes.Life;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The page of a step of `xor`, as its reader sees it.
class LifetimePageTest {
    @RegisterExtension private static final OneBrowser BROWSER = new OneBrowser();

    @TempDir private static Path folder;
    private static Lifetimes lifetimes = new Lifetimes(List.of(), List.of(), List.of(), 0);
    private static Graph graph = new Graph(List.of(), List.of());

    @BeforeAll
    static void write() throws IOException {
        Example xor = Examples.ALL.get(1);
        try (Recording recording = Recording.ofSteps(3, 3)) {
            xor.train(new Training(xor.defaults(), List.of(recording), 3));
            lifetimes = recording.lifetimes();
            graph = recording.graph();
        }
        assertThat(Run.of("timeline", "xor", "--out", folder.toString()).err()).isEmpty();
    }

    private static Browser open() throws IOException {
        return BROWSER.open(folder.resolve("lifetimes.html"));
    }

    /// The place of the first saved activation.
    private static int activation() {
        return IntStream.range(0, lifetimes.lives().size())
                .filter(i -> !lifetimes.lives().get(i).savedBy().isEmpty())
                .filter(i -> lifetimes.lives().get(i).operation().equals("tanh"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pointingAtABarTellsWhoseItIs() throws IOException {
        int place = activation();
        Life life = lifetimes.lives().get(place);
        Browser browser = open();
        String tip = "#tip-" + place;
        assertThat(browser.text(tip)).isEmpty();
        browser.hover(".bar[data-life='%s'] rect".formatted(place));
        assertThat(browser.text(tip))
                .contains(life.label(), "tanh", "[4, 8]", "256 bytes", "saved activation")
                .contains("(XorExample.java:")
                .containsSubsequence("saved by", life.savedBy().getFirst())
                .containsSubsequence("ended by", String.valueOf(life.endedBy()))
                .containsSubsequence("ended at", "(XorExample.java:");
        var box = browser.box(tip);
        assertThat(box.getX()).isNotNegative();
        assertThat(box.getX() + box.getWidth()).isLessThanOrEqualTo(1400);
        assertThat(browser.elements(".tip:not([hidden])")).hasSize(1);
        browser.hover("h1");
        assertThat(browser.text(tip)).isEmpty();
        assertThat(browser.consoleErrors()).isEmpty();
    }

    @Test
    void theFocusTellsItToo() throws IOException {
        Browser browser = open();
        browser.element("#moment").click();
        browser.press(Keys.TAB);
        assertThat(browser.text("#tip-0"))
                .contains("operation", "bytes", "it lives on")
                .containsSubsequence("scope", "life");
        browser.press(Keys.TAB);
        assertThat(browser.text("#tip-0")).isEmpty();
        assertThat(browser.text("#tip-1")).contains("operation");
        browser.press(Keys.ESCAPE);
        assertThat(browser.elements(".tip:not([hidden])")).isEmpty();
    }

    @Test
    void theSliderWalksThroughTime() throws IOException {
        int last = lifetimes.lastMoment();
        Browser browser = open();
        assertThat(browser.text("#now"))
                .as("the page opens at the peak")
                .contains("moment %s of %s".formatted(lifetimes.peakMoment(), last));
        double before = -1;
        for (int moment : List.of(0, last / 2, last)) {
            browser.slide("#moment", moment);
            assertThat(browser.text("#now"))
                    .contains("moment %s of %s, ".formatted(moment, last))
                    .contains(String.format(Locale.ROOT, "%,d bytes", lifetimes.liveBytes(moment)));
            assertThat(faded(browser))
                    .isEqualTo(
                            IntStream.range(0, lifetimes.lives().size())
                                    .filter(i -> !lifetimes.lives().get(i).isAliveAt(moment))
                                    .mapToObj(String::valueOf)
                                    .toList());
            double x = Double.parseDouble(String.valueOf(browser.attribute(".cursor", "x1")));
            assertThat(x).isGreaterThan(before);
            before = x;
        }
        assertThat(browser.consoleErrors()).isEmpty();
    }

    /// The places of the bars that are fainter than others.
    private static List<String> faded(Browser browser) {
        return browser.strings(
                """
                return [...document.querySelectorAll('.bar')]
                    .filter(bar => getComputedStyle(bar).opacity < 0.5)
                    .map(bar => bar.dataset.life)\
                """);
    }

    @Test
    void theGraphIsThatOfTheMoment() throws IOException {
        Browser browser = open();
        assertThat(browser.elements(".node")).hasSameSizeAs(graph.nodes());
        for (int moment = 0; moment <= lifetimes.lastMoment(); moment += 3) {
            browser.slide("#moment", moment);
            List<String> nodes =
                    browser.strings(
                            "return [...document.querySelectorAll('.node')]"
                                    + ".map(node => node.getAttribute('class'))");
            for (int i = 0; i < nodes.size(); i++) {
                var node = graph.nodes().get(i);
                String classes = nodes.get(i);
                assertThat(classes.contains("unborn")).isEqualTo(moment < node.recordedAt());
                assertThat(classes.contains("ended")).isEqualTo(moment >= node.consumedAt());
            }
        }
        browser.slide("#moment", lifetimes.lastMoment());
        assertThat(browser.elements(".node.ended")).hasSameSizeAs(graph.nodes());
        assertThat(browser.style(".node.ended rect", "fill")).isEqualTo("rgb(228, 228, 228)");
        assertThat(browser.elements(".leaf.ended"))
                .as("the rows of the batch; parameters stay")
                .hasSize(2);
    }

    @Test
    void isDarkForThoseWhoPreferIt() throws IOException {
        Browser browser = open();
        var picture = browser.box(".lifetimes");
        for (boolean dark : new boolean[] {false, true}) {
            browser.preferDark(dark);
            Color ground = dark ? new Color(26, 26, 26) : Color.WHITE;
            assertThat(browser.pixel(3, 3)).as("page").isEqualTo(ground);
            assertThat(browser.pixel(picture.getX() + 3, picture.getY() + 3))
                    .as("picture")
                    .isEqualTo(ground);
        }
    }

    @Test
    void arrowKeysMoveTheSlider() throws IOException {
        Browser browser = open();
        browser.slide("#moment", 5);
        browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(browser.text("#now")).startsWith("moment 7 of");
        browser.press(Keys.ARROW_LEFT);
        assertThat(browser.text("#now")).startsWith("moment 6 of");
        browser.element("#moment").click();
        browser.slide("#moment", 5);
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.text("#now")).as("one step, not two").startsWith("moment 6 of");
        browser.slide("#moment", 0);
        browser.press(Keys.ARROW_LEFT);
        assertThat(browser.text("#now")).startsWith("moment 0 of");
    }

    @Test
    void theGraphPictureIsOneThatABrowserDraws() throws IOException {
        Path svg = folder.resolve("graph.svg");
        assertThat(Run.of("graph", "xor", "--out", svg.toString()).err()).isEmpty();
        Browser browser = BROWSER.open(svg);
        assertThat(browser.elements(".node")).hasSameSizeAs(graph.nodes());
        assertThat(browser.text(".leaf")).isNotEmpty();
        assertThat(browser.consoleErrors()).isEmpty();
        assertThat(Files.readString(svg)).contains("binaryCrossEntropyWithLogits");
    }
}
