package org.arenagrad.kernel.op;

/// Angles and hyperbolic functions, for single numbers only. What each class computes is said at
/// the constant of [Unary].
final class TrigonometryFloat64 {
    private TrigonometryFloat64() {}

    static final class Sin implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.sin(x);
        }
    }

    static final class Cos implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.cos(x);
        }
    }

    static final class Tan implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.tan(x);
        }
    }

    static final class Asin implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.asin(x);
        }
    }

    static final class Acos implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.acos(x);
        }
    }

    static final class Atan implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.atan(x);
        }
    }

    static final class Sinh implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.sinh(x);
        }
    }

    static final class Cosh implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.cosh(x);
        }
    }

    /// `log(z + √(z² + 1))` for `z = |x|`, written as `log(1 + …)` so that a small `z` keeps its
    /// digits.
    static final class Asinh implements UnaryFloat64 {
        @Override
        public double of(double x) {
            double z = Math.abs(x);
            double y =
                    z > 0x1p500
                            ? Math.log(z) + Math.log(2)
                            : Math.log1p(z + z * z / (1 + Math.sqrt(z * z + 1)));
            return Math.copySign(y, x);
        }
    }

    /// `log(x + √(x² - 1))`, with `t = x - 1` as `log(1 + t + √(2t + t²))`, which does not cancel
    /// near 1.
    static final class Acosh implements UnaryFloat64 {
        @Override
        public double of(double x) {
            if (x < 1) {
                return Double.NaN;
            }
            double t = x - 1;
            return x > 0x1p500
                    ? Math.log(x) + Math.log(2)
                    : Math.log1p(t + Math.sqrt(2 * t + t * t));
        }
    }

    /// `log((1 + z) / (1 - z)) / 2` for `z = |x|`, as `log(1 + 2z / (1 - z)) / 2`.
    static final class Atanh implements UnaryFloat64 {
        @Override
        public double of(double x) {
            double z = Math.abs(x);
            return Math.copySign(Math.log1p(2 * z / (1 - z)) / 2, x);
        }
    }
}
