// Five minutes with Arenagrad, to paste into the shell that examples/jshell.sh opens: all at once, or line by line.

// 1. Tensors print themselves. Their values lie outside the Java heap.
var x = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}})
x.mul(10).add(Tensor.of(1, 2, 3))
x.transpose(0, 1)
x.mean(0)

// 2. A scope owns what is made inside it. The shell has opened one, and calls it life.
life.liveBytes()
Tensor early;
try (var inner = Scope.open("inner")) { early = x.exp(); System.out.println(inner.liveBytes() + " bytes in inner"); }
life.liveBytes()

// What has ended says so, and does not crash.
try { early.sum(); } catch (TensorClosedException e) { System.out.println(e.getMessage()); }

// 3. What is computed from a tensor that requires a gradient is recorded; backward() frees it after its last read.
var w = Tensor.of(0.5, -1, 2).requireGrad()
x.matmul(w).square().sum().backward()
w.grad()

// 4. A network that learns exclusive or. Each step has a scope, and leaves nothing behind.
var xor = Datasets.xor()
var rng = Rng.seed(1)
var model = Sequential.of(Linear.of(2, 8, rng), tanh(), Linear.of(8, 1, rng))
var adam = Adam.of(model.parameters(), 0.05)
void learn(int steps) {
    for (int i = 1; i <= steps; i++) {
        try (var step = Scope.open("step")) {
            var loss = binaryCrossEntropyWithLogits(model.apply(xor.x()), xor.y());
            loss.backward();
            adam.step();
            adam.zeroGrad();
            if (i % 100 == 0) System.out.printf("step %d: loss %.3f%n", i, loss.item());
        }
    }
}
long before = life.liveBytes()
learn(300)
life.liveBytes() - before
model.apply(xor.x()).sigmoid()

// 5. Who computed, and what became of all the buffers.
Backend.description()
life.close()
Ledger.current()
