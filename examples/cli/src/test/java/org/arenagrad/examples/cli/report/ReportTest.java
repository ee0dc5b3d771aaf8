package org.arenagrad.examples.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.train.History;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

class ReportTest {
    private static final String HOSTILE =
            "</title><script>alert('x')</script> | **b** \"q\" & \n`c`";

    private static SequencedMap<String, String> map(String name, String value) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        map.put(name, value);
        return map;
    }

    private static Report report(String text, int epochs) {
        History history = Histories.falling(epochs);
        return Report.of(text, map(text, "0.5"), map("accuracy", text), history)
                .with(HistoryPictures.of(text, history))
                .with(
                        new Report.Drawing(
                                "graph", text, text, "<svg xmlns='http://www.w3.org/2000/svg'/>"));
    }

    private static String text(Report report, String file) {
        return new String(Objects.requireNonNull(report.files().get(file)), StandardCharsets.UTF_8);
    }

    @Test
    void aReportIsTheseFiles() {
        Report report = report("xor", 3);

        assertThat(report.files().sequencedKeySet())
                .containsExactly(
                        "summary.md",
                        "history.csv",
                        "history.json",
                        "loss.svg",
                        "loss.png",
                        "accuracy.svg",
                        "accuracy.png",
                        "graph.svg",
                        "report.html");
        assertThat(text(report, "history.csv")).hasLineCount(4).startsWith("epoch,train_loss");
        assertThat(History.fromJson(text(report, "history.json")).epochs()).hasSize(3);
    }

    @Test
    void theSameReportIsTheSameFiles() {
        SequencedMap<String, byte[]> again = report("xor", 3).files();

        report("xor", 3)
                .files()
                .forEach((name, bytes) -> assertThat(again.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void theSummaryIsMarkdown() {
        assertThat(text(report("xor", 1), "summary.md"))
                .isEqualTo(
                        """
                        # xor

                        ## Result

                        | | |
                        |---|---|
                        | accuracy | xor |

                        ## Settings

                        | | |
                        |---|---|
                        | xor | 0.5 |

                        ![xor: loss, by epoch](loss.png)

                        How far off the model is, after each epoch: lower is better. Where the line of the rows held out rises while that of training falls, the model only learns its rows by heart.

                        ![xor: accuracy, by epoch](accuracy.png)

                        How much is right after each epoch: higher is better, 100 % is everything.

                        ## History

                        | epoch | train_loss | held_out_loss | accuracy | learning_rate | seconds | peak_bytes |
                        |---:|---:|---:|---:|---:|---:|---:|
                        | 1 | 0.5000 | 0.9000 | 0.3000 | 0.01000 | 0.5000 | 1000000 |

                        ## A step

                        ![xor](graph.svg)

                        xor
                        """);
    }

    @Test
    void textsMeanNothingInMarkdown() {
        String summary = text(report(HOSTILE, 1), "summary.md");

        assertThat(summary)
                .startsWith("# \\</title\\>\\<script\\>")
                .contains("\\| \\*\\*b\\*\\* \"q\" \\& \\`c\\` |")
                .doesNotContainPattern("(?<!\\\\)<");
    }

    @Test
    void textsMeanNothingInHtml() {
        String page = text(report(HOSTILE, 1), "report.html");

        assertThat(page)
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(&#39;x&#39;)")
                .contains("&quot;q&quot; &amp;");
        assertThat(Escape.html("a\u0000b\u001bc")).isEqualTo("a\uFFFDb\uFFFDc");
    }

    @Test
    void thePageNeedsNothingElse() {
        String page = text(report("xor", 3), "report.html");

        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContainPattern("(src|href)=\"(?!data:)")
                .doesNotContain("url(", "@import");
        assertThat(page.split("<img alt=\"[^\"]+\" src=\"data:image/svg", -1)).hasSize(4);
    }

    @Test
    void aLongHistoryIsFolded() {
        assertThat(text(report("xor", 30), "report.html")).contains("<details open>");
        assertThat(text(report("xor", 31), "report.html"))
                .contains("<details>")
                .contains("<summary>31 epochs</summary>");
    }

    @Test
    void aReportOfNothingIsShort() {
        Report empty =
                Report.of(
                        "none", new LinkedHashMap<>(), new LinkedHashMap<>(), Histories.falling(0));

        assertThat(text(empty, "summary.md")).isEqualTo("# none\n");
        assertThat(text(empty, "report.html")).doesNotContain("<h2>").contains("<h1>none</h1>");
        assertThat(empty.with(List.of()).files())
                .containsOnlyKeys("summary.md", "history.csv", "history.json", "report.html");
    }
}
