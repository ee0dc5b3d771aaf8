package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// What [RNN], [GRU] and [LSTM] share: the weights of all layers and directions, and the way
/// through layers, directions and time.
///
/// What the input contributes is one product for all steps of a layer. It ends when the last step
/// has read it; of a step there remain its gates and its state.
final class Recurrence {
    private final CellKind kind;
    private final RecurrentOptions options;
    private final List<CellWeights> weights;
    private final RandomGenerator random;
    private boolean training = true;

    private Recurrence(
            CellKind kind,
            RecurrentOptions options,
            List<CellWeights> weights,
            RandomGenerator random) {
        this.kind = kind;
        this.options = options;
        this.weights = weights;
        this.random = random;
        for (int i = 0; i < weights.size(); i++) {
            name("weight_ih" + suffix(i), weights.get(i).ih());
            name("weight_hh" + suffix(i), weights.get(i).hh());
            name("bias_ih" + suffix(i), weights.get(i).biasIh());
            name("bias_hh" + suffix(i), weights.get(i).biasHh());
        }
    }

    private static void name(String name, @Nullable Tensor parameter) {
        if (parameter != null) {
            parameter.named(name);
        }
    }

    static Recurrence random(
            CellKind kind,
            int in,
            int hidden,
            RecurrentOptions options,
            DType dtype,
            RandomGenerator random) {
        List<CellWeights> weights = new ArrayList<>();
        for (int i = 0; i < options.layers() * options.directions(); i++) {
            int width = i < options.directions() ? in : wide(kind, hidden, options);
            weights.add(CellWeights.random(kind, width, hidden, options.bias(), dtype, random));
        }
        return new Recurrence(kind, options, weights, random);
    }

    /// What a layer above the first reads of each step.
    private static int wide(CellKind kind, int hidden, RecurrentOptions options) {
        if (hidden > Integer.MAX_VALUE / options.directions()) {
            throw new IllegalArgumentException(
                    "%s: %s values in both directions are too many: beside each other they are more than 2^31-1"
                            .formatted(kind.operation(), hidden));
        }
        return hidden * options.directions();
    }

    /// Over given parameters, by their names.
    static Recurrence of(
            CellKind kind,
            Map<String, Tensor> parameters,
            RecurrentOptions options,
            RandomGenerator random) {
        Set<String> left = new TreeSet<>(parameters.keySet());
        List<CellWeights> weights = new ArrayList<>();
        for (int i = 0; i < options.layers() * options.directions(); i++) {
            String suffix = suffix(i, options.directions());
            Tensor[] found = new Tensor[4];
            String[] names = {"weight_ih", "weight_hh", "bias_ih", "bias_hh"};
            for (int k = 0; k < (options.bias() ? 4 : 2); k++) {
                String name = names[k] + suffix;
                Tensor parameter = parameters.get(name);
                if (parameter == null) {
                    throw new IllegalArgumentException(
                            "%s: parameter '%s' is missing, there are %s: give those of all layers, and the options they were made with"
                                    .formatted(kind.operation(), name, parameters.keySet()));
                }
                found[k] = parameter;
                left.remove(name);
            }
            CellWeights each = CellWeights.of(kind, found[0], found[1], found[2], found[3]);
            CellWeights first = weights.isEmpty() ? each : weights.getFirst();
            int width =
                    i < options.directions() ? first.in() : first.hidden() * options.directions();
            if (each.hidden() != first.hidden() || each.in() != width) {
                throw new IllegalArgumentException(
                        "%s: 'weight_ih%s' %s does not fit 'weight_ih_l0' %s: it must take %s values and have as many rows"
                                .formatted(
                                        kind.operation(),
                                        suffix,
                                        each.ih().array(),
                                        first.ih().array(),
                                        width));
            }
            weights.add(each);
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: there is no place for %s in %s layers with %s direction(s)%s"
                            .formatted(
                                    kind.operation(),
                                    left,
                                    options.layers(),
                                    options.directions(),
                                    options.bias() ? "" : " and no bias"));
        }
        return new Recurrence(kind, options, weights, random);
    }

    private String suffix(int place) {
        return suffix(place, options.directions());
    }

    private static String suffix(int place, int directions) {
        return "_l" + place / directions + (place % directions == 1 ? "_reverse" : "");
    }

    int in() {
        return weights.getFirst().in();
    }

    int hidden() {
        return weights.getFirst().hidden();
    }

    CellKind kind() {
        return kind;
    }

    RecurrentOptions options() {
        return options;
    }

    void train(boolean on) {
        training = on;
    }

    void declare(Parts parts) {
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).declare(parts, suffix(i));
        }
    }

    String described(String layer) {
        return "%s[%s → %s%s%s]"
                .formatted(
                        layer,
                        in(),
                        hidden(),
                        options.layers() == 1 ? "" : ", %s layers".formatted(options.layers()),
                        options.bidirectional() ? ", both directions" : "");
    }

    /// What comes out.
    ///
    /// @param y the hidden states of the last layer, of the shape of the input but for its width
    /// @param state `[layers·directions, N, H]` each, after the last step
    record Result(Tensor y, List<Tensor> state) {}

    Result apply(Tensor x, Tensor @Nullable [] initial, @Nullable Indices lengths) {
        requireSequences(x);
        int rows = x.shape().size(batchDim());
        Tensor[] first = initial == null ? zeros(x.dtype(), rows) : initial;
        if (initial != null) {
            requireStates(initial, x, rows);
        }
        Valid valid = lengths == null ? null : valid(lengths, x);
        int directions = options.directions();
        List<List<Tensor>> last = new ArrayList<>();
        for (int k = 0; k < kind.states(); k++) {
            last.add(new ArrayList<>());
        }
        Tensor in = valid == null ? x : within(valid, x);
        for (int layer = 0; layer < options.layers(); layer++) {
            Tensor[] ys = new Tensor[directions];
            for (int d = 0; d < directions; d++) {
                int place = layer * directions + d;
                Tensor[] state = first.clone();
                for (int k = 0; initial != null && k < state.length; k++) {
                    state[k] = initial[k].select(0, place);
                }
                ys[d] = direction(in, weights.get(place), state, d == 1, valid);
                for (int k = 0; k < state.length; k++) {
                    last.get(k).add(state[k]);
                }
            }
            if (in != x) {
                in.discard();
            }
            in = dropped(beside(ys), layer);
        }
        List<Tensor> state = new ArrayList<>();
        for (List<Tensor> each : last) {
            state.add(Tensor.stack(0, each.toArray(Tensor[]::new)));
            each.forEach(Tensor::discard);
        }
        return new Result(in, List.copyOf(state));
    }

    /// The input with zeros beyond the lengths. What stands there must not get into gradients, and
    /// NaN times a gradient of 0 is NaN.
    private Tensor within(Valid valid, Tensor x) {
        if (valid.shortest == x.shape().size(timeDim())) {
            return x;
        }
        Tensor mask = options.batchFirst() ? valid.mask.transpose(0, 1) : valid.mask;
        return mask.where(x, Tensor.zeros(x.dtype()));
    }

    private static Tensor beside(Tensor[] ys) {
        if (ys.length == 1) {
            return ys[0];
        }
        Tensor y = Tensor.cat(-1, ys);
        for (Tensor each : ys) {
            each.discard();
        }
        return y;
    }

    private Tensor dropped(Tensor y, int layer) {
        if (!training || options.dropout() == 0 || layer == options.layers() - 1) {
            return y;
        }
        Tensor dropped = Fused.dropout(y, options.dropout(), random);
        y.discard();
        return dropped;
    }

    /// One layer in one direction. Its last state is left in `state`.
    private Tensor direction(
            Tensor x, CellWeights w, Tensor[] state, boolean reverse, @Nullable Valid valid) {
        Tensor fromInput = w.fromInput(x);
        List<Tensor> steps = fromInput.unbind(timeDim());
        Tensor[] initial = state.clone();
        Tensor[] hidden = new Tensor[steps.size()];
        Tensor shown = state[0];
        for (int i = 0; i < hidden.length; i++) {
            int t = reverse ? hidden.length - 1 - i : i;
            if (valid != null && t >= valid.longest) {
                hidden[t] = Tensor.zeros(x.dtype()).expand(state[0].shape().toArray());
                continue;
            }
            Tensor[] next = kind.next(steps.get(t), w.fromState(state[0]), state);
            hidden[t] = next[0];
            if (valid != null && t >= valid.shortest) {
                Tensor mask = valid.mask.select(0, t);
                hidden[t] = mask.where(next[0], Tensor.zeros(x.dtype()));
                for (int k = 0; k < next.length; k++) {
                    Tensor fresh = next[k];
                    next[k] = mask.where(fresh, state[k]);
                    fresh.discard();
                }
            }
            // A hidden state that was an output is read once more, when outputs are joined.
            for (int k = 0; k < state.length; k++) {
                if (state[k] != initial[k] && state[k] != shown) {
                    state[k].discard();
                }
                state[k] = next[k];
            }
            shown = hidden[t];
        }
        fromInput.discard();
        Tensor y = Tensor.stack(timeDim(), hidden);
        for (Tensor each : hidden) {
            if (each != state[0]) {
                each.discard();
            }
        }
        return y;
    }

    private int timeDim() {
        return options.batchFirst() ? 1 : 0;
    }

    private int batchDim() {
        return options.batchFirst() ? 0 : 1;
    }

    private Tensor[] zeros(DType dtype, int rows) {
        Tensor[] state = new Tensor[kind.states()];
        Arrays.fill(state, Tensor.zeros(dtype, rows, hidden()));
        return state;
    }

    private void requireSequences(Tensor x) {
        if (x.shape().rank() != 3 || x.shape().size(2) != in() || x.shape().size(timeDim()) == 0) {
            throw new IllegalArgumentException(
                    "%s: %s does not fit: this layer takes %s with at least one step and in = %s, weight_ih_l0 is %s; of one sequence make a batch with unsqueeze(%s)"
                            .formatted(
                                    kind.operation(),
                                    x.array(),
                                    options.batchFirst() ? "[N, T, in]" : "[T, N, in]",
                                    in(),
                                    weights.getFirst().ih().array(),
                                    batchDim()));
        }
    }

    private void requireStates(Tensor[] states, Tensor x, int rows) {
        for (Tensor state : states) {
            if (state.shape().rank() != 3
                    || state.shape().size(0) != weights.size()
                    || state.shape().size(1) != rows
                    || state.shape().size(2) != hidden()) {
                throw new IllegalArgumentException(
                        "%s: the initial state %s does not fit the input %s: it must be [layers·directions, N, H] = [%s, %s, %s]"
                                .formatted(
                                        kind.operation(),
                                        state.array(),
                                        x.array(),
                                        weights.size(),
                                        rows,
                                        hidden()));
            }
        }
    }

    /// Which steps of which sequence count.
    ///
    /// @param mask `[T, N, 1]`: 1 for a step within the length, else 0
    /// @param shortest from this step on, not all count
    /// @param longest from this step on, none does
    private record Valid(Tensor mask, int shortest, int longest) {}

    private Valid valid(Indices lengths, Tensor x) {
        int steps = x.shape().size(timeDim());
        int rows = x.shape().size(batchDim());
        int[] each = lengths.toArray();
        if (lengths.shape().rank() != 1 || each.length != rows) {
            throw new IllegalArgumentException(
                    "%s: lengths %s don't fit the input %s: one for each of its %s sequences is needed, [N]"
                            .formatted(kind.operation(), lengths.shape(), x.array(), rows));
        }
        double[] mask = new double[steps * rows];
        for (int row = 0; row < rows; row++) {
            if (each[row] < 1 || each[row] > steps) {
                throw new IllegalArgumentException(
                        "%s: length %s of sequence %s is not between 1 and the %s steps of %s"
                                .formatted(kind.operation(), each[row], row, steps, x.array()));
            }
            for (int t = 0; t < each[row]; t++) {
                mask[t * rows + row] = 1;
            }
        }
        return new Valid(
                Tensor.from(x.dtype(), mask, steps, rows, 1),
                Arrays.stream(each).min().orElse(steps),
                Arrays.stream(each).max().orElse(steps));
    }
}
