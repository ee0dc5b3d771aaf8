package org.arenagrad.text;

import java.util.HashMap;
import java.util.Map;

/// GPT-2's letters for the 256 bytes: a byte that is printed in Latin-1 is its own letter, the
/// others are `U+0100`, `U+0101` and so on. So a token can be written in a file without a blank or
/// a control character.
final class ByteAlphabet {
    private static final int BYTES = 256;

    private static final char[] LETTERS = letters();
    private static final Map<Character, Byte> VALUES = values();

    private ByteAlphabet() {}

    private static char[] letters() {
        char[] letters = new char[BYTES];
        char next = BYTES;
        for (int value = 0; value < BYTES; value++) {
            letters[value] = isPrinted(value) ? (char) value : next++;
        }
        return letters;
    }

    private static boolean isPrinted(int value) {
        boolean ascii = value >= '!' && value <= '~';
        boolean latin = value >= '¡' && value != '\u00ad';
        return ascii || latin;
    }

    private static Map<Character, Byte> values() {
        Map<Character, Byte> values = new HashMap<>();
        for (int value = 0; value < BYTES; value++) {
            values.put(LETTERS[value], (byte) value);
        }
        return values;
    }

    /// Bytes as letters.
    static String letters(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte value : bytes) {
            text.append(LETTERS[value & 0xff]);
        }
        return text.toString();
    }

    /// The letters as bytes.
    ///
    /// @throws IllegalArgumentException if one of them stands for no byte
    static byte[] bytes(String letters) {
        byte[] bytes = new byte[letters.length()];
        for (int i = 0; i < bytes.length; i++) {
            Byte value = VALUES.get(letters.charAt(i));
            if (value == null) {
                throw new IllegalArgumentException(
                        "'%s' stands for no byte: in vocab.json, bytes are written in GPT-2's alphabet"
                                .formatted(letters.charAt(i)));
            }
            bytes[i] = value;
        }
        return bytes;
    }

    /// The 256 bytes in the order of their letters, which is that of GPT-2's first tokens.
    static byte[][] inOrder() {
        return VALUES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new byte[] {entry.getValue()})
                .toArray(byte[][]::new);
    }
}
