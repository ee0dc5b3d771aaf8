package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// The non-linear functions between layers that are made of pieces, and tanh and sigmoid. Smooth
/// ones are in [SmoothActivation].
///
/// The three that nearly every network uses (relu, tanh, sigmoid) read their output only, so the
/// value before them may end at once, and their gradients are single passes, operations of their
/// own ([Slope]).
abstract sealed class Activation extends Operation {
    Activation(String name, Tensor... inputs) {
        super(name, inputs);
    }

    final NdArray unary(Unary op) {
        return Pointwise.unary(name(), op, input(0).array());
    }

    final NdArray binary(Binary op, double number) {
        return Pointwise.binary(name(), op, input(0).array(), number);
    }

    /// Those that read their output say so.
    @Override
    Tensor[] saved() {
        return new Tensor[] {input(0)};
    }

    /// `y = max(x, 0)`: `g` where `y > 0`.
    static final class Relu extends Activation {
        Relu(Tensor x) {
            super("relu", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.RELU);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new Slope(Binary.RELU_GRAD, g, output()).apply();
        }
    }

    /// `y = tanh x`: `g·(1 - y²)`.
    static final class Tanh extends Activation {
        Tanh(Tensor x) {
            super("tanh", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.TANH);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new Slope(Binary.TANH_GRAD, g, output()).apply();
        }
    }

    /// `y = 1 / (1 + e^-x)`: `g·y·(1 - y)`.
    static final class Sigmoid extends Activation {
        Sigmoid(Tensor x) {
            super("sigmoid", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.SIGMOID);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new Slope(Binary.SIGMOID_GRAD, g, output()).apply();
        }
    }

    /// The gradient of relu, tanh, sigmoid or gelu as an operation of its own: `g·s(y)`, with `y`
    /// their output, or gelu's input. Linear in `g`, so its gradient for `g` is itself; for `y` it
    /// is `h·g·s'(y)`.
    static final class Slope extends Activation {
        private final Binary op;

        Slope(Binary op, Tensor g, Tensor y) {
            super(name(op), g, y);
            this.op = op;
        }

        private static String name(Binary op) {
            return switch (op) {
                case RELU_GRAD -> "relu";
                case TANH_GRAD -> "tanh";
                case SIGMOID_GRAD -> "sigmoid";
                default -> "gelu";
            };
        }

        @Override
        NdArray forward() {
            return Pointwise.binary(name(), op, input(0).array(), input(1).array());
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), input(1)};
        }

        @Override
        Tensor gradient(int input, Tensor h) {
            Tensor g = input(0);
            Tensor y = input(1);
            if (input == 0) {
                return new Slope(op, h, y).apply();
            }
            return switch (op) {
                case TANH_GRAD -> h.mul(g).mul(y).mul(-2);
                case SIGMOID_GRAD -> h.mul(g).mul(y.mul(-2).add(1));
                // φ(y)·(2 - y²)
                case GELU_GRAD -> {
                    Tensor square = y.square();
                    Tensor density = square.mul(-0.5).exp().mul(1 / Math.sqrt(2 * Math.PI));
                    yield h.mul(g).mul(density).mul(square.neg().add(2));
                }
                // relu's slope is flat wherever it exists.
                default -> h.mul(0);
            };
        }
    }

    /// `x` above 0, `c·x` below: `g` or `c·g`.
    static final class LeakyRelu extends Activation {
        private final double c;

        LeakyRelu(Tensor x, double c) {
            super("leakyRelu", x);
            this.c = c;
        }

        @Override
        NdArray forward() {
            return binary(Binary.LEAKY_RELU, c);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return input(0).gt(0).where(g, g.mul(c));
        }
    }

    /// `x` above 0, `c·(e^x - 1)` below: `g` or `c·e^x·g`.
    static final class Elu extends Activation {
        private final double c;

        Elu(Tensor x, double c) {
            super("elu", x);
            this.c = c;
        }

        @Override
        NdArray forward() {
            return binary(Binary.ELU, c);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return input(0).gt(0).where(g, g.mul(expBelow(1)).mul(c));
        }
    }

    /// `x` above 0, `c·(e^(x/c) - 1)` below: `g` or `e^(x/c)·g`.
    static final class Celu extends Activation {
        private final double c;

        Celu(Tensor x, double c) {
            super("celu", x);
            this.c = c;
        }

        @Override
        NdArray forward() {
            return binary(Binary.CELU, c);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return input(0).gt(0).where(g, g.mul(expBelow(1 / c)));
        }
    }

    /// `s·x` above 0, `s·a·(e^x - 1)` below, with the two numbers of the paper: `s·g` or
    /// `s·a·e^x·g`.
    static final class Selu extends Activation {
        private static final double SCALE = 1.0507009873554805;
        private static final double ALPHA = 1.6732632423543772;

        Selu(Tensor x) {
            super("selu", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.SELU);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor below = g.mul(expBelow(1)).mul(SCALE * ALPHA);
            return input(0).gt(0).where(g.mul(SCALE), below);
        }
    }

    /// `x` kept between two bounds: `g` strictly between them, 0 elsewhere.
    static final class Hardtanh extends Activation {
        private final double min;
        private final double max;

        Hardtanh(String name, Tensor x, double min, double max) {
            super(name, x);
            if (!(min <= max)) {
                throw new IllegalArgumentException(
                        "%s: the bounds %s and %s of %s are the wrong way round"
                                .formatted(name, min, max, x.array()));
            }
            this.min = min;
            this.max = max;
        }

        @Override
        NdArray forward() {
            return min == 0 && max == 6
                    ? unary(Unary.RELU6)
                    : Pointwise.clamp(name(), input(0).array(), min, max);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor inside = input(0).gt(min).mul(input(0).lt(max));
            return inside.where(g, Tensor.zeros(g.dtype()));
        }
    }

    /// `x·relu6(x + 3) / 6`: 0 below -3, `g` above 3, `g·(x/3 + 1/2)` between.
    static final class Hardswish extends Activation {
        Hardswish(Tensor x) {
            super("hardswish", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.HARDSWISH);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor x = input(0);
            Tensor between = g.mul(x.mul(1.0 / 3).add(0.5));
            Tensor below = x.lt(-3).where(Tensor.zeros(g.dtype()), between);
            return x.gt(3).where(g, below);
        }
    }

    /// `e^(x·scale)` below 0. Above it may be infinite, and the gradient of what is not chosen NaN,
    /// so there it is 1.
    final Tensor expBelow(double scale) {
        return input(0).clamp(Double.NEGATIVE_INFINITY, 0).mul(scale).exp();
    }
}
