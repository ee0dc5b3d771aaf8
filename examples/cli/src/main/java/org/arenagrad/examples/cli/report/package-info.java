/// Pictures and pages of a training run: what [Report] collects.
///
/// **Invariant.** Everything here is a function of what it is given: nothing is read, written to a
/// file, or looked up on the network. Texts may contain anything; each format gets them as it must
/// be told.
///
/// Read [Report] first; [HistoryPictures] and [ModelPictures] draw, on what [Picture] is.
@NullMarked
package org.arenagrad.examples.cli.report;

import org.jspecify.annotations.NullMarked;
