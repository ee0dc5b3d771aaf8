package org.arenagrad.text;

import org.arenagrad.io.AtomicFile;
import org.arenagrad.text.BytePairTraining.Pair;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Byte-pair encoding over bytes, GPT-2's (Sennrich et al., 2016; Radford et al., 2019): frequent
/// words are a token, rare ones several, and what was never seen is spelled byte by byte. So it
/// takes any text.
///
/// A text is first split into words, each with the blank before it; then in each word the pair of
/// neighbours that was merged earliest in training becomes one token, until none is left.
///
/// What is no Unicode (half of a surrogate pair) becomes `U+FFFD`, as in any UTF-8.
public final class BytePairTokenizer implements Tokenizer {
    static final String NAME = "byte-pair";

    /// The names of Hugging Face's two files.
    private static final String VOCABULARY = "vocab.json";

    private static final String MERGES = "merges.txt";
    private static final String VERSION = "#version: 0.2";
    private static final int BYTES = 256;

    /// GPT-2's words: endings of English, letters, digits, other signs, blanks.
    private static final Pattern WORDS =
            Pattern.compile(
                    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+|"
                            + " ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                    Pattern.UNICODE_CHARACTER_CLASS);

    private final byte[][] tokens;
    private final int[] ofByte = new int[BYTES];
    private final List<Pair> merges;
    private final Map<Pair, Merge> ranks = new HashMap<>();

    /// What becomes of a pair.
    ///
    /// @param rank how early it was merged, from 0
    /// @param token what it becomes
    private record Merge(int rank, int token) {}

    /// @param tokens the bytes of each
    /// @param merges pairs, in the order in which they were merged
    private BytePairTokenizer(byte[][] tokens, List<Pair> merges) {
        this.tokens = tokens;
        this.merges = List.copyOf(merges);
        Map<ByteBuffer, Integer> numbers = new HashMap<>();
        for (int token = 0; token < tokens.length; token++) {
            numbers.put(ByteBuffer.wrap(tokens[token]), token);
        }
        for (int value = 0; value < BYTES; value++) {
            byte[] alone = {(byte) value};
            ofByte[value] = number(numbers, alone);
        }
        for (Pair pair : merges) {
            int token = number(numbers, joined(tokens, pair));
            ranks.putIfAbsent(pair, new Merge(ranks.size(), token));
        }
    }

    private static int number(Map<ByteBuffer, Integer> numbers, byte[] bytes) {
        Integer number = numbers.get(ByteBuffer.wrap(bytes));
        if (number == null) {
            throw new IllegalArgumentException(
                    "byte pairs: '%s' has no number in %s, and is needed there"
                            .formatted(ByteAlphabet.letters(bytes), VOCABULARY));
        }
        return number;
    }

    private static byte[] joined(byte[][] tokens, Pair pair) {
        byte[] left = tokens[pair.left()];
        byte[] right = tokens[pair.right()];
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    // ---- making one

    /// Learns one from a text: the 256 bytes, and the pairs that are merged first.
    ///
    /// @param size how many tokens at most; pairs that occur once are never merged
    /// @throws IllegalArgumentException if that is less than the bytes need
    public static BytePairTokenizer train(String text, int size) {
        if (size < BYTES) {
            throw new IllegalArgumentException(
                    "byte pairs: a vocabulary of %s is too small, the bytes alone are %s tokens"
                            .formatted(size, BYTES));
        }
        var bytes = new BytePairTokenizer(ByteAlphabet.inOrder(), List.of());
        Map<List<Integer>, Integer> words = new HashMap<>();
        splits(text)
                .forEach(
                        (word, count) ->
                                words.put(
                                        Arrays.stream(bytes.spelled(word)).boxed().toList(),
                                        count));
        List<Pair> merges = new BytePairTraining(words).merges(BYTES, size - BYTES);
        byte[][] tokens = Arrays.copyOf(bytes.tokens, BYTES + merges.size());
        for (int i = 0; i < merges.size(); i++) {
            tokens[BYTES + i] = joined(tokens, merges.get(i));
        }
        return new BytePairTokenizer(tokens, merges);
    }

    private static Map<String, Integer> splits(String text) {
        Map<String, Integer> words = new HashMap<>();
        WORDS.matcher(text).results().forEach(word -> words.merge(word.group(), 1, Integer::sum));
        return words;
    }

    /// The one of Hugging Face's two files, `vocab.json` and `merges.txt`.
    ///
    /// @throws IllegalArgumentException if they are none, or contradict each other
    public static BytePairTokenizer of(String vocabulary, String merges) {
        Map<String, Integer> numbers = VocabularyJson.read(vocabulary);
        byte[][] tokens = new byte[numbers.size()][];
        numbers.forEach((letters, number) -> tokens[number] = ByteAlphabet.bytes(letters));
        List<Pair> pairs = new ArrayList<>();
        int line = 0;
        for (String each : merges.lines().toList()) {
            line++;
            if (each.startsWith("#version") || each.isEmpty()) {
                continue;
            }
            String[] parts = each.split(" ", -1);
            Integer left = numbers.get(parts[0]);
            Integer right = parts.length == 2 ? numbers.get(parts[1]) : null;
            if (left == null || right == null) {
                throw new IllegalArgumentException(
                        "%s, line %s: '%s' is no pair of tokens of %s"
                                .formatted(MERGES, line, each, VOCABULARY));
            }
            pairs.add(new Pair(left, right));
        }
        return new BytePairTokenizer(tokens, pairs);
    }

    static BytePairTokenizer fromNotes(Map<String, String> notes) {
        return of(Tokenizer.note(notes, VOCABULARY), Tokenizer.note(notes, MERGES));
    }

    /// Reads `vocab.json` and `merges.txt` from a folder.
    ///
    /// @throws IOException naming the file, if one is missing or can't be read
    /// @throws IllegalArgumentException if they are no such files, or contradict each other
    public static BytePairTokenizer read(Path folder) throws IOException {
        return of(text(folder.resolve(VOCABULARY)), text(folder.resolve(MERGES)));
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    "%s is missing: a byte-pair encoding is %s and %s"
                            .formatted(file, VOCABULARY, MERGES),
                    missing);
        }
    }

    /// Writes `vocab.json` and `merges.txt` to a folder that is there.
    public void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(
                    folder.resolve(file.getKey()),
                    channel -> {
                        ByteBuffer rest = ByteBuffer.wrap(content);
                        while (rest.hasRemaining()) {
                            channel.write(rest);
                        }
                    });
        }
    }

    private SequencedMap<String, String> files() {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        files.put(
                VOCABULARY,
                VocabularyJson.write(Arrays.stream(tokens).map(ByteAlphabet::letters).toList()));
        files.put(
                MERGES,
                merges.stream()
                        .map(pair -> letters(pair.left()) + " " + letters(pair.right()))
                        .collect(Collectors.joining("\n", VERSION + "\n", "\n")));
        return files;
    }

    private String letters(int token) {
        return ByteAlphabet.letters(tokens[token]);
    }

    // ---- using it

    @Override
    public int size() {
        return tokens.length;
    }

    @Override
    public int[] encode(String text) {
        Map<String, int[]> known = new HashMap<>();
        List<int[]> words = new ArrayList<>();
        WORDS.matcher(text)
                .results()
                .forEach(word -> words.add(known.computeIfAbsent(word.group(), this::word)));
        return words.stream().flatMapToInt(Arrays::stream).toArray();
    }

    /// The tokens of one word.
    private int[] word(String word) {
        int[] spelled = spelled(word);
        while (true) {
            Pair first = earliest(spelled);
            Merge merge = first == null ? null : ranks.get(first);
            if (first == null || merge == null) {
                return spelled;
            }
            spelled = BytePairTraining.merged(spelled, first, merge.token);
        }
    }

    private @Nullable Pair earliest(int[] word) {
        Pair earliest = null;
        int rank = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < word.length; i++) {
            Pair pair = new Pair(word[i], word[i + 1]);
            Merge merge = ranks.get(pair);
            if (merge != null && merge.rank < rank) {
                earliest = pair;
                rank = merge.rank;
            }
        }
        return earliest;
    }

    private int[] spelled(String word) {
        // What is half of a surrogate pair has no bytes of its own: Java would write '?'.
        byte[] bytes = word.replaceAll("\\p{Cs}", "\ufffd").getBytes(StandardCharsets.UTF_8);
        int[] tokens = new int[bytes.length];
        Arrays.setAll(tokens, i -> ofByte[bytes[i] & 0xff]);
        return tokens;
    }

    @Override
    public byte[] bytes(int token) {
        if (token < 0 || token >= tokens.length) {
            throw new IndexOutOfBoundsException(
                    "byte pairs: token %s is outside 0 … %s".formatted(token, size() - 1));
        }
        return tokens[token].clone();
    }

    /// What its two files contain.
    @Override
    public SequencedMap<String, String> notes() {
        SequencedMap<String, String> notes = new LinkedHashMap<>();
        notes.put(KIND, NAME);
        notes.putAll(files());
        return notes;
    }

    /// `byte pairs, 512 tokens`.
    @Override
    public String toString() {
        return "byte pairs, %s tokens".formatted(size());
    }
}
