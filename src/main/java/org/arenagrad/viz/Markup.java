package org.arenagrad.viz;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;

/// Writes XML, which here is SVG or HTML: elements, attributes, and text that may contain anything.
final class Markup {
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// Opens an element.
    ///
    /// @param attributes names and values in turn; one whose value is null is left out
    Markup open(String tag, @Nullable Object... attributes) {
        start(tag, attributes).append(">\n");
        open.push(tag);
        return this;
    }

    /// Closes the element that was opened last.
    Markup close() {
        text.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /// An element with nothing inside.
    Markup empty(String tag, @Nullable Object... attributes) {
        start(tag, attributes).append("/>\n");
        return this;
    }

    /// An element with text inside.
    Markup text(String tag, String content, @Nullable Object... attributes) {
        start(tag, attributes).append('>').append(escape(content));
        text.append("</").append(tag).append(">\n");
        return this;
    }

    /// What is markup already.
    Markup raw(String markup) {
        text.append(markup);
        return this;
    }

    private StringBuilder start(String tag, @Nullable Object... attributes) {
        text.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            if (value != null) {
                String written = value instanceof Double d ? number(d) : value.toString();
                text.append(' ').append(attributes[i]).append("=\"");
                text.append(escape(written)).append('"');
            }
        }
        return text;
    }

    /// A number to two digits after the point: no reader sees more, and the same on every machine.
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /// Text as it must stand in markup. Characters that XML has no way to write become `\ufffd`.
    static String escape(String plain) {
        StringBuilder escaped = new StringBuilder(plain.length() + 16);
        plain.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                case '\n', '\r', '\t' -> escaped.append("&#").append(c).append(';');
                                default -> escaped.appendCodePoint(isWritable(c) ? c : '\ufffd');
                            }
                        });
        return escaped.toString();
    }

    private static boolean isWritable(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && c != '\ufffe' && c != '\uffff' && !surrogate;
    }

    /// All that was written.
    @Override
    public String toString() {
        return text.toString();
    }
}
