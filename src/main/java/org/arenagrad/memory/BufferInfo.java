package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

/// What is known of a piece of memory: what made it, what it is called and what it is for; where it
/// was made and changed, if sites are recorded ([Scope#trace]); and, once it is over, what ended
/// it.
public abstract sealed class BufferInfo permits RefCount {
    /// The longest name that a message shows whole.
    private static final int LONGEST = 80;

    private String operation;
    private final Object shape;
    private @Nullable String name;
    private Role role = Role.TEMPORARY;
    private @Nullable String madeAt;
    private @Nullable String changedAt;
    private @Nullable String endedBy;
    private @Nullable String endedAt;

    BufferInfo(String operation, Object shape) {
        this.operation = operation;
        this.shape = shape;
    }

    /// The operation that made it.
    public final String operation() {
        return operation;
    }

    /// Says that it is the result of a larger operation than the one that allocated it.
    final void relabel(String larger) {
        this.operation = larger;
    }

    /// Its size in bytes; also known after its end.
    public abstract long byteSize();

    /// Whether it can still be used.
    public abstract boolean isAlive();

    /// The scope it belongs to; null for one that is managed, borrowed or ended.
    public abstract @Nullable Scope scope();

    /// Shape and type, as given when it was made.
    public final Object shape() {
        return shape;
    }

    /// What the user calls it, or null.
    public final @Nullable String name() {
        return name;
    }

    /// Gives it a name for messages.
    final void rename(String newName) {
        this.name = newName;
    }

    /// What it is for, as far as it has turned out.
    public final Role role() {
        return role;
    }

    /// Says what it is for.
    final void assign(Role newRole) {
        this.role = newRole;
    }

    /// Where in the user's program it was made; null if sites are not recorded.
    public final @Nullable String madeAt() {
        return madeAt;
    }

    /// Where it was last changed in place; null if it never was, or sites are not recorded.
    public final @Nullable String changedAt() {
        return changedAt;
    }

    /// What ended it: `backward()`, `scope 'step' closed`; null as long as it lives.
    public final @Nullable String endedBy() {
        return endedBy;
    }

    /// Where it was ended; null if sites are not recorded.
    public final @Nullable String endedAt() {
        return endedAt;
    }

    final void madeHere() {
        madeAt = Site.here();
    }

    final void changedHere() {
        changedAt = Site.here();
    }

    final void endedHere() {
        endedAt = Site.here();
    }

    final void endedBy(String by) {
        endedBy = by;
    }

    /// Where it was made and where it ended, in sentences that begin with a blank; how to find out,
    /// if sites are not recorded.
    public final String history() {
        if (madeAt == null && endedAt == null) {
            return " (Scope.trace(true) records where.)";
        }
        return (madeAt == null ? "" : " Made at " + madeAt + '.')
                + (endedAt == null ? "" : " Ended at " + endedAt + '.');
    }

    /// Name, operation and shape: `tensor 'h' (relu, [300, 64] FLOAT64)`.
    @Override
    public final String toString() {
        return "tensor %s(%s, %s)"
                .formatted(name == null ? "" : quoted(name) + " ", operation, shape);
    }

    /// A name as messages show it: what is very long is cut.
    static String quoted(String name) {
        return "'" + (name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…") + "'";
    }
}
