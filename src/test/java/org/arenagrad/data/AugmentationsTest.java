package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class AugmentationsTest {
    private static Rng rng(long seed) {
        return Rng.seed(seed);
    }

    /// A picture of 2×3, `[[1, 2, 3], [4, 5, 6]]`, moved by a pixel or not, in nine ways.
    @Test
    void aShiftMovesAPictureAndFillsWithZeros() {
        Set<List<Double>> byHand =
                Set.of(
                        List.of(0., 0., 0., 0., 1., 2.),
                        List.of(0., 0., 0., 1., 2., 3.),
                        List.of(0., 0., 0., 2., 3., 0.),
                        List.of(0., 1., 2., 0., 4., 5.),
                        List.of(1., 2., 3., 4., 5., 6.),
                        List.of(2., 3., 0., 5., 6., 0.),
                        List.of(0., 4., 5., 0., 0., 0.),
                        List.of(4., 5., 6., 0., 0., 0.),
                        List.of(5., 6., 0., 0., 0., 0.));
        Tensor picture = Tensor.from(new double[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
        Set<List<Double>> seen = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            seen.add(list(Augmentations.shift(2, 3, 1).apply(picture, rng(seed))));
        }
        assertThat(seen).isEqualTo(byHand);
    }

    private static List<Double> list(Tensor x) {
        return Arrays.stream(x.toArray()).boxed().toList();
    }

    @Test
    void theNumbersThatAreDrawnSayWhere() {
        Tensor picture = Tensor.arange(1, 10, 1).reshape(1, 3, 3);
        Rng drawn = rng(8);
        int top = drawn.nextInt(3);
        int left = drawn.nextInt(3);
        Tensor padded = Tensor.zeros(5, 5);
        padded.narrow(0, 1, 3).narrow(1, 1, 3).copyFrom(picture.select(0, 0));
        assertThat(Augmentations.crop(3, 3, 1, 3, 3).apply(picture, rng(8)).toArray())
                .isEqualTo(padded.narrow(0, top, 3).narrow(1, left, 3).copy().toArray());
    }

    @Test
    void aCropIsAPartOfThePicture() {
        Tensor pictures = Tensor.arange(2 * 3 * 4 * 4).reshape(2, 3, 4, 4);
        Tensor cropped = Augmentations.crop(4, 4, 0, 2, 3).apply(pictures, rng(1));
        assertThat(cropped.shape()).isEqualTo(Shape.of(2, 3, 2, 3));
        for (int n = 0; n < 2; n++) {
            double corner = cropped.get(n, 0, 0, 0);
            for (int c = 0; c < 3; c++) {
                for (int row = 0; row < 2; row++) {
                    for (int column = 0; column < 3; column++) {
                        assertThat(cropped.get(n, c, row, column))
                                .as("all channels of a picture alike")
                                .isEqualTo(corner + 16 * c + 4 * row + column);
                    }
                }
            }
        }
    }

    @Test
    void aFlipMirrorsHalfOfThePictures() {
        Tensor pictures = Tensor.arange(6).reshape(1, 6).expand(1000, 6).copy();
        Tensor flipped = Augmentations.horizontalFlip(2, 3).apply(pictures, rng(1));
        int mirrored = 0;
        for (int n = 0; n < 1000; n++) {
            double[] row = flipped.select(0, n).toArray();
            if (row[0] == 2) {
                assertThat(row).containsExactly(2, 1, 0, 5, 4, 3);
                mirrored++;
            } else {
                assertThat(row).containsExactly(0, 1, 2, 3, 4, 5);
            }
        }
        // 500, with a standard deviation of 16.
        assertThat(mirrored).isBetween(430, 570);
    }

    /// A slope stays a slope, turned: interpolation is exact for it, where nothing comes from
    /// outside.
    @Test
    void aRotationTurnsASlope() {
        int edge = 9;
        double[] slope = new double[edge * edge];
        Arrays.setAll(slope, i -> 3 * (i / edge - 4) + 5 * (i % edge - 4) + 100);
        Tensor picture = Tensor.from(slope, 1, edge, edge);
        for (int seed = 0; seed < 20; seed++) {
            double angle = Math.toRadians(30 * (2 * rng(seed).nextDouble() - 1));
            Tensor turned = Augmentations.rotate(edge, edge, 30).apply(picture, rng(seed));
            for (int down = -2; down <= 2; down++) {
                for (int right = -2; right <= 2; right++) {
                    double row = Math.cos(angle) * down + Math.sin(angle) * right;
                    double column = Math.cos(angle) * right - Math.sin(angle) * down;
                    assertThat(turned.get(0, 4 + down, 4 + right))
                            .isCloseTo(3 * row + 5 * column + 100, within(1e-9));
                }
            }
        }
    }

    @Test
    void aRotationByNothingChangesNothingAndZerosComeFromOutside() {
        Tensor picture = Tensor.rand(rng(2), 3, 2, 4, 5);
        assertThat(Augmentations.rotate(4, 5, 0).apply(picture, rng(1)).toArray())
                .isEqualTo(picture.toArray());
        Tensor white = Tensor.ones(1, 8, 8);
        Tensor turned = Augmentations.rotate(8, 8, 180).apply(white, rng(3));
        assertThat(turned.get(0, 4, 4)).isCloseTo(1, within(1e-9));
        assertThat(turned.get(0, 0, 0)).isLessThan(1);
        assertThatThrownBy(() -> Augmentations.rotate(8, 8, 181))
                .hasMessage("rotate: 181.0 degrees are not between 0 and 180");
    }

    @Test
    void shapesOfPicturesAreAllTheSame() {
        Tensor flat = Tensor.rand(rng(3), 5, 2 * 4 * 3);
        var augmentation = Augmentations.shift(4, 3, 2).then(Augmentations.horizontalFlip(4, 3));
        Tensor changed = augmentation.apply(flat, rng(4));
        assertThat(changed.shape()).isEqualTo(flat.shape());
        Tensor channels = augmentation.apply(flat.reshape(5, 2, 4, 3), rng(4));
        assertThat(channels.shape()).isEqualTo(Shape.of(5, 2, 4, 3));
        assertThat(channels.toArray()).isEqualTo(changed.toArray());
        assertThat(changed.toArray()).isNotEqualTo(flat.toArray());
        Tensor narrow = augmentation.apply(flat.to(DType.FLOAT32).copy(), rng(4));
        assertThat(narrow.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(augmentation.apply(Tensor.zeros(0, 12), rng(1)).shape())
                .isEqualTo(Shape.of(0, 12));
    }

    @Test
    void noiseHasItsDeviation() {
        Tensor x = Tensor.full(3, 100, 100);
        Tensor noisy = Augmentations.noise(0.2).apply(x, rng(5));
        assertThat(noisy.mean().item()).isCloseTo(3, within(0.01));
        assertThat(noisy.std().item()).isCloseTo(0.2, within(0.01));
        assertThat(x.toArray()).as("the batch stays as it is").containsOnly(3);
    }

    @Test
    void aSeedDecidesAndEveryEpochIsAnother() {
        var pictures = Dataset.of(Tensor.rand(rng(1), 6, 4, 4), Indices.of(0, 1, 2, 3, 4, 5));
        List<double[]> once = epochs(pictures, 7);
        assertThat(epochs(pictures, 7)).usingRecursiveComparison().isEqualTo(once);
        assertThat(epochs(pictures, 8).getFirst()).isNotEqualTo(once.getFirst());
        assertThat(once.get(0)).as("the second batch of an epoch").isNotEqualTo(once.get(1));
        assertThat(once.get(0)).as("the second epoch").isNotEqualTo(once.get(2));
    }

    private static List<double[]> epochs(TensorDataset<Indices> pictures, long seed) {
        Rng rng = rng(seed);
        List<double[]> seen = new ArrayList<>();
        for (var batch : pictures.batches(3).augment(Augmentations.shift(4, 4, 1), rng).epochs(2)) {
            double[] x = batch.x().toArray();
            assertThat(batch.x().toArray()).as("asked for again").isEqualTo(x);
            seen.add(x);
        }
        return seen;
    }

    @Test
    void whatIsNoPictureIsNamed() {
        assertThatThrownBy(() -> Augmentations.shift(4, 4, 1).apply(Tensor.zeros(2, 5, 4), rng(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 5, 4] are not pictures of 4×4");
        assertThatThrownBy(() -> Augmentations.crop(4, 4, 0, 5, 4))
                .hasMessageContaining("a part of 5×4");
        assertThatThrownBy(() -> Augmentations.shift(4, 4, -1))
                .hasMessageContaining("a padding of -1");
        assertThatThrownBy(() -> Augmentations.horizontalFlip(0, 4)).hasMessageContaining("0×4");
        assertThatThrownBy(() -> Augmentations.noise(Double.NaN)).hasMessageContaining("NaN");
    }
}
