package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.parallel.Threads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Prints what each [KernelCall] costs per element: the scalar loops, the Vector API on one thread
/// and on all, and a copy of as many bytes (on all threads too), all in this one JVM, after all
/// calls have been warmed up together.
///
/// Arguments: rows, columns, then the calls by name (all, if there are none).
public final class KernelTable {
    private static final int REPEATS = 9;
    private static final int WARM_UP_ROUNDS = 4;
    private static final long WARM_UP_NANOS = 50_000_000;
    private static final long REPEAT_NANOS = 8_000_000;

    private KernelTable() {}

    /// Prints the table.
    public static void main(String[] arguments) {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int columns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        List<KernelCall> calls =
                arguments.length > 2
                        ? Arrays.stream(arguments).skip(2).map(KernelCall::valueOf).toList()
                        : List.of(KernelCall.values());
        int threads = Threads.count();
        List<Measured> table = new ArrayList<>();
        for (DType dtype : DType.values()) {
            KernelData data = new KernelData(dtype, rows, columns);
            for (KernelCall call : calls) {
                table.add(new Measured(call, data, threads));
            }
        }
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            table.forEach(Measured::warmUp);
        }
        System.out.printf(
                Locale.ROOT,
                "%-19s %-8s %8s %8s %8s %8s | %8s %8s%n",
                "ns per element, " + threads,
                "threads",
                "scalar",
                "vector",
                "threads",
                "copy",
                "×scalar",
                "/copy");
        for (Measured row : table) {
            row.measure();
            System.out.println(row);
        }
    }

    private static final class Measured {
        private final KernelCall call;
        private final KernelData data;
        private final int threads;
        private final Kernels scalar;
        private final Kernels vector;
        private final DType dtype;
        private final double[] best = new double[4];

        Measured(KernelCall call, KernelData data, int threads) {
            this.call = call;
            this.data = data;
            this.threads = threads;
            this.scalar = data.kernels("scalar");
            this.vector = data.kernels("vector");
            this.dtype = data.dtype();
            Arrays.fill(best, Double.POSITIVE_INFINITY);
        }

        void warmUp() {
            for (int way = 0; way < best.length; way++) {
                time(way, WARM_UP_NANOS);
            }
        }

        void measure() {
            for (int i = 0; i < REPEATS; i++) {
                for (int way = 0; way < best.length; way++) {
                    best[way] = Math.min(best[way], time(way, REPEAT_NANOS));
                }
            }
        }

        private double time(int way, long nanos) {
            Threads.use(way < 2 ? 1 : threads);
            // Once without counting: it finds the caches as the others left them.
            once(way);
            long runs = 0;
            long begin = System.nanoTime();
            long taken;
            do {
                once(way);
                runs++;
                taken = System.nanoTime() - begin;
            } while (taken < nanos);
            return (double) taken / runs / data.n();
        }

        private void once(int way) {
            switch (way) {
                case 0 -> call.run(scalar, data);
                case 1, 2 -> call.run(vector, data);
                default -> data.copy(vector, call.arrays());
            }
        }

        @Override
        public String toString() {
            double copy = best[3] * call.moved() / call.arrays();
            return String.format(
                    Locale.ROOT,
                    "%-19s %-8s %8.3f %8.3f %8.3f %8.3f | %8.2f %8.2f",
                    call,
                    dtype,
                    best[0],
                    best[1],
                    best[2],
                    copy,
                    best[0] / best[1],
                    best[2] / copy);
        }
    }
}
