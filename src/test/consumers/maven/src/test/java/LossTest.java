import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.arenagrad.array.Backend;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;

/// A test of a user's, which Surefire runs with the flags.
class LossTest {
    @Test
    void ofTwoNumbersThatDifferByThree() {
        try (var _ = Scope.open("test")) {
            assertEquals(9, Losses.mseLoss(Tensor.scalar(4), Tensor.scalar(1)).item());
            assertTrue(Backend.description().contains("Vector API"), Backend.description());
        }
    }
}
