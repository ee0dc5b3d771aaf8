package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Runs with native access granted and with native access denied.
@Tag("backend")
class NativeAccessTest {
    @Test
    void isGrantedWhereARestrictedCallSucceeds() {
        boolean succeeds;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(8);
            succeeds = MemorySegment.ofAddress(memory.address()).reinterpret(8).byteSize() == 8;
        } catch (IllegalCallerException denied) {
            succeeds = false;
        }
        assertThat(NativeAccess.isGranted()).isEqualTo(succeeds);
    }
}
