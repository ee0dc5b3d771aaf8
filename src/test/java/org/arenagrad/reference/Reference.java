package org.arenagrad.reference;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A file of values computed by PyTorch in float64, under `src/test/resources/reference`.
///
/// ```java
/// for (var c : Reference.cases("ops.json")) {
///     var x = c.input(0).leaf(FLOAT64);
///     var y = x.exp();
///     Reference.assertClose(c.name() + " output", c.output(), y);
///     y.backward(c.upstream().tensor(FLOAT64));
///     Reference.assertClose(c.name() + " gradient 0", c.grad(0), x.grad());
/// }
/// ```
public final class Reference {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private Reference() {}

    /// A tensor of the file: a shape and its elements, row-major.
    public static final class Values {
        private final Shape shape;
        private final double[] data;

        private Values(Shape shape, double[] data) {
            this.shape = shape;
            this.data = data;
        }

        /// Reads `{"shape": […], "data": […]}`, or a bare list of numbers as a vector.
        public static Values of(JsonNode json) {
            if (json.isArray()) {
                return new Values(Shape.of(json.size()), doubles(json));
            }
            return new Values(Shape.of(ints(json.get("shape"))), doubles(json.get("data")));
        }

        public Shape shape() {
            return shape;
        }

        public double[] data() {
            return data.clone();
        }

        /// A fresh tensor of these values.
        public Tensor tensor(DType dtype) {
            return Tensor.from(dtype, data, shape.toArray());
        }

        /// A fresh tensor of these values that accumulates a gradient.
        public Tensor leaf(DType dtype) {
            return tensor(dtype).requireGrad();
        }

        /// These values as indices.
        public Indices indices() {
            return Indices.of(shape, Arrays.stream(data).mapToInt(v -> (int) v).toArray());
        }
    }

    /// One case of a file: an operation with its attributes, what goes in, what comes out, and the
    /// gradients for what was fed into the output.
    public static final class Case {
        private final JsonNode json;

        private Case(JsonNode json) {
            this.json = json;
        }

        public String name() {
            return json.get("name").asText();
        }

        public String op() {
            return json.get("op").asText();
        }

        /// An attribute the case must have.
        public JsonNode attr(String name) {
            JsonNode value = json.get("attrs").get(name);
            if (value == null) {
                throw new IllegalArgumentException(name() + " has no attribute '" + name + "'");
            }
            return value;
        }

        public boolean hasAttr(String name) {
            return json.get("attrs").hasNonNull(name);
        }

        /// An attribute that is a list of numbers, or one number; empty if it is null.
        public int[] ints(String name) {
            return Reference.ints(attr(name));
        }

        /// An attribute that is a tensor, or a list of numbers.
        public Values values(String name) {
            return Values.of(attr(name));
        }

        public int inputs() {
            return json.get("inputs").size();
        }

        public Values input(int i) {
            return Values.of(json.get("inputs").get(i));
        }

        public Values output() {
            return Values.of(json.get("output"));
        }

        /// Whether the output can be differentiated at all.
        public boolean hasUpstream() {
            return json.hasNonNull("upstream");
        }

        /// What was fed into the output.
        public Values upstream() {
            return Values.of(json.get("upstream"));
        }

        /// The gradient of an input, or null if it has none.
        public @Nullable Values grad(int i) {
            JsonNode grad = json.get("grads").get(i);
            return grad.isNull() ? null : Values.of(grad);
        }

        /// Any other member, for files of another form.
        public JsonNode json() {
            return json;
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /// The cases of a file, in its order.
    public static List<Case> cases(String file) {
        try (InputStream in = Reference.class.getResourceAsStream("/reference/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no /reference/" + file + " on the class path");
            }
            List<Case> cases = new ArrayList<>();
            JSON.readTree(in).forEach(json -> cases.add(new Case(json)));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asserts that a tensor has the expected shape and, to rounding, the expected elements; `what`
    /// begins the message (`softmax-0 gradient 0`).
    ///
    /// FLOAT64: 1e-10 of the element, or 1e-12 where that is less. FLOAT32: 2e-5 of the largest
    /// element of the tensor, or 1e-7 where that is less. An element can't be held to its own
    /// magnitude there: the inputs were rounded to 24 bits (6e-8) before anything was computed, and
    /// where large terms cancel, what they leave behind carries their rounding, not its own. 2e-5
    /// leaves room for sums of some hundred such terms and for arguments of some hundred, whose
    /// rounding an exponential multiplies by them. 1e-7 is the rounding of a 1: what is left of `1
    /// - y²` where a tanh saturates. NaN and infinities must be the same.
    public static void assertClose(String what, Values expected, Tensor actual) {
        if (!actual.shape().equals(expected.shape)) {
            fail("%s: expected shape %s, got %s", what, expected.shape, actual.shape());
        }
        double largest =
                Arrays.stream(expected.data)
                        .map(Math::abs)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0);
        double[] got = actual.toArray();
        for (int i = 0; i < got.length; i++) {
            double e = expected.data[i];
            double tolerance =
                    actual.dtype() == DType.FLOAT64
                            ? Math.max(1e-12, 1e-10 * Math.abs(e))
                            : Math.max(1e-7, 2e-5 * largest);
            // Not "> tolerance": NaN must fail. Of an infinity, no number is close to it.
            boolean close = Double.isFinite(e) && Math.abs(got[i] - e) <= tolerance;
            if (!close && Double.compare(got[i], e) != 0) {
                fail(
                        "%s: element %s of %s %s: expected %s, got %s (off by %.3g, allowed %.3g)",
                        what,
                        Arrays.toString(index(i, expected.shape)),
                        expected.shape,
                        actual.dtype(),
                        e,
                        got[i],
                        Math.abs(got[i] - e),
                        tolerance);
            }
        }
    }

    private static int[] index(int position, Shape shape) {
        int[] index = new int[shape.rank()];
        int rest = position;
        for (int d = shape.rank() - 1; d >= 0; d--) {
            index[d] = rest % shape.size(d);
            rest /= shape.size(d);
        }
        return index;
    }

    private static int[] ints(JsonNode json) {
        return Arrays.stream(doubles(json)).mapToInt(v -> (int) v).toArray();
    }

    private static double[] doubles(JsonNode json) {
        if (json.isNull()) {
            return new double[0];
        }
        if (json.isNumber()) {
            return new double[] {json.asDouble()};
        }
        double[] out = new double[json.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = json.get(i).asDouble();
        }
        return out;
    }
}
