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
// [PrepareOn] puts a design on real dates: an admission day, closed days
// ([FederalHolidays] and local ones), a time zone, a person's commitments. The
// weeks are then those of the calendar, and [Case.MakeUps] proposes what would
// mend a short one. [PrepareClinic] judges the same weeks for many clients.
// [ReadRosterCSV] and [ReadRosterJSON] read attendance, and [Roster.Cases]
// judges what each person had. What nobody recorded stays unknown.
//
// Minutes are spans: where a page gives a range or leaves something out, the
// result says what is known, and what is unknown stays unknown. Three numbers
// stand side by side for every week: what the program claims, the gross time,
// and the countable time under the policy in use. docs/judging.md and
// docs/judging-dates.md state every choice of meaning.
//
// The package reads no clock, no file and no environment, starts no
// goroutine, and is safe for concurrent use.
//
// # Limits
//
// A design says what a program means to offer, and a roster what somebody
// wrote down. Federal holidays are known for the years 1986 to 2099, those of
// states are not.
// Titles, statements and notes of a design are never interpreted. This is not
// medical advice and not legal advice.
package schedule
