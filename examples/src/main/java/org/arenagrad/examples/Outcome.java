package org.arenagrad.examples;

import org.arenagrad.examples.report.Picture;
import org.arenagrad.examples.report.Report.Drawing;
import org.arenagrad.train.Evaluation;
import org.arenagrad.train.History;

import java.util.List;
import java.util.Locale;

/// How a training went, as numbers and text: all that is left when its tensors have ended.
///
/// @param name the name of the data
/// @param task what was learned, and with which network
/// @param recipe how
/// @param rows the rows it learned from, and those held out
/// @param tested what the rows are called that the model was tried on
/// @param history epoch by epoch
/// @param result how good the model is in the end
/// @param learned what else there is to say of it
/// @param report what there is to say of each class; empty if there are none
/// @param end how the training came to its end
/// @param pictures what there is to see of the model; none if they were not asked for
/// @param drawings what there is to see of a step; none if they were not asked for
record Outcome(
        String name,
        String task,
        Recipe recipe,
        Rows rows,
        String tested,
        History history,
        Evaluation result,
        List<String> learned,
        String report,
        Ending end,
        List<Picture> pictures,
        List<Drawing> drawings) {

    /// How many rows there were.
    ///
    /// @param learned those it learned from
    /// @param heldOut those it did not
    record Rows(int learned, int heldOut) {
        /// Which share of them was held out.
        double share() {
            return (double) heldOut / (learned + heldOut);
        }

        /// `1,438 rows to learn from, 359 held out (20.0 %)`.
        @Override
        public String toString() {
            return heldOut == 0
                    ? String.format(Locale.ROOT, "%,d rows to learn from, none held out", learned)
                    : String.format(
                            Locale.ROOT,
                            "%,d rows to learn from, %,d held out (%.1f %%)",
                            learned,
                            heldOut,
                            100 * share());
        }
    }

    /// How long all epochs took together.
    double seconds() {
        return history.epochs().stream().mapToDouble(History.Epoch::seconds).sum();
    }
}
