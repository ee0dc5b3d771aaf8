package org.arenagrad.optim;

/// A learning rate for each step (or epoch, whatever is counted), from 0: a pure function, which
/// remembers nothing.
///
/// ```java
/// var schedule = Schedule.cosine(0.1, epochs);
/// …
/// optimizer.learningRate(schedule.at(epoch));
/// ```
///
/// A lambda will do: `Schedule halves = epoch -> 0.1 / (1 << epoch / 30)`. It sets the rate of the
/// optimizer; parameter groups follow in proportion, see [ParameterGroup].
@FunctionalInterface
public interface Schedule {
    /// The learning rate at a step.
    ///
    /// @param step from 0
    double at(int step);

    /// The same throughout.
    static Schedule constant(double rate) {
        Checks.requireNotNegative("the learning rate", rate);
        return _ -> rate;
    }

    /// Multiplied by `gamma` after every `size` steps: `rate·gamma^⌊step / size⌋`.
    ///
    /// @throws IllegalArgumentException if `size` is not positive, or a number is negative
    static Schedule step(double rate, int size, double gamma) {
        Checks.requireNotNegative("the learning rate", rate);
        Checks.requireNotNegative("gamma", gamma);
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
        Checks.requireNotNegative("the learning rate", rate);
        Checks.requireNotNegative("the least learning rate", least);
        requireSteps(steps);
        return step -> step >= steps ? least : between(rate, least, (double) step / steps);
    }

    /// A straight line from one rate to another, which it reaches after `steps` and keeps.
    ///
    /// @throws IllegalArgumentException if `steps` is not positive, or a rate is negative
    static Schedule linear(double from, double to, int steps) {
        Checks.requireNotNegative("the learning rate", from);
        Checks.requireNotNegative("the last learning rate", to);
        requireSteps(steps);
        return step -> step >= steps ? to : from + (to - from) * step / steps;
    }

    /// `rate·(1 - step / steps)^power`, and 0 after `steps`.
    ///
    /// @throws IllegalArgumentException if `steps` is not positive, or another number is negative
    static Schedule polynomial(double rate, int steps, double power) {
        Checks.requireNotNegative("the learning rate", rate);
        Checks.requireNotNegative("the power", power);
        requireSteps(steps);
        return step -> step >= steps ? 0 : rate * Math.pow(1 - (double) step / steps, power);
    }

    /// [#cosine(double, int, double)] again and again, each time from `rate` and `growth` times as
    /// long as before (Loshchilov and Hutter, *SGDR*, 2016).
    ///
    /// @param steps how long the first is
    /// @param growth 1 for all of one length
    /// @throws IllegalArgumentException if `steps` or `growth` is not positive, or a rate is
    ///   negative
    static Schedule cosineWithWarmRestarts(double rate, int steps, int growth, double least) {
        Checks.requireNotNegative("the learning rate", rate);
        Checks.requireNotNegative("the least learning rate", least);
        requireSteps(steps);
        if (growth < 1) {
            throw new IllegalArgumentException(
                    "growth must be 1 or more, not %s: restarts would get closer and closer"
                            .formatted(growth));
        }
        return step -> {
            long length = steps;
            long since = step;
            if (growth == 1) {
                since %= length;
            }
            while (since >= length) {
                since -= length;
                length *= growth;
            }
            return between(rate, least, (double) since / length);
        };
    }

    /// [#oneCycle(double, int, double, double, double)] as PyTorch does by default: up for 30 % of
    /// the steps, from a 25th of `highest`, and down to a 10,000th of that.
    static Schedule oneCycle(double highest, int steps) {
        return oneCycle(highest, steps, 0.3, 25, 1e4);
    }

    /// Half a cosine up and a longer one down, below where it began (Smith and Topin,
    /// *Super-Convergence*, 2017).
    ///
    /// @param highest the rate between the two
    /// @param steps all of them; what comes later keeps the last rate
    /// @param rising the share of the steps that go up
    /// @param divisor the first rate is `highest / divisor`
    /// @param lastDivisor the last rate is the first divided by this
    /// @throws IllegalArgumentException if `steps` or a divisor is not positive, the rate is
    ///   negative, or the share is not in `[0, 1)`
    static Schedule oneCycle(
            double highest, int steps, double rising, double divisor, double lastDivisor) {
        Checks.requireNotNegative("the highest learning rate", highest);
        requireSteps(steps);
        if (!(divisor > 0 && lastDivisor > 0)) {
            throw new IllegalArgumentException(
                    "divisors must be above 0, not %s and %s".formatted(divisor, lastDivisor));
        }
        Checks.requireFraction("the share that rises", rising);
        double end = steps - 1;
        double peak = Math.max(0, rising * steps - 1);
        double first = highest / divisor;
        double last = first / lastDivisor;
        return step -> {
            if (step < peak) {
                return between(first, highest, step / peak);
            }
            return step < end ? between(highest, last, (step - peak) / (end - peak)) : last;
        };
    }

    /// This schedule after a warm-up: a straight line to its first rate from `startFactor` times
    /// that, then all of it from its step 0.
    ///
    /// ```java
    /// Schedule.cosine(1e-3, 9_000).warmUp(1_000, 0.01)
    /// ```
    ///
    /// @param steps how long the warm-up is
    /// @throws IllegalArgumentException if `steps` is not positive, or the factor is negative
    default Schedule warmUp(int steps, double startFactor) {
        Checks.requireNotNegative("the start factor", startFactor);
        double rate = at(0);
        Schedule rise = linear(startFactor * rate, rate, steps);
        return step -> step < steps ? rise.at(step) : at(step - steps);
    }

    /// Half a cosine from `from` at 0 to `to` at 1.
    private static double between(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }

    private static void requireSteps(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "a schedule needs a positive number of steps, not %s".formatted(steps));
        }
    }
}
