package org.arenagrad.examples.cli.console;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.ArrayList;
import java.util.List;

/// Says what is wrong with arguments, and what may have been meant.
public final class Misuse {
    private Misuse() {}

    /// One line for it.
    public static String message(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String said =
                wrong instanceof UnmatchedArgumentException unmatched
                        ? unmatched(unmatched, command)
                        : value(wrong);
        return "%s (see '%s --help')".formatted(said, command.qualifiedName());
    }

    private static String unmatched(UnmatchedArgumentException wrong, CommandSpec command) {
        String word = wrong.getUnmatched().getFirst();
        if (wrong.isUnknownOption()) {
            String name = word.replaceFirst("=.*", "");
            List<String> options = command.options().stream().map(OptionSpec::longestName).toList();
            return "there is no option '%s'%s".formatted(name, Similar.hint(name, options));
        }
        var commands = command.subcommands().keySet();
        return commands.isEmpty() || !command.positionalParameters().isEmpty()
                ? "'%s' is one word too many".formatted(word)
                : "there is no command '%s'%s".formatted(word, Similar.hint(word, commands));
    }

    /// A value that can't be one.
    private static String value(ParameterException wrong) {
        ArgSpec argument = wrong.getArgSpec();
        String value = wrong.getValue();
        if (argument == null || value == null) {
            return String.valueOf(wrong.getMessage());
        }
        String name =
                argument instanceof OptionSpec option
                        ? option.longestName()
                        : argument.paramLabel();
        if (argument.completionCandidates() == null) {
            String number = number(argument.auxiliaryTypes()[0]);
            return number.isEmpty()
                    ? String.valueOf(wrong.getMessage())
                    : "%s takes a %s, not '%s'".formatted(name, number, value);
        }
        List<String> choices = new ArrayList<>();
        argument.completionCandidates().forEach(choices::add);
        return "%s can't be '%s': there are %s%s"
                .formatted(name, value, String.join(", ", choices), Similar.hint(value, choices));
    }

    private static String number(Class<?> type) {
        if (type == Integer.class
                || type == Long.class
                || type == int.class
                || type == long.class) {
            return "whole number";
        }
        return type == Double.class || type == double.class ? "number" : "";
    }
}
