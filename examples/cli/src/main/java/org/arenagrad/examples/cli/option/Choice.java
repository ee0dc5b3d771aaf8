package org.arenagrad.examples.cli.option;

import org.arenagrad.array.DType;
import org.arenagrad.data.Missing;
import org.arenagrad.data.TableTask;
import org.arenagrad.nn.ActivationKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;

/// How the constants of an enum are written on the command line.
public final class Choice {
    private Choice() {}

    /// `CROSS_ENTROPY` as `cross-entropy`.
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Those of an enum that is not of the command line, for help and completion.
    abstract static class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names(Enum<?>[] constants) {
            super(Arrays.stream(constants).map(Choice::name).toList());
        }
    }

    /// The types of numbers.
    public static final class Types extends Names {
        private static final long serialVersionUID = 1L;

        Types() {
            super(DType.values());
        }
    }

    /// What can be predicted of a table.
    public static final class Tasks extends Names {
        private static final long serialVersionUID = 1L;

        Tasks() {
            super(TableTask.values());
        }
    }

    /// The functions between layers.
    public static final class Activations extends Names {
        private static final long serialVersionUID = 1L;

        Activations() {
            super(ActivationKind.values());
        }
    }

    /// What can be done about missing values.
    public static final class HowMissing extends Names {
        private static final long serialVersionUID = 1L;

        HowMissing() {
            super(Missing.values());
        }
    }
}
