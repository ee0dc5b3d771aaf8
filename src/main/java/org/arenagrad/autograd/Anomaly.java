package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.ndarray.Reduce;

/// The search for the first value that is NaN or infinite, see [Autograd#detectAnomalies].
final class Anomaly {
    private Anomaly() {}

    /// @throws NonFiniteException if `value` holds NaN or an infinity; it blames an input that
    ///   already did, or else the operation
    static void check(Operation operation, NdArray value) {
        if (isFinite(value)) {
            return;
        }
        StringBuilder operands = new StringBuilder();
        for (int i = 0; i < operation.inputs(); i++) {
            NdArray input = operation.input(i).array();
            if (!isFinite(input)) {
                throw new NonFiniteException(
                        """
                        %s already held NaN or infinite values when %s read it: it came so from \
                        the data, or from the last update of the optimizer (a smaller learning \
                        rate, or clipped gradients, may help)\
                        """
                                .formatted(input, operation.name()));
            }
            operands.append(i == 0 ? "" : " and ").append(input);
        }
        throw new NonFiniteException(
                """
                %s produced NaN or infinite values %s from finite %s: it is the first operation \
                that did\
                """
                        .formatted(operation.name(), value.shape(), operands));
    }

    private static boolean isFinite(NdArray x) {
        return Reduce.total(Reduction.COUNT_NON_FINITE, x) == 0;
    }
}
