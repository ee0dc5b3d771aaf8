package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// Exponentials and logarithms, element by element.
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

    /// `y = 2^x`: `g·y·log 2`.
    static final class Exp2 extends Exponential {
        Exp2(Tensor x) {
            super("exp2", Unary.EXP2, x);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(output()).mul(Math.log(2));
        }
    }

    /// The logarithm to base 2: `g / (x·log 2)`.
    static final class Log2 extends Exponential {
        Log2(Tensor x) {
            super("log2", Unary.LOG2, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.div(input(0)).mul(1 / Math.log(2));
        }
    }

    /// The logarithm to base 10: `g / (x·log 10)`.
    static final class Log10 extends Exponential {
        Log10(Tensor x) {
            super("log10", Unary.LOG10, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.div(input(0)).mul(1 / Math.log(10));
        }
    }
}
