package blackbox;

import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program under `ulimit -v` that ends a buffer of more than half of the memory there is, and
/// then needs more than half of it again, in a block of another size.
final class GivingBack {
    private static final long MEGABYTE = 1 << 20;

    private GivingBack() {}

    public static void main(String[] arguments) throws IOException {
        long limit = Long.parseLong(arguments[0]) * 1024;
        long before = Ledger.current().reservedBytes();
        try (var scope = Scope.open("life")) {
            long left = limit - addresses();
            scope.allocate(left / 100 * 55, "first", "[]").close();
            System.out.println("first: " + (Ledger.current().reservedBytes() - before > left / 2));
            long second = left / 100 * 70;
            scope.allocate(second, "second", "[]").segment().fill((byte) 1);
            long reserved = Ledger.current().reservedBytes() - before;
            System.out.println("the second alone: " + (reserved < second + second / 8));
            System.out.println(left / MEGABYTE + " MB were left");
        }
    }

    /// The bytes of addresses that this process has taken.
    private static long addresses() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmSize:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                * 1024;
    }
}
