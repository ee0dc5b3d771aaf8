package org.arenagrad.examples.cli.report;

import org.arenagrad.train.History;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// Writes a [Report] as a page that needs no other file, no network and no script.
///
/// Pictures are inside as images, not as elements of the page: each has names and styles of its
/// own, which would get into each other's way.
final class ReportPage {
    /// A longer history is folded.
    private static final int LONG = 30;

    private static final String STYLE =
            """
            :root { color-scheme: light dark;
              --ground: #fff; --ink: #222; --faint: #555; --card: #f3f6f9; --line: #ddd; }
            @media (prefers-color-scheme: dark) {
              :root { --ground: #1a1a1a; --ink: #dedede; --faint: #a8a8a8; --card: #262b30;
                --line: #3d3d3d; }
            }
            body { font: 16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
              color: var(--ink); background: var(--ground); max-width: 1040px; margin: 0 auto;
              padding: 24px; }
            h1 { font-size: 28px; margin: 0 0 16px; overflow-wrap: anywhere; }
            h2 { font-size: 20px; margin: 40px 0 12px; border-bottom: 1px solid var(--line); }
            dl.results { display: flex; flex-wrap: wrap; gap: 12px; margin: 0; }
            dl.results div { background: var(--card); border-radius: 8px; padding: 10px 16px; }
            dl.results dt { font-size: 13px; color: var(--faint); }
            dl.results dd { margin: 0; font-size: 20px; font-weight: 600; overflow-wrap: anywhere; }
            table { border-collapse: collapse; font-size: 14px; }
            th, td { padding: 4px 12px; border-bottom: 1px solid var(--line); text-align: left; }
            td { overflow-wrap: anywhere; }
            table.history th, table.history td { text-align: right; white-space: nowrap;
              font-variant-numeric: tabular-nums; }
            .wide { overflow-x: auto; }
            figure { margin: 24px 0; }
            /* Narrow screens scroll a picture sooner than make its letters unreadable. */
            figure img { max-width: max(100%, 560px); height: auto; }
            figure.step img { max-width: none; }
            figcaption { font-size: 14px; color: var(--faint); max-width: 80ch; margin-top: 8px; }
            summary { cursor: pointer; }
            """;

    private final StringBuilder page = new StringBuilder();

    private ReportPage() {}

    /// The page.
    ///
    /// @param drawn the pictures of the report as SVG, by their names
    static String html(Report report, Map<String, String> drawn) {
        ReportPage page = new ReportPage();
        page.head(report.title());
        page.results(report.results());
        page.settings(report.settings());
        if (!report.pictures().isEmpty()) {
            page.line("<h2>Pictures</h2>");
            for (Picture picture : report.pictures()) {
                String svg = drawn.getOrDefault(picture.name(), "");
                page.figure("<figure>", picture.words(), svg, picture.reading());
            }
        }
        page.history(report.history());
        if (!report.drawings().isEmpty()) {
            page.line("<h2>A step</h2>");
            for (Report.Drawing drawing : report.drawings()) {
                page.figure(
                        "<figure class=\"step\">",
                        drawing.words(),
                        drawing.svg(),
                        drawing.words() + ". " + drawing.reading());
            }
        }
        page.line("</body>").line("</html>");
        return page.page.toString();
    }

    private ReportPage line(String markup) {
        page.append(markup).append('\n');
        return this;
    }

    private void head(String title) {
        String escaped = Escape.html(title);
        line("<!DOCTYPE html>").line("<html lang=\"en\">").line("<head>");
        line("<meta charset=\"utf-8\">");
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        // Nothing from elsewhere, whatever a text should smuggle in.
        line(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src"
                        + " data:; style-src 'unsafe-inline'\">");
        line("<title>%s</title>".formatted(escaped));
        line("<style>").line(STYLE.stripTrailing()).line("</style>");
        line("</head>").line("<body>").line("<h1>%s</h1>".formatted(escaped));
    }

    private void results(SequencedMap<String, String> results) {
        if (results.isEmpty()) {
            return;
        }
        line("<dl class=\"results\">");
        results.forEach(
                (name, value) ->
                        line(
                                "<div><dt>%s</dt><dd>%s</dd></div>"
                                        .formatted(Escape.html(name), Escape.html(value))));
        line("</dl>");
    }

    private void settings(SequencedMap<String, String> settings) {
        if (settings.isEmpty()) {
            return;
        }
        line("<h2>Settings</h2>").line("<table>");
        settings.forEach(
                (name, value) ->
                        line(
                                "<tr><th scope=\"row\">%s</th><td>%s</td></tr>"
                                        .formatted(Escape.html(name), Escape.html(value))));
        line("</table>");
    }

    private void figure(String start, String words, String svg, String caption) {
        String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        line(start);
        line(
                "<div class=\"wide\"><img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\"></div>"
                        .formatted(Escape.html(words), data));
        line("<figcaption>%s</figcaption>".formatted(Escape.html(caption)));
        line("</figure>");
    }

    private void history(History history) {
        if (history.isEmpty()) {
            return;
        }
        int epochs = history.epochs().size();
        line("<h2>History</h2>");
        line("<details%s>".formatted(epochs <= LONG ? " open" : ""));
        line("<summary>%s</summary>".formatted(epochs == 1 ? "1 epoch" : epochs + " epochs"));
        line("<div class=\"wide\">").line("<table class=\"history\">");
        var columns = history.epochs().getFirst().columns().sequencedKeySet();
        StringBuilder names = new StringBuilder();
        for (String column : columns) {
            names.append("<th scope=\"col\">")
                    .append(Escape.html(column.replace('_', ' ')))
                    .append("</th>");
        }
        line("<tr>%s</tr>".formatted(names));
        for (History.Epoch epoch : history.epochs()) {
            var values = epoch.columns();
            StringBuilder cells = new StringBuilder();
            for (String column : columns) {
                cells.append("<td>").append(number(values.get(column))).append("</td>");
            }
            line("<tr>%s</tr>".formatted(cells));
        }
        line("</table>").line("</div>").line("</details>");
    }

    private static String number(@Nullable Number value) {
        return switch (value) {
            case null -> "";
            case Double d -> String.format(Locale.ROOT, "%.4g", d);
            case Long bytes -> String.format(Locale.ROOT, "%,d", bytes);
            default -> value.toString();
        };
    }
}
