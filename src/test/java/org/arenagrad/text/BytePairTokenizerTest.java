package org.arenagrad.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// Byte-pair encoding against Hugging Face's `tokenizers` (`bytepairs.py`), Sennrich's example, and
/// the law that decoding undoes encoding.
class BytePairTokenizerTest {
    private static final JsonNode REFERENCE = reference();
    private static final BytePairTokenizer TRAINED =
            BytePairTokenizer.train(text("text"), vocabulary().size());

    private static JsonNode reference() {
        try (InputStream in =
                BytePairTokenizerTest.class.getResourceAsStream("/reference/bytepairs.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String text(String name) {
        return REFERENCE.get(name).asText();
    }

    private static Map<String, Integer> vocabulary() {
        return VocabularyJson.read(text("vocab"));
    }

    @Test
    void theAlphabetIsThatOfGpt2() {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        assertThat(ByteAlphabet.letters(all)).isEqualTo(text("alphabet"));
        assertThat(ByteAlphabet.bytes(text("alphabet"))).isEqualTo(all);
    }

    @Test
    void trainingGivesTheFilesOfHuggingFace() {
        assertThat(TRAINED.notes()).containsEntry("merges.txt", text("merges"));
        assertThat(VocabularyJson.read(Tokenizer.note(TRAINED.notes(), "vocab.json")))
                .isEqualTo(vocabulary());
    }

    @Test
    void encodingGivesTheTokensOfHuggingFace() {
        BytePairTokenizer read = BytePairTokenizer.of(text("vocab"), text("merges"));
        assertThat(REFERENCE.get("samples")).hasSizeGreaterThan(15);
        for (JsonNode sample : REFERENCE.get("samples")) {
            String text = sample.get("text").asText();
            int[] tokens =
                    StreamSupport.stream(sample.get("tokens").spliterator(), false)
                            .mapToInt(JsonNode::asInt)
                            .toArray();
            assertThat(read.encode(text)).as(text).containsExactly(tokens);
            assertThat(TRAINED.encode(text)).as(text).containsExactly(tokens);
            assertThat(read.decode(tokens)).isEqualTo(text);
        }
    }

    /// Sennrich et al., 2016, section 3.2: `low` five times, `lower` twice, `newest` six times,
    /// `widest` three times. (There, a word ends in a sign of its own; here it begins with a
    /// blank.)
    @Test
    void theExampleOfThePaperWorkedByHand() {
        String text =
                " low".repeat(5) + " lower".repeat(2) + " newest".repeat(6) + " widest".repeat(3);
        BytePairTokenizer four = BytePairTokenizer.train(text, 260);
        // 9 times each: e s, then es t. 7 times each: Ġ l, l o, o w, of which l has the smallest
        // number; then Ġ lo and lo w, of which the blank has: it is a byte, and lo no more.
        assertThat(Tokenizer.note(four.notes(), "merges.txt").lines())
                .containsExactly("#version: 0.2", "e s", "es t", "l o", "Ġ lo");
        int[] lowest = four.encode(" lowest");
        assertThat(lowest).hasSize(3);
        assertThat(four.decode(lowest[0])).isEqualTo(" lo");
        assertThat(four.decode(lowest[2])).isEqualTo("est");
    }

    @Property
    void decodingUndoesEncoding(@ForAll String any) {
        String text = new String(any.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
        assertThat(TRAINED.decode(TRAINED.encode(text))).isEqualTo(text);
        TextStream stream = new TextStream(TRAINED);
        StringBuilder told = new StringBuilder();
        for (int token : TRAINED.encode(text)) {
            told.append(stream.next(token));
        }
        assertThat(told.append(stream.end())).hasToString(text);
    }

    @Test
    void halfACharacterBecomesTheReplacementCharacter() {
        assertThat(TRAINED.decode(TRAINED.encode("a\ud83d b\ude42"))).isEqualTo("a\ufffd b\ufffd");
        assertThat(TRAINED.decode(TRAINED.encode("\ud83d\ude42"))).isEqualTo("🙂");
    }

    @Test
    void aStreamWaitsForTheLastByteOfACharacter() {
        BytePairTokenizer bytes = BytePairTokenizer.train("x", 256);
        TextStream stream = new TextStream(bytes);
        int[] smile = bytes.encode("🙂");
        assertThat(smile).hasSize(4);
        assertThat(stream.next(smile[0])).isEmpty();
        assertThat(stream.next(smile[1])).isEmpty();
        assertThat(stream.next(smile[2])).isEmpty();
        assertThat(stream.next(smile[3])).isEqualTo("🙂");
        assertThat(stream.next(smile[0])).isEmpty();
        assertThat(stream.next(bytes.encode("a")[0])).isEqualTo("\ufffda");
        assertThat(stream.next(smile[0])).isEmpty();
        assertThat(stream.end()).isEqualTo("\ufffd");
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void goesThroughFilesAndNotes(@TempDir Path folder) throws IOException {
        TRAINED.write(folder);
        BytePairTokenizer read = BytePairTokenizer.read(folder);
        assertThat(read.notes()).isEqualTo(TRAINED.notes());
        assertThat(Tokenizer.of(TRAINED.notes()).encode("lowest")).isEqualTo(read.encode("lowest"));
        Files.delete(folder.resolve("merges.txt"));
        assertThatThrownBy(() -> BytePairTokenizer.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("merges.txt is missing");
    }

    @Test
    void whatIsWrongIsNamed() {
        String vocabulary = text("vocab");
        assertThatThrownBy(() -> BytePairTokenizer.of(vocabulary, "#version: 0.2\na b c\n"))
                .hasMessage("merges.txt, line 2: 'a b c' is no pair of tokens of vocab.json");
        assertThatThrownBy(() -> BytePairTokenizer.of(vocabulary, "z Q\n"))
                .hasMessageContaining("'zQ' has no number in vocab.json");
        assertThatThrownBy(() -> BytePairTokenizer.of("[1]", ""))
                .hasMessage("vocab.json: it is no JSON object");
        assertThatThrownBy(() -> BytePairTokenizer.of("{\"a\": 1}", ""))
                .hasMessageContaining("'a' has the number 1");
        assertThatThrownBy(() -> BytePairTokenizer.of("{\"a\": \"b\"}", ""))
                .hasMessageContaining("'a' has no number");
        assertThatThrownBy(() -> BytePairTokenizer.of("{\"a\": 0", ""))
                .hasMessageStartingWith("vocab.json: ");
        assertThatThrownBy(() -> BytePairTokenizer.of("{\" \": 0}", ""))
                .hasMessageContaining("' ' stands for no byte");
        assertThatThrownBy(() -> BytePairTokenizer.train("text", 255))
                .hasMessageContaining("the bytes alone are 256 tokens");
        assertThatThrownBy(() -> TRAINED.decode(TRAINED.size()))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("is outside 0 … " + (TRAINED.size() - 1));
    }
}
