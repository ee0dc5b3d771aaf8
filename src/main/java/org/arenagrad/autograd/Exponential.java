package org.arenagrad.autograd;

import org.arenagrad.array.NdArray;
import org.arenagrad.array.Pointwise;
import org.arenagrad.kernel.Unary;

/// Exponentials, logarithms and trigonometric functions, element by element.
abstract sealed class Exponential extends Operation {
    private final Unary op;

    Exponential(String name, Unary op, Tensor x) {
        super(name, x);
        this.op = op;
    }

    @Override
    final NdArray forward() {
        return Pointwise.unary(name(), op, input(0).array());
    }

    /// Most read their input; those that read the output say so.
    @Override
    Tensor[] saved() {
        return new Tensor[] {input(0)};
    }

    /// `y = e^x`: `g·y`.
    static final class Exp extends Exponential {
        Exp(Tensor x) {
            super("exp", Unary.EXP, x);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(output());
        }
    }

    /// `log x`: `g / x`.
    static final class Log extends Exponential {
        Log(Tensor x) {
            super("log", Unary.LOG, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.div(input(0));
        }
    }

    /// `log(1 + x)`: `g / (1 + x)`.
    static final class Log1p extends Exponential {
        Log1p(Tensor x) {
            super("log1p", Unary.LOG1P, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.div(input(0).add(1));
        }
    }

    /// `y = e^x - 1`: `g·(y + 1)`.
    static final class Expm1 extends Exponential {
        Expm1(Tensor x) {
            super("expm1", Unary.EXPM1, x);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(output().add(1));
        }
    }

    /// `sin x`: `g·cos x`.
    static final class Sin extends Exponential {
        Sin(Tensor x) {
            super("sin", Unary.SIN, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).cos());
        }
    }

    /// `cos x`: `-g·sin x`.
    static final class Cos extends Exponential {
        Cos(Tensor x) {
            super("cos", Unary.COS, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).sin()).neg();
        }
    }

    /// `erf x`: `g·2/√π·e^-x²`.
    static final class Erf extends Exponential {
        Erf(Tensor x) {
            super("erf", Unary.ERF, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).square().neg().exp()).mul(2 / Math.sqrt(Math.PI));
        }
    }
}
