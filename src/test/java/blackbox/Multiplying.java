package blackbox;

import org.arenagrad.array.Backend;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.OutOfNativeMemoryException;
import org.arenagrad.memory.Scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

/// Fills native memory and multiplies on several threads at once; then once more with half of it
/// free again. The arguments: how many callers, and how many threads a product may have.
final class Multiplying {
    private static final int SIZE = 200;
    private static final int PRODUCTS = 10;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final CyclicBarrier all;

    private Multiplying(int callers) {
        all = new CyclicBarrier(callers + 1);
    }

    static void main(String[] arguments) throws Exception {
        Multiplying program = new Multiplying(Integer.parseInt(arguments[0]));
        program.run(Integer.parseInt(arguments[1]));
    }

    private void run(int threads) throws Exception {
        try (var _ = Scope.open("all")) {
            System.out.println("at first: " + product(Tensor.ones(SIZE, SIZE)));
            System.out.println(Backend.name());
            // Threads take memory too, so they are there before.
            CountDownLatch ready = new CountDownLatch(all.getParties() - 1);
            for (int i = 1; i < all.getParties(); i++) {
                Thread.ofPlatform().daemon().start(() -> call(ready));
            }
            ready.await();
            List<Tensor> filling = fill();
            try {
                Backend.threads(threads);
            } catch (IllegalArgumentException refused) {
                System.out.println(refused.getMessage());
            }
            System.out.println("full: " + outcomesOfARound());
            filling.subList(0, filling.size() / 2).forEach(Tensor::close);
            System.out.println("half free: " + outcomesOfARound());
        }
    }

    private static List<Tensor> fill() {
        List<Tensor> tensors = new ArrayList<>();
        for (int size = 1_000_000; size >= 10_000; size /= 10) {
            try {
                while (true) {
                    tensors.add(Tensor.zeros(size));
                }
            } catch (OutOfNativeMemoryException full) {
                // Then smaller ones.
            }
        }
        return tensors;
    }

    private Map<String, Integer> outcomesOfARound() throws Exception {
        outcomes.clear();
        all.await();
        all.await();
        return outcomes;
    }

    private void call(CountDownLatch ready) {
        try (var _ = Scope.open("caller")) {
            Tensor x = Tensor.ones(SIZE, SIZE);
            ready.countDown();
            for (int round = 0; round < 2; round++) {
                all.await();
                for (int i = 0; i < PRODUCTS; i++) {
                    note(outcome(x));
                }
                all.await();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String outcome(Tensor x) {
        try {
            return product(x) ? "right" : "wrong";
        } catch (Throwable e) {
            return e.getClass().getSimpleName();
        }
    }

    private synchronized void note(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private static boolean product(Tensor x) {
        try (var _ = Scope.open("product")) {
            return x.matmul(x).sum().item() == (double) SIZE * SIZE * SIZE;
        }
    }
}
