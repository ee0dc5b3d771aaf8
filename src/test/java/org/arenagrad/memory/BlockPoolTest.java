package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;

/// Blocks are used again and again, in classes of sizes that waste little.
class BlockPoolTest {
    @Property
    void aBlockHoldsWhatItsClassIsFor(@ForAll @LongRange(max = 1L << 50) long bytes) {
        long size = BlockPool.blockSize(BlockPool.sizeClass(bytes));
        assertThat(size).isGreaterThanOrEqualTo(bytes).isPositive();
        assertThat(size % 64).isZero();
    }

    @Property
    void atMostAnEighthIsSlackFrom512BytesOn(
            @ForAll @LongRange(min = 512, max = 1L << 50) long bytes) {
        long size = BlockPool.blockSize(BlockPool.sizeClass(bytes));
        assertThat((size - bytes) * 8).isLessThanOrEqualTo(size);
    }

    @Test
    void classesAreDistinctAndRising() {
        long before = 0;
        for (int c = 0; c < 300; c++) {
            long size = BlockPool.blockSize(c);
            assertThat(size).isGreaterThan(before);
            assertThat(BlockPool.sizeClass(size)).as("its own size").isEqualTo(c);
            assertThat(BlockPool.sizeClass(before + 1)).as("the first byte too many").isEqualTo(c);
            before = size;
        }
    }

    @Test
    void aSteadyStateAsksTheSystemForNothing() {
        assumeTrue(NativeAccess.isGranted());
        Set<Long> addresses = new HashSet<>();
        long reserved = 0;
        for (int step = 0; step < 100; step++) {
            try (var _ = Scope.open("step")) {
                Buffer a = Buffer.allocate(3000, "test", "[]");
                Buffer b = Buffer.allocate(3000, "test", "[]");
                a.segment().set(ValueLayout.JAVA_DOUBLE, 0, step);
                b.segment().set(ValueLayout.JAVA_DOUBLE, 0, -step);
                assertThat(a.segment().get(ValueLayout.JAVA_DOUBLE, 0)).isEqualTo(step);
                addresses.add(a.segment().address());
                addresses.add(b.segment().address());
            }
            reserved = step == 0 ? Ledger.current().reservedBytes() : reserved;
        }
        assertThat(addresses).as("two live at a time").hasSize(2);
        assertThat(Ledger.current().reservedBytes()).isEqualTo(reserved);
    }

    @Test
    void aBlockServesAnySizeOfItsClass() {
        assumeTrue(NativeAccess.isGranted());
        try (var _ = Scope.open("test")) {
            Buffer a = Buffer.allocate(1000, "test", "[]");
            long address = a.segment().address();
            a.close();
            Buffer b = Buffer.allocate(961, "test", "[]");
            assertThat(b.segment().address()).isEqualTo(address);
            assertThat(b.segment().byteSize()).isEqualTo(961);
        }
    }

    /// 1 KiB is a small block, 1 MiB a large one; both are exactly a class.
    @ParameterizedTest
    @ValueSource(longs = {1 << 10, 1 << 20})
    void aPoolCountsItsBlocksUntilMemoryIsShort(long size) {
        assumeTrue(NativeAccess.isGranted());
        BlockPool pool = new BlockPool();
        try (Arena outer = Arena.ofConfined()) {
            MemorySegment lent = pool.lend(size, outer);
            try (Arena inner = Arena.ofConfined()) {
                pool.lend(size, inner);
                pool.lend(size, inner);
                assertThat(pool.reservedBytes()).isEqualTo(3 * size);
            }
            assertThat(pool.reservedBytes()).as("two are free").isEqualTo(3 * size);
            pool.lend(size, outer);
            assertThat(pool.reservedBytes()).as("lent again").isEqualTo(3 * size);
            assertThatThrownBy(() -> pool.lend(1L << 60, outer))
                    .isInstanceOf(OutOfNativeMemoryException.class);
            assertThat(pool.reservedBytes()).as("what is lent").isEqualTo(2 * size);
            lent.fill((byte) 1);
            pool.lend(size, outer);
            assertThat(pool.reservedBytes()).as("a new one").isEqualTo(3 * size);
        }
    }

    // ---- no memory

    @Tag("backend")
    @Test
    void tooLargeIsAnErrorThatHelpsAndChangesNothing() {
        try (var scope = Scope.open("test")) {
            Buffer before = Buffer.allocate(64, "test", "[]");
            before.segment().fill((byte) 5);
            long live = Ledger.current().liveBytes();
            for (long bytes : new long[] {1L << 60, Long.MAX_VALUE - 63, Long.MAX_VALUE - 7}) {
                assertThatThrownBy(() -> Buffer.allocate(bytes, "test", "[]"))
                        .as("%d bytes", bytes)
                        .isInstanceOf(OutOfNativeMemoryException.class)
                        .hasMessageStartingWith(
                                "no native memory for a buffer of " + bytes + " bytes (")
                        .hasMessageContaining(
                                "Use smaller batches, end scopes earlier, or raise the limit");
            }
            assertThat(Ledger.current().liveBytes()).isEqualTo(live);
            assertThat(scope.buffers()).containsExactly(before);
            assertThat(before.segment().get(ValueLayout.JAVA_BYTE, 63)).isEqualTo((byte) 5);
            assertThat(Buffer.allocate(64, "test", "[]").isAlive()).isTrue();
        }
        assertThatThrownBy(() -> Buffer.allocate(1L << 61, "test", "[]"))
                .as("no scope open")
                .isInstanceOf(OutOfNativeMemoryException.class);
    }
}
