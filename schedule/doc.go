// Package schedule judges weeks of treatment: what a program design offers a
// client in each week, counted under a named policy, against the cited
// requirements of authorities.
//
// [ReadPrograms] reads designs in the published format; [Prepare] derives
// every client week of a design (track × phase × program week) and looks the
// requirements up; [Case.Report] gives findings with everything they rest on,
// and [Case.Verdicts] the bare outcomes without wording or allocation, on the
// same core.
//
// Minutes are spans: where a page gives a range or leaves something out, the
// result says what is known, and what is unknown stays unknown. Three numbers
// stand side by side for every week: what the program claims, the gross time,
// and the countable time under the policy in use. docs/judging.md states
// every choice of meaning.
//
// The package reads no clock, no file and no environment, starts no
// goroutine, and is safe for concurrent use.
//
// # Limits
//
// A design says what a program means to offer, not what a client attended.
// Titles, statements and notes of a design are never interpreted. This is not
// medical advice and not legal advice.
package schedule
