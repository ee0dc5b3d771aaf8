package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// Powers and roots, element by element.
abstract sealed class Powers extends Operation {
    Powers(String name, Tensor... inputs) {
        super(name, inputs);
    }

    final NdArray unary(Unary op) {
        return Pointwise.unary(name(), op, input(0).array());
    }

    /// `x²`: `2·x·g`.
    static final class Square extends Powers {
        Square(Tensor x) {
            super("square", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.SQUARE);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {input(0)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0)).mul(2);
        }
    }

    /// `y = √x`: `g / (2·y)`.
    static final class Sqrt extends Powers {
        Sqrt(Tensor x) {
            super("sqrt", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.SQRT);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.div(output()).mul(0.5);
        }
    }

    /// `y = 1/√x`: `-g·y³/2`.
    static final class Rsqrt extends Powers {
        Rsqrt(Tensor x) {
            super("rsqrt", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.RSQRT);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(output().pow(3)).mul(-0.5);
        }
    }

    /// `y = 1/x`: `-g·y²`.
    static final class Reciprocal extends Powers {
        Reciprocal(Tensor x) {
            super("reciprocal", x);
        }

        @Override
        NdArray forward() {
            return unary(Unary.RECIPROCAL);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(output().square()).neg();
        }
    }

    /// `x^c`: `c·x^(c-1)·g`; 0 for `c` 0, where `x^(c-1)` may be infinite.
    static final class PowScalar extends Powers {
        private final double c;

        PowScalar(Tensor x, double c) {
            super("pow", x);
            this.c = c;
        }

        @Override
        NdArray forward() {
            // The small powers by multiplication, which is exact where the function only nearly is.
            if (c == 2) {
                return unary(Unary.SQUARE);
            }
            if (c == -1) {
                return unary(Unary.RECIPROCAL);
            }
            if (c == 3) {
                NdArray cube = unary(Unary.SQUARE);
                Pointwise.binaryInPlace(name(), Binary.MUL, cube, input(0).array());
                return cube;
            }
            return Pointwise.binary(name(), Binary.POW, input(0).array(), c);
        }

        @Override
        Tensor[] saved() {
            return c == 0 ? NOTHING : new Tensor[] {input(0)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return c == 0 ? zeroLike(g) : g.mul(input(0).pow(c - 1)).mul(c);
        }
    }

    /// `y = a^b`: `b·a^(b-1)·g`, 0 where `b` is 0; and `y·log(a)·g`, 0 where `a` is 0 and `b` is
    /// not negative.
    static final class Pow extends Powers {
        Pow(Tensor a, Tensor b) {
            super("pow", a, b);
        }

        @Override
        NdArray forward() {
            return Pointwise.binary(name(), Binary.POW, input(0).array(), input(1).array());
        }

        @Override
        Tensor[] saved() {
            return needsGrad(1)
                    ? new Tensor[] {input(0), input(1), output()}
                    : new Tensor[] {input(0), input(1)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor a = input(0);
            Tensor b = input(1);
            Tensor zero = Tensor.zeros(g.dtype());
            if (input == 0) {
                return b.eq(0).where(zero, g.mul(a.pow(b.sub(1))).mul(b));
            }
            Tensor flat = a.eq(0).mul(b.ge(0));
            return flat.where(zero, g.mul(output()).mul(a.log()));
        }
    }
}
