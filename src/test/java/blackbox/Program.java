package blackbox;

import org.arenagrad.array.Backend;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.NativeAccess;
import org.arenagrad.memory.Scope;

/// A program that computes a little on two threads and tells what served it.
final class Program {
    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread other = Thread.ofPlatform().start(Program::compute);
        double gradient = compute();
        other.join();
        System.out.println("gradient: " + gradient);
        System.out.println("backend: " + Backend.name());
        System.out.println("native access: " + NativeAccess.isGranted());
    }

    private static double compute() {
        try (var _ = Scope.open("step")) {
            Tensor w = Tensor.of(new double[][] {{1, 2}, {3, 4}}).requireGrad();
            w.matmul(w).exp().log().sum().backward();
            return w.grad().sum().item();
        }
    }
}
