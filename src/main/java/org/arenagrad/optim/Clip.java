package org.arenagrad.optim;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Pointwise;
import org.arenagrad.ndarray.Reduce;

import java.util.List;
import java.util.function.Consumer;

/// Keeps gradients from exploding: between `backward()` and `step()`, in place.
public final class Clip {
    private Clip() {}

    /// Scales all gradients together so that their common norm is at most `max`; their direction
    /// stays (Pascanu, Mikolov and Bengio, 2013). As in PyTorch the factor is `max / (norm +
    /// 1e-6)`.
    ///
    /// @param parameters those without a gradient count nothing
    /// @return the norm before: the root of the sum of the squares of all gradients; NaN or
    ///   infinite if one of them is
    /// @throws IllegalArgumentException if `max` is negative or not finite
    public static double gradNorm(List<Tensor> parameters, double max) {
        Checks.requireNotNegative("the largest norm", max);
        double squares = 0;
        for (Tensor parameter : parameters) {
            if (parameter.hasGrad()) {
                squares += Reduce.total(Reduction.SUM_OF_SQUARES, parameter.grad().array());
            }
        }
        double norm = Math.sqrt(squares);
        double factor = max / (norm + 1e-6);
        if (factor < 1) {
            onEach(parameters, gradient -> Pointwise.binaryInPlace(Binary.MUL, gradient, factor));
        }
        return norm;
    }

    /// Brings each number of each gradient into `±limit`.
    ///
    /// @param parameters those without a gradient are left alone
    /// @throws IllegalArgumentException if `limit` is negative or not finite
    public static void gradValue(List<Tensor> parameters, double limit) {
        Checks.requireNotNegative("the limit", limit);
        onEach(parameters, gradient -> Pointwise.clampInPlace(gradient, -limit, limit));
    }

    private static void onEach(List<Tensor> parameters, Consumer<NdArray> change) {
        for (Tensor parameter : parameters) {
            if (parameter.hasGrad()) {
                change.accept(parameter.grad().array());
            }
        }
    }
}
