package org.arenagrad.autograd;

import org.arenagrad.ndarray.MatMuls;
import org.arenagrad.ndarray.NdArray;

/// The product of matrices or stacks of matrices, `C = A·B`: `∂A = g·Bᵀ`, `∂B = Aᵀ·g`. Transposes
/// are views, which BLAS takes as flags.
final class MatMul extends Operation {
    private MatMul(Tensor a, Tensor b) {
        super("matmul", a, b);
    }

    /// The product; a vector is a matrix of one row (left) or one column (right) for its duration.
    static Tensor of(Tensor a, Tensor b) {
        boolean row = a.shape().rank() == 1;
        boolean column = b.shape().rank() == 1;
        if (!row && !column) {
            return new MatMul(a, b).apply();
        }
        requireFit(a, b);
        Tensor product = new MatMul(row ? a.unsqueeze(0) : a, column ? b.unsqueeze(1) : b).apply();
        Tensor withoutRow = row ? product.squeeze(-2) : product;
        return column ? withoutRow.squeeze(-1) : withoutRow;
    }

    // Before vectors become matrices, so that the message shows the shapes the user gave.
    private static void requireFit(Tensor a, Tensor b) {
        if (a.shape().rank() > 0 && b.shape().rank() > 0) {
            int right = b.shape().rank() == 1 ? b.shape().size(0) : b.shape().size(-2);
            if (a.shape().size(-1) != right) {
                throw new IllegalArgumentException(
                        "matmul: %s and %s don't fit: the inner sizes %s and %s differ"
                                .formatted(a.array(), b.array(), a.shape().size(-1), right));
            }
        }
    }

    @Override
    NdArray forward() {
        return MatMuls.matmul(input(0).array(), input(1).array());
    }

    @Override
    Tensor[] saved() {
        if (needsGrad(0) && needsGrad(1)) {
            return new Tensor[] {input(0), input(1)};
        }
        return new Tensor[] {needsGrad(0) ? input(1) : input(0)};
    }

    @Override
    Tensor gradient(int input, Tensor g) {
        Tensor a = input(0);
        Tensor b = input(1);
        if (input == 0) {
            return g.matmul(b.transpose(-1, -2));
        }
        if (b.shape().rank() == 2 && a.shape().rank() > 2) {
            // One tall product instead of many whose sum is wanted.
            a = View.rows(a);
            g = View.rows(g);
        }
        return a.transpose(-1, -2).matmul(g);
    }
}
