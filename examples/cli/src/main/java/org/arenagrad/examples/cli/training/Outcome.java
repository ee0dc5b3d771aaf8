package org.arenagrad.examples.cli.training;

import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.examples.cli.report.Picture;
import org.arenagrad.examples.cli.report.Report.Drawing;
import org.arenagrad.train.Evaluation;
import org.arenagrad.train.History;

import java.util.List;

/// The result of a training run, as numbers and text: all that is left when its tensors have ended.
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
public record Outcome(
        String name,
        String task,
        Recipe recipe,
        Task.Rows rows,
        String tested,
        History history,
        Evaluation result,
        List<String> learned,
        String report,
        Ending end,
        List<Picture> pictures,
        List<Drawing> drawings) {

    /// How long all epochs took together.
    double seconds() {
        return history.epochs().stream().mapToDouble(History.Epoch::seconds).sum();
    }
}
