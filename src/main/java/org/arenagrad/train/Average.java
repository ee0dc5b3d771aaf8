package org.arenagrad.train;

/// How one number is made of the numbers of several classes.
public enum Average {
    /// The mean over all classes: each counts the same, however rare it is.
    MACRO,

    /// The number that all decisions have together: each row counts the same. Where every row has
    /// one class, precision, recall and F1 are all the accuracy then.
    MICRO
}
