package org.arenagrad.viz;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.autograd.Graph;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Lifetimes.Life;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import java.util.List;

/// What stands in the page before its script runs; what the script does is looked at in a browser,
/// by the tests of the examples.
class LifetimePageTest {
    private final Step step = Step.record("<x> & \"y\"");
    private final String html =
            LifetimePage.html(
                    "a step", step.lifetimes(), step.graph(), step.placeOf(), Step.COLUMN);

    /// It happens to be XML too, but for its first line and its script.
    private final Xml page =
            Xml.parse(
                    html.substring(html.indexOf("<html"))
                            .replaceAll("(?s)<script>.*</script>", "<script/>"));

    @Test
    void eachBarIsTiedToTheDescriptionOfItsBuffer() {
        Lifetimes lifetimes = step.lifetimes();
        List<Element> tips = page.ofClass("tip");
        assertThat(tips).hasSameSizeAs(lifetimes.lives());
        for (Element bar : page.ofClass("bar")) {
            int place = Integer.parseInt(bar.getAttribute("data-life"));
            Life life = lifetimes.lives().get(place);
            Element tip = tips.get(place);
            assertThat(bar.getAttribute("aria-describedby")).isEqualTo(tip.getAttribute("id"));
            assertThat(tip.getTextContent())
                    .contains(life.label(), life.operation(), life.shape())
                    .contains(Bytes.exact(life.bytes()), life.role().toString())
                    .contains("sites are not recorded: Scope.trace(true)");
            life.savedBy().forEach(node -> assertThat(tip.getTextContent()).contains(node));
            assertThat(tip.getTextContent())
                    .contains(life.endedBy() == null ? "it lives on" : life.endedBy());
        }
    }

    @Test
    void eachMomentIsSaid() {
        List<String> moments = List.of(page.text("ol").strip().split("\\R+", -1));
        assertThat(moments).hasSize(step.lifetimes().lastMoment() + 1);
        for (int k = 0; k < moments.size(); k++) {
            assertThat(moments.get(k))
                    .startsWith("moment %s of %s, ".formatted(k, moments.size() - 1))
                    .contains(Bytes.exact(step.lifetimes().liveBytes(k)));
        }
        assertThat(moments).anyMatch(moment -> moment.contains(", optimizer: "));
    }

    @Test
    void anOperationIsThereFromItsRecordUntilBackwardConsumesIt() {
        List<Element> nodes = page.ofClass("node");
        assertThat(nodes).hasSameSizeAs(step.graph().nodes());
        for (int i = 0; i < nodes.size(); i++) {
            assertThat(nodes.get(i).getAttribute("data-from"))
                    .isEqualTo(String.valueOf(step.graph().nodes().get(i).recordedAt()));
            assertThat(nodes.get(i).getAttribute("data-to"))
                    .isEqualTo(String.valueOf(step.graph().nodes().get(i).consumedAt()));
        }
    }

    @Test
    void itNeedsNoOtherFile() {
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "src=", "href=", "@import");
    }

    @Test
    void withoutAGraphItSaysWhy() {
        Lifetimes nothing = Lifetimes.of("nothing", () -> {});
        var none = new Graph(List.of(), List.of());
        assertThat(LifetimePage.html("nothing", nothing, none, _ -> -1, Step.COLUMN))
                .contains("Nothing was recorded for backward")
                .doesNotContain("class=\"graph\"");
    }
}
