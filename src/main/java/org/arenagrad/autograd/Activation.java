package org.arenagrad.autograd;

import org.arenagrad.array.NdArray;
import org.arenagrad.array.Pointwise;
import org.arenagrad.kernel.Binary;
import org.arenagrad.kernel.Unary;

/// The non-linear functions between layers, element by element.
///
/// The three that nearly every network uses (relu, tanh, sigmoid) read their output only, so the
/// value before them may end at once, and their gradients are single passes, operations of their
/// own ([Slope]).
abstract sealed class Activation extends Operation {
    Activation(String name, Tensor... inputs) {
        super(name, inputs);
    }

    final NdArray unary(Unary op, double p) {
        return Pointwise.unary(name(), op, p, 0, input(0).array());
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
            return unary(Unary.RELU, 0);
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
            return unary(Unary.TANH, 0);
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
            return unary(Unary.SIGMOID, 0);
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

    /// The gradient of relu, tanh or sigmoid as an operation of its own: `g·s(y)`, with `y` their
    /// output. Linear in `g`, so its gradient for `g` is itself; for `y` it is `h·g·s'(y)`.
    static final class Slope extends Activation {
        private final Binary op;

        Slope(Binary op, Tensor g, Tensor y) {
            super(
                    op == Binary.RELU_GRAD ? "relu" : op == Binary.TANH_GRAD ? "tanh" : "sigmoid",
                    g,
                    y);
            this.op = op;
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
            return unary(Unary.LEAKY_RELU, c);
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
            return unary(Unary.ELU, c);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            // Nothing above 0: e^x may be infinite there, and the gradient of this one be NaN.
            Tensor below = input(0).clamp(Double.NEGATIVE_INFINITY, 0);
            return input(0).gt(0).where(g, g.mul(below.exp()).mul(c));
        }
    }

    /// `x·Φ(x)`: `g·(Φ(x) + x·φ(x))`, `φ` the normal density.
    static final class Gelu extends Activation {
        Gelu(Tensor x) {
            super("gelu", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.GELU, 0);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor x = input(0);
            Tensor distribution = x.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5);
            Tensor density = x.square().mul(-0.5).exp().mul(1 / Math.sqrt(2 * Math.PI));
            return g.mul(distribution.add(x.mul(density)));
        }
    }

    /// `x/2·(1 + t)` with `t = tanh(u)`, `u = √(2/π)·(x + 0.044715·x³)`: `g·(1 + t + x·(1 -
    /// t²)·u')/2`.
    static final class GeluTanh extends Activation {
        private static final double SCALE = Math.sqrt(2 / Math.PI);
        private static final double CUBE = 0.044715;

        GeluTanh(Tensor x) {
            super("gelu", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.GELU_TANH, 0);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor x = input(0);
            Tensor square = x.square();
            Tensor t = square.mul(CUBE).add(1).mul(x).mul(SCALE).tanh();
            Tensor slope = square.mul(3 * CUBE).add(1).mul(SCALE);
            Tensor bend = t.square().neg().add(1).mul(slope).mul(x);
            return g.mul(t.add(1).add(bend)).mul(0.5);
        }
    }

    /// `x·s` with `s = sigmoid(x)`: `g·s·(1 + x·(1 - s))`.
    static final class Silu extends Activation {
        Silu(Tensor x) {
            super("silu", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.SILU, 0);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor x = input(0);
            Tensor s = x.sigmoid();
            return g.mul(s).mul(x.mul(s.neg().add(1)).add(1));
        }
    }

    /// `log(1 + e^x)`: `g·sigmoid(x)`.
    static final class Softplus extends Activation {
        Softplus(Tensor x) {
            super("softplus", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.SOFTPLUS, 0);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).sigmoid());
        }
    }
}
