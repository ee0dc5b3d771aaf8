package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Reads files in IDX format, in which MNIST and Fashion-MNIST are published, compressed with gzip
/// or not (which is seen from the file, not from its name).
///
/// ```java
/// Path folder = Path.of("/usr/share/datasets/fashion-mnist"); // Debian: dataset-fashion-mnist
/// LabelledImages train = Idx.train(folder, DType.FLOAT32); // x [60000, 784] from 0 to 1
/// LabelledImages test = Idx.test(folder, DType.FLOAT32);
/// for (var batch : train.data().batches(64, Rng.seed(1))) { … }
/// ```
///
/// No file is trusted: one that is too short, too long, of another format or without end gives a
/// [MalformedDataException] that names it and says what is wrong; memory is taken only for what is
/// there. Tensors are made in the innermost scope.
public final class Idx {
    private static final double WHITE = 255;

    private Idx() {}

    /// The elements of a file as they are, in the shape its header gives them.
    ///
    /// @throws MalformedDataException if the file is damaged or of another format
    /// @throws IOException if it can't be read
    public static Tensor read(Path file, DType dtype) throws IOException {
        IdxFile opened = IdxFile.open(file);
        return opened.tensor(dtype, opened.shape(), 1);
    }

    /// The pictures of a file `[n, height, width]` of unsigned bytes, with pixels from 0 to 1.
    ///
    /// @throws MalformedDataException if the file is damaged, or holds something else
    /// @throws IOException if it can't be read
    public static Images images(Path file, DType dtype) throws IOException {
        return images(openImages(file), dtype);
    }

    private static Images images(IdxFile file, DType dtype) throws IOException {
        Shape shape = file.shape();
        int height = shape.size(1);
        int width = shape.size(2);
        Shape rows = Shape.of(shape.size(0), height * width);
        return new Images(file.tensor(dtype, rows, 1 / WHITE), height, width);
    }

    private static IdxFile openImages(Path file) throws IOException {
        IdxFile opened = IdxFile.open(file);
        Shape shape = opened.shape();
        if (opened.type() != IdxType.UNSIGNED_BYTE || shape.rank() != 3) {
            throw new MalformedDataException(
                    file,
                    "holds no pictures, [n, height, width] of type unsigned_byte, but "
                            + opened.describe());
        }
        if (shape.elements() == 0) {
            throw new MalformedDataException(file, "holds no pixel: " + opened.describe());
        }
        if ((long) shape.size(1) * shape.size(2) > Integer.MAX_VALUE) {
            throw new MalformedDataException(
                    file, "its pictures are too large: " + opened.describe());
        }
        return opened;
    }

    /// The labels of a file `[n]` of whole numbers from 0.
    ///
    /// @throws MalformedDataException if the file is damaged, or holds something else
    /// @throws IOException if it can't be read
    public static Indices labels(Path file) throws IOException {
        return labels(openLabels(file));
    }

    private static IdxFile openLabels(Path file) throws IOException {
        IdxFile opened = IdxFile.open(file);
        boolean whole = opened.type() != IdxType.FLOAT && opened.type() != IdxType.DOUBLE;
        if (!whole || opened.shape().rank() != 1) {
            throw new MalformedDataException(
                    file, "holds no labels, [n] of whole numbers, but " + opened.describe());
        }
        return opened;
    }

    private static Indices labels(IdxFile file) throws IOException {
        int[] labels = new int[file.shape().size(0)];
        file.each(
                (at, value) -> {
                    if (value < 0) {
                        throw new MalformedDataException(
                                file.file(),
                                "label %s, number %s from 0, is negative"
                                        .formatted((int) value, at));
                    }
                    labels[(int) at] = (int) value;
                });
        return Indices.of(labels);
    }

    /// The pictures of one file with the labels of another.
    ///
    /// @throws MalformedDataException if one of the files is damaged or holds something else, or
    ///   they are not equally many
    /// @throws IOException if one can't be read
    public static LabelledImages labelled(Path images, Path labels, DType dtype)
            throws IOException {
        IdxFile pixels = openImages(images);
        IdxFile classes = openLabels(labels);
        int pictures = pixels.shape().size(0);
        int labelled = classes.shape().size(0);
        if (pictures != labelled) {
            throw new MalformedDataException(
                    labels,
                    "has %s labels for the %s pictures of %s"
                            .formatted(labelled, pictures, images));
        }
        Images read = images(pixels, dtype);
        return new LabelledImages(
                Dataset.of(read.pixels(), labels(classes)), read.height(), read.width());
    }

    /// The part of MNIST or of a set published like it that is to be learned from.
    ///
    /// @param folder has `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, with or without
    ///   `.gz`
    /// @throws IOException if a file is missing, damaged or can't be read
    public static LabelledImages train(Path folder, DType dtype) throws IOException {
        return published(folder, "train", dtype);
    }

    /// The part of MNIST or of a set published like it that is to be tested with.
    ///
    /// @param folder has `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, with or without
    ///   `.gz`
    /// @throws IOException if a file is missing, damaged or can't be read
    public static LabelledImages test(Path folder, DType dtype) throws IOException {
        return published(folder, "t10k", dtype);
    }

    private static LabelledImages published(Path folder, String part, DType dtype)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new FileSystemException(folder.toString(), null, "there is no such folder");
        }
        return labelled(
                find(folder, part + "-images", "idx3-ubyte"),
                find(folder, part + "-labels", "idx1-ubyte"),
                dtype);
    }

    /// Some archives have a dot where the published names have a hyphen.
    private static Path find(Path folder, String name, String kind) throws IOException {
        for (String ending :
                List.of("-" + kind, "-" + kind + ".gz", "." + kind, "." + kind + ".gz")) {
            Path file = folder.resolve(name + ending);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new NoSuchFileException(
                folder.toString(), null, "there is no %s-%s in it, nor .gz".formatted(name, kind));
    }
}
