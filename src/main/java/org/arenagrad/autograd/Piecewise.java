package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// Functions made of straight pieces, element by element: the magnitude, the sign, the larger of
/// two, a number kept between bounds.
abstract sealed class Piecewise extends Operation {
    Piecewise(String name, Tensor... inputs) {
        super(name, inputs);
    }

    /// `|x|`: `g·sign(x)`.
    static final class Abs extends Piecewise {
        Abs(Tensor x) {
            super("abs", x);
        }

        @Override
        NdArray forward() {
            return Pointwise.unary(name(), Unary.ABS, input(0).array());
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).sign());
        }
    }

    /// The sign, or the nearest integer in some direction: 0, since it is flat wherever it has a
    /// slope.
    static final class Step extends Piecewise {
        private final Unary op;

        Step(String name, Unary op, Tensor x) {
            super(name, x);
            this.op = op;
        }

        @Override
        NdArray forward() {
            return Pointwise.unary(name(), op, input(0).array());
        }

        @Override
        Tensor[] saved() {
            return NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return zeroLike(g);
        }
    }

    /// The larger or smaller of two: the gradient goes where the value came from, half to each
    /// where they are equal, and to both where one is NaN.
    static final class Extremum extends Piecewise {
        private final boolean largest;

        Extremum(String name, Tensor a, Tensor b) {
            super(name, a, b);
            this.largest = name.equals("maximum");
        }

        @Override
        NdArray forward() {
            return Pointwise.binary(
                    name(),
                    largest ? Binary.MAXIMUM : Binary.MINIMUM,
                    input(0).array(),
                    input(1).array());
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0), input(1)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor mine = input(input);
            Tensor other = input(1 - input);
            Tensor lost = largest ? mine.lt(other) : mine.gt(other);
            Tensor share = mine.eq(other).mul(-0.5).add(1);
            return lost.where(Tensor.zeros(g.dtype()), g.mul(share));
        }
    }

    /// `x` between two bounds: `g` inside, bounds included, 0 outside.
    static final class Clamp extends Piecewise {
        private final double min;
        private final double max;

        Clamp(Tensor x, double min, double max) {
            super("clamp", x);
            if (min > max) {
                throw new IllegalArgumentException(
                        "clamp: the bounds %s and %s of %s are the wrong way round"
                                .formatted(min, max, x.array()));
            }
            this.min = min;
            this.max = max;
        }

        @Override
        NdArray forward() {
            return Pointwise.clamp(name(), input(0).array(), min, max);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor inside = input(0).ge(min).mul(input(0).le(max));
            return inside.where(g, Tensor.zeros(g.dtype()));
        }
    }
}
