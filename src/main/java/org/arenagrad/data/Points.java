package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;

/// Points in the plane, each of a class: what the generated data sets are before they become
/// tensors.
///
/// @param xy the coordinates, one point after the other
/// @param classes the class of each point
@SuppressWarnings("ArrayRecordComponent") // Never compared; passed on from one step to the next.
record Points(double[] xy, int[] classes) {

    private static Points of(int n) {
        if (n < 0) {
            throw new IllegalArgumentException(
                    "datasets: %s points are fewer than none".formatted(n));
        }
        return new Points(new double[2 * n], new int[n]);
    }

    private void set(int i, double x, double y, int label) {
        xy[2 * i] = x;
        xy[2 * i + 1] = y;
        classes[i] = label;
    }

    int classOf(int i) {
        return classes[i];
    }

    static Points xor(int n, double noise, Rng rng) {
        Points points = of(n);
        for (int i = 0; i < n; i++) {
            int a = i >> 1 & 1;
            int b = i & 1;
            points.set(i, a, b, a ^ b);
        }
        return points.jittered(noise, rng);
    }

    static Points spiral(int arms, int perArm, double noise, Rng rng) {
        Points points = of(Math.multiplyExact(arms, perArm));
        for (int arm = 0; arm < arms; arm++) {
            for (int i = 0; i < perArm; i++) {
                double radius = fraction(i, perArm);
                double angle = 4 * (arm + radius) + noise * rng.nextGaussian();
                points.set(
                        arm * perArm + i, radius * Math.sin(angle), radius * Math.cos(angle), arm);
            }
        }
        return points;
    }

    static Points moons(int n) {
        Points points = of(n);
        int upper = n / 2;
        for (int i = 0; i < upper; i++) {
            double angle = Math.PI * fraction(i, upper);
            points.set(i, Math.cos(angle), Math.sin(angle), 0);
        }
        for (int i = upper; i < n; i++) {
            double angle = Math.PI * fraction(i - upper, n - upper);
            points.set(i, 1 - Math.cos(angle), 0.5 - Math.sin(angle), 1);
        }
        return points;
    }

    static Points circles(int n, double factor) {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException(
                    "circles: a factor of %s is not between 0 and 1: it is the radius of the inner circle"
                            .formatted(factor));
        }
        Points points = of(n);
        int outer = n / 2;
        for (int i = 0; i < n; i++) {
            boolean inside = i >= outer;
            double radius = inside ? factor : 1;
            double angle =
                    2
                            * Math.PI
                            * (inside ? (double) (i - outer) / (n - outer) : (double) i / outer);
            points.set(i, radius * Math.cos(angle), radius * Math.sin(angle), inside ? 1 : 0);
        }
        return points;
    }

    /// How far `i` is on the way from the first of `n` to the last, both included.
    private static double fraction(int i, int n) {
        return n == 1 ? 0 : (double) i / (n - 1);
    }

    /// The points moved at random, by a normal distribution.
    Points jittered(double noise, Rng rng) {
        double[] moved = xy.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += noise * rng.nextGaussian();
        }
        return new Points(moved, classes);
    }

    /// The points in random order.
    Points shuffled(Rng rng) {
        Indices order = rng.permutation(classes.length);
        Points mixed = of(classes.length);
        for (int i = 0; i < classes.length; i++) {
            int from = order.get(i);
            mixed.set(i, xy[2 * from], xy[2 * from + 1], classes[from]);
        }
        return mixed;
    }

    /// The coordinates, `[n, 2]`.
    Tensor x(DType dtype) {
        return Tensor.from(dtype, xy, classes.length, 2);
    }

    /// Coordinates and classes.
    TensorDataset<Indices> dataset(DType dtype) {
        return Dataset.of(x(dtype), Indices.of(classes));
    }
}
