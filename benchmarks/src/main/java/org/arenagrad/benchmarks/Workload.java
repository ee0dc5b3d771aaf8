package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.SGD;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The five networks that frameworks are compared on, from all overhead to all matrix product, each
/// trained on one batch again and again.
public enum Workload {
    /// One weight, one bias: what a step costs when there is next to nothing to compute.
    LINEAR("linear 1-1 n31 SGD", "1-1", 31, 2000) {
        @Override
        Optimizer optimizer(List<Tensor> parameters) {
            return SGD.of(parameters, 0.05);
        }

        @Override
        Function<Tensor, Tensor> lossOf(DType dtype, Tensor x, Rng rng) {
            Tensor y = x.mul(2).add(1);
            return prediction -> Losses.mseLoss(prediction, y);
        }

        @Override
        Tensor inputs(DType dtype, Rng rng) {
            return Tensor.linspace(-1, 1, 31).to(dtype).reshape(31, 1);
        }
    },

    /// The classic: overhead again, of twice as many operations.
    XOR("xor 2-8-1 n4 Adam", "2-8-1", 4, 1000) {
        @Override
        Optimizer optimizer(List<Tensor> parameters) {
            return Adam.of(parameters, 0.05);
        }

        @Override
        Layer activation() {
            return Activations.tanh();
        }

        @Override
        Function<Tensor, Tensor> lossOf(DType dtype, Tensor x, Rng rng) {
            Tensor y = Tensor.of(0, 1, 1, 0).to(dtype).reshape(4, 1);
            return prediction -> Losses.mseLoss(prediction, y);
        }

        @Override
        Tensor inputs(DType dtype, Rng rng) {
            return Tensor.of(0, 0, 0, 1, 1, 0, 1, 1).to(dtype).reshape(4, 2);
        }
    },

    /// Small matrices: overhead, elementwise loops and products in like parts.
    SPIRAL("spiral 2-64-64-3 n300 Adam", "2-64-64-3", 300, 500) {
        @Override
        Optimizer optimizer(List<Tensor> parameters) {
            return Adam.of(parameters, 0.01);
        }
    },

    /// Products, and the memory traffic of the optimizer.
    MNIST("mnist 784-256-128-10 b128 Adam", "784-256-128-10", 128, 200) {
        @Override
        Optimizer optimizer(List<Tensor> parameters) {
            return Adam.of(parameters, 1e-3);
        }
    },

    /// Nearly all product: the framework should not be in the way.
    WIDE("wide 1024-1024-1024-10 b256 SGD", "1024-1024-1024-10", 256, 20) {
        @Override
        Optimizer optimizer(List<Tensor> parameters) {
            return SGD.of(parameters, 1e-3, SGD.defaults().momentum(0.9));
        }
    };

    private final String title;
    private final String network;
    private final int rows;
    private final int steps;

    Workload(String title, String network, int rows, int steps) {
        this.title = title;
        this.network = network;
        this.rows = rows;
        this.steps = steps;
    }

    private List<Integer> sizes() {
        return Stream.of(network.split("-", -1)).map(Integer::valueOf).toList();
    }

    /// What tables call it: name, sizes, rows of the batch, optimizer.
    public String title() {
        return title;
    }

    /// How many steps are timed together.
    public int steps() {
        return steps;
    }

    abstract Optimizer optimizer(List<Tensor> parameters);

    Layer activation() {
        return Activations.relu();
    }

    Tensor inputs(DType dtype, Rng rng) {
        return Tensor.randn(dtype, rng, rows, sizes().getFirst());
    }

    Function<Tensor, Tensor> lossOf(DType dtype, Tensor x, Rng rng) {
        Indices classes = Indices.of(rng.ints(rows, 0, sizes().getLast()).toArray());
        return logits -> Losses.crossEntropy(logits, classes);
    }

    /// A network with random weights and a batch to train it on, in a sealed scope of their own.
    public Training begin(DType dtype) {
        Rng rng = Rng.seed(42L);
        Scope life = Scope.open("life");
        List<Integer> sizes = sizes();
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            layers.add(Linear.of(sizes.get(i - 1), sizes.get(i), dtype, rng));
            if (i < sizes.size() - 1) {
                layers.add(activation());
            }
        }
        Sequential model = Sequential.of(layers.toArray(Layer[]::new));
        Optimizer optimizer = optimizer(model.parameters());
        Tensor x = inputs(dtype, rng);
        Function<Tensor, Tensor> lossOf = lossOf(dtype, x, rng);
        return new Training(life, () -> lossOf.apply(model.apply(x)), optimizer);
    }
}
