package org.arenagrad.examples.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Rng;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One model, many threads: no answer is wrong, and no request leaves anything behind.
class ServiceTest {
    private static final int REQUESTS = 20_000;
    private static final double[][] QUESTIONS = Load.questions(100, 3);
    private static final double[] TOO_LONG = {1, 2, 3, 4};
    private static final double[] NO_NUMBER = {1, Double.NaN, 3};

    @TempDir static Path folder;
    private static Path file;

    @BeforeAll
    static void save() throws Exception {
        Rng rng = Rng.seed(5);
        file = folder.resolve("model.safetensors");
        ModelFile.save(
                file,
                Sequential.of(
                        Linear.of(3, 8, rng),
                        Activations.tanh(),
                        Dropout.of(0.5, rng),
                        Linear.of(8, 2, rng),
                        Activations.softmax(1)),
                Map.of());
    }

    /// What a request gave, and what its thread then had.
    private record Outcome(double[] answer, long liveBytes, long managedMade, boolean scopeOpen) {
        static Outcome of(double[] answer) {
            Ledger ledger = Ledger.current();
            return new Outcome(
                    answer, ledger.liveBytes(), ledger.managedMade(), Scope.current().isPresent());
        }

        void isOnly(double[] expected) {
            assertThat(answer).containsExactly(expected);
            assertThat(liveBytes).as("live bytes").isZero();
            assertThat(managedMade).as("left to the garbage collector").isZero();
            assertThat(scopeOpen).as("an open scope").isFalse();
        }
    }

    private static ExecutorService threads(boolean virtual) {
        return virtual
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newFixedThreadPool(8);
    }

    @ParameterizedTest(name = "virtual threads: {0}")
    @ValueSource(booleans = {false, true})
    void everyAnswerIsTheOneGivenAlone(boolean virtual) throws Exception {
        Service service = Service.open(file);
        double[][] alone = alone(service);
        List<Future<Outcome>> pending = new ArrayList<>(REQUESTS);
        try (ExecutorService threads = threads(virtual)) {
            for (int i = 0; i < REQUESTS; i++) {
                double[] question = QUESTIONS[i % QUESTIONS.length];
                pending.add(threads.submit(() -> Outcome.of(service.answer(question))));
            }
        }
        for (int i = 0; i < REQUESTS; i++) {
            pending.get(i).get().isOnly(alone[i % alone.length]);
        }
    }

    /// Every third request fails: at once, or when its answer is there already. The next answer of
    /// the same thread is right.
    @ParameterizedTest(name = "virtual threads: {0}")
    @ValueSource(booleans = {false, true})
    void aRequestThatFailsLeavesNothingBehind(boolean virtual) throws Exception {
        Service service = Service.open(file);
        double[][] alone = alone(service);
        List<Future<Outcome>> pending = new ArrayList<>();
        try (ExecutorService threads = threads(virtual)) {
            for (int i = 0; i < 3000; i++) {
                int number = i;
                pending.add(
                        threads.submit(
                                () -> {
                                    fail(service, number % 3);
                                    return Outcome.of(service.answer(QUESTIONS[number % 100]));
                                }));
            }
        }
        for (int i = 0; i < pending.size(); i++) {
            pending.get(i).get().isOnly(alone[i % 100]);
        }
    }

    private static void fail(Service service, int how) {
        switch (how) {
            case 1 ->
                    assertThatThrownBy(() -> service.answer(TOO_LONG))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("[1, 4]");
            case 2 ->
                    assertThatThrownBy(() -> service.answer(NO_NUMBER))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("Service: no finite answer to [1.0, NaN, 3.0]");
            default -> {}
        }
    }

    /// Computing does not look at interruptions: the answer is complete, and the flag still set.
    @ParameterizedTest(name = "virtual threads: {0}")
    @ValueSource(booleans = {false, true})
    void anInterruptedThreadFinishesItsAnswer(boolean virtual) throws Exception {
        Service service = Service.open(file);
        double[][] alone = alone(service);
        List<Future<Outcome>> pending = new ArrayList<>();
        try (ExecutorService threads = threads(virtual)) {
            for (int i = 0; i < 1000; i++) {
                double[] question = QUESTIONS[i % 100];
                pending.add(
                        threads.submit(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    Outcome outcome = Outcome.of(service.answer(question));
                                    assertThat(Thread.interrupted()).isTrue();
                                    return outcome;
                                }));
            }
        }
        for (int i = 0; i < pending.size(); i++) {
            pending.get(i).get().isOnly(alone[i % 100]);
        }
    }

    @Test
    void aModelLoadedInAScopeIsRefused() {
        try (var _ = Scope.open("life")) {
            assertThatThrownBy(() -> Service.open(file))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("scope 'life' is open")
                    .hasMessageEndingWith("load the model with no scope open");
        }
    }

    private static double[][] alone(Service service) {
        double[][] answers = new double[QUESTIONS.length][];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = service.answer(QUESTIONS[i]);
        }
        return answers;
    }
}
