package org.arenagrad.optim;

/// A learning rate for each step (or epoch, whatever is counted), from 0: a pure function, which
/// remembers nothing.
///
/// ```java
/// var schedule = Schedule.cosine(0.1, epochs);
/// …
/// optimizer.learningRate(schedule.at(epoch));
/// ```
@FunctionalInterface
public interface Schedule {
    /// The learning rate at a step.
    ///
    /// @param step from 0
    double at(int step);

    /// The same throughout.
    static Schedule constant(double rate) {
        Optimizer.requireNotNegative("the learning rate", rate);
        return _ -> rate;
    }

    /// Multiplied by `gamma` after every `size` steps: `rate·gamma^⌊step / size⌋`.
    ///
    /// @throws IllegalArgumentException if `size` is not positive, or a number is negative
    static Schedule step(double rate, int size, double gamma) {
        Optimizer.requireNotNegative("the learning rate", rate);
        Optimizer.requireNotNegative("gamma", gamma);
        requireSteps(size);
        return step -> {
            int drops = step / size;
            return rate * Math.pow(gamma, drops);
        };
    }

    /// Multiplied by `gamma` after every step: `rate·gamma^step`.
    ///
    /// @throws IllegalArgumentException if a number is negative
    static Schedule exponential(double rate, double gamma) {
        return step(rate, 1, gamma);
    }

    /// [#cosine(double, int, double)] down to 0.
    static Schedule cosine(double rate, int steps) {
        return cosine(rate, steps, 0);
    }

    /// Half a cosine from `rate` down to `least`, which it reaches after `steps` and keeps
    /// (Loshchilov and Hutter, *SGDR*, 2016, without restarts): slow, fast, slow.
    ///
    /// @throws IllegalArgumentException if `steps` is not positive, or a rate is negative
    static Schedule cosine(double rate, int steps, double least) {
        Optimizer.requireNotNegative("the learning rate", rate);
        Optimizer.requireNotNegative("the least learning rate", least);
        requireSteps(steps);
        return step ->
                step >= steps
                        ? least
                        : least + (rate - least) * (1 + Math.cos(Math.PI * step / steps)) / 2;
    }

    private static void requireSteps(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "a schedule needs a positive number of steps, not %s".formatted(steps));
        }
    }
}
