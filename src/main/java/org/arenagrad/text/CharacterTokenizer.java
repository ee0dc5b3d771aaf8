package org.arenagrad.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A token for each character (code point) of a text, in the order of their numbers.
public final class CharacterTokenizer implements Tokenizer {
    static final String NAME = "characters";

    private final int[] characters;
    private final Map<Integer, Integer> tokens = new HashMap<>();

    private CharacterTokenizer(int[] characters) {
        this.characters = characters;
        for (int token = 0; token < characters.length; token++) {
            tokens.put(characters[token], token);
        }
    }

    /// One that knows the characters of a text, and no others.
    ///
    /// @throws IllegalArgumentException if there are none
    public static CharacterTokenizer of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("characters: the text is empty, so there are none");
        }
        return new CharacterTokenizer(text.codePoints().distinct().sorted().toArray());
    }

    static CharacterTokenizer fromNotes(Map<String, String> notes) {
        return of(Tokenizer.note(notes, NAME));
    }

    @Override
    public int size() {
        return characters.length;
    }

    /// @throws IllegalArgumentException naming the first character that it does not know
    @Override
    public int[] encode(String text) {
        int[] points = text.codePoints().toArray();
        int[] encoded = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            Integer token = tokens.get(points[i]);
            if (token == null) {
                throw new IllegalArgumentException(
                        "characters: %s at position %s is none of the %s characters that the model learned from: %s"
                                .formatted(named(points[i]), i, size(), known()));
            }
            encoded[i] = token;
        }
        return encoded;
    }

    /// `'é' (U+00E9)`.
    private static String named(int character) {
        String shown =
                Character.isISOControl(character)
                        ? ""
                        : "'%s' ".formatted(Character.toString(character));
        return "%s(U+%04X)".formatted(shown, character);
    }

    /// The characters as they can be printed.
    private String known() {
        StringBuilder text = new StringBuilder();
        for (int character : characters) {
            if (!Character.isISOControl(character)) {
                text.appendCodePoint(character);
            }
        }
        return text.toString().strip();
    }

    @Override
    public byte[] bytes(int token) {
        return Character.toString(character(token)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(int... tokens) {
        int[] points = Arrays.stream(tokens).map(this::character).toArray();
        return new String(points, 0, points.length);
    }

    private int character(int token) {
        if (token < 0 || token >= characters.length) {
            throw new IndexOutOfBoundsException(
                    "characters: token %s is outside 0 … %s".formatted(token, size() - 1));
        }
        return characters[token];
    }

    @Override
    public SequencedMap<String, String> notes() {
        SequencedMap<String, String> notes = new LinkedHashMap<>();
        notes.put(KIND, NAME);
        notes.put(NAME, new String(characters, 0, characters.length));
        return notes;
    }

    /// `65 characters`.
    @Override
    public String toString() {
        return size() + " characters";
    }
}
