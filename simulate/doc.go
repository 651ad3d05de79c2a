// Package simulate runs people through program designs.
//
// A [Design] is a program of the pinned format with what goes on around it:
// tests, make-ups, the response policy, reviews for stepping down, aftercare.
// [Prepare] puts it on real dates and works out everything that is the same
// for all people. [Model.Run] walks people through it, each a pure function of
// design, parameters, seed and number, and counts what happens in a [Summary]
// of integers that merges exactly in any order. [Summary.Results] turns the
// counts into shares, curves and means with their Monte Carlo error, and
// [RunPair] compares designs on the same random numbers.
//
// The rules are those of the other packages: schedule judges weeks, careplan
// answers tests, evaluates stepping down and dates aftercare. This package
// holds none of its own, and the rules never draw. One thing exists only here
// because no rule of the library can express it: [AbstinenceOnly], a
// comparator that a caller must ask for.
//
// Every number of the model is a [Parameter] with its source and its spread.
// What nobody has measured is a labelled assumption. Hours a week act on
// nothing by default: the randomised comparisons that were read found no
// effect (C20, H07 of the calibration data).
//
// # Limits
//
// The default numbers come from public US data of about 2004 and from trials
// of other programs; they describe averages of the past, not a program of
// today. Results compare designs under stated assumptions and predict nobody's
// course. This is not medical advice and not legal advice.
//
// All functions are pure: no clock, no files, no goroutines, no global random
// source. A Model does not change and is safe for concurrent use; a Summary
// belongs to one goroutine at a time.
package simulate
