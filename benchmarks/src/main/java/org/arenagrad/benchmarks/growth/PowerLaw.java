package org.arenagrad.benchmarks.growth;

/// `y = c·x^e`, fitted to points by least squares over logarithms.
///
/// @param exponent `e`: 1 if `y` grows as `x` does
/// @param factor `c`
public record PowerLaw(double exponent, double factor) {
    /// The law closest to the points, all numbers above 0.
    public static PowerLaw fit(double[] x, double[] y) {
        int n = x.length;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < n; i++) {
            meanX += Math.log(x[i]) / n;
            meanY += Math.log(y[i]) / n;
        }
        double both = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            double dx = Math.log(x[i]) - meanX;
            both += dx * (Math.log(y[i]) - meanY);
            square += dx * dx;
        }
        double exponent = both / square;
        return new PowerLaw(exponent, Math.exp(meanY - exponent * meanX));
    }

    /// `c·x^e`.
    public double at(double x) {
        return factor * Math.pow(x, exponent);
    }
}
