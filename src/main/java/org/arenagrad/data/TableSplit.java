package org.arenagrad.data;

/// A table in two parts.
///
/// @param train what the model learns from, and what an encoding is fitted to
/// @param heldOut what neither sees, to find out whether it learned or memorised
public record TableSplit(Table train, Table heldOut) {}
