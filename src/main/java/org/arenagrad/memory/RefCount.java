package org.arenagrad.memory;

/// The books that the tape keeps on a [Buffer]: who still has to read it, whether the user asked to
/// keep it, and how often it was changed in place. They stand with the memory, not with the tensor,
/// because views share a buffer and its end concerns them all.
abstract sealed class RefCount extends BufferInfo permits Buffer {
    private int holds;
    private int version;
    private boolean ownedByTape;
    private boolean retained;
    private boolean known;

    RefCount(String operation, Object shape) {
        super(operation, shape);
    }

    /// Gives it a name for messages.
    public final void name(String name) {
        rename(name);
    }

    /// Says what it is for.
    public final void role(Role role) {
        assign(role);
    }

    /// Says that it is the result of a larger operation than the one that allocated it.
    public final void madeBy(String operation) {
        relabel(operation);
    }

    /// One more reader inside the framework: a node that saved it, a gradient on its way.
    public final void hold() {
        beforeChange();
        holds++;
    }

    /// One reader less.
    public final void release() {
        beforeChange();
        holds--;
    }

    /// Keeps it beyond backward, up to the end of its scope.
    public final void retain() {
        beforeChange();
        retained = true;
    }

    /// Marks it as an intermediate value that the tape may end.
    public final void giveToTape() {
        beforeChange();
        ownedByTape = true;
        if (role() == Role.DATA) {
            role(Role.TEMPORARY);
        }
    }

    /// Whether it is an intermediate value of the tape's.
    public final boolean isOwnedByTape() {
        return ownedByTape;
    }

    /// Whether the framework may end it before its scope does: an intermediate that nobody holds
    /// and nobody retained.
    public final boolean isDisposable() {
        return ownedByTape && !retained && holds == 0;
    }

    /// Marks it as a parameter that its model lists or an optimizer improves.
    public final void known() {
        known = true;
    }

    /// Whether its model lists it or an optimizer improves it.
    public final boolean isKnown() {
        return known;
    }

    /// How often it was opened for writing in place. The tape compares it to know whether a saved
    /// value is still the one it saved.
    public final int version() {
        return version;
    }

    final void changed() {
        beforeChange();
        version++;
    }

    /// Called before an entry of the books changes, so that a dry run can put it back.
    abstract void beforeChange();

    /// What puts the books back to where they are now.
    final Runnable snapshot() {
        int holdsBefore = holds;
        int versionBefore = version;
        boolean retainedBefore = retained;
        return () -> {
            holds = holdsBefore;
            version = versionBefore;
            retained = retainedBefore;
        };
    }
}
