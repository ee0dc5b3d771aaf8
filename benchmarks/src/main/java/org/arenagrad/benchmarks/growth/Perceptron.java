package org.arenagrad.benchmarks.growth;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.backend.Selection;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A multilayer perceptron of any shape: its training step through the public API, and the matrix
/// products of that step alone.
///
/// @param rows of the batch
/// @param sizes columns of the input, of each hidden layer, and the number of classes
record Perceptron(int rows, List<Integer> sizes) {
    private static final long ALIGNMENT = 64;

    /// Microseconds for forward, cross-entropy, backward and Adam.
    double stepMicros(Stopwatch stopwatch) {
        try (var life = Scope.open("life")) {
            Rng rng = Rng.seed(1);
            List<Layer> layers = new ArrayList<>();
            for (int i = 1; i < sizes.size(); i++) {
                layers.add(Linear.of(sizes.get(i - 1), sizes.get(i), rng));
                if (i < sizes.size() - 1) {
                    layers.add(Activations.relu());
                }
            }
            Sequential model = Sequential.of(layers.toArray(Layer[]::new));
            Adam adam = Adam.of(model.parameters(), 1e-3);
            Tensor x = Tensor.randn(DType.FLOAT64, rng, rows, sizes.getFirst());
            Indices classes = Indices.of(rng.ints(rows, 0, sizes.getLast()).toArray());
            life.seal();
            return stopwatch.micros(
                    () -> {
                        try (var _ = Scope.open("step")) {
                            Losses.crossEntropy(model.apply(x), classes).backward();
                            adam.step();
                            adam.zeroGrad();
                        }
                    });
        }
    }

    /// Microseconds for the matrix products of such a step, through the same kernels, one after the
    /// other and nothing else.
    double productMicros(Stopwatch stopwatch) {
        Gemm gemm = Selection.active().float64().gemm();
        try (Arena arena = Arena.ofConfined()) {
            List<Matrices> layers =
                    IntStream.range(0, sizes.size() - 1).mapToObj(i -> matrices(i, arena)).toList();
            return stopwatch.micros(
                    () -> {
                        layers.forEach(layer -> layer.forward(gemm));
                        layers.reversed().forEach(layer -> layer.backward(gemm));
                    });
        }
    }

    private Matrices matrices(int layer, Arena arena) {
        int in = sizes.get(layer);
        int out = sizes.get(layer + 1);
        return new Matrices(
                layer > 0,
                random(rows, in, arena),
                random(out, in, arena),
                random(rows, out, arena),
                random(out, in, arena));
    }

    private static Matrix random(int rows, int columns, Arena arena) {
        double[] numbers = Rng.seed(2).doubles((long) rows * columns).toArray();
        MemorySegment s =
                arena.allocate((long) numbers.length * Double.BYTES, ALIGNMENT)
                        .copyFrom(MemorySegment.ofArray(numbers));
        return Matrix.of(s, 0, rows, columns);
    }

    /// What one linear layer multiplies.
    private record Matrices(
            boolean passesOn, Matrix x, Matrix weight, Matrix y, Matrix weightGradient) {
        /// `x·Wᵀ`.
        void forward(Gemm gemm) {
            gemm.multiply(1, x, weight.transpose(), 0, y);
        }

        /// `g·W`, if there is a layer below, and `gᵀ·x`.
        void backward(Gemm gemm) {
            if (passesOn) {
                gemm.multiply(1, y, weight, 0, x);
            }
            gemm.multiply(1, y.transpose(), x, 0, weightGradient);
        }
    }
}
