package org.arenagrad.data;

import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Role;

/// Random changes of pictures, each drawn anew for every picture of a batch.
///
/// Pictures are `[N, C, H, W]`, `[N, H, W]`, or flat, `[N, C·H·W]`; all channels of one change
/// alike. What comes in from outside a picture is 0.
///
/// ```java
/// var augmentation = Augmentations.shift(28, 28, 2).then(Augmentations.noise(0.05));
/// for (var batch : pictures.batches(64, rng).augment(augmentation, rng).epochs(10)) { … }
/// ```
public final class Augmentations {
    private Augmentations() {}

    /// Moves each picture by up to `most` pixels up or down and left or right; all distances are
    /// equally likely. Draws two numbers for each picture: down, then right.
    ///
    /// @throws IllegalArgumentException if a size is not positive or the distance is negative
    public static Augmentation<Tensor> shift(int height, int width, int most) {
        return crop(height, width, most, height, width);
    }

    /// Puts `padding` zeros around each picture and cuts out a part of `newHeight`×`newWidth` at a
    /// random place (torchvision's `RandomCrop`). Draws two numbers for each picture: how far the
    /// part lies from the top and from the left of what is padded.
    ///
    /// @throws IllegalArgumentException if a size is not positive, the padding is negative or the
    ///   part does not fit
    public static Augmentation<Tensor> crop(
            int height, int width, int padding, int newHeight, int newWidth) {
        Planes planes = new Planes(height, width);
        int down = height + 2 * padding - newHeight;
        int right = width + 2 * padding - newWidth;
        if (padding < 0 || newHeight < 1 || newWidth < 1 || down < 0 || right < 0) {
            throw new IllegalArgumentException(
                    "crop: a part of %s×%s can't be cut out of a picture of %s×%s with a padding of %s"
                            .formatted(newHeight, newWidth, height, width, padding));
        }
        return (batch, rng) ->
                planes.each(
                        batch,
                        newHeight,
                        newWidth,
                        () -> {
                            int top = rng.nextInt(down + 1) - padding;
                            int left = rng.nextInt(right + 1) - padding;
                            return (plane, row, column) -> plane.at(row + top, column + left);
                        });
    }

    /// Mirrors each picture left to right with probability 1/2. Draws one number for each picture.
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static Augmentation<Tensor> horizontalFlip(int height, int width) {
        Planes planes = new Planes(height, width);
        return (batch, rng) ->
                planes.each(
                        batch,
                        height,
                        width,
                        () -> {
                            boolean mirrored = rng.nextBoolean();
                            return (plane, row, column) ->
                                    plane.at(row, mirrored ? width - 1 - column : column);
                        });
    }

    /// Turns each picture about its middle by up to `degrees`, to either side; all angles are
    /// equally likely. What comes from between pixels is interpolated linearly (torchvision's
    /// `RandomRotation`). Draws one number for each picture.
    ///
    /// @throws IllegalArgumentException if a size is not positive or the angle is not between 0 and
    ///   180
    public static Augmentation<Tensor> rotate(int height, int width, double degrees) {
        Planes planes = new Planes(height, width);
        if (!(degrees >= 0 && degrees <= 180)) {
            throw new IllegalArgumentException(
                    "rotate: %s degrees are not between 0 and 180".formatted(degrees));
        }
        double middleRow = (height - 1) / 2.0;
        double middleColumn = (width - 1) / 2.0;
        return (batch, rng) ->
                planes.each(
                        batch,
                        height,
                        width,
                        () -> {
                            double angle = Math.toRadians(degrees * (2 * rng.nextDouble() - 1));
                            double sin = Math.sin(angle);
                            double cos = Math.cos(angle);
                            return (plane, row, column) -> {
                                double down = row - middleRow;
                                double right = column - middleColumn;
                                return plane.between(
                                        middleRow + cos * down + sin * right,
                                        middleColumn + cos * right - sin * down);
                            };
                        });
    }

    /// Adds to every element a number from a normal distribution around 0.
    ///
    /// @param deviation its standard deviation
    /// @throws IllegalArgumentException if that is negative or not finite
    public static Augmentation<Tensor> noise(double deviation) {
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "noise: %s is not a standard deviation".formatted(deviation));
        }
        return (batch, rng) -> {
            double[] values = batch.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] += deviation * rng.nextGaussian();
            }
            return data(batch, values, batch.shape());
        };
    }

    private static Tensor data(Tensor like, double[] values, Shape shape) {
        Tensor made = Tensor.from(like.dtype(), values, shape.toArray());
        made.array().buffer().role(Role.DATA);
        return made;
    }

    /// What each pixel of a changed picture is.
    private interface Change {
        double pixel(Plane before, int row, int column);
    }

    /// One channel of one picture.
    ///
    /// @param pixels of all pictures
    /// @param start where its own begin
    @SuppressWarnings("ArrayRecordComponent") // Only read.
    private record Plane(double[] pixels, int start, int height, int width) {
        /// A pixel, 0 outside.
        double at(int row, int column) {
            boolean inside = row >= 0 && row < height && column >= 0 && column < width;
            return inside ? pixels[start + row * width + column] : 0;
        }

        /// What lies between four pixels, each counting the more the nearer it is.
        double between(double row, double column) {
            int top = (int) Math.floor(row);
            int left = (int) Math.floor(column);
            double down = row - top;
            double right = column - left;
            return (1 - down) * ((1 - right) * at(top, left) + right * at(top, left + 1))
                    + down * ((1 - right) * at(top + 1, left) + right * at(top + 1, left + 1));
        }
    }

    /// Draws what is random for one picture.
    private interface Draw {
        Change next();
    }

    /// Pictures as planes of pixels.
    ///
    /// @param height rows of pixels
    /// @param width pixels in a row
    private record Planes(int height, int width) {
        Planes {
            if (height < 1 || width < 1) {
                throw new IllegalArgumentException(
                        "augmentation: a picture of %s×%s has no pixels".formatted(height, width));
            }
        }

        Tensor each(Tensor batch, int newHeight, int newWidth, Draw draw) {
            int n = batch.shape().rank() == 0 ? 0 : batch.shape().size(0);
            Shape shape = changed(batch.shape(), newHeight, newWidth);
            double[] in = batch.toArray();
            int plane = height * width;
            int newPlane = newHeight * newWidth;
            int channels = n == 0 ? 0 : in.length / n / plane;
            double[] out = new double[n * channels * newPlane];
            for (int picture = 0; picture < n; picture++) {
                Change change = draw.next();
                for (int c = 0; c < channels; c++) {
                    int channel = picture * channels + c;
                    Plane before = new Plane(in, channel * plane, height, width);
                    for (int pixel = 0; pixel < newPlane; pixel++) {
                        out[channel * newPlane + pixel] =
                                change.pixel(before, pixel / newWidth, pixel % newWidth);
                    }
                }
            }
            return data(batch, out, shape);
        }

        private Shape changed(Shape shape, int newHeight, int newWidth) {
            int rank = shape.rank();
            boolean flat = rank == 2 && shape.size(1) % (height * width) == 0;
            boolean planes =
                    (rank == 3 || rank == 4)
                            && shape.size(rank - 2) == height
                            && shape.size(rank - 1) == width;
            if (flat) {
                return shape.with(1, shape.size(1) / (height * width) * newHeight * newWidth);
            }
            if (planes) {
                return shape.with(rank - 2, newHeight).with(rank - 1, newWidth);
            }
            throw new IllegalArgumentException(
                    "augmentation: %s are not pictures of %s×%s: those are [N, C, H, W], [N, H, W] or [N, C·H·W]"
                            .formatted(shape, height, width));
        }
    }
}
