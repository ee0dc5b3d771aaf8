package org.arenagrad.data;

/// A data set in two parts.
///
/// @param train what the model learns from
/// @param heldOut what it never sees while it learns, to find out whether it learned or memorised
/// @param <Y> the type of the targets
public record Split<Y>(TensorDataset<Y> train, TensorDataset<Y> heldOut) {}
