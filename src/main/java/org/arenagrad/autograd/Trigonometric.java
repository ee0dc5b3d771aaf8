package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Unary;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;

/// Angles and hyperbolic functions, element by element.
abstract sealed class Trigonometric extends Operation {
    private final Unary op;

    Trigonometric(String name, Unary op, Tensor x) {
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

    /// `sin x`: `g·cos x`.
    static final class Sin extends Trigonometric {
        Sin(Tensor x) {
            super("sin", Unary.SIN, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).cos());
        }
    }

    /// `cos x`: `-g·sin x`.
    static final class Cos extends Trigonometric {
        Cos(Tensor x) {
            super("cos", Unary.COS, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).sin()).neg();
        }
    }

    /// `y = tan x`: `g·(1 + y²)`.
    static final class Tan extends Trigonometric {
        Tan(Tensor x) {
            super("tan", Unary.TAN, x);
        }

        @Override
        Tensor[] saved() {
            return new Tensor[] {output()};
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(output().square().add(1));
        }
    }

    /// `asin x`: `g / √(1 - x²)`.
    static final class Asin extends Trigonometric {
        Asin(Tensor x) {
            super("asin", Unary.ASIN, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).square().neg().add(1).rsqrt());
        }
    }

    /// `acos x`: `-g / √(1 - x²)`.
    static final class Acos extends Trigonometric {
        Acos(Tensor x) {
            super("acos", Unary.ACOS, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).square().neg().add(1).rsqrt()).neg();
        }
    }

    /// `atan x`: `g / (1 + x²)`.
    static final class Atan extends Trigonometric {
        Atan(Tensor x) {
            super("atan", Unary.ATAN, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.div(input(0).square().add(1));
        }
    }

    /// `sinh x`: `g·cosh x`.
    static final class Sinh extends Trigonometric {
        Sinh(Tensor x) {
            super("sinh", Unary.SINH, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).cosh());
        }
    }

    /// `cosh x`: `g·sinh x`.
    static final class Cosh extends Trigonometric {
        Cosh(Tensor x) {
            super("cosh", Unary.COSH, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).sinh());
        }
    }

    /// `asinh x`: `g / √(x² + 1)`.
    static final class Asinh extends Trigonometric {
        Asinh(Tensor x) {
            super("asinh", Unary.ASINH, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).square().add(1).rsqrt());
        }
    }

    /// `acosh x`: `g / √(x² - 1)`.
    static final class Acosh extends Trigonometric {
        Acosh(Tensor x) {
            super("acosh", Unary.ACOSH, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.mul(input(0).square().sub(1).rsqrt());
        }
    }

    /// `atanh x`: `g / (1 - x²)`.
    static final class Atanh extends Trigonometric {
        Atanh(Tensor x) {
            super("atanh", Unary.ATANH, x);
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return g.div(input(0).square().neg().add(1));
        }
    }
}
