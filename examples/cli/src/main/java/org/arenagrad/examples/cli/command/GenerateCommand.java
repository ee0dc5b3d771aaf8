package org.arenagrad.examples.cli.command;

import org.arenagrad.array.Rng;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.model.SavedGpt;
import org.arenagrad.examples.cli.option.BackendOption;
import org.arenagrad.memory.Scope;
import org.arenagrad.text.Sampler;
import org.arenagrad.text.TextStream;
import org.arenagrad.text.Tokenizer;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `arenagrad generate FILE`: lets a language model write.
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Lets a language model write on, token by token: one that 'train gpt' saved, or a",
            "GPT-2 in a folder of Hugging Face's (config.json, model.safetensors, vocab.json,",
            "merges.txt). Past its context, the last half of that is kept and read again."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad generate docs.safetensors --prompt \"A scope \"",
            "  arenagrad generate docs.safetensors --temperature 0 --length 100",
            "  arenagrad generate gpt2 --prompt \"The meaning of life is\" --top-p 0.95"
        })
public final class GenerateCommand implements Callable<Integer> {
    /// GPT-2's sign between two texts.
    private static final String END_OF_TEXT = "<|endoftext|>";

    private final PrintStream out;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The model's file, or its folder.")
    private Path file = Path.of("");

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "How the text begins; without it, as after the end of another text.")
    private String prompt = "";

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "How many tokens to write, by default ${DEFAULT-VALUE}.")
    private int length = 500;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = {
                "Below 1, likely tokens become likelier, above 1 less so; 0 always takes the",
                "likeliest. By default ${DEFAULT-VALUE}."
            })
    private double temperature = 0.8;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            description = "Only the N likeliest tokens are chosen from; 0, the default, for all.")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = {
                "Only the likeliest tokens are chosen from that have the probability P together;",
                "1, the default, for all."
            })
    private double topP = 1;

    @Option(names = "--seed", paramLabel = "N", description = "The random seed.")
    private long seed;

    @Option(
            names = "--no-cache",
            description = "Computes the whole context for each token: the same text, slower.")
    private boolean uncached;

    @Mixin private BackendOption backend = new BackendOption();

    /// The command, writing to a terminal.
    public GenerateCommand(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    public Integer call() throws IOException {
        Sampler sampler = sampler();
        if (length < 0) {
            throw misuse("--length must be 0 or greater, not " + length);
        }
        backend.use();
        try (var _ = Scope.open("life")) {
            write(SavedGpt.read(file), sampler);
        }
        return 0;
    }

    private Sampler sampler() {
        try {
            return new Sampler(temperature, topK, topP);
        } catch (IllegalArgumentException nonsense) {
            throw misuse("--" + nonsense.getMessage());
        }
    }

    private void write(SavedGpt saved, Sampler sampler) {
        Tokenizer tokenizer = saved.tokenizer();
        int[] begun = begun(tokenizer);
        Rng rng = Rng.seed(seed);
        TextStream stream = new TextStream(tokenizer);
        say(prompt);
        saved.model()
                .write(
                        begun,
                        length,
                        !uncached,
                        // A published model may have more logits than there are tokens.
                        logits -> sampler.next(Arrays.copyOf(logits, tokenizer.size()), rng),
                        token -> say(stream.next(token)));
        say(stream.end());
        out.println();
    }

    /// Shows a piece of text at once.
    private void say(String text) {
        out.print(text);
        out.flush();
    }

    private int[] begun(Tokenizer tokenizer) {
        if (prompt.isEmpty()) {
            return between(tokenizer);
        }
        try {
            return tokenizer.encode(prompt);
        } catch (IllegalArgumentException unknown) {
            throw misuse("--prompt: " + unknown.getMessage());
        }
    }

    /// What stands between two texts: GPT-2's sign for it, or the end of a line, or else the first
    /// token.
    private static int[] between(Tokenizer tokenizer) {
        for (int token = tokenizer.size() - 1; token >= 0; token--) {
            if (tokenizer.decode(token).equals(END_OF_TEXT)) {
                return new int[] {token};
            }
        }
        for (int token = 0; token < tokenizer.size(); token++) {
            if (tokenizer.decode(token).equals("\n")) {
                return new int[] {token};
            }
        }
        return new int[] {0};
    }

    private ParameterException misuse(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
