package org.arenagrad.examples.tour;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;

import java.util.List;

/// The tape owns values between the leaves and the root; `backward()` reads each for the last time
/// and ends it.
public final class WhatBackwardEnds implements Program {
    /// The same as `tour tape` on the command line.
    public static void main(String[] args) {
        Narrator.run(new WhatBackwardEnds(), System.out);
    }

    @Override
    public String name() {
        return "tape";
    }

    @Override
    public String summary() {
        return "backward() ends what lies between the leaves and the root";
    }

    @Override
    public void run(Narrator tell) {
        try (var _ = Scope.open("step")) {
            var x = Tensor.ones(100, 4).named("x, data");
            var w = Tensor.ones(4, 4).requireGrad().named("w, a leaf");
            long before = Ledger.current().liveBytes();
            var product = x.matmul(w).named("the product, in between");
            var h = product.tanh().named("h, in between");
            var loss = h.square().mean().named("the loss, the root");
            var all = List.of(x, w, product, h, loss);

            tell.says(
                    "Forward has made %s bytes:".formatted(Ledger.current().liveBytes() - before));
            all.forEach(tensor -> tell.shows(fate(tensor)));
            loss.backward();
            tell.says(
                    "backward() leaves %s bytes:".formatted(Ledger.current().liveBytes() - before));
            all.forEach(tensor -> tell.shows(fate(tensor)));
            tell.says("The gradient of w was there already: requireGrad() has made its memory.");
        }
    }

    private static String fate(Tensor tensor) {
        var buffer = tensor.memory();
        return tensor.name() + (buffer.isAlive() ? ": alive" : ": ended by " + buffer.endedBy());
    }
}
