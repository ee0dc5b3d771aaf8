package org.arenagrad.benchmarks;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.optim.Optimizer;

import java.util.function.Supplier;

/// A network in training on one batch, again and again. Closing it ends all its memory.
public final class Training implements AutoCloseable {
    private final Scope life;
    private final Supplier<Tensor> loss;
    private final Optimizer optimizer;

    /// Seals the scope: a step may make nothing that lives on.
    ///
    /// @param life the scope that holds network, batch and optimizer
    /// @param loss of the network for the batch
    Training(Scope life, Supplier<Tensor> loss, Optimizer optimizer) {
        this.life = life;
        this.loss = loss;
        this.optimizer = optimizer;
        life.seal();
    }

    /// Forward, loss, backward, optimizer: one step as a user would write it.
    ///
    /// @return the loss
    public double step() {
        try (var _ = Scope.open("step")) {
            Tensor value = loss.get();
            value.backward();
            optimizer.step();
            optimizer.zeroGrad();
            return value.item();
        }
    }

    @Override
    public void close() {
        life.close();
    }
}
