package org.arenagrad.data;

import java.util.List;
import java.util.stream.Collectors;

/// Pieces of messages.
final class Messages {
    private static final int SHOWN = 10;
    private static final int LONGEST = 40;
    private static final int LONGEST_BEGIN = 800;
    private static final int LONGEST_END = 400;

    private Messages() {}

    /// Some texts in quotes, the first ones if they are many.
    static String list(List<String> texts) {
        String shown =
                texts.stream().limit(SHOWN).map(Messages::quoted).collect(Collectors.joining(", "));
        return texts.size() > SHOWN
                ? "%s and %s more".formatted(shown, texts.size() - SHOWN)
                : shown;
    }

    /// A text of a file in quotes: on one line, and not too long.
    static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return "'%s'".formatted(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    /// A message as it is, or without its middle: what is wrong stands at its beginning, what to do
    /// at its end.
    static String bounded(String message) {
        int length = message.length();
        return length <= LONGEST_BEGIN + LONGEST_END
                ? message
                : message.substring(0, LONGEST_BEGIN)
                        + " … "
                        + message.substring(length - LONGEST_END);
    }
}
