package org.arenagrad.examples.cli;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.net.PortProber;
import org.openqa.selenium.remote.RemoteWebDriver;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/// A page as its reader sees it, in a headless Chromium. Elements are named by CSS selectors, and
/// the first that matches is meant.
///
/// The browser knows no host, so what a page wants from the network becomes one of the
/// [#consoleErrors()]. Tests share one, see [OneBrowser].
final class Browser implements AutoCloseable {
    private static final String FLAGS =
            "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
                    + " --disable-background-networking --disable-component-update --disable-sync"
                    + " --no-proxy-server --window-size=1400,1000";

    private final Path home;
    private final ChromeDriverService service;
    private final RemoteWebDriver driver;
    private final List<String> errors = new ArrayList<>();

    /// Starts one, showing nothing. Where there is none, the test that asks for it is skipped.
    static Browser start() throws IOException {
        return start(Objects.requireNonNullElse(System.getenv("PATH"), ""));
    }

    /// Starts the one found in these folders, written as in `PATH`.
    static Browser start(String folders) throws IOException {
        var driver = find(folders, "chromedriver");
        var chromium = find(folders, "chromium", "chromium-browser", "google-chrome");
        if (driver.isEmpty() || chromium.isEmpty()) {
            return Assumptions.abort(
                    "skipped: no Chromium with its driver on the PATH"
                            + " (Debian: apt-get install chromium chromium-driver)");
        }
        return new Browser(driver.get(), chromium.get());
    }

    private static Optional<File> find(String folders, String... names) {
        List<String> path = List.of(folders.split(File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> path.stream().map(folder -> new File(folder, name)))
                .filter(file -> file.isFile() && file.canExecute())
                .findFirst();
    }

    /// Talks to the driver by its address: `ChromeDriver` would look for downloads and complain
    /// about browsers newer than itself.
    private Browser(File driver, File chromium) throws IOException {
        home = Files.createTempDirectory("browser");
        // What they leave behind in the user's folders and in the temporary one ends with ours.
        var folders = Map.of("HOME", home.toString(), "TMPDIR", home.toString());
        int port = PortProber.findFreePort();
        var args = List.of("--port=" + port);
        service = new ChromeDriverService(driver, port, Duration.ofSeconds(30), args, folders);
        service.sendOutputTo(OutputStream.nullOutputStream());
        try {
            service.start();
            this.driver = new RemoteWebDriver(service.getUrl(), options(chromium, home), false);
        } catch (IOException | RuntimeException e) {
            end(service, home);
            throw e;
        }
    }

    private static ChromeOptions options(File chromium, Path home) {
        var options = new ChromeOptions();
        options.setBinary(chromium);
        options.addArguments(FLAGS.split(" "));
        options.addArguments("--host-resolver-rules=MAP * ~NOTFOUND");
        options.addArguments("--user-data-dir=" + home.resolve("profile"));
        options.setCapability(ChromeOptions.LOGGING_PREFS, Map.of(LogType.BROWSER, "SEVERE"));
        return options;
    }

    /// Opens a file that is there, with nothing left of the page before: neither where the mouse
    /// was nor what the console showed.
    void show(Path page) {
        driver.resetInputState();
        preferDark(false);
        driver.get("about:blank");
        consoleErrors();
        errors.clear();
        driver.get(page.toUri().toString());
    }

    /// Whether the reader prefers dark pages; until the next one is shown.
    void preferDark(boolean dark) {
        String scheme = dark ? "dark" : "light";
        String command =
                """
                {"cmd": "Emulation.setEmulatedMedia", "params":
                {"features": [{"name": "prefers-color-scheme", "value": "%s"}]}}
                """
                        .formatted(scheme);
        try {
            // What only Chromium knows has no method of its own where the driver is remote.
            URI address =
                    service.getUrl()
                            .toURI()
                            .resolve("/session/" + driver.getSessionId() + "/goog/cdp/execute");
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.getOutputStream().write(command.getBytes(StandardCharsets.UTF_8));
            connection.getInputStream().readAllBytes();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the browser did not take: " + command, e);
        }
    }

    WebElement element(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> elements(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /// The text that is visible.
    String text(String css) {
        return element(css).getText();
    }

    @Nullable String attribute(String css, String name) {
        return element(css).getDomAttribute(name);
    }

    /// The computed value of a CSS property: of `color`, say, `rgba(0, 0, 0, 1)`.
    String style(String css, String property) {
        return element(css).getCssValue(property);
    }

    /// The bounding box in CSS pixels, from the upper left corner of the document.
    Rectangle box(String css) {
        return element(css).getRect();
    }

    /// Moves the mouse to the middle of an element, having scrolled to it.
    void hover(String css) {
        hover(element(css));
    }

    void hover(WebElement element) {
        script("arguments[0].scrollIntoView({block: 'nearest', behavior: 'instant'})", element);
        new Actions(driver).moveToElement(element).perform();
    }

    /// Moves a slider (`<input type=range>`) as far as its bounds and steps allow.
    void slide(String css, double value) {
        script(
                "arguments[0].value = arguments[1];"
                        + "arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
                element(css),
                value);
    }

    /// Presses keys where the focus is: text, or constants of `Keys`.
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void screenshot(Path png) throws IOException {
        Files.write(png, driver.getScreenshotAs(OutputType.BYTES));
    }

    /// The colour at a place of the window.
    Color pixel(int x, int y) throws IOException {
        var image =
                ImageIO.read(new ByteArrayInputStream(driver.getScreenshotAs(OutputType.BYTES)));
        return new Color(image.getRGB(x, y));
    }

    @Nullable Object script(String body, Object... arguments) {
        return driver.executeScript(body, arguments);
    }

    /// What a script returns that looks at many elements: a call for each takes milliseconds.
    List<String> strings(String body) {
        List<?> returned = (List<?>) Objects.requireNonNull(script(body));
        return returned.stream().map(String::valueOf).toList();
    }

    /// What the console showed in red since the page was opened.
    List<String> consoleErrors() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            errors.add(entry.getMessage());
        }
        return List.copyOf(errors);
    }

    @Override
    public void close() throws IOException {
        try {
            driver.quit();
        } finally {
            end(service, home);
        }
    }

    /// Stopping the driver ends every browser it started.
    private static void end(ChromeDriverService service, Path home) throws IOException {
        service.stop();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
