package org.arenagrad.examples.cli.report;

import java.util.SequencedMap;

/// Writes a [Report] as Markdown, its pictures beside it.
final class Summary {
    private Summary() {}

    static String markdown(Report report) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(Escape.markdown(report.title())).append("\n\n");
        table(text, "Result", report.results());
        table(text, "Settings", report.settings());
        for (Picture picture : report.pictures()) {
            picture(text, picture.words(), picture.name() + ".png", picture.reading());
        }
        if (!report.history().isEmpty()) {
            text.append("## History\n\n").append(report.history().toMarkdown()).append('\n');
        }
        if (!report.drawings().isEmpty()) {
            text.append("## A step\n\n");
            for (Report.Drawing drawing : report.drawings()) {
                picture(text, drawing.words(), drawing.name() + ".svg", drawing.reading());
            }
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static void table(
            StringBuilder text, String title, SequencedMap<String, String> values) {
        if (values.isEmpty()) {
            return;
        }
        text.append("## ").append(title).append("\n\n| | |\n|---|---|\n");
        values.forEach(
                (name, value) ->
                        text.append(
                                "| %s | %s |\n"
                                        .formatted(Escape.markdown(name), Escape.markdown(value))));
        text.append('\n');
    }

    private static void picture(StringBuilder text, String words, String file, String reading) {
        text.append("![%s](%s)\n\n".formatted(Escape.markdown(words), file));
        text.append(Escape.markdown(reading)).append("\n\n");
    }
}
