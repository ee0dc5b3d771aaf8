package org.arenagrad.autograd;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.jspecify.annotations.Nullable;

/// Arithmetic, comparisons and matrix products of [Tensor].
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
        return new Piecewise.Step("sign", Unary.SIGN, self()).apply();
    }

    /// The largest integer not above `x`; its gradient is 0.
    default Tensor floor() {
        return new Piecewise.Step("floor", Unary.FLOOR, self()).apply();
    }

    /// The smallest integer not below `x`; its gradient is 0.
    default Tensor ceil() {
        return new Piecewise.Step("ceil", Unary.CEIL, self()).apply();
    }

    /// The nearest integer, the even one of two; its gradient is 0.
    default Tensor round() {
        return new Piecewise.Step("round", Unary.ROUND, self()).apply();
    }

    /// `a - b·floor(a / b)`, the remainder that has the sign of `b`.
    default Tensor remainder(Tensor b) {
        return new Pairwise.Remainder(self(), b).apply();
    }

    /// [#remainder] of a division by one number.
    default Tensor remainder(double b) {
        return new Pairwise.RemainderScalar(self(), b).apply();
    }

    /// `x²`.
    default Tensor square() {
        return new Powers.Square(self()).apply();
    }

    /// `√x`.
    default Tensor sqrt() {
        return new Powers.Sqrt(self()).apply();
    }

    /// `1 / √x`.
    default Tensor rsqrt() {
        return new Powers.Rsqrt(self()).apply();
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

    /// `x` kept between two tensors, broadcast; where it is not between them the gradient goes to
    /// the bound. A bound may be null: none.
    default Tensor clamp(@Nullable Tensor min, @Nullable Tensor max) {
        Tensor x = self();
        Tensor low = min == null ? x : x.lt(min).where(min, x);
        return max == null ? low : low.gt(max).where(max, low);
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

    /// 1 where the element is NaN, else 0.
    default Tensor isNan() {
        return Comparison.test("isNan", Unary.IS_NAN, self());
    }

    /// 1 where the element is a finite number, else 0.
    default Tensor isFinite() {
        return Comparison.test("isFinite", Unary.IS_FINITE, self());
    }

    /// The way from this tensor to `end` that `weight` says: `a + weight·(end - a)`, 0 for `a`, 1
    /// for `end`.
    default Tensor lerp(Tensor end, Tensor weight) {
        return new Pairwise.Lerp(self(), end, weight).apply();
    }

    /// [#lerp] with one weight.
    default Tensor lerp(Tensor end, double weight) {
        return lerp(end, Tensor.full(self().dtype(), weight));
    }

    /// Where this condition is not 0 the element of `a`, else that of `b`. What is not chosen has
    /// no influence, on value or gradient, even if it is NaN.
    default Tensor where(Tensor a, Tensor b) {
        return new Where(self(), a, b).apply();
    }

    /// [#where(Tensor, Tensor)] with a number in place of `b`.
    default Tensor where(Tensor a, double b) {
        return where(a, Tensor.full(a.dtype(), b));
    }

    /// [#where(Tensor, Tensor)] with a number in place of `a`.
    default Tensor where(double a, Tensor b) {
        return where(Tensor.full(b.dtype(), a), b);
    }

    /// 1 where this is 0, else 0.
    default Tensor logicalNot() {
        return eq(0);
    }

    /// 1 where neither is 0, else 0.
    default Tensor logicalAnd(Tensor b) {
        return self().ne(0).mul(b.ne(0));
    }

    /// 1 where one or both are not 0, else 0.
    default Tensor logicalOr(Tensor b) {
        return self().ne(0).maximum(b.ne(0));
    }

    /// 1 where exactly one is not 0, else 0.
    default Tensor logicalXor(Tensor b) {
        return self().ne(0).ne(b.ne(0));
    }

    // ---- products ----

    /// Each element of a vector times each of another: `[n]` and `[m]` give `[n, m]`.
    ///
    /// @throws IllegalArgumentException if one is no vector
    default Tensor outer(Tensor b) {
        self().requireAlive();
        b.requireAlive();
        if (self().shape().rank() != 1 || b.shape().rank() != 1) {
            throw new IllegalArgumentException(
                    "outer: %s and %s are not both vectors".formatted(self().array(), b.array()));
        }
        return self().unsqueeze(1).mul(b);
    }

    /// `beta·x + alpha·a·b`, a matrix product added to this.
    default Tensor addmm(Tensor a, Tensor b, double beta, double alpha) {
        // What is multiplied by 0 has no influence, even if it is NaN.
        Tensor product = a.matmul(b);
        Tensor scaled = alpha == 1 ? product : product.mul(alpha);
        if (beta == 0) {
            return scaled.add(zeroed());
        }
        return (beta == 1 ? self() : self().mul(beta)).add(scaled);
    }

    /// [#addmm(Tensor, Tensor, double, double)] with both factors 1.
    default Tensor addmm(Tensor a, Tensor b) {
        return addmm(a, b, 1, 1);
    }

    /// [#addmm(Tensor, Tensor, double, double)] for stacks of matrices.
    default Tensor baddbmm(Tensor a, Tensor b, double beta, double alpha) {
        return addmm(a, b, beta, alpha);
    }

    /// Zeros of this shape, through which a gradient of 0 flows.
    private Tensor zeroed() {
        return Tensor.zeros(self().dtype()).where(self(), 0);
    }

    /// The matrix product: `[…, m, k]` times `[…, k, n]` gives `[…, m, n]`, leading dimensions
    /// broadcast. A vector counts as a row on the left, as a column on the right; two vectors give
    /// their inner product, a scalar. Transposed operands cost nothing: they go to BLAS as flags.
    default Tensor matmul(Tensor b) {
        return MatMul.of(self(), b);
    }
}
