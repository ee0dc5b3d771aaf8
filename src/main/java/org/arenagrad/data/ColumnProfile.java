package org.arenagrad.data;

import java.util.List;

/// What a column of a table looks like.
public sealed interface ColumnProfile {
    /// The name of the column.
    String name();

    /// Numbers.
    ///
    /// @param name the name of the column
    /// @param missing in how many rows there is none
    record Numbers(String name, int missing) implements ColumnProfile {}

    /// Texts, or numbers that are names.
    ///
    /// @param name the name of the column
    /// @param values the different ones, numbers first and in their order
    /// @param missing in how many rows there is none
    record Categories(String name, List<String> values, int missing) implements ColumnProfile {
        /// Copies what may change.
        public Categories {
            values = List.copyOf(values);
        }
    }

    /// A column to leave out: it tells nothing of other rows than those of the table.
    ///
    /// @param name the name of the column
    /// @param why why
    /// @param example one of its values; empty if it has none
    record LeftOut(String name, Reason why, String example) implements ColumnProfile {}

    /// Texts that would be numbers if numbers were written otherwise.
    ///
    /// @param name the name of the column
    /// @param example one that is not a number as numbers are written
    /// @param styles the ways to write numbers in which all of them are, the plainest ones
    record NumberLike(String name, String example, List<NumberStyle> styles)
            implements ColumnProfile {
        /// Copies what may change.
        public NumberLike {
            styles = List.copyOf(styles);
        }
    }

    /// Numbers but for a few texts, which are mistakes, or mean that there is no number.
    ///
    /// @param name the name of the column
    /// @param place where the first such text is: `line 7, column 'age' (3)`
    /// @param example that text
    /// @param numbers how many values are numbers
    /// @param values how many values there are
    record MostlyNumbers(String name, String place, String example, int numbers, int values)
            implements ColumnProfile {}

    /// Why a column is left out.
    enum Reason {
        /// The options say so.
        ASKED_FOR,
        /// It counts the rows.
        ROW_NUMBERS,
        /// Nearly every row has another text in it, or the name says that its numbers are ids.
        IDS,
        /// It holds dates or times, of which no numbers are made.
        DATES,
        /// All rows have the same in it.
        CONSTANT,
        /// No row has anything in it.
        EMPTY
    }
}
