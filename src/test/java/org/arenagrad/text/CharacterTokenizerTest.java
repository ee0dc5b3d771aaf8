package org.arenagrad.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// A token for each character.
class CharacterTokenizerTest {
    @Test
    void charactersAreNumberedInTheirOrder() {
        CharacterTokenizer tokenizer = CharacterTokenizer.of("hello\n🙂");
        assertThat(tokenizer.size()).isEqualTo(6);
        assertThat(tokenizer.encode("\nehlo🙂")).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(new TextStream(tokenizer).next(5)).isEqualTo("🙂");
    }

    /// Halves of surrogate pairs included: each is a code point here.
    @Property
    void decodingUndoesEncoding(@ForAll @StringLength(min = 1) String text) {
        CharacterTokenizer tokenizer = CharacterTokenizer.of(text);
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        assertThat(Tokenizer.of(tokenizer.notes()).encode(text)).isEqualTo(tokenizer.encode(text));
    }

    @Test
    void whatItDoesNotKnowIsNamed() {
        CharacterTokenizer tokenizer = CharacterTokenizer.of("cab\n");
        assertThatThrownBy(() -> tokenizer.encode("abé"))
                .hasMessage(
                        "characters: 'é' (U+00E9) at position 2 is none of the 4 characters that"
                                + " the model learned from: abc");
        assertThatThrownBy(() -> tokenizer.encode("\t"))
                .hasMessageContaining("characters: (U+0009)");
        assertThatThrownBy(() -> tokenizer.decode(4)).hasMessageContaining("outside 0 … 3");
        assertThatThrownBy(() -> CharacterTokenizer.of("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> Tokenizer.of(Map.of("tokenizer", "words")))
                .hasMessageContaining("'words': there are 'characters' and 'byte-pair'");
        assertThatThrownBy(() -> Tokenizer.of(Map.of("tokenizer", "characters")))
                .hasMessageContaining("'characters' is missing");
    }
}
