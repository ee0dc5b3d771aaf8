package org.arenagrad.benchmarks.growth;

/// Times something that can be repeated: the mean of the best of many short stretches, since what
/// disturbs a measurement only ever adds to it.
final class Stopwatch {
    private static final double STRETCH_SECONDS = 0.02;

    private final double warmUpSeconds;
    private final double seconds;

    /// @param warmUpSeconds for how long to run before measuring
    /// @param seconds for how long to measure
    Stopwatch(double warmUpSeconds, double seconds) {
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
    }

    /// Microseconds for one run; measured over three runs at least, however long they take.
    double micros(Runnable run) {
        int runs = 0;
        long start = System.nanoTime();
        do {
            run.run();
            runs++;
        } while (since(start) < warmUpSeconds);
        int together = (int) Math.ceil(STRETCH_SECONDS / (since(start) / runs));
        double best = Double.POSITIVE_INFINITY;
        int stretches = 0;
        long begin = System.nanoTime();
        while (stretches < 3 || since(begin) < seconds) {
            long stretch = System.nanoTime();
            for (int i = 0; i < together; i++) {
                run.run();
            }
            best = Math.min(best, since(stretch) / together);
            stretches++;
        }
        return best * 1e6;
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
