package org.arenagrad.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sums of products over named dimensions, made of matrix products: two operands at a time, from
/// the left. What both name and is still needed is a batch; what both name and is not needed any
/// more is summed by the product.
final class Einsum {
    /// Stands for a dimension that `...` covers; the first of them is the leftmost.
    private static final int ELLIPSIS = 0x10000;

    private final String equation;

    private Einsum(String equation) {
        this.equation = equation;
    }

    /// A tensor and the names of its dimensions.
    private record Named(Tensor tensor, List<Integer> names) {}

    static Tensor of(String equation, Tensor... operands) {
        return new Einsum(equation).run(operands);
    }

    private Tensor run(Tensor... operands) {
        String[] sides = equation.replace(" ", "").split("->", -1);
        String[] inputs = sides[0].split(",", -1);
        if (sides.length > 2 || inputs.length != operands.length || operands.length == 0) {
            throw wrong(
                    "it names %s operands, but there are %s"
                            .formatted(inputs.length, operands.length));
        }
        List<Named> named = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            named.add(named(inputs[i], operands[i]));
        }
        List<Integer> output = sides.length == 2 ? output(sides[1], named) : implied(named);
        Named result = diagonal(named.getFirst());
        for (int i = 1; i < named.size(); i++) {
            Set<Integer> needed = new LinkedHashSet<>(output);
            named.subList(i + 1, named.size()).forEach(later -> needed.addAll(later.names));
            result = product(result, diagonal(named.get(i)), needed);
        }
        return arranged(summed(result, Set.copyOf(output)), output);
    }

    private Named named(String names, Tensor tensor) {
        int dots = names.indexOf("...");
        String letters = dots < 0 ? names : names.substring(0, dots) + names.substring(dots + 3);
        int covered = tensor.shape().rank() - letters.length();
        if (!letters.chars().allMatch(Character::isLetter)
                || covered < 0
                || (dots < 0 && covered > 0)) {
            throw wrong("'%s' does not name the dimensions of %s".formatted(names, tensor.array()));
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            if (i == dots) {
                cover(all, covered);
            }
            all.add((int) letters.charAt(i));
        }
        if (dots == letters.length()) {
            cover(all, covered);
        }
        return new Named(tensor, all);
    }

    // Dimensions that dots cover broadcast, aligned at the end.
    private static void cover(List<Integer> names, int count) {
        for (int i = count; i > 0; i--) {
            names.add(ELLIPSIS - i);
        }
    }

    private List<Integer> output(String names, List<Named> inputs) {
        Set<Integer> known =
                inputs.stream().flatMap(n -> n.names.stream()).collect(Collectors.toSet());
        List<Integer> all = new ArrayList<>();
        int dots = names.indexOf("...");
        String letters = dots < 0 ? names : names.substring(0, dots) + names.substring(dots + 3);
        for (int i = 0; i <= letters.length(); i++) {
            if (i == dots) {
                known.stream().filter(n -> n > ELLIPSIS - 100).sorted().forEach(all::add);
            }
            if (i < letters.length()) {
                all.add((int) letters.charAt(i));
            }
        }
        if (!known.containsAll(all) || Set.copyOf(all).size() != all.size()) {
            throw wrong("the result '%s' names what no operand has, or twice".formatted(names));
        }
        return all;
    }

    private static List<Integer> implied(List<Named> inputs) {
        TreeMap<Integer, Integer> count = new TreeMap<>();
        inputs.forEach(n -> n.names.forEach(name -> count.merge(name, 1, Integer::sum)));
        List<Integer> all = new ArrayList<>();
        count.keySet().stream().filter(name -> name > ELLIPSIS - 100).forEach(all::add);
        count.forEach(
                (name, times) -> {
                    if (times == 1 && name <= ELLIPSIS - 100) {
                        all.add(name);
                    }
                });
        return all;
    }

    /// An operand that names a dimension twice is its diagonal there.
    private Named diagonal(Named operand) {
        Tensor tensor = operand.tensor;
        List<Integer> names = new ArrayList<>(operand.names);
        for (int i = 0; i < names.size(); i++) {
            int again = names.subList(i + 1, names.size()).indexOf(names.get(i));
            if (again >= 0) {
                int other = i + 1 + again;
                if (tensor.shape().size(i) != tensor.shape().size(other)) {
                    throw wrong(
                            "a name stands for sizes %s and %s of %s"
                                    .formatted(
                                            tensor.shape().size(i),
                                            tensor.shape().size(other),
                                            tensor.array()));
                }
                tensor = tensor.diagonal(0, i, other);
                Integer name = names.get(i);
                names.removeIf(name::equals);
                names.add(name);
                i = -1;
            }
        }
        return new Named(tensor, names);
    }

    private static Named summed(Named operand, Set<Integer> needed) {
        int[] dims =
                IntStream.range(0, operand.names.size())
                        .filter(d -> !needed.contains(operand.names.get(d)))
                        .toArray();
        if (dims.length == 0) {
            return operand;
        }
        List<Integer> left = operand.names.stream().filter(needed::contains).toList();
        return new Named(operand.tensor.sum(dims), left);
    }

    private Named product(Named first, Named second, Set<Integer> needed) {
        Set<Integer> forFirst = new LinkedHashSet<>(needed);
        forFirst.addAll(second.names);
        Named a = summed(first, forFirst);
        Set<Integer> forSecond = new LinkedHashSet<>(needed);
        forSecond.addAll(first.names);
        Named b = summed(second, forSecond);
        List<Integer> batch = new ArrayList<>(a.names);
        batch.retainAll(b.names);
        List<Integer> contracted = new ArrayList<>(batch);
        contracted.removeAll(needed);
        batch.retainAll(needed);
        List<Integer> rows = new ArrayList<>(a.names);
        rows.removeAll(b.names);
        List<Integer> columns = new ArrayList<>(b.names);
        columns.removeAll(a.names);
        List<Integer> left = joined(batch, rows, contracted);
        List<Integer> right = joined(batch, contracted, columns);
        Tensor x = matched(a, b, left);
        Tensor y = matched(b, a, right);
        int[] sizes = sizes(x, left, batch);
        int[] rowSizes = sizes(x, left, rows);
        int[] columnSizes = sizes(y, right, columns);
        int inner = total(sizes(x, left, contracted));
        Tensor product =
                x.reshape(total(sizes), total(rowSizes), inner)
                        .matmul(y.reshape(total(sizes), inner, total(columnSizes)));
        int[] shape = Arrays.copyOf(sizes, sizes.length + rowSizes.length + columnSizes.length);
        System.arraycopy(rowSizes, 0, shape, sizes.length, rowSizes.length);
        System.arraycopy(columnSizes, 0, shape, sizes.length + rowSizes.length, columnSizes.length);
        return new Named(product.reshape(shape), joined(batch, rows, columns));
    }

    private static List<Integer> joined(
            List<Integer> first, List<Integer> second, List<Integer> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    /// A tensor with its dimensions in an order, those of size 1 repeated to the size that the
    /// other operand has.
    private Tensor matched(Named operand, Named other, List<Integer> order) {
        Tensor arranged = arranged(operand, order);
        int[] sizes = arranged.shape().toArray();
        for (int d = 0; d < sizes.length; d++) {
            int at = other.names.indexOf(order.get(d));
            int size = at < 0 ? sizes[d] : other.tensor.shape().size(at);
            if (sizes[d] != size && sizes[d] != 1 && size != 1) {
                throw wrong(
                        "a name stands for %s in %s and for %s in %s"
                                .formatted(
                                        sizes[d],
                                        operand.tensor.array(),
                                        size,
                                        other.tensor.array()));
            }
            sizes[d] = sizes[d] == 1 ? size : sizes[d];
        }
        return arranged.expand(sizes);
    }

    private static Tensor arranged(Named operand, List<Integer> order) {
        return operand.tensor.permute(order.stream().mapToInt(operand.names::indexOf).toArray());
    }

    private static int[] sizes(Tensor tensor, List<Integer> names, List<Integer> some) {
        return some.stream().mapToInt(name -> tensor.shape().size(names.indexOf(name))).toArray();
    }

    private static int total(int... sizes) {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("einsum: '%s': %s".formatted(equation, why));
    }
}
