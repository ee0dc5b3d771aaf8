package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// Sums and products, element by element.
///
/// Each class is one rule of the calculus. `g` is what reached the output; the gradient of an
/// operand that was broadcast is summed back to its shape by the walk, not here.
abstract sealed class Arithmetic extends Operation {
    Arithmetic(String name, Tensor... inputs) {
        super(name, inputs);
    }

    final NdArray binary(Binary op, double number) {
        return Pointwise.binary(name(), op, input(0).array(), number);
    }

    final NdArray binary(Binary op) {
        return Pointwise.binary(name(), op, input(0).array(), input(1).array());
    }

    static Tensor inPlace(String name, Binary op, Tensor a, Tensor b) {
        a.requireWritable(name, b);
        Pointwise.binaryInPlace(name, op, a.array(), b.array());
        return a;
    }

    static Tensor inPlace(String name, Binary op, Tensor a, double b) {
        a.requireWritable(name);
        Pointwise.binaryInPlace(op, a.array(), b);
        return a;
    }

    /// `a + b`: the gradient passes to both as it is.
    static final class Add extends Arithmetic {
        Add(Tensor a, Tensor b) {
            super("add", a, b);
        }

        @Override
        NdArray forward() {
            return binary(Binary.ADD);
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

    /// `a - b`: `g` and `-g`.
    static final class Sub extends Arithmetic {
        Sub(Tensor a, Tensor b) {
            super("sub", a, b);
        }

        @Override
        NdArray forward() {
            return binary(Binary.SUB);
        }

        @Override
        Tensor[] saved() {
            return NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return input == 0 ? g : g.neg();
        }
    }

    /// `a·b`: each gets the other times `g`, so each is saved only if the other wants a gradient.
    static final class Mul extends Arithmetic {
        Mul(Tensor a, Tensor b) {
            super("mul", a, b);
        }

        @Override
        NdArray forward() {
            return binary(Binary.MUL);
        }

        @Override
        Tensor[] saved() {
            return savedFactors();
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(1 - input));
        }
    }

    /// For products: each operand is read only for the gradient of the other.
    final Tensor[] savedFactors() {
        if (needsGrad(0) && needsGrad(1)) {
            return new Tensor[] {input(0), input(1)};
        }
        return new Tensor[] {needsGrad(0) ? input(1) : input(0)};
    }

    /// `a / b`: `g / b` and `-g·(a/b)/b`.
    static final class Div extends Arithmetic {
        Div(Tensor a, Tensor b) {
            super("div", a, b);
        }

        @Override
        NdArray forward() {
            return binary(Binary.DIV);
        }

        @Override
        Tensor[] saved() {
            return needsGrad(1) ? new Tensor[] {input(1), output()} : new Tensor[] {input(1)};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            Tensor quotient = g.div(input(1));
            return input == 0 ? quotient : quotient.mul(output()).neg();
        }
    }

    /// `x + c`.
    static final class AddScalar extends Arithmetic {
        private final double c;

        AddScalar(Tensor x, double c) {
            super("add", x);
            this.c = c;
        }

        @Override
        NdArray forward() {
            return binary(Binary.ADD, c);
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

    /// `c·x`: `c·g`.
    static final class MulScalar extends Arithmetic {
        private final double c;

        MulScalar(Tensor x, double c) {
            super("mul", x);
            this.c = c;
        }

        @Override
        NdArray forward() {
            return binary(Binary.MUL, c);
        }

        @Override
        Tensor[] saved() {
            return NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(c);
        }
    }

    /// `x / c`: `g / c`.
    static final class DivScalar extends Arithmetic {
        private final double c;

        DivScalar(Tensor x, double c) {
            super("div", x);
            this.c = c;
        }

        @Override
        NdArray forward() {
            return binary(Binary.DIV, c);
        }

        @Override
        Tensor[] saved() {
            return NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.div(c);
        }
    }

    /// `-x`: `-g`.
    static final class Neg extends Arithmetic {
        Neg(Tensor x) {
            super("neg", x);
        }

        @Override
        NdArray forward() {
            return Pointwise.unary(name(), Unary.NEG, input(0).array());
        }

        @Override
        Tensor[] saved() {
            return NOTHING;
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.neg();
        }
    }
}
