package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// Smooth functions between layers. Their gradients read the input.
abstract sealed class SmoothActivation extends Operation {
    SmoothActivation(String name, Tensor x) {
        super(name, x);
    }

    final NdArray unary(Unary op) {
        return Pointwise.unary(name(), op, input(0).array());
    }

    @Override
    final Tensor[] saved() {
        return new Tensor[] {input(0)};
    }

    /// `x·Φ(x)`: `g·(Φ(x) + x·φ(x))`, `φ` the normal density.
    static final class Gelu extends SmoothActivation {
        Gelu(Tensor x) {
            super("gelu", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.GELU);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return new Activation.Slope(Binary.GELU_GRAD, g, input(0)).apply();
        }
    }

    /// `x/2·(1 + t)` with `t = tanh(u)`, `u = √(2/π)·(x + 0.044715·x³)`: `g·(1 + t + x·(1 -
    /// t²)·u')/2`.
    static final class GeluTanh extends SmoothActivation {
        private static final double SCALE = Math.sqrt(2 / Math.PI);
        private static final double CUBE = 0.044715;

        GeluTanh(Tensor x) {
            super("gelu", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.GELU_TANH);
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
    static final class Silu extends SmoothActivation {
        Silu(Tensor x) {
            super("silu", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.SILU);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor x = input(0);
            Tensor s = x.sigmoid();
            return g.mul(s).mul(x.mul(s.neg().add(1)).add(1));
        }
    }

    /// `log(1 + e^x)`: `g·sigmoid(x)`.
    static final class Softplus extends SmoothActivation {
        Softplus(Tensor x) {
            super("softplus", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.SOFTPLUS);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).sigmoid());
        }
    }

    /// `log(sigmoid(x))`: `g·sigmoid(-x)`.
    static final class LogSigmoid extends SmoothActivation {
        LogSigmoid(Tensor x) {
            super("logSigmoid", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.LOG_SIGMOID);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).neg().sigmoid());
        }
    }

    /// `x / (1 + |x|)`: `g / (1 + |x|)²`.
    static final class Softsign extends SmoothActivation {
        Softsign(Tensor x) {
            super("softsign", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.SOFTSIGN);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.div(input(0).abs().add(1).square());
        }
    }

    /// `x·t` with `t = tanh(softplus(x))`, `s = sigmoid(x)`: `g·(t + x·s·(1 - t²))`.
    static final class Mish extends SmoothActivation {
        Mish(Tensor x) {
            super("mish", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.MISH);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor x = input(0);
            Tensor t = x.softplus().tanh();
            Tensor bend = t.square().neg().add(1).mul(x.sigmoid()).mul(x);
            return g.mul(t.add(bend));
        }
    }
}
