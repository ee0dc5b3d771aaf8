package org.arenagrad.benchmarks;

import java.util.Arrays;

/// The matrix product as one writes it in plain Java over arrays, if one knows the machine: three
/// loops, in blocks that fit the caches, the innermost one over neighbours, which the compiler
/// turns into vector instructions by itself.
final class PlainLoops {
    private static final int BLOCK_K = 128;
    private static final int BLOCK_N = 256;

    private PlainLoops() {}

    /// `C = op(A)·op(B)`.
    static void multiply(ProductShape s, double[] a, double[] b, double[] c) {
        Arrays.fill(c, 0);
        double[] block = new double[BLOCK_K * BLOCK_N];
        int rowA = s.transposeA() ? 1 : s.lda();
        int columnA = s.transposeA() ? s.lda() : 1;
        for (int j = 0; j < s.n(); j += BLOCK_N) {
            int width = Math.min(BLOCK_N, s.n() - j);
            for (int l = 0; l < s.k(); l += BLOCK_K) {
                int depth = Math.min(BLOCK_K, s.k() - l);
                copyBlock(s, b, l, depth, j, width, block);
                for (int i = 0; i < s.m(); i++) {
                    addRow(
                            a,
                            i * rowA + l * columnA,
                            columnA,
                            depth,
                            block,
                            width,
                            c,
                            i * s.n() + j);
                }
            }
        }
    }

    private static void copyBlock(
            ProductShape s, double[] b, int l, int depth, int j, int width, double[] block) {
        for (int p = 0; p < depth; p++) {
            if (s.transposeB()) {
                for (int q = 0; q < width; q++) {
                    block[p * width + q] = b[(j + q) * s.ldb() + l + p];
                }
            } else {
                System.arraycopy(b, (l + p) * s.ldb() + j, block, p * width, width);
            }
        }
    }

    /// Adds a row of A times the block to a piece of a row of C, four rows of the block at a time.
    private static void addRow(
            double[] a,
            int at,
            int step,
            int depth,
            double[] block,
            int width,
            double[] c,
            int to) {
        int p = 0;
        for (; p <= depth - 4; p += 4) {
            double a0 = a[at + p * step];
            double a1 = a[at + (p + 1) * step];
            double a2 = a[at + (p + 2) * step];
            double a3 = a[at + (p + 3) * step];
            int b0 = p * width;
            int b1 = b0 + width;
            int b2 = b1 + width;
            int b3 = b2 + width;
            for (int q = 0; q < width; q++) {
                c[to + q] +=
                        a0 * block[b0 + q]
                                + a1 * block[b1 + q]
                                + a2 * block[b2 + q]
                                + a3 * block[b3 + q];
            }
        }
        for (; p < depth; p++) {
            double a0 = a[at + p * step];
            for (int q = 0; q < width; q++) {
                c[to + q] += a0 * block[p * width + q];
            }
        }
    }

    /// `C = op(A)·op(B)`.
    static void multiply(ProductShape s, float[] a, float[] b, float[] c) {
        Arrays.fill(c, 0);
        float[] block = new float[BLOCK_K * BLOCK_N];
        int rowA = s.transposeA() ? 1 : s.lda();
        int columnA = s.transposeA() ? s.lda() : 1;
        for (int j = 0; j < s.n(); j += BLOCK_N) {
            int width = Math.min(BLOCK_N, s.n() - j);
            for (int l = 0; l < s.k(); l += BLOCK_K) {
                int depth = Math.min(BLOCK_K, s.k() - l);
                copyBlock(s, b, l, depth, j, width, block);
                for (int i = 0; i < s.m(); i++) {
                    addRow(
                            a,
                            i * rowA + l * columnA,
                            columnA,
                            depth,
                            block,
                            width,
                            c,
                            i * s.n() + j);
                }
            }
        }
    }

    private static void copyBlock(
            ProductShape s, float[] b, int l, int depth, int j, int width, float[] block) {
        for (int p = 0; p < depth; p++) {
            if (s.transposeB()) {
                for (int q = 0; q < width; q++) {
                    block[p * width + q] = b[(j + q) * s.ldb() + l + p];
                }
            } else {
                System.arraycopy(b, (l + p) * s.ldb() + j, block, p * width, width);
            }
        }
    }

    /// Adds a row of A times the block to a piece of a row of C, four rows of the block at a time.
    private static void addRow(
            float[] a, int at, int step, int depth, float[] block, int width, float[] c, int to) {
        int p = 0;
        for (; p <= depth - 4; p += 4) {
            float a0 = a[at + p * step];
            float a1 = a[at + (p + 1) * step];
            float a2 = a[at + (p + 2) * step];
            float a3 = a[at + (p + 3) * step];
            int b0 = p * width;
            int b1 = b0 + width;
            int b2 = b1 + width;
            int b3 = b2 + width;
            for (int q = 0; q < width; q++) {
                c[to + q] +=
                        a0 * block[b0 + q]
                                + a1 * block[b1 + q]
                                + a2 * block[b2 + q]
                                + a3 * block[b3 + q];
            }
        }
        for (; p < depth; p++) {
            float a0 = a[at + p * step];
            for (int q = 0; q < width; q++) {
                c[to + q] += a0 * block[p * width + q];
            }
        }
    }
}
