package org.arenagrad.autograd;

import org.arenagrad.array.Pointwise;
import org.arenagrad.kernel.Binary;
import org.arenagrad.kernel.Unary;

/// Arithmetic, functions of single elements, comparisons and matrix products of [Tensor].
///
/// Operands broadcast by NumPy's rule: aligned at the end, sizes 1 and missing dimensions are
/// repeated. Where shapes don't fit, every method throws an [IllegalArgumentException] that names
/// both operands.
public sealed interface TensorMath permits Tensor {
    /// This tensor.
    Tensor self();

    // ---- arithmetic ----

    /// `a + b`.
    default Tensor add(Tensor b) {
        return new Arithmetic.Add(self(), b).apply();
    }

    /// `a + b` for every element.
    default Tensor add(double b) {
        return new Arithmetic.AddScalar(self(), b).apply();
    }

    /// `a - b`.
    default Tensor sub(Tensor b) {
        return new Arithmetic.Sub(self(), b).apply();
    }

    /// `a - b` for every element.
    default Tensor sub(double b) {
        return add(-b);
    }

    /// `a·b`, element by element.
    default Tensor mul(Tensor b) {
        return new Arithmetic.Mul(self(), b).apply();
    }

    /// `a·b` for every element.
    default Tensor mul(double b) {
        return new Arithmetic.MulScalar(self(), b).apply();
    }

    /// `a / b`, element by element.
    default Tensor div(Tensor b) {
        return new Arithmetic.Div(self(), b).apply();
    }

    /// `a / b` for every element.
    default Tensor div(double b) {
        return new Arithmetic.DivScalar(self(), b).apply();
    }

    /// `-x`.
    default Tensor neg() {
        return new Arithmetic.Neg(self()).apply();
    }

    /// `|x|`; its gradient at 0 is 0.
    default Tensor abs() {
        return new Piecewise.Abs(self()).apply();
    }

    /// `-1`, `0` or `1`; its gradient is 0.
    default Tensor sign() {
        return new Piecewise.Sign(self()).apply();
    }

    /// `x²`.
    default Tensor square() {
        return new Powers.Square(self()).apply();
    }

    /// `√x`.
    default Tensor sqrt() {
        return new Powers.Sqrt(self()).apply();
    }

    /// `1 / x`.
    default Tensor reciprocal() {
        return new Powers.Reciprocal(self()).apply();
    }

    /// `x^exponent`.
    default Tensor pow(double exponent) {
        return new Powers.PowScalar(self(), exponent).apply();
    }

    /// `a^b`, element by element.
    default Tensor pow(Tensor b) {
        return new Powers.Pow(self(), b).apply();
    }

    /// The larger of two, element by element; NaN if either is. Equal elements share the gradient.
    default Tensor maximum(Tensor b) {
        return new Piecewise.Extremum("maximum", self(), b).apply();
    }

    /// The smaller of two, element by element; NaN if either is. Equal elements share the gradient.
    default Tensor minimum(Tensor b) {
        return new Piecewise.Extremum("minimum", self(), b).apply();
    }

    /// `x` kept between `min` and `max`; outside, the gradient is 0.
    default Tensor clamp(double min, double max) {
        return new Piecewise.Clamp(self(), min, max).apply();
    }

    // ---- exponentials and their kin ----

    /// `e^x`.
    default Tensor exp() {
        return new Exponential.Exp(self()).apply();
    }

    /// The natural logarithm.
    default Tensor log() {
        return new Exponential.Log(self()).apply();
    }

    /// `log(1 + x)`, exact for small `x`.
    default Tensor log1p() {
        return new Exponential.Log1p(self()).apply();
    }

    /// `e^x - 1`, exact for small `x`.
    default Tensor expm1() {
        return new Exponential.Expm1(self()).apply();
    }

    /// The sine.
    default Tensor sin() {
        return new Exponential.Sin(self()).apply();
    }

    /// The cosine.
    default Tensor cos() {
        return new Exponential.Cos(self()).apply();
    }

    /// The error function, `2/√π ∫₀ˣ e^-t² dt`.
    default Tensor erf() {
        return new Exponential.Erf(self()).apply();
    }

    // ---- activations ----

    /// The hyperbolic tangent.
    default Tensor tanh() {
        return new Activation.Tanh(self()).apply();
    }

    /// `1 / (1 + e^-x)`.
    default Tensor sigmoid() {
        return new Activation.Sigmoid(self()).apply();
    }

    /// `max(x, 0)`.
    default Tensor relu() {
        return new Activation.Relu(self()).apply();
    }

    /// `x` above 0, `slope·x` below (Maas et al., 2013).
    default Tensor leakyRelu(double slope) {
        return new Activation.LeakyRelu(self(), slope).apply();
    }

    /// `x` above 0, `e^x - 1` below (Clevert et al., 2015).
    default Tensor elu() {
        return new Activation.Elu(self(), 1).apply();
    }

    /// `x·Φ(x)`, `Φ` the normal distribution function (Hendrycks and Gimpel, 2016).
    default Tensor gelu() {
        return new Activation.Gelu(self()).apply();
    }

    /// The tanh approximation of [#gelu], `x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))`.
    default Tensor geluTanh() {
        return new Activation.GeluTanh(self()).apply();
    }

    /// `x·sigmoid(x)` (Ramachandran et al., 2017).
    default Tensor silu() {
        return new Activation.Silu(self()).apply();
    }

    /// `log(1 + e^x)`, a smooth [#relu].
    default Tensor softplus() {
        return new Activation.Softplus(self()).apply();
    }

    // ---- comparisons ----

    /// 1 where equal, else 0; comparisons have no gradient.
    default Tensor eq(Tensor b) {
        return Comparison.compare("eq", Binary.EQ, self(), b);
    }

    /// 1 where not equal, else 0.
    default Tensor ne(Tensor b) {
        return Comparison.compare("ne", Binary.NE, self(), b);
    }

    /// 1 where less, else 0.
    default Tensor lt(Tensor b) {
        return Comparison.compare("lt", Binary.LT, self(), b);
    }

    /// 1 where less or equal, else 0.
    default Tensor le(Tensor b) {
        return Comparison.compare("le", Binary.LE, self(), b);
    }

    /// 1 where greater, else 0.
    default Tensor gt(Tensor b) {
        return Comparison.compare("gt", Binary.GT, self(), b);
    }

    /// 1 where greater or equal, else 0.
    default Tensor ge(Tensor b) {
        return Comparison.compare("ge", Binary.GE, self(), b);
    }

    /// [#eq] with one number.
    default Tensor eq(double b) {
        return Comparison.compare("eq", Binary.EQ, self(), b);
    }

    /// [#ne] with one number.
    default Tensor ne(double b) {
        return Comparison.compare("ne", Binary.NE, self(), b);
    }

    /// [#lt] with one number.
    default Tensor lt(double b) {
        return Comparison.compare("lt", Binary.LT, self(), b);
    }

    /// [#le] with one number.
    default Tensor le(double b) {
        return Comparison.compare("le", Binary.LE, self(), b);
    }

    /// [#gt] with one number.
    default Tensor gt(double b) {
        return Comparison.compare("gt", Binary.GT, self(), b);
    }

    /// [#ge] with one number.
    default Tensor ge(double b) {
        return Comparison.compare("ge", Binary.GE, self(), b);
    }

    /// Where this condition is not 0 the element of `a`, else that of `b`. What is not chosen has
    /// no influence, on value or gradient, even if it is NaN.
    default Tensor where(Tensor a, Tensor b) {
        return new Where(self(), a, b).apply();
    }

    // ---- products ----

    /// The matrix product: `[…, m, k]` times `[…, k, n]` gives `[…, m, n]`, leading dimensions
    /// broadcast. A vector counts as a row on the left, as a column on the right; two vectors give
    /// their inner product, a scalar. Transposed operands cost nothing: they go to BLAS as flags.
    default Tensor matmul(Tensor b) {
        return MatMul.of(self(), b);
    }

    // ---- in place ----

    /// `a += b`, in place.
    ///
    /// @throws IllegalStateException if this tensor requires a gradient and operations are being
    ///   recorded
    default Tensor addInPlace(Tensor b) {
        return Arithmetic.inPlace("addInPlace", Binary.ADD, self(), b);
    }

    /// `a -= b`, in place; see [#addInPlace].
    default Tensor subInPlace(Tensor b) {
        return Arithmetic.inPlace("subInPlace", Binary.SUB, self(), b);
    }

    /// `a *= b`, in place; see [#addInPlace].
    default Tensor mulInPlace(Tensor b) {
        return Arithmetic.inPlace("mulInPlace", Binary.MUL, self(), b);
    }

    /// `a *= b` for every element, in place; see [#addInPlace].
    default Tensor mulInPlace(double b) {
        self().requireWritable("mulInPlace");
        Pointwise.unaryInPlace(Unary.MUL_SCALAR, b, 0, self().array());
        return self();
    }
}
