package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.junit.jupiter.api.Test;

/// Arrays look as NumPy prints them with `precision=4, floatmode='maxprec_equal'`, and the commas
/// of `repr`.
class ArrayPrinterTest {
    private static String print(Shape shape, double... values) {
        return ArrayPrinter.print(Create.of(values, shape, DType.FLOAT64));
    }

    private static String sequence(int... shape) {
        int count = (int) Shape.of(shape).elements();
        return ArrayPrinter.print(
                Create.sequence("arange", 0, 1, count, DType.FLOAT64).reshape(shape));
    }

    @Test
    void scalarsStandAlone() {
        assertThat(print(Shape.SCALAR, 2.5)).isEqualTo("2.5");
        assertThat(print(Shape.SCALAR, -3)).isEqualTo("-3.");
    }

    @Test
    void showsAsManyDecimalsAsAreNeeded() {
        assertThat(print(Shape.of(3), 1, 2, 3)).isEqualTo("[1., 2., 3.]");
        assertThat(print(Shape.of(3), 1, 2.5, -30)).isEqualTo("[  1.0,   2.5, -30.0]");
        assertThat(print(Shape.of(2), 1.0 / 3, 2)).isEqualTo("[0.3333, 2.0000]");
    }

    @Test
    void alignsColumns() {
        assertThat(print(Shape.of(2, 3), 1, 20, 300, -4, 5, 6))
                .isEqualTo(
                        """
                        [[  1.,  20., 300.],
                         [ -4.,   5.,   6.]]\
                        """);
    }

    @Test
    void separatesMatrices() {
        assertThat(sequence(2, 2, 2))
                .isEqualTo(
                        """
                        [[[0., 1.],
                          [2., 3.]],

                         [[4., 5.],
                          [6., 7.]]]\
                        """);
    }

    @Test
    void takesExponentsForTheVeryLargeAndVerySmall() {
        assertThat(print(Shape.of(2), 1e10, 1)).isEqualTo("[1.0000e+10, 1.0000e+00]");
        assertThat(print(Shape.of(2), 1e-5, 0.5)).isEqualTo("[1.0000e-05, 5.0000e-01]");
        assertThat(print(Shape.of(2), 12345678, 0)).isEqualTo("[12345678.,        0.]");
        assertThat(print(Shape.of(2), 1234567.5, 0.5)).isEqualTo("[1.2346e+06, 5.0000e-01]");
    }

    @Test
    void theLimitsThemselvesTakeNoExponents() {
        assertThat(print(Shape.of(2), 99_999_999, 1)).isEqualTo("[99999999.,        1.]");
        assertThat(print(Shape.of(2), 1e8, 1)).isEqualTo("[1.0000e+08, 1.0000e+00]");
        assertThat(print(Shape.of(2), 1e-4, -1)).isEqualTo("[ 0.0001, -1.0000]");
        assertThat(print(Shape.of(2), 9.9e-5, -1)).isEqualTo("[ 9.9000e-05, -1.0000e+00]");
        assertThat(print(Shape.of(3), 500_000, 0.5, 0))
                .as("a million times as large")
                .isEqualTo("[500000.0,      0.5,      0.0]");
        assertThat(print(Shape.of(2), 500_001, -0.5)).isEqualTo("[ 5.0000e+05, -5.0000e-01]");
        assertThat(print(Shape.of(2), 0, 0)).isEqualTo("[0., 0.]");
    }

    @Test
    void namesWhatIsNoNumber() {
        assertThat(
                        print(
                                Shape.of(4),
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                1.5))
                .isEqualTo("[ nan,  inf, -inf,  1.5]");
        assertThat(print(Shape.of(1), Double.NaN)).isEqualTo("[nan]");
    }

    @Test
    void emptyOnesShowTheirBrackets() {
        assertThat(print(Shape.of(0))).isEqualTo("[]");
        assertThat(print(Shape.of(2, 0))).isEqualTo("[[],\n []]");
    }

    @Test
    void leavesOutTheMiddleOfLargeOnes() {
        assertThat(sequence(1001)).isEqualTo("[   0.,    1.,    2., …,  998.,  999., 1000.]");
        assertThat(sequence(1000)).doesNotContain("…");
        assertThat(sequence(30, 40))
                .isEqualTo(
                        """
                        [[   0.,    1.,    2., …,   37.,   38.,   39.],
                         [  40.,   41.,   42., …,   77.,   78.,   79.],
                         [  80.,   81.,   82., …,  117.,  118.,  119.],
                         …,
                         [1080., 1081., 1082., …, 1117., 1118., 1119.],
                         [1120., 1121., 1122., …, 1157., 1158., 1159.],
                         [1160., 1161., 1162., …, 1197., 1198., 1199.]]\
                        """);
        assertThat(sequence(200, 7)).contains("[   0.,    1.,    2., …,    4.,    5.,    6.],");
        assertThat(sequence(200, 6))
                .as("six columns fit")
                .contains("[   0.,    1.,    2.,    3.,    4.,    5.],");
    }

    @Test
    void breaksLongLines() {
        String[] lines = sequence(100).split("\n");
        assertThat(lines.length).isGreaterThan(3);
        assertThat(lines[0]).startsWith("[ 0.,  1.,").endsWith(",");
        assertThat(lines[1]).startsWith(" ").doesNotEndWith(" ");
        // As NumPy does with max_line_width=102: twenty numbers a line.
        assertThat(lines).hasSize(5);
        assertThat(lines[1])
                .isEqualTo(
                        " 20., 21., 22., 23., 24., 25., 26., 27., 28., 29., 30., 31., 32., 33.,"
                                + " 34., 35., 36., 37., 38., 39.,");
        assertThat(sequence(2, 21).split("\n"))
                .as("inside another bracket")
                .containsExactly(
                        "[[ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13.,"
                                + " 14., 15., 16., 17., 18., 19.,",
                        "  20.],",
                        " [21., 22., 23., 24., 25., 26., 27., 28., 29., 30., 31., 32., 33., 34.,"
                                + " 35., 36., 37., 38., 39., 40.,",
                        "  41.]]");
        NdArray threeDigits = Create.sequence("arange", 100, 1, 18, DType.FLOAT64);
        assertThat(ArrayPrinter.print(threeDigits).lines())
                .as("a hundred characters fit")
                .containsExactly(
                        "[100., 101., 102., 103., 104., 105., 106., 107., 108., 109., 110., 111.,"
                                + " 112., 113., 114., 115., 116.,",
                        " 117.]");
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(102));
    }

    @Test
    void showsViewsInTheirOwnOrder() {
        NdArray x = Create.sequence("arange", 0, 1, 6, DType.FLOAT64).reshape(2, 3);
        assertThat(ArrayPrinter.print(x.transpose(0, 1)))
                .isEqualTo(
                        """
                        [[0., 3.],
                         [1., 4.],
                         [2., 5.]]\
                        """);
    }
}
