package org.arenagrad.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// The text of tokens that come one by one: a character is told when its last byte is there.
public final class TextStream {
    private final Tokenizer tokenizer;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /// Bytes of a character that is not complete.
    private ByteBuffer pending = ByteBuffer.allocate(0);

    /// The text of a tokenizer's tokens, from its beginning.
    public TextStream(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// What can be told now that this token is there; may be empty.
    public String next(int token) {
        return decoded(tokenizer.bytes(token), false);
    }

    /// What is left when no more tokens come: `U+FFFD` for a character that was never complete.
    public String end() {
        return decoded(new byte[0], true);
    }

    private String decoded(byte[] more, boolean last) {
        ByteBuffer all = ByteBuffer.allocate(pending.remaining() + more.length);
        all.put(pending).put(more).flip();
        CharBuffer text = CharBuffer.allocate(all.remaining() + 1);
        decoder.decode(all, text, last);
        if (last) {
            decoder.flush(text);
            decoder.reset();
        }
        pending = all;
        return text.flip().toString();
    }
}
