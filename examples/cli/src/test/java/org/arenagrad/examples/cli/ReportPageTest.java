package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.cli.report.Histories;
import org.arenagrad.examples.cli.report.HistoryPictures;
import org.arenagrad.examples.cli.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;

/// The page of a report, as its reader sees it.
class ReportPageTest {
    @RegisterExtension private static final OneBrowser BROWSER = new OneBrowser();

    private static Path page(Path folder) throws IOException {
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        settings.put("hidden", "64, 64");
        SequencedMap<String, String> results = new LinkedHashMap<>();
        results.put("held-out accuracy", "97.8 %");
        var history = Histories.falling(12);
        Report report =
                Report.of("digits <b>&amp;", settings, results, history)
                        .with(HistoryPictures.of("digits", history));
        Path page = folder.resolve("report.html");
        return Files.write(page, Objects.requireNonNull(report.files().get("report.html")));
    }

    @Test
    void everythingIsOnThePage(@TempDir Path folder) throws IOException {
        Browser browser = BROWSER.open(page(folder));
        assertThat(browser.consoleErrors()).isEmpty();
        assertThat(browser.text("h1")).isEqualTo("digits <b>&amp;");
        assertThat(browser.text("dl.results")).isEqualTo("held-out accuracy\n97.8 %");
        assertThat(browser.text("table")).isEqualTo("hidden 64, 64");
        assertThat(browser.elements("table.history tr")).hasSize(13);
        assertThat(browser.script("return [...document.images].map(i => i.naturalWidth).join()"))
                .as("both pictures are drawn")
                .isEqualTo("760,760");
        assertThat(
                        browser.strings(
                                "return [...document.querySelectorAll('figcaption')].map(c =>"
                                        + " c.innerText)"))
                .as("how to read each")
                .satisfiesExactly(
                        loss -> assertThat(loss).contains("lower is better"),
                        accuracy -> assertThat(accuracy).contains("higher is better"));
        assertThat(
                        browser.script(
                                "return document.documentElement.scrollWidth <="
                                        + " window.innerWidth"))
                .as("the page fits into the window")
                .isEqualTo(true);
    }

    /// Pictures too, which are white by themselves: their ground is that of the page.
    @Test
    void isDarkForThoseWhoPreferIt(@TempDir Path folder) throws IOException {
        Browser browser = BROWSER.open(page(folder));
        browser.script("document.querySelector('img').scrollIntoView()");
        for (boolean dark : new boolean[] {false, true}) {
            browser.preferDark(dark);
            var image = browser.element("img").getRect();
            Color page = browser.pixel(5, 5);
            assertThat(browser.style("body", "background-color"))
                    .isEqualTo(dark ? "rgba(26, 26, 26, 1)" : "rgba(255, 255, 255, 1)");
            assertThat(page).isEqualTo(dark ? new Color(26, 26, 26) : Color.WHITE);
            assertThat(browser.pixel(image.getX() + 5, 5)).isEqualTo(page);
        }
    }
}
