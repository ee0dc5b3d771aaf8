package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;

/// The data sets that come with the framework: generated ones, as many rows as asked for, and two
/// bundled ones.
///
/// Each has a short form in FLOAT64 and a long one with the element type. Generated rows come in
/// random order; the same seed gives the same rows. Everything is made in the innermost scope.
public final class Datasets {
    private Datasets() {}

    // ---- generated ----

    /// `n` points on the line `y = 2x + 1`, `x` uniform in `[-1, 1)`, with noise of deviation 0.1
    /// on `y`.
    public static TensorDataset<Tensor> linear(int n, Rng rng) {
        return linear(n, 2, 1, 0.1, DType.FLOAT64, rng);
    }

    /// `n` points on a line, `x` uniform in `[-1, 1)`: x `[n, 1]`, y `[n, 1]`.
    ///
    /// @param noise the standard deviation of what is added to `y`
    public static TensorDataset<Tensor> linear(
            int n, double slope, double intercept, double noise, DType dtype, Rng rng) {
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 2 * rng.nextDouble() - 1;
            y[i] = slope * x[i] + intercept + noise * rng.nextGaussian();
        }
        return Dataset.of(Tensor.from(dtype, x, n, 1), Tensor.from(dtype, y, n, 1));
    }

    /// The truth table of exclusive or, the smallest problem that no line separates (Minsky and
    /// Papert, *Perceptrons*, 1969): x `[4, 2]`, y `[4, 1]`, FLOAT64.
    public static TensorDataset<Tensor> xor() {
        return xor(DType.FLOAT64);
    }

    /// The truth table of exclusive or, of a type.
    public static TensorDataset<Tensor> xor(DType dtype) {
        Tensor x = Tensor.from(dtype, new double[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
        return Dataset.of(x, Tensor.from(dtype, new double[] {0, 1, 1, 0}, 4, 1));
    }

    /// Exclusive or with noise: `n` points around the four corners, in turn.
    public static TensorDataset<Tensor> xor(int n, double noise, Rng rng) {
        return xor(n, noise, DType.FLOAT64, rng);
    }

    /// Exclusive or with noise: `n` points around the four corners of the unit square, in turn,
    /// each with the truth value of its corner: x `[n, 2]`, y `[n, 1]`.
    ///
    /// @param noise the standard deviation around the corners
    public static TensorDataset<Tensor> xor(int n, double noise, DType dtype, Rng rng) {
        Points points = Points.xor(n, noise, rng).shuffled(rng);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = points.classOf(i);
        }
        return Dataset.of(points.x(dtype), Tensor.from(dtype, y, n, 1));
    }

    /// A spiral arm for each class, as in Stanford's course CS231n, with noise of deviation 0.2 on
    /// the angle.
    public static TensorDataset<Indices> spiral(int classes, int perClass, Rng rng) {
        return spiral(classes, perClass, 0.2, DType.FLOAT64, rng);
    }

    /// A spiral arm for each class, as in Stanford's course CS231n: along arm `j` the radius grows
    /// from 0 to 1 and the angle from `4j` to `4(j + 1)`; x is `[r·sin(angle), r·cos(angle)]`.
    ///
    /// @param noise the standard deviation of what is added to the angle
    public static TensorDataset<Indices> spiral(
            int classes, int perClass, double noise, DType dtype, Rng rng) {
        return Points.spiral(classes, perClass, noise, rng).shuffled(rng).dataset(dtype);
    }

    /// Two interleaving half circles: x `[n, 2]`, two classes.
    public static TensorDataset<Indices> moons(int n, double noise, Rng rng) {
        return moons(n, noise, DType.FLOAT64, rng);
    }

    /// Two interleaving half circles, as scikit-learn's `make_moons` defines them: the upper one
    /// around the origin is class 0, the lower one around (1, 0.5) is class 1.
    ///
    /// @param noise the standard deviation of what is added to both coordinates
    public static TensorDataset<Indices> moons(int n, double noise, DType dtype, Rng rng) {
        return Points.moons(n).jittered(noise, rng).shuffled(rng).dataset(dtype);
    }

    /// A circle inside another, 0.8 times as wide: x `[n, 2]`, two classes.
    public static TensorDataset<Indices> circles(int n, double noise, Rng rng) {
        return circles(n, noise, 0.8, DType.FLOAT64, rng);
    }

    /// A circle inside another, as scikit-learn's `make_circles` defines them: the unit circle is
    /// class 0, the inner one class 1.
    ///
    /// @param noise the standard deviation of what is added to both coordinates
    /// @param factor the radius of the inner circle, between 0 and 1
    /// @throws IllegalArgumentException if it is not
    public static TensorDataset<Indices> circles(
            int n, double noise, double factor, DType dtype, Rng rng) {
        return Points.circles(n, factor).jittered(noise, rng).shuffled(rng).dataset(dtype);
    }

    // ---- bundled ----

    /// Handwritten digits, FLOAT64.
    public static TensorDataset<Indices> digits() {
        return digits(DType.FLOAT64);
    }

    /// 1,797 handwritten digits of 8×8 pixels from 0 to 16: x `[1797, 64]`, ten classes (E.
    /// Alpaydin, C. Kaynak: *Optical Recognition of Handwritten Digits*, UCI Machine Learning
    /// Repository, 1998, CC BY 4.0). Rows come as in the file, neighbours by the same writer:
    /// shuffle.
    public static TensorDataset<Indices> digits(DType dtype) {
        return Bundled.DIGITS.read(dtype);
    }

    /// Irises, FLOAT64.
    public static TensorDataset<Indices> iris() {
        return iris(DType.FLOAT64);
    }

    /// 150 irises, 50 of each kind: x `[150, 4]`, length and width of sepals and petals in cm;
    /// classes setosa, versicolor, virginica (R. A. Fisher: *The use of multiple measurements in
    /// taxonomic problems*, 1936; UCI Machine Learning Repository, CC BY 4.0). Rows come ordered by
    /// class: shuffle.
    public static TensorDataset<Indices> iris(DType dtype) {
        return Bundled.IRIS.read(dtype);
    }
}
