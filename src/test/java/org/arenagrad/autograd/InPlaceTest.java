package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/// Changes in place: which are noticed, what is said of them, and which are nobody's business.
class InPlaceTest {
    private Scope scope = Scope.open("unused");

    InPlaceTest() {
        scope.close();
    }

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        Scope.trace(false);
        scope.close();
    }

    @Test
    void aSavedValueThatWasChangedIsNamed() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor hidden = x.exp().named("hidden");
        Tensor loss = hidden.sum();
        try (var _ = Autograd.noGrad()) {
            hidden.mulInPlace(2);
        }
        assertThatThrownBy(loss::backward)
                .isInstanceOf(InPlaceException.class)
                .hasMessage(
                        "exp: 'hidden' [2] FLOAT64 was changed in place after exp saved it for its"
                                + " gradient. (Scope.trace(true) records where.) Change it after"
                                + " backward(), or work on a copy");
    }

    @Test
    void everyWayOfChangingIsNoticed() {
        List<Consumer<Tensor>> changes =
                List.of(
                        t -> t.set(1, 0),
                        t -> t.fill(1),
                        t -> t.copyFrom(Tensor.of(1, 2)),
                        t -> t.addInPlace(Tensor.of(1, 2)),
                        t -> t.subInPlace(Tensor.of(1, 2)),
                        t -> t.mulInPlace(Tensor.of(1, 2)),
                        t -> t.mulInPlace(2),
                        t -> t.addInPlace(2),
                        t -> t.addInPlace(Tensor.of(1, 2), 3),
                        t -> t.divInPlace(Tensor.of(1, 2)),
                        t -> t.divInPlace(2),
                        t -> t.maximumInPlace(Tensor.of(5, 6)),
                        t -> t.lerpInPlace(Tensor.of(1, 2), 0.5),
                        t -> t.addcmulInPlace(Tensor.of(1, 2), Tensor.of(1, 2), 2),
                        t -> t.addcdivInPlace(Tensor.of(1, 2), Tensor.of(1, 2), 2),
                        t -> t.flip(0).mulInPlace(2),
                        t -> t.narrow(0, 0, 1).addInPlace(Tensor.of(1)));
        for (var change : changes) {
            Tensor data = Tensor.of(3, 4);
            Tensor loss = Tensor.of(1, 2).requireGrad().mul(data).sum();
            change.accept(data);
            assertThatThrownBy(loss::backward).isInstanceOf(InPlaceException.class);
        }
    }

    @Test
    void aChangeOfWhatNobodySavedIsAllowed() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor data = Tensor.of(3, 4);
        Tensor loss = x.add(data).sum();
        data.fill(0);
        loss.backward();
        assertThat(x.grad().toArray()).containsExactly(1, 1);
    }

    @Test
    void whatWantsAGradientIsNotChangedWhileRecording() {
        Tensor w = Tensor.of(1, 2).named("w").requireGrad();
        assertThatThrownBy(() -> w.subInPlace(Tensor.of(1, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "subInPlace: 'w' [2] FLOAT64 requires a gradient, which a change in place"
                                + " would falsify: change it under Autograd.noGrad(), or compute a"
                                + " new tensor");
        assertThatThrownBy(() -> w.set(1, 0)).hasMessageStartingWith("set: 'w'");
        assertThatThrownBy(() -> w.fill(1)).hasMessageStartingWith("fill: 'w'");
        assertThatThrownBy(() -> w.copyFrom(w)).hasMessageStartingWith("copyFrom: 'w'");
        assertThatThrownBy(() -> w.mulInPlace(2)).hasMessageStartingWith("mulInPlace: 'w'");
        assertThatThrownBy(() -> w.addInPlace(2)).hasMessageStartingWith("addInPlace: 'w'");
        Tensor data = Tensor.of(1, 2);
        assertThatThrownBy(() -> data.addInPlace(w, 2)).hasMessageStartingWith("addInPlace: 'w'");
        assertThatThrownBy(() -> data.lerpInPlace(w, 2)).hasMessageStartingWith("lerpInPlace: 'w'");
        assertThatThrownBy(() -> data.addcmulInPlace(w, data, 2))
                .hasMessageStartingWith("addcmulInPlace: 'w'");
        assertThatThrownBy(() -> data.addcmulInPlace(data, w, 2))
                .hasMessageStartingWith("addcmulInPlace: 'w'");
        assertThatThrownBy(() -> data.addcdivInPlace(w, data, 2))
                .hasMessageStartingWith("addcdivInPlace: 'w'");
        assertThatThrownBy(() -> data.addcdivInPlace(data, w, 2))
                .hasMessageStartingWith("addcdivInPlace: 'w'");
        try (var _ = Autograd.noGrad()) {
            w.subInPlace(Tensor.of(1, 1));
        }
        assertThat(w.toArray()).containsExactly(0, 1);
    }

    /// A product reads, for the gradient of one factor, the other: what no gradient is wanted for
    /// costs no memory.
    @Test
    void aProductSavesOnlyTheFactorsItsGradientsRead() {
        List<BinaryOperator<Tensor>> products =
                List.of(Tensor::matmul, (x, w) -> Fused.linear(x, w, null));
        for (var product : products) {
            assertThat(changesNoticed(product, true, false)).containsExactly(false, true);
            assertThat(changesNoticed(product, false, true)).containsExactly(true, false);
            assertThat(changesNoticed(product, true, true)).containsExactly(true, true);
        }
        Tensor x = Tensor.ones(2, 2);
        Tensor w = Tensor.ones(2, 2);
        Tensor bias = Tensor.ones(2).requireGrad();
        Tensor sum = Fused.linear(x, w, bias).sum();
        x.fill(0);
        w.fill(0);
        sum.backward();
        assertThat(bias.grad().toArray()).as("reads neither").containsExactly(2, 2);
    }

    /// For each of two factors, whether a change of it before backward is noticed.
    private static List<Boolean> changesNoticed(
            BinaryOperator<Tensor> product, boolean firstIsTrained, boolean secondIsTrained) {
        List<Boolean> noticed = new ArrayList<>();
        for (int changed = 0; changed < 2; changed++) {
            Tensor a = Tensor.ones(2, 2);
            Tensor b = Tensor.ones(2, 2);
            if (firstIsTrained) {
                a.requireGrad();
            }
            if (secondIsTrained) {
                b.requireGrad();
            }
            Tensor sum = product.apply(a, b).sum();
            try (var _ = Autograd.noGrad()) {
                (changed == 0 ? a : b).fill(2);
            }
            noticed.add(catchThrowable(sum::backward) instanceof InPlaceException);
        }
        return noticed;
    }

    // ---- sites; that they are the user's lines, TraceTest says

    private static @Nullable String messageOfBackward(Tensor loss) {
        return catchThrowableOfType(InPlaceException.class, loss::backward).getMessage();
    }

    @Test
    void theSitesThatWereRecordedAreNamed() {
        Tensor leaf = Tensor.of(1, 2).requireGrad();
        Tensor madeBefore = Tensor.of(3, 4);
        Scope.trace(true);
        Tensor loss = leaf.mul(madeBefore).sum();
        madeBefore.fill(1);
        assertThat(messageOfBackward(loss))
                .contains(" Saved at ", " Changed at ")
                .doesNotContain("Made at", "Scope.trace(true)");

        Tensor made = Tensor.of(3, 4);
        Scope.trace(false);
        Tensor savedUntraced = leaf.mul(made).sum();
        made.fill(1);
        assertThat(messageOfBackward(savedUntraced))
                .contains(" Made at ")
                .doesNotContain("Saved at", "Changed at", "Scope.trace(true)");
    }
}
