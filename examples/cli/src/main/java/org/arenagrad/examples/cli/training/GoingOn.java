package org.arenagrad.examples.cli.training;

import org.arenagrad.examples.cli.console.Shell;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Where a training run was saved, and the command that resumes it.
///
/// @param resumed the file that it resumed from; null if it began
/// @param saved the files it was saved to
/// @param longer the options that make it train longer
/// @param piped whether its rows came through a pipe
public record GoingOn(
        @Nullable Path resumed, List<Path> saved, Outcome.Longer longer, boolean piped) {
    /// What there is to say of it, a line each.
    public List<String> lines(Ending.How how) {
        List<String> lines = new ArrayList<>();
        if (!saved.isEmpty()) {
            lines.add(
                    "saved: "
                            + saved.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        Path file = saved.isEmpty() ? resumed : saved.getFirst();
        if (file != null) {
            lines.add(command(file, how));
        } else if (how == Ending.How.INTERRUPTED) {
            lines.add("not saved: with --save FILE it could be resumed");
        }
        return lines;
    }

    private String command(Path file, Ending.How how) {
        String resume =
                "%s%s --resume %s%s"
                        .formatted(
                                piped ? "(the same rows) | " : "",
                                longer.command(),
                                Shell.quoted(file.toString()),
                                piped ? " --data -" : "");
        return switch (how) {
            case INTERRUPTED -> "to resume: " + resume;
            case COMPLETE -> "to train longer: %s %s".formatted(resume, longer.complete());
            case STOPPED_EARLY ->
                    "to train longer all the same: %s %s".formatted(resume, longer.stoppedEarly());
        };
    }
}
