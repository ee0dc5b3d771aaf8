package org.arenagrad.kernel.loop;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Cost;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/// How far the loops of each operation have warmed up, for one element type of one backend.
public final class WarmUps {
    private final Map<Unary, WarmUp> unary;
    private final Map<Binary, WarmUp> binary;
    private final Map<Ternary, WarmUp> ternary;
    private final Map<Reduction, WarmUp> fold;

    static {
        // The Vector API makes a heap segment when it is loaded. If that were the first one, the
        // JVM would throw away all loops it has compiled by then: they take every segment for a
        // native one. Training then stood still for a second.
        MemorySegment.ofArray(new byte[0]);
    }

    /// @param when loops take vectors
    public WarmUps(Vectors when) {
        unary = of(Unary.class, when, Unary::cost);
        binary = of(Binary.class, when, Binary::cost);
        ternary = of(Ternary.class, when, _ -> Cost.MEMORY);
        fold = of(Reduction.class, when, _ -> Cost.MEMORY);
    }

    private static <O extends Enum<O>> Map<O, WarmUp> of(
            Class<O> operations, Vectors when, Function<O, Cost> cost) {
        Map<O, WarmUp> all = new EnumMap<>(operations);
        for (O op : operations.getEnumConstants()) {
            all.put(op, WarmUp.of(when, cost.apply(op)));
        }
        return all;
    }

    @SuppressWarnings("NullAway") // The maps have an entry for each constant.
    WarmUp of(Unary op) {
        return unary.get(op);
    }

    @SuppressWarnings("NullAway")
    WarmUp of(Binary op) {
        return binary.get(op);
    }

    @SuppressWarnings("NullAway")
    WarmUp of(Ternary op) {
        return ternary.get(op);
    }

    @SuppressWarnings("NullAway")
    WarmUp of(Reduction op) {
        return fold.get(op);
    }
}
