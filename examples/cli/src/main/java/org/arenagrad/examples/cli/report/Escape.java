package org.arenagrad.examples.cli.report;

/// Texts that may contain anything, as each format must be told of them.
final class Escape {
    /// Characters that mean something within a line of Markdown; a backslash before them takes that
    /// away. No text begins a line, so what means something only there needs none.
    private static final String MARKDOWN = "\\`*_{}[]<>#|~&";

    private Escape() {}

    /// For HTML and XML, inside elements and attributes.
    static String html(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                // XML knows no others, not even escaped.
                                default ->
                                        escaped.appendCodePoint(
                                                c < ' ' && c != '\n' && c != '\t' ? 0xFFFD : c);
                            }
                        });
        return escaped.toString();
    }

    /// For Markdown, within a line or in a cell of a table.
    static String markdown(String text) {
        StringBuilder escaped = new StringBuilder();
        text.replaceAll("\\s+", " ")
                .codePoints()
                .forEach(
                        c -> {
                            if (MARKDOWN.indexOf(c) >= 0) {
                                escaped.append('\\');
                            }
                            escaped.appendCodePoint(c);
                        });
        return escaped.toString();
    }
}
