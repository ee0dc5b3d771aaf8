package org.arenagrad.examples.cli.model;

import org.arenagrad.examples.GptExample.Windows;
import org.arenagrad.text.Tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/// A text in tokens: nine tenths to learn from, and the last tenth, which is held out.
///
/// @param tokenizer what its tokens mean
/// @param train the tokens to learn from
/// @param heldOut the others
/// @param perCharacter how many tokens a character of the part held out has, on average
/// @param digest differs for different texts
@SuppressWarnings("ArrayRecordComponent") // Nobody compares texts in tokens.
public record GptText(
        Tokenizer tokenizer, int[] train, int[] heldOut, double perCharacter, String digest) {
    /// A text in a tokenizer's tokens.
    static GptText of(String text, Tokenizer tokenizer) {
        String rest = text.substring(cut(text));
        int[] heldOut = tokenizer.encode(rest);
        return new GptText(
                tokenizer,
                tokenizer.encode(learned(text)),
                heldOut,
                perCharacter(heldOut, rest),
                digest(text));
    }

    /// The part to learn from.
    static String learned(String text) {
        return text.substring(0, cut(text));
    }

    private static int cut(String text) {
        long characters = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, (int) (characters * 9 / 10));
    }

    /// How many tokens a character has.
    static double perCharacter(int[] tokens, String text) {
        return (double) tokens.length / Math.max(1, text.codePointCount(0, text.length()));
    }

    static String digest(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(sum.getValue(), 8);
    }

    /// All windows to learn from.
    public Windows windows(int context) {
        return new Windows(train, context, 1);
    }

    /// The windows held out, side by side.
    public Windows heldOutWindows(int context) {
        return new Windows(heldOut, context, context);
    }

    /// `1,003,854 tokens to learn from, 111,540 held out (10.0 %), 65 characters`.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d tokens to learn from, %,d held out (%.1f %%), %s",
                train.length,
                heldOut.length,
                100.0 * heldOut.length / (train.length + heldOut.length),
                tokenizer);
    }
}
