package org.arenagrad.examples.tour;

import org.arenagrad.examples.show.Program;

import java.util.List;

/// The programs of this package.
public final class Tour {
    /// All of them, in the order of the tour. A new one is added here and to the table in
    /// `examples/README.md`.
    public static final List<Program> ALL =
            List.of(
                    new WhatAScopeOwns(),
                    new WhatABufferIs(),
                    new WhatBackwardEnds(),
                    new KeepingAValue(),
                    new SealingTheFloor(),
                    new RecycledBlocks(),
                    new ThreeKindsOfArena(),
                    new StayingWithinALimit(),
                    new ComputingAgain(),
                    new CuttingASequence());

    private Tour() {}
}
