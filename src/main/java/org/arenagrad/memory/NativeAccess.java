package org.arenagrad.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Whether this JVM lets Arenagrad call restricted methods: rebinding a block to another arena, and
/// native code.
///
/// Granted with `--enable-native-access=org.arenagrad` (on the class path: `=ALL-UNNAMED`). Where
/// it is denied (`--illegal-native-access=deny`), buffers come from fresh arenas and pure Java
/// computes; all else stays the same.
public final class NativeAccess {
    private static final boolean GRANTED = probe();

    private NativeAccess() {}

    /// Whether restricted methods may be called; asked of the JVM once.
    public static boolean isGranted() {
        return GRANTED;
    }

    // Module.isNativeAccessEnabled() says no as long as the JVM would merely warn, so only a real
    // call can tell.
    private static boolean probe() {
        try (Arena arena = Arena.ofConfined()) {
            return MemorySegment.NULL.reinterpret(0, arena, null).byteSize() == 0;
        } catch (IllegalCallerException denied) {
            return false;
        }
    }
}
