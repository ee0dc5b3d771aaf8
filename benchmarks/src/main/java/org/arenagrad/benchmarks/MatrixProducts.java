package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.arenagrad.kernel.Threads;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// How fast is each way to multiply matrices, side by side in one process? Prints GFLOP/s, and for
/// our own kernels the ratio to OpenBLAS.
///
/// They take turns, several rounds of each shape, and the best round counts: the machine is never
/// quiet for long, but it is alike for all of them. Before each turn there is a pause in which
/// OpenBLAS's threads go to sleep: for a while after a product they look for the next one, and
/// would take the processor from others.
public final class MatrixProducts {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final long TURN_NANOS = Integer.getInteger("turn", 20) * 1_000_000L;
    private static final long WARM_UP_NANOS = Integer.getInteger("warmup", 200) * 1_000_000L;
    private static final long PAUSE_MILLIS = Integer.getInteger("pause", 200);

    private MatrixProducts() {}

    /// Options: see benchmarks/README.md.
    public static void main(String[] arguments) throws InterruptedException {
        List<DType> types = new ArrayList<>();
        List<ProductShape> shapes = new ArrayList<>();
        List<Multiplier> who = new ArrayList<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--threads" -> Threads.use(Integer.parseInt(value));
                case "--dtype" -> types.add(DType.valueOf(value.toUpperCase(Locale.ROOT)));
                case "--shapes" -> shapes.addAll(shapes(value));
                case "--who" ->
                        Stream.of(value.split(","))
                                .map(w -> Multiplier.valueOf(w.toUpperCase(Locale.ROOT)))
                                .forEach(who::add);
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        for (DType type : types) {
            System.out.printf("%n%s, %d threads%n%-28s", type, Threads.count(), "");
            who.forEach(w -> System.out.printf("%16s", w.name().toLowerCase(Locale.ROOT)));
            System.out.println();
            for (ProductShape shape : shapes) {
                row(shape, type, who);
            }
        }
    }

    private static List<ProductShape> shapes(String text) {
        return Stream.of(text.split(",")).flatMap(part -> named(part).stream()).toList();
    }

    private static List<ProductShape> named(String text) {
        return switch (text) {
            case "squares" ->
                    Stream.of(256, 512, 1024, 2048)
                            .flatMap(n -> ProductShape.square(n).stream())
                            .toList();
            case "small" ->
                    Stream.of(16, 24, 32, 48, 64, 96, 128, 192)
                            .flatMap(n -> ProductShape.square(n).stream())
                            .toList();
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
            default ->
                    text.contains("x")
                            ? List.of(ProductShape.parse(text))
                            : ProductShape.square(Integer.parseInt(text));
        };
    }

    private static void row(ProductShape shape, DType type, List<Multiplier> who)
            throws InterruptedException {
        Map<Multiplier, Double> best = new EnumMap<>(Multiplier.class);
        try (Arena arena = Arena.ofConfined()) {
            Map<Multiplier, Runnable> products = new EnumMap<>(Multiplier.class);
            for (Multiplier w : who) {
                products.put(w, w.prepare(shape, type, Threads.count(), arena));
                Thread.sleep(PAUSE_MILLIS);
                nanosEach(products.get(w), WARM_UP_NANOS);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Multiplier w : who) {
                    Thread.sleep(PAUSE_MILLIS);
                    best.merge(w, nanosEach(products.get(w), TURN_NANOS), Math::min);
                }
            }
        }
        System.out.printf("%-28s", shape.name());
        double reference = best.getOrDefault(Multiplier.OPENBLAS, Double.NaN);
        for (Multiplier w : who) {
            double nanos = best.get(w);
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
