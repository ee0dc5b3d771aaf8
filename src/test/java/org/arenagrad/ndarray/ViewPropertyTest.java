package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.memory.Scope;

import java.util.Arrays;
import java.util.List;

/// Whatever views an array has been through, operations on it give what the definition says.
///
/// A random array goes through a random chain of views, in native memory and in [Naive] side by
/// side; then both compute.
@Tag("backend")
class ViewPropertyTest {
    private static final int TRIES = 300;

    private Scope scope = Scope.open("before");

    ViewPropertyTest() {
        scope.close();
    }

    @BeforeTry
    void open() {
        scope = Scope.open("try");
    }

    @AfterTry
    void close() {
        scope.close();
    }

    /// A recipe for an array: sizes, and one number for each view on the way.
    record Recipe(List<Integer> sizes, List<Integer> steps, DType dtype) {
        Pair make() {
            Naive start = Naive.sample(ints(sizes), sizes.hashCode() & 63);
            Pair pair = new Pair(start.array(dtype), start);
            for (int step : steps) {
                pair = pair.view(step);
            }
            return pair;
        }
    }

    /// The same array twice.
    record Pair(NdArray array, Naive naive) {
        /// One more view; what the number means depends on what is possible.
        Pair view(int step) {
            int rank = naive.rank();
            int way = step % 8;
            int rest = step / 8;
            if (way == 0 && rank < 5) {
                int dim = rest % (rank + 1);
                return new Pair(array.unsqueeze(dim), naive.unsqueeze(dim));
            }
            if (way == 1 && rank < 5) {
                int[] target = new int[rank + 1];
                target[0] = rest % 3;
                for (int d = 0; d < rank; d++) {
                    target[d + 1] = naive.sizes()[d] == 1 ? 1 + rest % 4 : naive.sizes()[d];
                }
                return new Pair(array.expand(Shape.of(target)), naive.expand(target));
            }
            if (rank == 0) {
                return this;
            }
            int dim = rest % rank;
            int size = naive.sizes()[dim];
            int other = rest / rank % rank;
            return switch (way) {
                case 2, 3 -> new Pair(array.transpose(dim, other), naive.transpose(dim, other));
                case 4 -> new Pair(array.flip(dim), naive.flip(dim));
                case 5 -> {
                    int start = size == 0 ? 0 : rest % size;
                    int stride = 1 + rest % 3;
                    int length = size == 0 ? 0 : (size - start + stride - 1) / stride;
                    yield new Pair(
                            array.slice(dim, start, length, stride),
                            naive.slice(dim, start, length, stride));
                }
                case 6 ->
                        size == 0
                                ? this
                                : new Pair(
                                        array.select(dim, rest % size),
                                        naive.select(dim, rest % size));
                default -> {
                    int[] merged = merged(naive.sizes(), dim);
                    yield new Pair(array.reshape(merged), naive.reshape(merged));
                }
            };
        }

        /// Two neighbouring dimensions made one.
        private static int[] merged(int[] sizes, int dim) {
            if (dim + 1 >= sizes.length) {
                return sizes;
            }
            int[] out = new int[sizes.length - 1];
            for (int d = 0; d < out.length; d++) {
                out[d] = d < dim ? sizes[d] : d == dim ? sizes[d] * sizes[d + 1] : sizes[d + 1];
            }
            return out;
        }
    }

    @Provide
    Arbitrary<Recipe> recipes() {
        return recipes(0, 4);
    }

    @Provide
    Arbitrary<Recipe> withDimensions() {
        return recipes(1, 4);
    }

    private static Arbitrary<Recipe> recipes(int minRank, int maxRank) {
        Arbitrary<Integer> size =
                Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.just(0)),
                        Tuple.of(12, Arbitraries.integers().between(1, 5)),
                        Tuple.of(1, Arbitraries.integers().between(6, 19)));
        return Combinators.combine(
                        size.list().ofMinSize(minRank).ofMaxSize(maxRank),
                        Arbitraries.integers().between(0, 799).list().ofMaxSize(6),
                        Arbitraries.of(DType.class))
                .as(Recipe::new);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void assertSame(NdArray actual, Naive expected) {
        assertThat(actual.shape()).isEqualTo(Shape.of(expected.sizes()));
        double unit = actual.dtype() == DType.FLOAT64 ? 1e-12 : 1e-5;
        double[] got = actual.toArray();
        for (int i = 0; i < got.length; i++) {
            double e = expected.data()[i];
            assertThat(got[i]).as("element %d", i).isCloseTo(e, within(unit * (1 + Math.abs(e))));
        }
    }

    // ---- views themselves

    @Property(tries = TRIES)
    void viewsShowTheRightElements(@ForAll("recipes") Recipe recipe) {
        Pair x = recipe.make();
        assertSame(x.array, x.naive);
        assertSame(x.array.contiguous(), x.naive);
        assertThat(x.array.contiguous().isContiguous()).isTrue();
        assertSame(x.array.reshape(x.naive.sizes()), x.naive);
        assertSame(x.array.to(DType.FLOAT32), x.naive);
    }

    // ---- element by element

    @Property(tries = TRIES)
    void unary(@ForAll("recipes") Recipe recipe) {
        Pair x = recipe.make();
        assertSame(Pointwise.unary("square", Unary.SQUARE, x.array), x.naive.map(v -> v * v));
        assertSame(Pointwise.unary("exp", Unary.EXP, x.array), x.naive.map(Math::exp));
    }

    @Property(tries = TRIES)
    void binaryBroadcasts(@ForAll("recipes") Recipe left, @ForAll("recipes") Recipe right) {
        Pair a = left.make();
        Pair b = matching(right, left.dtype, a.naive.sizes());
        int[] shape = Shape.broadcast(a.array.shape(), b.array.shape()).toArray();
        assertSame(
                Pointwise.binary("sub", Binary.SUB, a.array, b.array),
                Naive.zip(shape, (p, q) -> p - q, a.naive, b.naive));
        assertSame(
                Pointwise.binary("mul", Binary.MUL, b.array, a.array),
                Naive.zip(shape, (p, q) -> p * q, b.naive, a.naive));
        assertSame(
                Pointwise.binary("lt", Binary.LT, a.array, b.array),
                Naive.zip(shape, (p, q) -> p < q ? 1 : 0, a.naive, b.naive));
        assertSame(
                Pointwise.where(b.array, a.array, b.array),
                Naive.zip(shape, (p, q) -> q != 0 ? p : q, a.naive, b.naive));
    }

    /// An array whose sizes are those of `like`, or 1, or missing in front; strided as the recipe
    /// says.
    private static Pair matching(Recipe recipe, DType dtype, int... like) {
        int drop = recipe.steps.size() > 1 ? recipe.steps.get(0) % (like.length + 1) : 0;
        int[] sizes = Arrays.copyOfRange(like, drop, like.length);
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = recipe.sizes.size() > d && recipe.sizes.get(d) % 2 == 0 ? 1 : sizes[d];
        }
        Naive naive = Naive.sample(sizes, recipe.hashCode() & 63);
        Pair pair = new Pair(naive.array(dtype), naive);
        if (sizes.length == 0) {
            return pair;
        }
        // There and back again: the same sizes, other strides.
        int dim = recipe.steps.size() % sizes.length;
        Naive turned = naive.transpose(dim, 0).flip(dim);
        return new Pair(turned.array(dtype).flip(dim).transpose(dim, 0), naive);
    }

    @Property(tries = TRIES)
    void inPlaceChangesAllAndOnlyTheView(
            @ForAll("recipes") Recipe recipe, @ForAll("recipes") Recipe other) {
        Pair x = recipe.make();
        int[] sizes = x.naive.sizes();
        // Two columns around the target must stay what they are.
        Naive frame = Naive.sample(Shape.of(sizes).rank() == 0 ? new int[] {3} : framed(sizes), 5);
        NdArray outer = frame.array(recipe.dtype);
        int dim = Math.max(0, sizes.length - 1);
        NdArray inner = sizes.length == 0 ? outer.select(0, 1) : outer.slice(dim, 1, sizes[dim], 1);
        Naive before = sizes.length == 0 ? frame.select(0, 1) : frame.slice(dim, 1, sizes[dim], 1);
        Pair b = matching(other, recipe.dtype, sizes);
        Pointwise.binaryInPlace("add", Binary.ADD, inner, b.array);
        Naive sum = Naive.zip(sizes, Double::sum, before, b.naive);
        assertSame(inner, sum);
        Pointwise.unaryInPlace(Unary.NEG, inner);
        assertSame(inner, sum.map(v -> -v));
        inner.copyFrom(x.array);
        assertSame(inner, x.naive);
        inner.copyFrom(before.array(recipe.dtype));
        assertSame(outer, frame);
    }

    private static int[] framed(int... sizes) {
        int[] out = sizes.clone();
        out[out.length - 1] += 2;
        return out;
    }

    @Property(tries = TRIES)
    void inPlaceWithAViewOfItself(@ForAll @IntRange(min = 1, max = 6) int n, @ForAll DType dtype) {
        Naive naive = Naive.sample(new int[] {n, n}, n);
        NdArray x = naive.array(dtype);
        Pointwise.binaryInPlace("add", Binary.ADD, x, x.transpose(0, 1));
        assertSame(x, Naive.zip(naive.sizes(), Double::sum, naive, naive.transpose(0, 1)));
    }

    // ---- folding

    @Property(tries = TRIES)
    void reductions(
            @ForAll("recipes") Recipe recipe,
            @ForAll @IntRange(max = 31) int which,
            @ForAll boolean keep) {
        Pair x = recipe.make();
        boolean[] reduced = new boolean[x.naive.rank()];
        int[] dims = new int[reduced.length];
        int count = 0;
        for (int d = 0; d < reduced.length; d++) {
            if ((which >> d & 1) == 1) {
                reduced[d] = true;
                dims[count++] = d % 2 == 0 ? d : d - reduced.length;
            }
        }
        int[] named = Arrays.copyOf(dims, count);
        if (count == 0) {
            Arrays.fill(reduced, true);
        }
        int[] shape = x.array.shape().reduce(keep, named).toArray();
        assertSame(
                Reduce.reduce("sum", Reduction.SUM, x.array, keep, named),
                x.naive.fold(reduced, 0, Double::sum).reshape(shape));
        // At most 1 in size: a product of hundreds of larger numbers is no float32.
        double largest = Arrays.stream(x.naive.data()).map(Math::abs).max().orElse(0);
        double scale = largest == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(largest) - 1);
        NdArray small = Pointwise.binary("mul", Binary.MUL, x.array, scale);
        assertSame(
                Reduce.reduce("prod", Reduction.PROD, small, keep, named),
                x.naive.map(v -> v * scale).fold(reduced, 1, (a, b) -> a * b).reshape(shape));
        if (x.naive.data().length > 0) {
            assertSame(
                    Reduce.reduce("amax", Reduction.MAX, x.array, keep, named),
                    x.naive.fold(reduced, Double.NEGATIVE_INFINITY, Math::max).reshape(shape));
            assertSame(
                    Reduce.reduce("amin", Reduction.MIN, x.array, keep, named),
                    x.naive.fold(reduced, Double.POSITIVE_INFINITY, Math::min).reshape(shape));
        }
        double squares =
                x.naive.map(v -> v * v).fold(all(x.naive.rank()), 0, Double::sum).data()[0];
        assertThat(Reduce.total(Reduction.SUM_OF_SQUARES, x.array))
                .isCloseTo(squares, within(1e-5 * (1 + squares)));
    }

    private static boolean[] all(int rank) {
        boolean[] all = new boolean[rank];
        Arrays.fill(all, true);
        return all;
    }

    @Property(tries = TRIES)
    void alongOneDimension(
            @ForAll("withDimensions") Recipe recipe, @ForAll @IntRange(max = 9) int d) {
        Pair x = recipe.make();
        if (x.naive.rank() == 0) {
            return;
        }
        int dim = d % x.naive.rank();
        assertSame(Reduce.cumsum(x.array, dim), x.naive.cumsum(dim));
        assertSame(RowOps.softmax(x.array, dim), x.naive.softmax(dim));
        assertSame(RowOps.logSoftmax(x.array, dim), x.naive.softmax(dim).map(Math::log));
        if (x.naive.data().length > 0) {
            Naive best = x.naive.argmax(dim);
            Indices found = Reduce.argmax(x.array, dim, false);
            assertThat(found.shape()).isEqualTo(Shape.of(best.sizes()));
            assertThat(Arrays.stream(found.toArray()).asDoubleStream().toArray())
                    .isEqualTo(best.data());
            Naive sum = x.naive.map(Math::exp).fold(only(dim, x.naive.rank()), 0, Double::sum);
            assertSame(RowOps.logSumExp(x.array, dim, true), sum.map(Math::log));
        }
    }

    private static boolean[] only(int dim, int rank) {
        boolean[] only = new boolean[rank];
        only[dim] = true;
        return only;
    }

    // ---- products

    @Property(tries = TRIES)
    void matrixProducts(
            @ForAll @IntRange(max = 7) int m,
            @ForAll @IntRange(max = 7) int k,
            @ForAll @IntRange(max = 7) int n,
            @ForAll @IntRange(max = 26) int stack,
            @ForAll @IntRange(max = 15) int turns,
            @ForAll DType dtype) {
        int[] leadA = lead(stack % 3, 2);
        int[] leadB = lead(stack / 3 % 3, 3 - 2 * (stack / 9 % 2));
        Pair a = matrices(leadA, m, k, turns, dtype);
        Pair b = matrices(leadB, k, n, turns / 4, dtype);
        int[] leading;
        try {
            leading = Shape.broadcast(Shape.of(leadA), Shape.of(leadB)).toArray();
        } catch (IllegalArgumentException misfit) {
            assertThatThrownBy(() -> MatMuls.matmul(a.array, b.array))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("matmul: ");
            return;
        }
        assertSame(MatMuls.matmul(a.array, b.array), Naive.matmul(leading, a.naive, b.naive));
    }

    private static int[] lead(int rank, int size) {
        return rank == 0 ? new int[0] : rank == 1 ? new int[] {size} : new int[] {2, size};
    }

    /// Matrices that lie in memory as they are, transposed, backwards, or with gaps.
    private static Pair matrices(int[] lead, int rows, int columns, int turn, DType dtype) {
        int r = lead.length;
        int[] sizes = Arrays.copyOf(lead, r + 2);
        sizes[r] = rows;
        sizes[r + 1] = columns;
        Naive naive = Naive.sample(sizes, 1 + turn);
        NdArray array =
                switch (turn % 4) {
                    case 0 -> naive.array(dtype);
                    case 1 -> naive.transpose(r, r + 1).array(dtype).transpose(r, r + 1);
                    case 2 -> naive.flip(r + 1).array(dtype).flip(r + 1);
                    default -> {
                        int[] wider = sizes.clone();
                        wider[r + 1] += 3;
                        NdArray gaps = Create.full("gaps", Shape.of(wider), dtype, Double.NaN);
                        yield gaps.slice(r + 1, 2, columns, 1).copyFrom(naive.array(dtype));
                    }
                };
        return new Pair(array, naive);
    }

    // ---- picking and joining

    @Property(tries = TRIES)
    void picking(
            @ForAll("withDimensions") Recipe recipe,
            @ForAll @IntRange(max = 9) int d,
            @ForAll @IntRange(max = 6) int count) {
        Pair x = recipe.make();
        if (x.naive.rank() == 0) {
            return;
        }
        int dim = d % x.naive.rank();
        int size = x.naive.sizes()[dim];
        if (size == 0) {
            return;
        }
        int[] index = new int[count];
        Arrays.setAll(index, i -> (i * 7 + d) % size);
        NdArray selected = Indexing.indexSelect(x.array, dim, Indices.of(index));
        assertSame(selected, x.naive.indexSelect(dim, index));

        Naive selectedNaive = x.naive.indexSelect(dim, index);
        Naive places = Naive.generate(selectedNaive.sizes(), i -> index[i[dim]]);
        assertSame(
                Indexing.indexAdd(selected, dim, Indices.of(index), x.array.shape()),
                selectedNaive.scatterAdd(dim, size, places));

        Naive at = Naive.generate(selectedNaive.sizes(), i -> Arrays.stream(i).sum() % size);
        Indices everywhere =
                Indices.of(
                        Shape.of(at.sizes()),
                        Arrays.stream(at.data()).mapToInt(v -> (int) v).toArray());
        assertSame(Indexing.gather(x.array, dim, everywhere), x.naive.gather(dim, at));
        assertSame(
                Indexing.scatterAdd(selected, dim, everywhere, x.array.shape()),
                selectedNaive.scatterAdd(dim, size, at));
    }

    @Property(tries = TRIES)
    void joining(
            @ForAll("withDimensions") Recipe recipe,
            @ForAll @IntRange(max = 9) int d,
            @ForAll @IntRange(max = 3) int pad) {
        Pair x = recipe.make();
        if (x.naive.rank() == 0) {
            return;
        }
        int dim = d % x.naive.rank();
        Naive flipped = x.naive.flip(dim);
        assertSame(
                Indexing.cat(dim, List.of(x.array, x.array.flip(dim))),
                Naive.cat(dim, x.naive, flipped));
        int last = x.naive.rank() - 1;
        int[] ends = x.naive.sizes().clone();
        ends[last] = pad;
        Naive zeros = Naive.generate(ends, _ -> 0);
        assertSame(Indexing.pad(x.array, pad, 0), Naive.cat(last, zeros, x.naive));
        assertSame(Indexing.pad(x.array, 0, pad), Naive.cat(last, x.naive, zeros));
    }
}
