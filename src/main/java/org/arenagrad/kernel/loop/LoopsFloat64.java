package org.arenagrad.kernel.loop;

import org.arenagrad.kernel.math.ElementsFloat64;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.BinaryFloat64;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.ReductionFloat64;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.TernaryFloat64;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.kernel.op.UnaryFloat64;
import org.arenagrad.kernel.op.VectorBinaryFloat64;
import org.arenagrad.kernel.op.VectorReductionFloat64;
import org.arenagrad.kernel.op.VectorTernaryFloat64;
import org.arenagrad.kernel.op.VectorUnaryFloat64;
import org.jspecify.annotations.Nullable;

/// The loops of all operations: where a loop, an operation and a formula come together. They are
/// made once for all backends, as each copy is compiled on its own.
final class LoopsFloat64 {
    /// How many elements the widest vectors have. Not asked of the Vector API, which may be
    /// missing.
    static final int WIDEST = 64 / (int) ElementsFloat64.BYTES;

    static final LoopTable<Unary, UnaryLoop> UNARY =
            new LoopTable<>(Unary.class, LoopsFloat64::scalarUnary, LoopsFloat64::vectorUnary);

    static final LoopTable<Binary, BinaryLoop> BINARY =
            new LoopTable<>(Binary.class, LoopsFloat64::scalarBinary, LoopsFloat64::vectorBinary);

    static final LoopTable<Ternary, TernaryLoop> TERNARY =
            new LoopTable<>(
                    Ternary.class, LoopsFloat64::scalarTernary, LoopsFloat64::vectorTernary);

    static final LoopTable<Reduction, FoldLoop> FOLD =
            new LoopTable<>(Reduction.class, LoopsFloat64::scalarFold, LoopsFloat64::vectorFold);

    private LoopsFloat64() {}

    private static UnaryLoop scalarUnary(Unary op) {
        return Copies.of(
                UnaryLoop.class,
                ScalarUnaryLoopFloat64.class,
                UnaryFloat64.class,
                UnaryFloat64.of(op));
    }

    private static @Nullable UnaryLoop vectorUnary(Unary op) {
        return UnaryFloat64.of(op) instanceof VectorUnaryFloat64 formula
                ? Copies.of(
                        UnaryLoop.class,
                        VectorUnaryLoopFloat64.class,
                        VectorUnaryFloat64.class,
                        formula)
                : null;
    }

    private static BinaryLoop scalarBinary(Binary op) {
        return Copies.of(
                BinaryLoop.class,
                ScalarBinaryLoopFloat64.class,
                BinaryFloat64.class,
                BinaryFloat64.of(op));
    }

    private static @Nullable BinaryLoop vectorBinary(Binary op) {
        return BinaryFloat64.of(op) instanceof VectorBinaryFloat64 formula
                ? Copies.of(
                        BinaryLoop.class,
                        VectorBinaryLoopFloat64.class,
                        VectorBinaryFloat64.class,
                        formula)
                : null;
    }

    private static TernaryLoop scalarTernary(Ternary op) {
        return Copies.of(
                TernaryLoop.class,
                ScalarTernaryLoopFloat64.class,
                TernaryFloat64.class,
                TernaryFloat64.of(op));
    }

    private static @Nullable TernaryLoop vectorTernary(Ternary op) {
        return TernaryFloat64.of(op) instanceof VectorTernaryFloat64 formula
                ? Copies.of(
                        TernaryLoop.class,
                        VectorTernaryLoopFloat64.class,
                        VectorTernaryFloat64.class,
                        formula)
                : null;
    }

    private static FoldLoop scalarFold(Reduction op) {
        return Copies.of(
                FoldLoop.class,
                ScalarFoldLoopFloat64.class,
                ReductionFloat64.class,
                ReductionFloat64.of(op));
    }

    private static @Nullable FoldLoop vectorFold(Reduction op) {
        return ReductionFloat64.of(op) instanceof VectorReductionFloat64 formula
                ? Copies.of(
                        FoldLoop.class,
                        VectorFoldLoopFloat64.class,
                        VectorReductionFloat64.class,
                        formula)
                : null;
    }
}
