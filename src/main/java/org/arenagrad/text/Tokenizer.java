package org.arenagrad.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SequencedMap;

/// Cuts text into tokens, `0 … size-1`, and joins them again.
public sealed interface Tokenizer permits CharacterTokenizer, BytePairTokenizer {
    /// Which of them it is, in [#notes].
    String KIND = "tokenizer";

    /// How many tokens there are.
    int size();

    /// The tokens of a text.
    ///
    /// @throws IllegalArgumentException if a part of the text has none, naming it
    int[] encode(String text);

    /// The bytes that a token stands for, in UTF-8: not always whole characters.
    ///
    /// @throws IndexOutOfBoundsException if there is no such token
    byte[] bytes(int token);

    /// The text of tokens. Bytes that are no UTF-8 become `U+FFFD`.
    ///
    /// @throws IndexOutOfBoundsException if there is no such token
    default String decode(int... tokens) {
        var bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            bytes.writeBytes(bytes(token));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// All that is needed to make it again, for the metadata of a model's file.
    SequencedMap<String, String> notes();

    /// Makes the one that [#notes] are of.
    ///
    /// @param notes they, and others
    /// @throws IllegalArgumentException if there are none, or they contradict each other
    static Tokenizer of(Map<String, String> notes) {
        String kind = notes.getOrDefault(KIND, "");
        return switch (kind) {
            case CharacterTokenizer.NAME -> CharacterTokenizer.fromNotes(notes);
            case BytePairTokenizer.NAME -> BytePairTokenizer.fromNotes(notes);
            default ->
                    throw new IllegalArgumentException(
                            "tokenizer '%s': there are '%s' and '%s'"
                                    .formatted(
                                            kind, CharacterTokenizer.NAME, BytePairTokenizer.NAME));
        };
    }

    /// The note of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    static String note(Map<String, String> notes, String name) {
        String text = notes.get(name);
        if (text == null) {
            throw new IllegalArgumentException(
                    "tokenizer: the note '%s' is missing".formatted(name));
        }
        return text;
    }
}
