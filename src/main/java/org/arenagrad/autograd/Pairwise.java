package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// Functions of two elements or three that are no arithmetic: remainders, angles, ways between two
/// ends.
abstract sealed class Pairwise extends Operation {
    Pairwise(String name, Tensor... inputs) {
        super(name, inputs);
    }

    /// `a - b·floor(a / b)`: `g` and `-g·floor(a / b)`.
    static final class Remainder extends Pairwise {
        Remainder(Tensor a, Tensor b) {
            super("remainder", a, b);
        }

        @Override
        NdArray forward() {
            return Pointwise.binary(name(), Binary.REMAINDER, input(0).array(), input(1).array());
        }

        @Override
        Tensor[] saved() {
            return needsGrad(1) ? new Tensor[] {input(0), input(1)} : NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return input == 0 ? g : g.mul(input(0).div(input(1)).floor()).neg();
        }
    }

    /// The remainder of a division by a number: `g`.
    static final class RemainderScalar extends Pairwise {
        private final double c;

        RemainderScalar(Tensor x, double c) {
            super("remainder", x);
            this.c = c;
        }

        @Override
        NdArray forward() {
            return Pointwise.binary(name(), Binary.REMAINDER, input(0).array(), c);
        }

        @Override
        Tensor[] saved() {
            return NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g;
        }
    }

    /// The angle of the point `(b, a)`: `g·b / (a² + b²)` and `-g·a / (a² + b²)`.
    static final class Atan2 extends Pairwise {
        Atan2(Tensor a, Tensor b) {
            super("atan2", a, b);
        }

        @Override
        NdArray forward() {
            return Pointwise.binary(name(), Binary.ATAN2, input(0).array(), input(1).array());
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), input(1)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor a = input(0);
            Tensor b = input(1);
            Tensor slope = g.div(a.square().add(b.square()));
            return input == 0 ? slope.mul(b) : slope.mul(a).neg();
        }
    }

    /// The way from `a` to `b` that `w` says: `g·(1 - w)`, `g·w` and `g·(b - a)`.
    static final class Lerp extends Pairwise {
        Lerp(Tensor a, Tensor b, Tensor w) {
            super("lerp", a, b, w);
        }

        @Override
        NdArray forward() {
            return Pointwise.ternary(
                    name(), Ternary.LERP, input(0).array(), input(1).array(), input(2).array());
        }

        @Override
        Tensor[] saved() {
            return needsGrad(2)
                    ? new Tensor[] {input(0), input(1), input(2)}
                    : new Tensor[] {input(2)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return switch (input) {
                case 0 -> g.mul(input(2).neg().add(1));
                case 1 -> g.mul(input(2));
                default -> g.mul(input(1).sub(input(0)));
            };
        }
    }
}
