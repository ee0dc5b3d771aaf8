package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What the other tests may believe of the browser, on a page that is known to the last letter.
class BrowserTest {
    private static final String PAGE =
            """
            <!DOCTYPE html>
            <meta charset="utf-8">
            <style>
              .bar { position: absolute; top: 1500px; width: 200px; height: 40px; }
              .tip { display: none; }
              .bar:hover + .tip { display: block; }
              .grey { color: rgb(128, 128, 128); }
            </style>
            <input type="range" min="0" max="10" value="10">
            <p>first step</p>
            <div class="bar" data-bytes="512"></div><div class="tip">512 bytes</div>
            <script>
              const slider = document.querySelector('input');
              slider.addEventListener('input', () =>
                  document.querySelector('p').classList.toggle('grey', slider.value < 5));
            </script>
            """;

    @RegisterExtension private static final OneBrowser BROWSER = new OneBrowser();

    @TempDir private Path folder;

    private Browser open(String html) throws IOException {
        return BROWSER.open(Files.writeString(folder.resolve("a page.html"), html));
    }

    @Test
    void hoveringSlidingAndPressingKeysChangeWhatIsSeen() throws IOException {
        Browser browser = open(PAGE);
        assertThat(browser.elements(".bar, .tip")).hasSize(2);
        assertThat(browser.attribute(".bar", "data-bytes")).isEqualTo("512");
        assertThat(browser.box(".bar").getDimension().getWidth()).isEqualTo(200);
        assertThat(browser.box(".bar").getPoint().getY()).isEqualTo(1500);

        assertThat(browser.text(".tip")).isEmpty();
        browser.hover(".bar");
        assertThat(browser.text(".tip")).isEqualTo("512 bytes");
        browser.hover("p");
        assertThat(browser.text(".tip")).isEmpty();

        assertThat(browser.style("p", "color")).isEqualTo("rgba(0, 0, 0, 1)");
        browser.slide("input", 4);
        assertThat(browser.style("p", "color")).isEqualTo("rgba(128, 128, 128, 1)");
        browser.element("input").click();
        browser.press(Keys.END);
        assertThat(browser.style("p", "color")).isEqualTo("rgba(0, 0, 0, 1)");

        assertThat(browser.script("return outerWidth + ' x ' + outerHeight"))
                .isEqualTo("1400 x 1000");
        Path png = folder.resolve("page.png");
        browser.screenshot(png);
        assertThat(png).content(StandardCharsets.ISO_8859_1).contains("PNG");
        assertThat(browser.consoleErrors()).isEmpty();
    }

    @Test
    void aFaultyScriptIsSeen() throws IOException {
        Browser browser = open("<script>throw new Error('sum of nothing')</script>");
        assertThat(browser.consoleErrors())
                .singleElement()
                .asString()
                .contains("a%20page.html", "Uncaught Error: sum of nothing");
        browser.script("console.error('and more')");
        assertThat(browser.consoleErrors()).hasSize(2).last().asString().contains("and more");
    }

    @Test
    void thereIsNoNetworkAndAPageThatWantsOneIsSeen() throws IOException {
        Browser browser = open("<img src='http://127.0.0.1:8080/bar.png'>");
        assertThat(browser.consoleErrors())
                .singleElement()
                .asString()
                .contains("127.0.0.1:8080/bar.png", "ERR_NAME_NOT_RESOLVED");
    }

    @Test
    void aFileThatIsNotThereIsNoPage() {
        assertThatThrownBy(() -> BROWSER.open(folder.resolve("missing.html")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void withoutABrowserTheTestIsSkippedAndSaysWhatToInstall() {
        assertThatThrownBy(() -> Browser.start(folder.toString()))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage(
                        "skipped: no Chromium with its driver on the PATH"
                                + " (Debian: apt-get install chromium chromium-driver)");
    }
}
