package blackbox;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.Npy;
import org.arenagrad.io.SafeTensors;
import org.arenagrad.memory.Scope;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Reads files, lets them be truncated, and goes on computing with what was read.
final class Truncating {
    private static final int LENGTH = 1 << 18;

    private Truncating() {}

    /// Prints a line for each sum.
    ///
    /// @param arguments the folder to write to
    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (String ending : new String[] {"safetensors", "npy"}) {
            Path file = folder.resolve("x." + ending);
            try (var _ = Scope.open("write")) {
                Tensor ones = Tensor.ones(DType.FLOAT64, 2, LENGTH / 2);
                if (ending.equals("npy")) {
                    Npy.write(file, ones);
                } else {
                    SafeTensors.write(file, Map.of("x", ones), Map.of());
                }
            }
            try (var _ = Scope.open("compute")) {
                Tensor x =
                        ending.equals("npy")
                                ? Npy.read(file)
                                : SafeTensors.read(file).sequencedValues().getFirst();
                truncate(file);
                System.out.println(x.sum().item());
                System.out.println(x.matmul(x.transpose(0, 1)).sum().item());
            }
            Files.delete(file);
        }
        System.out.println("end");
    }

    private static void truncate(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(4096);
        }
    }
}
