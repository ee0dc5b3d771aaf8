package org.arenagrad.ndarray;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes arrays for people, the way NumPy does: nested brackets, columns aligned, the middle of
/// large ones left out.
///
/// Numbers show four digits after the point, as few as all of them need, or exponents where they
/// are very large or very small.
public final class ArrayPrinter {
    private static final int EDGE = 3;
    private static final int WHOLE_UP_TO = 1000;
    private static final int LINE = 100;

    private final NdArray array;
    private final boolean elide;
    private final List<String> cells;
    private final int width;
    private int next;

    private ArrayPrinter(NdArray array) {
        // Also where there is no element to read.
        array.segment();
        this.array = array;
        this.elide = array.shape().elements() > WHOLE_UP_TO;
        List<Double> values = new ArrayList<>();
        collect(0, new int[array.shape().rank()], values);
        this.cells = format(values);
        this.width = cells.stream().mapToInt(String::length).max().orElse(0);
    }

    /// The elements of an array as text.
    public static String print(NdArray array) {
        StringBuilder text = new StringBuilder();
        new ArrayPrinter(array).write(0, text, 0);
        return text.toString();
    }

    private void collect(int dim, int[] index, List<Double> into) {
        if (dim == index.length) {
            into.add(array.get(index));
            return;
        }
        int size = array.shape().size(dim);
        for (int i = 0; i < size; i++) {
            if (skips(size, i)) {
                i = size - EDGE;
            }
            index[dim] = i;
            collect(dim + 1, index, into);
        }
    }

    private boolean skips(int size, int i) {
        return elide && size > 2 * EDGE && i == EDGE;
    }

    private void write(int dim, StringBuilder text, int column) {
        int rank = array.shape().rank();
        if (dim == rank) {
            text.append(cells.get(next++));
            return;
        }
        int size = array.shape().size(dim);
        String lineBreak = "\n".repeat(rank - dim - 1) + " ".repeat(column + 1);
        text.append('[');
        int lineStart = text.length();
        for (int i = 0; i < size; i++) {
            if (i > 0 && dim < rank - 1) {
                text.append(',').append(lineBreak);
            } else if (i > 0) {
                text.append(", ");
                if (text.length() - lineStart + width > LINE) {
                    text.setLength(text.length() - 1);
                    text.append('\n').append(" ".repeat(column + 1));
                    lineStart = text.length();
                }
            }
            if (skips(size, i)) {
                text.append(dim < rank - 1 ? "…," + lineBreak : "…, ");
                i = size - EDGE;
            }
            if (dim == rank - 1) {
                text.append(" ".repeat(width - cells.get(next).length()));
            }
            write(dim + 1, text, column + 1);
        }
        text.append(']');
    }

    private static List<String> format(List<Double> values) {
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        boolean whole = true;
        for (double v : values) {
            double magnitude = Math.abs(v);
            if (Double.isFinite(v)) {
                whole &= v == Math.rint(v);
                largest = Math.max(largest, magnitude);
                smallest = v == 0 ? smallest : Math.min(smallest, magnitude);
            }
        }
        boolean exponents =
                largest >= 1e8 || (smallest < 1e-4) || (largest / smallest > 1e6 && !whole);
        List<String> out = new ArrayList<>();
        int decimals = 0;
        for (double v : values) {
            String cell =
                    !Double.isFinite(v)
                            ? special(v)
                            : String.format(Locale.ROOT, exponents ? "%.4e" : "%.4f", v);
            out.add(cell);
            decimals =
                    exponents || !Double.isFinite(v)
                            ? decimals
                            : Math.max(decimals, decimals(cell));
        }
        if (exponents) {
            return out;
        }
        // As NumPy does: only as many decimals as some number needs, and a bare point for whole
        // ones.
        int drop = 4 - decimals;
        return out.stream()
                .map(c -> c.indexOf('.') < 0 ? c : c.substring(0, c.length() - drop))
                .toList();
    }

    private static int decimals(String cell) {
        int end = cell.length();
        while (cell.charAt(end - 1) == '0') {
            end--;
        }
        return end - 1 - cell.indexOf('.');
    }

    private static String special(double v) {
        return Double.isNaN(v) ? "nan" : v > 0 ? "inf" : "-inf";
    }
}
