// Package teds reads public-use files of the Treatment Episode Data Set for
// discharges (TEDS-D) and fits the clock of exits to them: how many people leave
// an intensive outpatient program for which reason, and when.
//
// [Rows] goes through a file row by row and keeps none; [Read] counts it into a
// [Table], whatever its size; tables add up. [Fit] turns a table into a [Clock],
// and [Clock.Parameters] puts it in the place of the library's own, which rests on
// published tables of 2004. The files themselves are SAMHSA's, in the public
// domain, and are not part of the library.
//
// Both forms of the files are read: numbers, as in most years, and labels, as in
// 2021.
//
// # Limits
//
// A row is a discharge, not a person, and an episode may have several. Stays end
// with the last contact where it is known; very long ones may be late
// paperwork. Codes and labels are those that public notes on the files state (a
// secondary account). This is not medical advice and not legal advice.
package teds
