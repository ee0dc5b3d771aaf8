package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

class DatasetsTest {
    private static int[] counts(Indices classes, int count) {
        int[] counts = new int[count];
        Arrays.stream(classes.toArray()).forEach(c -> counts[c]++);
        return counts;
    }

    @Test
    void linearIsALineWithNoise() {
        TensorDataset<Tensor> data = Datasets.linear(5000, Rng.seed(1));
        double[] x = data.x().toArray();
        double[] y = data.y().toArray();
        assertThat(data.x().shape()).isEqualTo(Shape.of(5000, 1));
        assertThat(data.y().shape()).isEqualTo(Shape.of(5000, 1));
        assertThat(Arrays.stream(x)).allMatch(v -> v >= -1 && v < 1);
        double[] rest = IntStream.range(0, 5000).mapToDouble(i -> y[i] - (2 * x[i] + 1)).toArray();
        double mean = Arrays.stream(rest).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(rest).map(r -> r * r).average().orElseThrow());
        assertThat(mean).isCloseTo(0, within(0.005));
        assertThat(deviation).isCloseTo(0.1, within(0.005));
    }

    @Test
    void linearWithoutNoiseIsExact() {
        TensorDataset<Tensor> data = Datasets.linear(10, -3, 0.5, 0, DType.FLOAT64, Rng.seed(1));
        assertThat(data.y().toArray()).isEqualTo(data.x().mul(-3).add(0.5).toArray());
    }

    @Test
    void xorIsItsTruthTable() {
        TensorDataset<Tensor> data = Datasets.xor();
        assertThat(data.x().toArray()).containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
        assertThat(data.y().toArray()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void noisyXorLiesAroundTheCorners() {
        TensorDataset<Tensor> data = Datasets.xor(400, 0.05, Rng.seed(3));
        double[] y = data.y().toArray();
        for (int i = 0; i < 400; i++) {
            double a = data.x().get(i, 0);
            double b = data.x().get(i, 1);
            assertThat(Math.abs(a - Math.round(a))).isLessThan(0.25);
            assertThat(y[i]).isEqualTo(Math.round(a) == Math.round(b) ? 0 : 1);
        }
        assertThat(Arrays.stream(y).sum()).isEqualTo(200);
    }

    @Test
    void spiralArmsTurnAsTheyGrow() {
        TensorDataset<Indices> data = Datasets.spiral(3, 100, 0, DType.FLOAT64, Rng.seed(1));
        assertThat(data.x().shape()).isEqualTo(Shape.of(300, 2));
        assertThat(counts(data.y(), 3)).containsExactly(100, 100, 100);
        for (int i = 0; i < data.size(); i++) {
            double x = data.x().get(i, 0);
            double y = data.x().get(i, 1);
            double radius = Math.hypot(x, y);
            double angle = 4 * (data.y().get(i) + radius);
            assertThat(radius).isLessThanOrEqualTo(1 + 1e-12);
            assertThat(x).isCloseTo(radius * Math.sin(angle), within(1e-12));
            assertThat(y).isCloseTo(radius * Math.cos(angle), within(1e-12));
        }
    }

    @Test
    void moonsAreHalfCirclesAsScikitLearnPlacesThem() {
        TensorDataset<Indices> data = Datasets.moons(201, 0, Rng.seed(1));
        assertThat(counts(data.y(), 2)).containsExactly(100, 101);
        for (int i = 0; i < data.size(); i++) {
            double x = data.x().get(i, 0);
            double y = data.x().get(i, 1);
            if (data.y().get(i) == 0) {
                assertThat(Math.hypot(x, y)).isCloseTo(1, within(1e-12));
                assertThat(y).isGreaterThanOrEqualTo(0);
            } else {
                assertThat(Math.hypot(x - 1, y - 0.5)).isCloseTo(1, within(1e-12));
                assertThat(y).isLessThanOrEqualTo(0.5);
            }
        }
    }

    @Test
    void circlesLieInsideEachOther() {
        TensorDataset<Indices> data = Datasets.circles(100, 0, 0.5, DType.FLOAT64, Rng.seed(1));
        for (int i = 0; i < data.size(); i++) {
            double radius = Math.hypot(data.x().get(i, 0), data.x().get(i, 1));
            assertThat(radius).isCloseTo(data.y().get(i) == 0 ? 1 : 0.5, within(1e-12));
        }
        // Evenly spread, end point not doubled: the points of each circle sum to its centre.
        assertThat(data.x().sum().item()).isCloseTo(0, within(1e-10));
        assertThatThrownBy(() -> Datasets.circles(10, 0, 1.5, DType.FLOAT64, Rng.seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }

    @Test
    void noiseHasTheDeviationAskedFor() {
        Tensor quiet = Datasets.moons(4000, 0, Rng.seed(1)).x();
        TensorDataset<Indices> noisy = Datasets.moons(4000, 0.1, Rng.seed(1));
        double squares = 0;
        for (int i = 0; i < noisy.size(); i++) {
            double x = noisy.x().get(i, 0);
            double y = noisy.x().get(i, 1);
            double radius = noisy.y().get(i) == 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5);
            squares += (radius - 1) * (radius - 1);
        }
        assertThat(Math.sqrt(squares / noisy.size())).isCloseTo(0.1, within(0.01));
        assertThat(noisy.x().toArray()).isNotEqualTo(quiet.toArray());
    }

    @Test
    void generatedRowsDependOnTheSeedAlone() {
        Iterable<Function<Rng, TensorDataset<?>>> generators =
                List.of(
                        rng -> Datasets.linear(20, rng),
                        rng -> Datasets.xor(20, 0.1, rng),
                        rng -> Datasets.spiral(3, 20, rng),
                        rng -> Datasets.moons(20, 0.1, rng),
                        rng -> Datasets.circles(20, 0.1, rng));
        for (Function<Rng, TensorDataset<?>> generator : generators) {
            double[] once = generator.apply(Rng.seed(1)).x().toArray();
            assertThat(generator.apply(Rng.seed(1)).x().toArray()).isEqualTo(once);
            assertThat(generator.apply(Rng.seed(2)).x().toArray()).isNotEqualTo(once);
        }
    }

    @Test
    void generatedClassesComeMixed() {
        int[] y = Datasets.spiral(3, 100, Rng.seed(1)).y().toArray();
        assertThat(Arrays.stream(counts(Indices.of(Arrays.copyOf(y, 60)), 3))).allMatch(c -> c > 5);
    }

    @Test
    void digitsAreAllThere() {
        TensorDataset<Indices> digits = Datasets.digits();
        assertThat(digits.x().shape()).isEqualTo(Shape.of(1797, 64));
        // As scikit-learn's description of the set gives them.
        assertThat(counts(digits.y(), 10))
                .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        assertThat(Arrays.stream(digits.x().toArray()))
                .allMatch(v -> v >= 0 && v <= 16 && v == Math.rint(v));
        assertThat(digits.x().mean().item()).isCloseTo(4.884164579855314, within(1e-12));
        assertThat(digits.x().select(0, 0).narrow(0, 0, 8).toArray())
                .containsExactly(0, 0, 5, 13, 9, 1, 0, 0);
    }

    @Test
    void irisesAreAllThere() {
        TensorDataset<Indices> iris = Datasets.iris();
        assertThat(iris.x().shape()).isEqualTo(Shape.of(150, 4));
        assertThat(counts(iris.y(), 3)).containsExactly(50, 50, 50);
        // Means as scikit-learn's description of the set gives them, rounded there.
        double[] means = iris.x().mean(0).toArray();
        double[] described = {5.84, 3.05, 3.76, 1.20};
        for (int i = 0; i < 4; i++) {
            assertThat(means[i]).isCloseTo(described[i], within(0.0101));
        }
    }

    @Test
    void everySetComesInFloat32Too() {
        Rng rng = Rng.seed(1);
        DType f = DType.FLOAT32;
        assertThat(Datasets.linear(4, 2, 1, 0.1, f, rng).y().dtype()).isEqualTo(f);
        assertThat(Datasets.xor(f).y().dtype()).isEqualTo(f);
        assertThat(Datasets.xor(8, 0.1, f, rng).x().dtype()).isEqualTo(f);
        assertThat(Datasets.spiral(3, 4, 0.2, f, rng).x().dtype()).isEqualTo(f);
        assertThat(Datasets.moons(8, 0.1, f, rng).x().dtype()).isEqualTo(f);
        assertThat(Datasets.circles(8, 0.1, 0.5, f, rng).x().dtype()).isEqualTo(f);
        assertThat(Datasets.digits(f).x().dtype()).isEqualTo(f);
        assertThat(Datasets.iris(f).x().dtype()).isEqualTo(f);
    }

    @Test
    void bundledDataComeWithTheirProvenance() throws IOException {
        try (var in =
                Objects.requireNonNull(Datasets.class.getResourceAsStream("PROVENANCE.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Bundled set : Bundled.values()) {
                assertThat(text).containsIgnoringCase(set.name());
            }
            assertThat(text).contains("Alpaydin", "Fisher", "CC BY 4.0");
        }
    }
}
