package org.arenagrad.examples.serving;

import org.arenagrad.array.Backend;
import org.arenagrad.array.Rng;
import org.arenagrad.io.ModelFile;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// A load generator: asks a [Service] from many threads, and says how many answers come in a second
/// and how much memory the process has in the end.
public final class Load {
    private static final int INPUTS = 64;
    private static final int REQUESTS = 50_000;

    private Load() {}

    /// Saves a network of 64-256-10, serves it, and measures; `args` may name a model with 64
    /// inputs to serve instead.
    public static void main(String[] args) throws Exception {
        // As many requests as threads compute at once: sharing one of them would only disturb.
        Backend.threads(1);
        Service service = args.length > 0 ? Service.open(Path.of(args[0])) : digits();
        report(service, "warm-up", () -> Executors.newFixedThreadPool(2));
        for (int threads : new int[] {1, 2, 8, 64}) {
            report(service, threads + " platform", () -> Executors.newFixedThreadPool(threads));
        }
        report(service, "virtual", Executors::newVirtualThreadPerTaskExecutor);
    }

    private static Service digits() throws IOException {
        Path path = Files.createTempFile("serving", ".safetensors");
        try {
            Rng rng = Rng.seed(0);
            ModelFile.save(
                    path,
                    Sequential.of(
                            Linear.of(INPUTS, 256, rng),
                            Activations.relu(),
                            Linear.of(256, 10, rng)),
                    Map.of());
            return Service.open(path);
        } finally {
            Files.delete(path);
        }
    }

    private static void report(Service service, String name, Supplier<ExecutorService> threads)
            throws Exception {
        String before = resident();
        long start = System.nanoTime();
        try (ExecutorService executor = threads.get()) {
            ask(service, executor, questions(1000, INPUTS), REQUESTS);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%-12s %7.0f requests/s, resident %s -> %s%n",
                name, REQUESTS / seconds, before, resident());
    }

    /// Rows to ask for, always the same.
    static double[][] questions(int rows, int inputs) {
        Rng rng = Rng.seed(1);
        double[][] questions = new double[rows][inputs];
        for (double[] question : questions) {
            for (int i = 0; i < inputs; i++) {
                question[i] = rng.nextGaussian();
            }
        }
        return questions;
    }

    /// Asks for one row after the other, over and over.
    ///
    /// @return the answers, in the order of the questions
    /// @throws ExecutionException if a request failed
    static List<double[]> ask(
            Service service, ExecutorService threads, double[][] questions, int requests)
            throws ExecutionException, InterruptedException {
        List<Future<double[]>> pending = new ArrayList<>(requests);
        for (int i = 0; i < requests; i++) {
            double[] question = questions[i % questions.length];
            pending.add(threads.submit(() -> service.answer(question)));
        }
        List<double[]> answers = new ArrayList<>(requests);
        for (Future<double[]> answer : pending) {
            answers.add(answer.get());
        }
        return answers;
    }

    /// The memory that the system has given the process, where it tells (Linux).
    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
                .findFirst()
                .orElse("unknown");
    }
}
