package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

/// Memory that no ledger counts.
class SystemMemoryTest {
    @Test
    void isZeroedAlignedAndTheThreadsOwn() throws Exception {
        assumeTrue(NativeAccess.isGranted());
        long live = Ledger.current().liveBytes();
        long managed = Ledger.current().managedBytes();
        MemorySegment memory = SystemMemory.ofThisThread(1000);
        System.gc();
        assertThat(memory.byteSize()).isEqualTo(1000);
        assertThat(memory.address() % 64).isZero();
        assertThat(memory.toArray(JAVA_BYTE)).containsOnly(0);
        memory.fill((byte) 1);
        assertThat(Threads.thrownElsewhere(() -> memory.get(JAVA_BYTE, 0)))
                .isInstanceOf(WrongThreadException.class);
        assertThat(Ledger.current().liveBytes()).isEqualTo(live);
        assertThat(Ledger.current().managedBytes()).isEqualTo(managed);
    }

    @Test
    void tellsWhetherThereIsMore() {
        assumeTrue(NativeAccess.isGranted());
        assertThat(SystemMemory.has(1 << 10)).isTrue();
        assertThat(SystemMemory.has(1L << 60)).as("more than any machine has").isFalse();
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> SystemMemory.ofThisThread(1L << 60))
                .isInstanceOf(OutOfNativeMemoryException.class)
                .hasMessageStartingWith(
                        "no native memory for a buffer of %s bytes".formatted(1L << 60));
    }
}
