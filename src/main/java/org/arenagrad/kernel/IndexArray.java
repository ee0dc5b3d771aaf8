package org.arenagrad.kernel;

/// Indices as kernels read them: an array that nobody changes. In a type that only the framework
/// can name, so that the array behind [org.arenagrad.array.Indices] stays out of reach.
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record IndexArray(int[] values) {}
