package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.arenagrad.kernel.parallel.Threads;

import java.lang.foreign.Arena;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How fast is each way to multiply matrices, side by side in one process? Prints GFLOP/s, and in
/// brackets the ratio to OpenBLAS.
///
/// They take turns, several rounds of each shape, and the best round counts: the machine is never
/// quiet for long, but it is alike for all of them. Before each turn there is a pause in which
/// threads of others (EJML's) go to sleep.
public final class MatrixProducts {
    private static final int ROUNDS = 5;
    private static final long WARM_UP_NANOS = 1_000_000_000;
    private static final long TURN_NANOS = 20_000_000;
    private static final long PAUSE_MILLIS = 200;

    private List<DType> types = List.of(DType.values());
    private List<Multiplier> who = List.of(Multiplier.values());
    private List<ProductShape> shapes = shapes("squares,workloads");

    private MatrixProducts() {}

    /// Options: see benchmarks/README.md.
    public static void main(String[] arguments) throws InterruptedException {
        MatrixProducts table = new MatrixProducts();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            table.option(arguments[i], arguments[i + 1]);
        }
        table.print();
    }

    private void option(String name, String value) {
        String upper = value.toUpperCase(Locale.ROOT);
        switch (name) {
            case "--threads" -> Threads.use(Integer.parseInt(value));
            case "--dtype" -> types = List.of(DType.valueOf(upper));
            case "--shapes" -> shapes = shapes(value);
            case "--who" -> who = Stream.of(upper.split(",", -1)).map(Multiplier::valueOf).toList();
            default -> throw new IllegalArgumentException("there is no option " + name);
        }
    }

    private static List<ProductShape> shapes(String text) {
        return Stream.of(text.split(",", -1)).flatMap(part -> named(part).stream()).toList();
    }

    /// Several shapes by their common name, or one as [ProductShape#parse] has it.
    private static List<ProductShape> named(String text) {
        return switch (text) {
            case "squares" -> squares(256, 512, 1024, 2048);
            case "small" -> squares(16, 24, 32, 48, 64, 96, 128, 192);
            case "workloads" ->
                    Stream.of(
                                    ProductShape.layer("spiral", 300, 2, 64),
                                    ProductShape.layer("spiral", 300, 64, 64),
                                    ProductShape.layer("spiral", 300, 64, 3),
                                    ProductShape.layer("mnist", 128, 784, 256),
                                    ProductShape.layer("mnist", 128, 256, 128),
                                    ProductShape.layer("mnist", 128, 128, 10),
                                    ProductShape.layer("wide", 256, 1024, 1024),
                                    ProductShape.layer("wide", 256, 1024, 10))
                            .flatMap(List::stream)
                            .toList();
            default -> List.of(ProductShape.parse(text));
        };
    }

    private static List<ProductShape> squares(int... sizes) {
        return IntStream.of(sizes).boxed().flatMap(n -> ProductShape.square(n).stream()).toList();
    }

    private void print() throws InterruptedException {
        for (DType type : types) {
            System.out.printf("%n%s, threads: %d%n%-24s", type, Threads.count(), "");
            who.forEach(w -> System.out.printf("%16s", w.name().toLowerCase(Locale.ROOT)));
            System.out.println();
            for (ProductShape shape : shapes) {
                row(shape, type);
            }
        }
    }

    private void row(ProductShape shape, DType type) throws InterruptedException {
        Map<Multiplier, Double> best = new EnumMap<>(Multiplier.class);
        try (Arena arena = Arena.ofConfined()) {
            Map<Multiplier, Runnable> products = new EnumMap<>(Multiplier.class);
            who.forEach(w -> products.put(w, w.prepare(shape, type, arena)));
            for (int round = 0; round <= ROUNDS; round++) {
                for (var product : products.entrySet()) {
                    Thread.sleep(PAUSE_MILLIS);
                    double nanos =
                            nanosEach(product.getValue(), round == 0 ? WARM_UP_NANOS : TURN_NANOS);
                    best.merge(product.getKey(), nanos, Math::min);
                }
            }
        }
        System.out.printf("%-24s", shape.name());
        double reference = best.getOrDefault(Multiplier.OPENBLAS, Double.NaN);
        for (Multiplier w : who) {
            double nanos = Objects.requireNonNull(best.get(w));
            System.out.printf("%9.2f (%.2f)", shape.operations() / nanos, reference / nanos);
        }
        System.out.println();
    }

    /// Nanoseconds for one product, the mean over so many as fit the time, at least one.
    private static double nanosEach(Runnable product, long nanos) {
        long start = System.nanoTime();
        long count = 0;
        long spent;
        do {
            product.run();
            count++;
            spent = System.nanoTime() - start;
        } while (spent < nanos);
        return (double) spent / count;
    }
}
