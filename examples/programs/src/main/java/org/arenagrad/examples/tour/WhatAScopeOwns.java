package org.arenagrad.examples.tour;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;

/// Scopes nest; each owns what is made while it is the innermost one, and ends it.
public final class WhatAScopeOwns implements Program {
    /// The same as `tour scope` on the command line.
    public static void main(String[] args) {
        Narrator.run(new WhatAScopeOwns(), System.out);
    }

    @Override
    public String name() {
        return "scope";
    }

    @Override
    public String summary() {
        return "a scope owns what is made inside it, and ends it";
    }

    @Override
    public void run(Narrator tell) {
        long before = Ledger.current().liveBytes();
        try (var life = Scope.open("life")) {
            var data = Tensor.ones(100);
            Tensor sum;
            try (var step = Scope.open("step")) {
                tell.says("100 numbers are made in 'life', and their sum with 1 in 'step':");
                sum = data.add(1);
                tell.shows("'life' owns %s bytes".formatted(life.liveBytes()));
                tell.shows("'step' owns %s bytes".formatted(step.liveBytes()));
                tell.says("The innermost scope owns the sum, although its operand is in 'life'.");
            }
            tell.says("Here 'step' has closed:");
            tell.shows("the sum ended, because " + sum.memory().endedBy());
            tell.shows("the data are alive: " + data.memory().isAlive());
        }
        tell.says("Here 'life' has closed, too:");
        tell.shows("%s bytes are left".formatted(Ledger.current().liveBytes() - before));
    }
}
