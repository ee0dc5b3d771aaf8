package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// The cross-entropy between two outcomes, of a prediction `p` against a target `t`, for each
/// element.
abstract sealed class BinaryCrossEntropy extends Operation {
    BinaryCrossEntropy(String name, Tensor prediction, Tensor target) {
        super(name, prediction, target);
    }

    @Override
    final Tensor[] saved() {
        return new Tensor[] {input(0), input(1)};
    }

    /// `-(t·log p + (1 - t)·log(1 - p))` for each element, its logarithms not below -100: `g·(p -
    /// t) / (p·(1 - p))`, the denominator not below 1e-12 (both bounds are PyTorch's), and
    /// `g·(log(1
    /// - p) - log p)`.
    static final class OfProbabilities extends BinaryCrossEntropy {
        // A float there too: in double it would be off in the ninth digit.
        private static final double LEAST_SLOPE = 1e-12f;

        OfProbabilities(Tensor p, Tensor target) {
            super("binaryCrossEntropy", p, target);
        }

        @Override
        NdArray forward() {
            NdArray p = input(0).array();
            NdArray t = input(1).array();
            NdArray loss = Pointwise.unary(name(), Unary.NEG, p);
            Pointwise.unaryInPlace(Unary.LOG1P, loss);
            Pointwise.clampInPlace(loss, -100, Double.POSITIVE_INFINITY);
            NdArray other = Pointwise.binary(name(), Binary.ADD, t, -1);
            Pointwise.binaryInPlace(name(), Binary.MUL, loss, other);
            other.copyFrom(p);
            Pointwise.unaryInPlace(Unary.LOG, other);
            Pointwise.clampInPlace(other, -100, Double.POSITIVE_INFINITY);
            Pointwise.binaryInPlace(name(), Binary.MUL, other, t);
            Pointwise.binaryInPlace(name(), Binary.SUB, loss, other);
            other.buffer().close();
            return loss;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor p = input(0);
            if (input == 1) {
                return g.mul(p.neg().log1p().sub(p.log()));
            }
            Tensor slope = p.mul(p.neg().add(1)).clamp(LEAST_SLOPE, Double.POSITIVE_INFINITY);
            return g.mul(p.sub(input(1))).div(slope);
        }
    }

    /// That of `p = sigmoid(x)`, from `x` itself and so without rounding `p` to 0 or 1: `(1 - t)·x
    /// + log(1 + e^-x)`, with `g·(sigmoid(x) - t)` and `-g·x`.
    static final class OfLogits extends BinaryCrossEntropy {
        OfLogits(Tensor x, Tensor target) {
            super("binaryCrossEntropyWithLogits", x, target);
        }

        @Override
        NdArray forward() {
            NdArray x = input(0).array();
            NdArray loss = Pointwise.unary(name(), Unary.NEG, x);
            Pointwise.unaryInPlace(Unary.SOFTPLUS, loss);
            NdArray linear = Pointwise.unary(name(), Unary.NEG, input(1).array());
            Pointwise.binaryInPlace(Binary.ADD, linear, 1);
            Pointwise.binaryInPlace(name(), Binary.MUL, linear, x);
            Pointwise.binaryInPlace(name(), Binary.ADD, loss, linear);
            linear.buffer().close();
            return loss;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor x = input(0);
            return input == 0 ? g.mul(x.sigmoid().sub(input(1))) : g.mul(x).neg();
        }
    }
}
