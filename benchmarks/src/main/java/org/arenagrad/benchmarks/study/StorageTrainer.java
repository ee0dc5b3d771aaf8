package org.arenagrad.benchmarks.study;

import org.arenagrad.benchmarks.study.Storage.Piece;
import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.OptimizerKernels.Adam;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.backend.Selection;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.memory.Scope;

import java.lang.foreign.MemorySegment;

/// Trains a network of linear layers and ReLUs under cross-entropy with Adam, over any kind of
/// storage: the arithmetic is the framework's (its kernels read every kind of segment), and so is
/// the order in which memory comes and goes. As in any eager framework each intermediate value is a
/// piece of memory of its own, and it ends when it was read for the last time.
final class StorageTrainer implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPS = 1e-8;

    private final int rows;
    private final int[] sizes;
    private final int layers;
    private final double learningRate;
    private final Storage storage;
    private final Products.Product product;

    private final Kernels kernels = Selection.use("vector").float64();
    private final Scope life = Scope.open("study");

    private final int[] classes;
    private final Piece inputs;
    private final Piece one;
    private final Piece upstream;

    // For each layer its weight and its bias, and what belongs to them.
    private final Piece[] parameters;
    private final Piece[] means;
    private final Piece[] squares;
    private final Piece[] gradients;
    private int steps;

    StorageTrainer(Network network, Storage storage, Products products) {
        this.rows = network.rows();
        this.sizes = network.sizes();
        this.layers = sizes.length - 1;
        this.learningRate = network.learningRate();
        this.storage = storage;
        this.product = products.over(storage);
        this.classes = network.classes();
        this.inputs = filled(network.inputs());
        this.one = filled(1);
        this.upstream = filled(1.0 / rows);
        int count = 2 * layers;
        this.parameters = new Piece[count];
        this.means = new Piece[count];
        this.squares = new Piece[count];
        this.gradients = new Piece[count];
        for (int i = 0; i < count; i++) {
            parameters[i] = filled(i % 2 == 0 ? network.weights(i / 2) : new double[length(i)]);
            means[i] = filled(new double[length(i)]);
            squares[i] = filled(new double[length(i)]);
        }
    }

    /// Forward, loss, backward, optimizer.
    ///
    /// @return the loss, before the step
    double step() {
        Piece[] values = forward();
        Piece logits = values[layers];
        double loss = loss(logits);
        backward(values, lossGradient(logits));
        adam();
        return loss;
    }

    /// The value that goes into each layer, and the logits.
    private Piece[] forward() {
        Piece[] values = new Piece[layers + 1];
        values[0] = inputs;
        for (int layer = 0; layer < layers; layer++) {
            Piece sums = linear(layer, values[layer]);
            boolean last = layer == layers - 1;
            values[layer + 1] = last ? sums : relu(sums, layer + 1);
        }
        return values;
    }

    /// `x·Wᵀ + b`.
    private Piece linear(int layer, Piece x) {
        int out = sizes[layer + 1];
        Piece y = storage.allocate(rows * out);
        Span bias = span(parameters[2 * layer + 1]);
        for (int row = 0; row < rows; row++) {
            kernels.elementwise().copy(bias, span(y).from((long) row * out), out);
        }
        product.multiply(
                false,
                true,
                rows,
                out,
                sizes[layer],
                x.segment(),
                parameters[2 * layer].segment(),
                1,
                y.segment());
        return y;
    }

    private Piece relu(Piece x, int layer) {
        int elements = rows * sizes[layer];
        Piece y = storage.allocate(elements);
        kernels.elementwise().unary(Unary.RELU, span(x), span(y), elements);
        x.end();
        return y;
    }

    private double loss(Piece logits) {
        Piece losses = storage.allocate(rows);
        kernels.rows()
                .crossEntropy(
                        span(logits),
                        classes,
                        0,
                        repeated(one),
                        0,
                        span(losses),
                        rows,
                        sizes[layers]);
        double sum = kernels.reductions().reduce(Reduction.SUM, span(losses), rows);
        losses.end();
        return sum / rows;
    }

    private Piece lossGradient(Piece logits) {
        int columns = sizes[layers];
        Piece gradient = storage.allocate(rows * columns);
        kernels.rows()
                .crossEntropyGrad(
                        span(logits),
                        classes,
                        0,
                        repeated(one),
                        0,
                        repeated(upstream),
                        span(gradient),
                        rows,
                        columns);
        logits.end();
        return gradient;
    }

    /// Walks back from the gradient of the logits; values and gradients on their way end as it
    /// goes.
    private void backward(Piece[] values, Piece ofLogits) {
        Piece gradient = ofLogits;
        for (int layer = layers - 1; layer >= 0; layer--) {
            gradients[2 * layer] = weightGradient(layer, gradient, values[layer]);
            gradients[2 * layer + 1] = columnSums(gradient, sizes[layer + 1]);
            if (layer > 0) {
                Piece below = inputGradient(layer, gradient);
                gradient.end();
                gradient = reluGradient(below, values[layer], layer);
            }
        }
        gradient.end();
    }

    /// `gᵀ·x`.
    private Piece weightGradient(int layer, Piece g, Piece x) {
        Piece gradient = storage.allocate(length(2 * layer));
        product.multiply(
                true,
                false,
                sizes[layer + 1],
                sizes[layer],
                rows,
                g.segment(),
                x.segment(),
                0,
                gradient.segment());
        return gradient;
    }

    private Piece columnSums(Piece g, int columns) {
        Piece sums = storage.allocate(columns);
        kernels.elementwise().copy(span(g), span(sums), columns);
        kernels.reductions()
                .foldRows(
                        Binary.ADD, span(g).from(columns), columns, rows - 1, columns, span(sums));
        return sums;
    }

    /// `g·W`.
    private Piece inputGradient(int layer, Piece g) {
        int in = sizes[layer];
        Piece gradient = storage.allocate(rows * in);
        product.multiply(
                false,
                false,
                rows,
                in,
                sizes[layer + 1],
                g.segment(),
                parameters[2 * layer].segment(),
                0,
                gradient.segment());
        return gradient;
    }

    private Piece reluGradient(Piece g, Piece output, int layer) {
        int elements = rows * sizes[layer];
        Piece gradient = storage.allocate(elements);
        kernels.elementwise()
                .binary(Binary.RELU_GRAD, span(g), span(output), span(gradient), elements);
        g.end();
        output.end();
        return gradient;
    }

    /// Improves every parameter, and ends its gradient.
    private void adam() {
        steps++;
        double bias1 = 1 - Math.pow(BETA1, steps);
        double bias2 = 1 - Math.pow(BETA2, steps);
        Adam adam = new Adam(learningRate, BETA1, BETA2, EPS, 0, false, bias1, bias2);
        for (int i = 0; i < parameters.length; i++) {
            kernels.optimizer()
                    .adam(
                            adam,
                            span(parameters[i]),
                            span(gradients[i]),
                            span(means[i]),
                            span(squares[i]),
                            null,
                            length(i));
            gradients[i].end();
        }
    }

    private static Span span(Piece piece) {
        return Span.of(piece.segment(), 0);
    }

    private static Span repeated(Piece piece) {
        return new Span(piece.segment(), 0, 0);
    }

    private int length(int parameter) {
        int layer = parameter / 2;
        return sizes[layer + 1] * (parameter % 2 == 0 ? sizes[layer] : 1);
    }

    private Piece filled(double... numbers) {
        Piece piece = storage.allocate(numbers.length);
        piece.segment().copyFrom(MemorySegment.ofArray(numbers));
        return piece;
    }

    /// Ends what lives as long as the training, where something else than the collector does.
    @Override
    public void close() {
        for (Piece piece : new Piece[] {inputs, one, upstream}) {
            piece.end();
        }
        for (Piece[] pieces : new Piece[][] {parameters, means, squares}) {
            for (Piece piece : pieces) {
                piece.end();
            }
        }
        life.close();
    }
}
