package org.arenagrad.memory;

/// Two listeners as one.
record Listeners(MemoryListener first, MemoryListener second) implements MemoryListener {
    @Override
    public void began(Buffer buffer) {
        first.began(buffer);
        second.began(buffer);
    }

    @Override
    public void saved(Buffer buffer, String operation) {
        first.saved(buffer, operation);
        second.saved(buffer, operation);
    }

    @Override
    public void ended(Buffer buffer) {
        first.ended(buffer);
        second.ended(buffer);
    }

    @Override
    public void entered(Phase phase) {
        first.entered(phase);
        second.entered(phase);
    }
}
