package org.arenagrad.train;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.NonFiniteException;

import java.util.function.Supplier;

/// A training can't go on.
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// One with a reason.
    public TrainingException(String message) {
        super(message);
    }

    /// For a loss that became NaN or infinite: computes it once more with every operation watched,
    /// to name the first that produced such a value.
    ///
    /// ```java
    /// double value = loss.item();
    /// if (!Double.isFinite(value)) {
    ///     throw TrainingException.diverged(value, epoch, step, () -> loss(model, batch));
    /// }
    /// ```
    ///
    /// @param value what it became
    /// @param epoch in which epoch, from 1
    /// @param step in which step, from 1
    /// @param forward what computed it
    public static TrainingException diverged(
            double value, int epoch, long step, Supplier<?> forward) {
        return new TrainingException(
                "the loss became %s in epoch %d, step %d: %s"
                        .formatted(value, epoch, step, culprit(forward)));
    }

    private static String culprit(Supplier<?> forward) {
        try (var _ = Autograd.detectAnomalies()) {
            var _ = forward.get();
            return "computed again it was finite, so the model does not compute the same twice";
        } catch (NonFiniteException found) {
            return String.valueOf(found.getMessage());
        }
    }
}
