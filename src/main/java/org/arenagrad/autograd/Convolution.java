package org.arenagrad.autograd;

import org.arenagrad.ndarray.ConvShapes;
import org.arenagrad.ndarray.Convolutions;
import org.arenagrad.ndarray.NdArray;
import org.jspecify.annotations.Nullable;

/// Convolution and its two gradients, which are closed under differentiation. All three are
/// bilinear, of two of the three values `x`, `w` and `y`, and of each the gradients are the other
/// two:
///
/// | | computes | from |
/// |---|---|---|
/// | [Forward] | `y` | `x`, `w` |
/// | [Input] | what reaches `x` (a transposed convolution) | `y`, `w` |
/// | [Weight] | what reaches `w` | `x`, `y` |
///
/// Only the two are saved, each if the other's gradient is wanted, and never what windows see.
abstract sealed class Convolution extends Operation {
    final ConvShapes shapes;

    Convolution(String name, ConvShapes shapes, Tensor... inputs) {
        super(name, inputs);
        this.shapes = shapes;
    }

    @Override
    final Tensor[] saved() {
        if (needsGrad(0) && needsGrad(1)) {
            return new Tensor[] {input(0), input(1)};
        }
        return needsGrad(0)
                ? new Tensor[] {input(1)}
                : needsGrad(1) ? new Tensor[] {input(0)} : NOTHING;
    }

    final @Nullable NdArray bias() {
        return inputs() == 3 ? input(2).array() : null;
    }

    static Tensor[] operands(Tensor x, Tensor w, @Nullable Tensor bias) {
        return bias == null ? new Tensor[] {x, w} : new Tensor[] {x, w, bias};
    }

    /// `y[n, o] = bias[o] + Σ w[o, c, i, j]·x[n, c, window]`.
    static final class Forward extends Convolution {
        Forward(String name, ConvShapes shapes, Tensor... inputs) {
            super(name, shapes, inputs);
        }

        @Override
        NdArray forward() {
            return Convolutions.conv(name(), shapes, input(0).array(), input(1).array(), bias());
        }

        @Override
        Tensor gradient(int input, Tensor g) {
            return switch (input) {
                case 0 -> new Input(name(), shapes, g, input(1)).apply();
                case 1 -> new Weight(name(), shapes, input(0), g).apply();
                default -> g.sum(0, 2, 3);
            };
        }

        @Override
        boolean gradientInto(int input, Tensor g, NdArray sum, boolean add) {
            NdArray x = input(0).array();
            if (input != 1 || !sum.isContiguous() || x.buffer() == sum.buffer()) {
                return false;
            }
            Convolutions.weightInto(shapes, x, g.array(), add, sum);
            return true;
        }
    }

    /// The gradient for the input, `dx[n, c, at] = bias[c] + Σ w[o, c, i, j]·g[n, o, window]`: a
    /// transposed convolution.
    static final class Input extends Convolution {
        Input(String name, ConvShapes shapes, Tensor... inputs) {
            super(name, shapes, inputs);
        }

        @Override
        NdArray forward() {
            return Convolutions.input(name(), shapes, input(0).array(), input(1).array(), bias());
        }

        @Override
        Tensor gradient(int input, Tensor u) {
            return switch (input) {
                case 0 -> new Forward(name(), shapes, u, input(1)).apply();
                case 1 -> new Weight(name(), shapes, u, input(0)).apply();
                default -> u.sum(0, 2, 3);
            };
        }

        @Override
        boolean gradientInto(int input, Tensor u, NdArray sum, boolean add) {
            NdArray g = input(0).array();
            if (input != 1 || !sum.isContiguous() || g.buffer() == sum.buffer()) {
                return false;
            }
            Convolutions.weightInto(shapes, u.array(), g, add, sum);
            return true;
        }
    }

    /// The gradient for the weight, `dw[o, c, i, j] = Σ g[n, o, at]·x[n, c, window]`.
    static final class Weight extends Convolution {
        Weight(String name, ConvShapes shapes, Tensor... inputs) {
            super(name, shapes, inputs);
        }

        @Override
        NdArray forward() {
            return Convolutions.weight(name(), shapes, input(0).array(), input(1).array());
        }

        @Override
        Tensor gradient(int input, Tensor v) {
            return input == 0
                    ? new Input(name(), shapes, input(1), v).apply()
                    : new Forward(name(), shapes, input(0), v).apply();
        }
    }
}
