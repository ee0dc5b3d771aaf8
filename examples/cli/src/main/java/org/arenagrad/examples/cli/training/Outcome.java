package org.arenagrad.examples.cli.training;

import org.arenagrad.examples.cli.report.Picture;
import org.arenagrad.examples.cli.report.Report.Drawing;
import org.arenagrad.train.Evaluation;
import org.arenagrad.train.History;

import java.util.List;

/// The result of a training run, as numbers and text: all that is left when its tensors have ended.
///
/// @param name the name of the data
/// @param task what was learned, and with which network
/// @param settings how, and from how many rows
/// @param tested what the rows are called that the model was tried on
/// @param history epoch by epoch
/// @param result how good the model is in the end
/// @param learned what else there is to say of it
/// @param sample what the model wrote; empty if it writes nothing
/// @param report what there is to say of each class; empty if there are none
/// @param end how the training came to its end
/// @param longer what trains longer
/// @param pictures what there is to see of the model; none if they were not asked for
/// @param drawings what there is to see of a step; none if they were not asked for
public record Outcome(
        String name,
        String task,
        RunSettings settings,
        String tested,
        History history,
        Evaluation result,
        List<String> learned,
        String sample,
        String report,
        Ending end,
        Longer longer,
        List<Picture> pictures,
        List<Drawing> drawings) {

    /// The options of the command that resumes a run and trains longer than it did.
    ///
    /// @param command the command that trained
    /// @param complete for one that took all its steps
    /// @param stoppedEarly for one that stopped before
    record Longer(String command, String complete, String stoppedEarly) {}

    /// How long all epochs took together.
    double seconds() {
        return history.epochs().stream().mapToDouble(History.Epoch::seconds).sum();
    }
}
