package org.arenagrad.kernel.oracle;

import org.arenagrad.kernel.Matrix;

/// The matrix product by three nested loops.
public final class Products {
    private Products() {}

    /// `C = alpha·A·B + beta·C`, on what the segments of the matrices hold.
    public static void multiply(
            double alpha,
            Matrix a,
            double[] left,
            Matrix b,
            double[] right,
            double beta,
            Matrix c,
            double[] result) {
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                double sum = 0;
                for (int l = 0; l < a.columns(); l++) {
                    sum += left[(int) a.at(i, l)] * right[(int) b.at(l, j)];
                }
                int at = (int) c.at(i, j);
                result[at] = alpha * sum + (beta == 0 ? 0 : beta * result[at]);
            }
        }
    }
}
