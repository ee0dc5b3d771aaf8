package org.arenagrad.autograd;

import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.RowOps;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Scaled dot-product attention, `softmax(q·kᵀ·scale + mask)·v`, in blocks of queries: the weights
/// of one block exist at a time, and backward computes them again (Dao et al., *FlashAttention*,
/// 2022). So what is kept for backward is queries, keys and values alone, and memory grows with the
/// length of a sequence, not with its square. A mask is kept as well, since it may be learned.
///
/// A query that may look at no key gets zeros, as in PyTorch, and passes no gradient.
///
/// It is a [CustomFunction] as users write them.
record Attention(AttentionOptions options) implements CustomFunction {
    /// How many queries a block has.
    static final int BLOCK = 64;

    static Tensor of(Tensor query, Tensor key, Tensor value, AttentionOptions options) {
        requireFit(query, key, value);
        Tensor mask = options.mask();
        if (mask == null) {
            return new Attention(options).apply(query, key, value);
        }
        requireMask(mask, query, key);
        return new Attention(options).apply(query, key, value, mask);
    }

    private static void requireMask(Tensor mask, Tensor query, Tensor key) {
        Shape scores = query.shape().with(-1, key.shape().size(-2));
        int lead = scores.rank() - mask.shape().rank();
        boolean fits = lead >= 0 && mask.dtype() == query.dtype();
        for (int d = Math.max(lead, 0); fits && d < scores.rank(); d++) {
            int size = mask.shape().size(d - lead);
            fits = size == 1 || size == scores.size(d);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "attention: the mask %s does not fit the scores of query %s and key %s: it must be of their type and broadcast to %s"
                            .formatted(mask.array(), query.array(), key.array(), scores));
        }
    }

    private static void requireFit(Tensor query, Tensor key, Tensor value) {
        int rank = query.shape().rank();
        boolean fits =
                rank >= 2
                        && key.shape().rank() == rank
                        && value.shape().rank() == rank
                        && query.shape().size(-1) > 0
                        && query.shape().size(-1) == key.shape().size(-1)
                        && key.shape().size(-2) == value.shape().size(-2);
        for (int d = 0; fits && d < rank - 2; d++) {
            fits =
                    query.shape().size(d) == key.shape().size(d)
                            && key.shape().size(d) == value.shape().size(d);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "attention: query %s, key %s and value %s don't fit: they are […, L, E], […, S, E] and […, S, V], E not 0"
                            .formatted(query.array(), key.array(), value.array()));
        }
    }

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public List<Tensor> forward(Context context, List<Tensor> inputs) {
        Tensor q = inputs.get(0);
        Tensor v = inputs.get(2);
        context.save(inputs.toArray(Tensor[]::new));
        Rng random = options.random();
        if (random != null) {
            CheckpointRun.draws(random);
            context.note(random.state());
        }
        Tensor out = Tensor.zeros(q.dtype(), q.shape().with(-1, v.shape().size(-1)).toArray());
        forEachBlock(
                q,
                inputs.get(1),
                v,
                inputs.size() > 3 ? inputs.get(3) : null,
                random,
                inScopesOfTheirOwn(
                        block -> {
                            Tensor part = out.narrow(-2, block.from, block.length);
                            part.copyFrom(block.dropped(block.weights()).matmul(block.v));
                        }));
        return List.of(out);
    }

    @Override
    public List<@Nullable Tensor> backward(Context context, List<Tensor> upstream) {
        Tensor q = context.saved(0);
        Tensor k = context.saved(1);
        Tensor v = context.saved(2);
        Tensor mask = options.mask() == null ? null : context.saved(3);
        Tensor g = upstream.getFirst();
        Rng random = again(context);
        if (Autograd.isRecording()) {
            return recorded(q, k, v, mask, g, random);
        }
        Tensor dq = Tensor.zerosLike(q);
        Tensor dk = Tensor.zerosLike(k);
        Tensor dv = Tensor.zerosLike(v);
        Tensor dm = mask != null && context.needsGrad(3) ? Tensor.zerosLike(mask) : null;
        forEachBlock(
                q,
                k,
                v,
                mask,
                random,
                inScopesOfTheirOwn(
                        block -> {
                            Tensor part = g.narrow(-2, block.from, block.length);
                            Tensor weights = block.weights();
                            Tensor kept =
                                    random == null ? null : block.dropped(Tensor.onesLike(weights));
                            Tensor dropped = kept == null ? weights : weights.mul(kept);
                            dv.narrow(-2, 0, block.keys)
                                    .addInPlace(dropped.transpose(-1, -2).matmul(part));
                            Tensor scores = part.matmul(block.v.transpose(-1, -2));
                            if (kept != null) {
                                scores.mulInPlace(kept);
                            }
                            double scale = dm == null ? scale(q) : 1;
                            RowOps.softmaxGradInPlace(scores.array(), weights.array(), scale);
                            if (dm != null) {
                                Tensor rows = block.part(dm);
                                rows.addInPlace(Backward.sumTo(scores, rows.shape()));
                                scores.mulInPlace(scale(q));
                            }
                            dq.narrow(-2, block.from, block.length)
                                    .copyFrom(scores.matmul(block.k));
                            dk.narrow(-2, 0, block.keys)
                                    .addInPlace(scores.transpose(-1, -2).matmul(block.q));
                        }));
        return mask == null ? List.of(dq, dk, dv) : Arrays.asList(dq, dk, dv, dm);
    }

    /// The same gradients of operations that can be differentiated themselves: block by block too,
    /// but all of them stay.
    private List<@Nullable Tensor> recorded(
            Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, Tensor g, @Nullable Rng random) {
        List<Tensor> dq = new ArrayList<>();
        List<Tensor> dk = new ArrayList<>();
        List<Tensor> dv = new ArrayList<>();
        List<Tensor> dm = new ArrayList<>();
        forEachBlock(
                q,
                k,
                v,
                mask,
                random,
                block -> {
                    Tensor part = g.narrow(-2, block.from, block.length);
                    Tensor weights = block.weights();
                    Tensor kept = block.dropped(Tensor.onesLike(weights));
                    Tensor slope = part.matmul(block.v.transpose(-1, -2)).mul(kept);
                    Tensor along = slope.mul(weights).sum(true, -1);
                    Tensor sums = slope.sub(along).mul(weights);
                    Tensor scores = sums.mul(scale(q));
                    int missing = k.shape().size(-2) - block.keys;
                    dm.add(sums.pad(0, missing));
                    dq.add(scores.matmul(block.k));
                    dk.add(scores.transpose(-1, -2).matmul(block.q).pad(0, 0, 0, missing));
                    dv.add(weights.mul(kept).transpose(-1, -2).matmul(part).pad(0, 0, 0, missing));
                });
        Tensor keys = dk.stream().reduce(Tensor::add).orElseGet(() -> Tensor.zerosLike(k));
        Tensor values = dv.stream().reduce(Tensor::add).orElseGet(() -> Tensor.zerosLike(v));
        Tensor queries =
                dq.isEmpty() ? Tensor.zerosLike(q) : Tensor.cat(-2, dq.toArray(Tensor[]::new));
        if (mask == null) {
            return List.of(queries, keys, values);
        }
        // Of the shape of all scores: what broadcasting repeated is summed where it arrives.
        Tensor masks =
                dm.isEmpty() ? Tensor.zerosLike(mask) : Tensor.cat(-2, dm.toArray(Tensor[]::new));
        return List.of(queries, keys, values, masks);
    }

    /// A generator that draws what forward drew.
    private @Nullable Rng again(Context context) {
        if (options.random() == null) {
            return null;
        }
        Rng random = Rng.seed(0);
        random.restore(context.noted(Rng.State.class));
        return random;
    }

    private double scale(Tensor q) {
        return options.scale() == 0 ? 1 / Math.sqrt(q.shape().size(-1)) : options.scale();
    }

    private interface Action {
        void run(Block block);
    }

    /// What a block makes ends with it.
    private static Action inScopesOfTheirOwn(Action action) {
        return block -> {
            try (Scope _ = Scope.open("block")) {
                action.run(block);
            }
        };
    }

    private void forEachBlock(
            Tensor q,
            Tensor k,
            Tensor v,
            @Nullable Tensor mask,
            @Nullable Rng random,
            Action action) {
        int queries = q.shape().size(-2);
        int all = k.shape().size(-2);
        for (int from = 0; from < queries; from += BLOCK) {
            int length = Math.min(BLOCK, queries - from);
            int keys = options.causal() ? Math.min(all, from + length) : all;
            action.run(
                    new Block(
                            this,
                            q.narrow(-2, from, length),
                            k.narrow(-2, 0, keys),
                            v.narrow(-2, 0, keys),
                            mask,
                            from,
                            length,
                            keys,
                            scale(q),
                            random));
        }
    }

    /// Some queries, and the keys they may look at.
    private record Block(
            Attention attention,
            Tensor q,
            Tensor k,
            Tensor v,
            @Nullable Tensor mask,
            int from,
            int length,
            int keys,
            double scale,
            @Nullable Rng random) {
        Tensor weights() {
            Tensor scores = q.matmul(k.transpose(-1, -2));
            // One pass, unless each step is to be differentiated.
            if (mask == null && !Autograd.isRecording()) {
                RowOps.softmaxInPlace(scores.array(), scale, !attention.options.causal(), from + 1);
                return scores;
            }
            scores = scores.mul(scale);
            if (mask != null) {
                scores = scores.add(part(mask));
            }
            if (attention.options.causal()) {
                Tensor allowed = Composed.lowerMask(q.dtype(), length, keys, from);
                scores = scores.maskedFill(allowed.logicalNot(), Double.NEGATIVE_INFINITY);
            }
            return mask == null || keys == 0 ? scores.softmax(-1) : softmax(scores);
        }

        /// A row of minus infinities has no softmax, and its weights are 0. It is filled before,
        /// too: else its gradient would be NaN times 0.
        private static Tensor softmax(Tensor scores) {
            Tensor blind = scores.detach().amax(true, -1).eq(Double.NEGATIVE_INFINITY);
            return scores.maskedFill(blind, 0).softmax(-1).maskedFill(blind, 0);
        }

        /// What belongs to the block of a mask, or of its gradient.
        Tensor part(Tensor all) {
            Tensor rows =
                    all.shape().rank() < 2 || all.shape().size(-2) == 1
                            ? all
                            : all.narrow(-2, from, length);
            return rows.shape().rank() == 0 || rows.shape().size(-1) == 1
                    ? rows
                    : rows.narrow(-1, 0, keys);
        }

        Tensor dropped(Tensor weights) {
            double p = attention.options.dropout();
            return p == 0 || random == null ? weights : Fused.dropout(weights, p, random);
        }
    }
}
