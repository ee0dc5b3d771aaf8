package org.arenagrad.data;

import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;

/// Brings every column to mean 0 and standard deviation 1, so that no feature counts for more only
/// because of its unit (LeCun, Bottou, Orr and Müller, *Efficient BackProp*, 1998).
///
/// ```java
/// var standardizer = Standardizer.fit(parts.train());
/// var train = standardizer.apply(parts.train());
/// var heldOut = standardizer.apply(parts.heldOut());
/// ```
///
/// Fit it to the training part only: mean and deviation of the held-out part are knowledge that a
/// model in use would not have. A column that never changes while fitting becomes 0 in the training
/// part; it is shifted, not divided.
public final class Standardizer {
    private final Tensor mean;
    private final Tensor deviation;

    private Standardizer(Tensor mean, Tensor deviation) {
        this.mean = mean;
        this.deviation = deviation;
        TensorDataset.keep(mean);
        TensorDataset.keep(deviation);
    }

    /// Learns mean and standard deviation (of a population, `√(Σ(x - mean)² / n)`) of every column
    /// of `x`, in the innermost scope.
    ///
    /// @param x rows, `[n, …]`
    /// @throws IllegalArgumentException if there is no row
    public static Standardizer fit(Tensor x) {
        if (x.shape().rank() == 0 || x.shape().size(0) == 0) {
            throw new IllegalArgumentException(
                    "standardizer: %s has no rows to learn mean and deviation from"
                            .formatted(x.shape()));
        }
        try (var _ = Autograd.noGrad()) {
            Tensor mean = x.mean(0);
            Tensor deviation = x.std(0, false, 0);
            // Rounding may give a constant column a tiny deviation: ask for its range, which is
            // exact.
            try (Tensor low = x.amin(0);
                    Tensor high = x.amax(0);
                    Tensor constant = low.eq(high)) {
                Tensor one = Tensor.ones(x.dtype());
                Tensor scale = constant.where(one, deviation);
                one.close();
                deviation.close();
                return new Standardizer(mean.named("mean"), scale.named("deviation"));
            }
        }
    }

    /// [#fit(Tensor)] of the rows of a data set.
    public static Standardizer fit(TensorDataset<?> train) {
        return fit(train.x());
    }

    /// `(x - mean) / deviation`, column by column, in the innermost scope.
    ///
    /// @param x rows with the columns this was fitted to
    /// @throws IllegalArgumentException if the columns are others
    public Tensor apply(Tensor x) {
        Shape columns = mean.shape();
        if (x.shape().rank() == 0 || !x.shape().with(0, 1).equals(rowOf(columns))) {
            throw new IllegalArgumentException(
                    "standardizer: was fitted to rows of shape %s, can't be applied to %s, whose first dimension counts the rows"
                            .formatted(columns, x.shape()));
        }
        Tensor centred = x.sub(mean);
        Tensor scaled = centred.div(deviation);
        centred.discard();
        return scaled;
    }

    /// A data set with its rows standardized, in the innermost scope, and the same targets.
    public <Y> TensorDataset<Y> apply(TensorDataset<Y> data) {
        return data.withX(apply(data.x()));
    }

    /// The means, one for each column.
    public Tensor mean() {
        return mean;
    }

    /// What each column is divided by: its standard deviation, or 1 if the column was constant.
    public Tensor deviation() {
        return deviation;
    }

    /// The shape of one row of such columns, `[1, …]`.
    private static Shape rowOf(Shape columns) {
        int[] sizes = new int[columns.rank() + 1];
        sizes[0] = 1;
        System.arraycopy(columns.toArray(), 0, sizes, 1, columns.rank());
        return Shape.of(sizes);
    }
}
