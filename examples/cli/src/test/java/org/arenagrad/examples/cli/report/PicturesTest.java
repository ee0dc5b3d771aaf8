package org.arenagrad.examples.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Dataset;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.examples.cli.report.CurvePicture.Curve;
import org.arenagrad.examples.cli.report.ImagesPicture.Mistake;
import org.arenagrad.examples.cli.report.ImagesPicture.Size;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Linear;
import org.arenagrad.train.ConfusionMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

/// Each picture is there as dots and as lines, and says what it should. (How it looks, people have
/// to see.)
class PicturesTest {
    private static BufferedImage dots(Picture picture) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
        assertThat(image.getWidth()).isEqualTo(2 * picture.width());
        assertThat(image.getHeight()).isEqualTo(2 * picture.height());
        return Objects.requireNonNull(image);
    }

    /// The texts of its SVG, which has to be XML. (XChart draws letters as shapes: its pictures
    /// have no texts.)
    private static List<String> texts(Picture picture) throws Exception {
        Element svg = root(picture);
        assertThat(svg.getAttribute("width")).isEqualTo(picture.width() + "px");
        assertThat(svg.getAttribute("font-size")).isEqualTo("12px");
        assertThat(svg.getAttribute("aria-label")).isEqualTo(picture.words());
        assertThat(picture.reading()).endsWith(".");
        List<String> texts = new ArrayList<>();
        var found = svg.getElementsByTagName("text");
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private static Element root(Picture picture) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        // Its document type names a host, which nobody should ask.
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture.svg())))
                .getDocumentElement();
    }

    private static boolean shows(BufferedImage image, Color colour) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) == colour.getRGB()) {
                    return true;
                }
            }
        }
        return false;
    }

    // ---- curves ----

    @Test
    void aHistoryBecomesCurves() throws Exception {
        List<Picture> pictures = HistoryPictures.of("xor", Histories.falling(5));

        assertThat(pictures).extracting(Picture::name).containsExactly("loss", "accuracy");
        for (Picture picture : pictures) {
            BufferedImage image = dots(picture);
            assertThat(shows(image, Palette.of(0))).isTrue();
            assertThat(texts(picture)).isEmpty();
        }
        assertThat(shows(dots(pictures.getFirst()), Palette.of(1))).as("two losses").isTrue();
        assertThat(shows(dots(pictures.getLast()), Palette.of(1))).as("one share").isFalse();
    }

    @Test
    void oneEpochIsEnoughAndNoneDrawsNothing() throws Exception {
        assertThat(HistoryPictures.of("xor", Histories.falling(1))).hasSize(2);
        assertThat(
                        shows(
                                dots(HistoryPictures.of("x", Histories.falling(1)).getFirst()),
                                Palette.of(0)))
                .isTrue();
        assertThat(HistoryPictures.of("xor", Histories.falling(0))).isEmpty();
    }

    @Test
    void aLossThatIsNoNumberLeavesAGap() throws Exception {
        double[] values = {1, Double.NaN, Double.POSITIVE_INFINITY, 0.5, 0.4};
        Picture picture =
                CurvePicture.losses("loss", "It falls.", List.of(new Curve("training", values)));

        assertThat(shows(dots(picture), Palette.of(0))).isTrue();
        texts(picture);
    }

    @Test
    void lossesOfAnySizeAreDrawn() throws Exception {
        for (double[] values :
                new double[][] {
                    {1e-12, 1e-15}, {1e9, 1e3, 1}, {0, 0}, {-1, -5}, {3}, {Double.NaN, Double.NaN}
                }) {
            dots(CurvePicture.losses("loss", "It falls.", List.of(new Curve("training", values))));
        }
    }

    /// Where the texts of a chart are. XChart draws them as black shapes, moved to their places.
    private static List<Rectangle2D> labels(Picture picture) throws Exception {
        List<Rectangle2D> labels = new ArrayList<>();
        var paths = root(picture).getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            String moved = ((Element) path.getParentNode()).getAttribute("transform");
            if (path.getAttribute("style").contains("fill:rgb(0,0,0)")) {
                double[] by = numbers(moved);
                double[] points = numbers(path.getAttribute("d"));
                Rectangle2D box =
                        new Rectangle2D.Double(by[0] + points[0], by[1] + points[1], 0, 0);
                for (int j = 0; j < points.length; j += 2) {
                    box.add(by[0] + points[j], by[1] + points[j + 1]);
                }
                labels.add(box);
            }
        }
        return labels;
    }

    private static double[] numbers(String text) {
        return Pattern.compile("-?[0-9.]+(E-?\\d+)?")
                .matcher(text)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
    }

    private static void assertLabelled(Picture picture, int atLeast) throws Exception {
        List<Rectangle2D> labels = labels(picture);
        assertThat(labels).as(picture.words()).hasSizeGreaterThan(atLeast);
        for (Rectangle2D one : labels) {
            // Room for most of a letter beside it, and a little above and below.
            var around =
                    new Rectangle2D.Double(
                            one.getX() - 6,
                            one.getY() - 2,
                            one.getWidth() + 12,
                            one.getHeight() + 4);
            assertThat(labels.stream().filter(around::intersects))
                    .as("what touches this text in %s", picture.words())
                    .containsExactly(one);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 12, 30, 99, 400, 3000, 12_345})
    void ticksOfEpochsDoNotTouch(int epochs) throws Exception {
        double[] values = new double[epochs];
        Arrays.setAll(values, i -> 1.0 / (i + 1));
        assertLabelled(
                CurvePicture.losses("loss", "It falls.", List.of(new Curve("x", values))), 6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 3e-4, 1, 777, 1e6, 1e12})
    void ticksOfNumbersDoNotTouch(double unit) throws Exception {
        double[] actual = {1.1 * unit, 2.3 * unit, 2.9 * unit};
        double[] predicted = {1.3 * unit, 2 * unit, 3 * unit};
        assertLabelled(FitPicture.of("fit", "unit", actual, predicted), 10);
        assertLabelled(
                CurvePicture.losses("loss", "It falls.", List.of(new Curve("x", actual))), 6);
    }

    // ---- classes ----

    @Test
    void aConfusionMatrixShowsItsCountsAndNames() throws Exception {
        ConfusionMatrix matrix = ConfusionMatrix.of(2);
        for (int i = 0; i < 1234; i++) {
            matrix.add(0, 0);
        }
        matrix.add(0, 1).add(1, 1).add(1, 0);

        Picture picture = ConfusionPicture.of("pets", matrix, List.of("cat", "dog & <wolf>"));

        assertThat(texts(picture))
                .contains("pets", "predicted", "actual", "1,234", "99.9 %", "50.0 %")
                .contains("cat", "dog & <wolf>");
        assertThat(picture.words()).isEqualTo("pets: 1,237 rows, by actual and by predicted class");
        dots(picture);
    }

    @Test
    void manyClassesAndLongNamesStayOnThePicture() throws Exception {
        ConfusionMatrix matrix = ConfusionMatrix.of(100);
        matrix.add(3, 3);
        String name = "a class with a very long name that goes on and on";
        Picture picture = ConfusionPicture.of("many", matrix, Collections.nCopies(100, name));

        assertThat(picture.width()).isLessThan(1700);
        assertThat(texts(picture))
                .noneMatch(text -> text.equals(name))
                .anyMatch(t -> t.endsWith("…"));
    }

    @Test
    void aBoundaryHasTheColourOfTheClassSeen() throws Exception {
        // The second class where x > 0, the more surely the further.
        try (var _ = Scope.open("test")) {
            var model = Linear.of(Tensor.from(new double[] {9, 0}, 1, 2), null);
            Tensor x = Tensor.from(new double[] {-1, -1, 1, 1, -1, 1, 1, -1}, 4, 2);
            long live = Ledger.current().liveBytes();

            Picture picture =
                    ModelPictures.boundary(
                            "halves", model, x, Indices.of(0, 1, 0, 1), List.of("left", "right"));

            BufferedImage image = dots(picture);
            Color left = new Color(image.getRGB(2 * 120, 2 * 250));
            Color right = new Color(image.getRGB(2 * 480, 2 * 250));
            assertThat(left.getBlue()).isGreaterThan(left.getRed());
            assertThat(right.getRed()).isGreaterThan(right.getBlue());
            assertThat(texts(picture)).contains("halves", "left", "right", "x₁", "x₂", "-1", "0.5");
            assertThat(Ledger.current().liveBytes()).isEqualTo(live);
        }
    }

    @Test
    void aPointAloneHasAPlaneToo() throws Exception {
        Picture picture =
                BoundaryPicture.of(
                        "one",
                        "a",
                        "b",
                        new BoundaryPicture.Points(
                                new double[][] {{5, 5}}, new int[] {0}, List.of("it")),
                        points -> {
                            double[][] shares = new double[points.length][1];
                            for (double[] share : shares) {
                                share[0] = 1;
                            }
                            return shares;
                        });
        assertThat(texts(picture)).contains("4", "5", "6");
    }

    // ---- images ----

    @Test
    void mistakesComeMostSureFirst() throws Exception {
        try (var _ = Scope.open("test")) {
            // The class is where the larger of two pixels is.
            var model = Linear.of(Tensor.from(new double[] {1, 0, 0, 1}, 2, 2), null);
            Tensor x = Tensor.from(new double[] {1, 0, 0, 1, 0, 5, 3, 0}, 4, 2);
            TensorDataset<Indices> rows = Dataset.of(x, Indices.of(1, 1, 0, 0));

            Picture picture =
                    ModelPictures.mistakes(
                            "wrong", model, rows, x, List.of("a", "b"), new Size(1, 2), 5);

            assertThat(texts(picture))
                    .containsExactly(
                            "wrong: 2, actual → predicted",
                            "a → b",
                            "99 % sure",
                            "b → a",
                            "73 % sure");
            assertThat(shows(dots(picture), Color.BLACK)).isTrue();
        }
    }

    @Test
    void longNamesGetALineEach() throws Exception {
        Mistake mistake = new Mistake(new double[] {1}, "a long name", "another long name", 0.5);
        Picture picture =
                ImagesPicture.mistakes(
                        "wrong", new Size(1, 1), Collections.nCopies(30, mistake), 1000);

        assertThat(texts(picture))
                .hasSize(1 + 24 * 3)
                .contains("wrong: 24 of 1,000, actual → predicted", "a long name", "50 % sure");
        assertThat(ImagesPicture.mistakes("none", new Size(1, 1), List.of(), 0).words())
                .isEqualTo("none: 0, actual → predicted");
    }

    @Test
    void weightsAreBlueBelowZeroAndRedAbove() throws Exception {
        try (var _ = Scope.open("test")) {
            Tensor weight = Tensor.from(DType.FLOAT32, new double[] {-2, 0, 0, 2}, 1, 4);
            Picture picture = ModelPictures.weights("first", weight, Size.square(4));

            BufferedImage image = dots(picture);
            assertThat(shows(image, Palette.diverging(-1))).isTrue();
            assertThat(shows(image, Palette.diverging(1))).isTrue();
            assertThat(texts(picture)).contains("first: what its 1 units look for", "−2.0", "0");
        }
    }

    @Test
    void onlySquareNumbersMakeSquares() {
        assertThat(Size.square(784)).isEqualTo(new Size(28, 28));
        assertThatThrownBy(() -> Size.square(12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 pixels");
    }

    // ---- numbers ----

    @Test
    void predictionsStandOverWhatIs() throws Exception {
        try (var _ = Scope.open("test")) {
            var model = Linear.of(Tensor.from(new double[] {2}, 1, 1), null);
            Tensor x = Tensor.from(new double[] {1, 2, 3}, 3, 1);
            Picture picture =
                    ModelPictures.fit(
                            "prices",
                            "price",
                            model,
                            Dataset.of(x, x.mul(2)),
                            value -> 100 * value);

            assertThat(picture.words()).isEqualTo("prices: predicted over actual price");
            assertThat(shows(dots(picture), Palette.of(1))).isTrue();
        }
    }
}
