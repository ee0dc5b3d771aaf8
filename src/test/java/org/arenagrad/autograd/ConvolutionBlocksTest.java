package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Window;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/// However images are cut into blocks, and whoever computes them, a convolution is the weight times
/// what windows see.
@Tag("backend")
class ConvolutionBlocksTest {
    /// The result and the gradients of input and weight for a random upstream gradient.
    private static List<Tensor> all(Tensor x, Tensor w, Tensor y) {
        Tensor g = Tensor.randn(y.dtype(), Rng.seed(3), y.shape().toArray());
        List<Tensor> all = new ArrayList<>(Autograd.grad(y.mul(g).sum(), List.of(x, w), false));
        all.add(y);
        return all;
    }

    private static Tensor images(DType dtype, int... shape) {
        return Tensor.randn(dtype, Rng.seed(1), shape).requireGrad();
    }

    private static Tensor weight(DType dtype, int... shape) {
        return Tensor.randn(dtype, Rng.seed(2), shape).requireGrad();
    }

    /// One image of several blocks of rows; several images, one a block; two a block and one left
    /// over; all of them in one.
    @ParameterizedTest
    @CsvSource({
        "FLOAT64, 1, 2, 3, 140, 130, 1",
        "FLOAT64, 3, 4, 2, 70, 48, 1",
        "FLOAT32, 5, 4, 2, 60, 48, 1",
        "FLOAT32, 5, 4, 2, 20, 18, 1",
        "FLOAT64, 2, 4, 6, 100, 60, 2",
        "FLOAT32, 5, 4, 4, 60, 48, 4"
    })
    void isTheWeightTimesWhatWindowsSee(
            DType dtype, int n, int in, int out, int height, int width, int groups) {
        try (var _ = Scope.open("test")) {
            Tensor x = images(dtype, n, in, height, width);
            Tensor w = weight(dtype, out, in / groups, 3, 2);
            Window window = Window.of(new Pair(3, 2));
            Tensor[] parts = new Tensor[groups];
            for (int k = 0; k < groups; k++) {
                Tensor channels = x.narrow(1, k * in / groups, in / groups);
                Tensor rows = w.narrow(0, k * out / groups, out / groups).flatten(1);
                parts[k] = rows.matmul(channels.unfold(window));
            }
            Tensor naive = Tensor.cat(1, parts).reshape(n, out, height - 2, width - 1);
            List<Tensor> expected = all(x, w, naive);
            List<Tensor> got = all(x, w, x.conv2d(w, null, ConvOptions.DEFAULT.withGroups(groups)));
            for (int i = 0; i < got.size(); i++) {
                Tensor error = got.get(i).sub(expected.get(i)).abs().amax();
                double size = expected.get(i).abs().amax().item();
                assertThat(error.item() / size).isLessThan(dtype == DType.FLOAT64 ? 1e-13 : 1e-5);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, 3", "FLOAT32, 3", "FLOAT32, 1"})
    void howManyThreadsThereAreShowsInNoResult(DType dtype, int kernel) {
        int usual = Backend.threads();
        List<List<double[]>> results = new ArrayList<>();
        try {
            for (int threads : new int[] {1, 2, 3}) {
                Backend.threads(threads);
                try (var _ = Scope.open("test")) {
                    Tensor x = images(dtype, 16, 4, 40, 36);
                    Tensor w = weight(dtype, 16, 4, kernel, kernel);
                    Tensor y = x.conv2d(w, null, ConvOptions.DEFAULT.withPadding(kernel / 2));
                    List<Tensor> all = all(x, w, y.maxPool2d(2).add(y.avgPool2d(2)));
                    results.add(all.stream().map(Tensor::toArray).toList());
                }
            }
        } finally {
            Backend.threads(usual);
        }
        for (List<double[]> result : results) {
            for (int i = 0; i < result.size(); i++) {
                assertThat(result.get(i)).isEqualTo(results.getFirst().get(i));
            }
        }
    }
}
