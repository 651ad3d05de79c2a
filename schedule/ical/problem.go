package ical

import (
	"fmt"

	"github.com/openiop/openiop/iop"
)

// ProblemKind says what is wrong with a place of a file. Its text is stable.
type ProblemKind string

// The kinds of problems.
const (
	BadBytes        ProblemKind = "bad-bytes"        // not UTF-8; read as Windows-1252 or UTF-16
	BadLine         ProblemKind = "bad-line"         // no content line: no colon, an unreadable name or parameter
	BadStructure    ProblemKind = "bad-structure"    // BEGIN and END that do not match, no VCALENDAR around a component, a file that ends early
	OldVersion      ProblemKind = "old-version"      // vCalendar 1.0; its recurring events are left out
	BadValue        ProblemKind = "bad-value"        // a property whose value cannot be read
	MissingProperty ProblemKind = "missing-property" // no DTSTART, no UID
	UnknownZone     ProblemKind = "unknown-zone"     // a TZID that nothing explains
	ZoneDiffers     ProblemKind = "zone-differs"     // a VTIMEZONE that disagrees with the IANA rules of its name
	FloatingTime    ProblemKind = "floating-time"    // a time without a zone, read in [Options.Floating]; noted once a file
	ZoneAssumed     ProblemKind = "zone-assumed"     // a zone told by something else than its name: a Windows, prefixed or display name
	BadEnd          ProblemKind = "bad-end"          // an end before the start, or one that cannot be read
	BadRule         ProblemKind = "bad-rule"         // a recurrence rule that cannot be read
	UnsupportedRule ProblemKind = "unsupported-rule" // a rule finer than a day, or of another calendar than the Gregorian
	OddRule         ProblemKind = "odd-rule"         // a rule that is read although it is not as it should be: EXRULE, an empty one, COUNT beside UNTIL
	MismatchedDate  ProblemKind = "mismatched-date"  // EXDATE or RDATE of another value type than DTSTART
	DuplicateEvent  ProblemKind = "duplicate-event"  // the same UID again: what became of it, and of overrides that a newer series takes out
	OverLimit       ProblemKind = "over-limit"       // more than a limit allows
	ManyProblems    ProblemKind = "many-problems"    // how many problems of a kind are not listed
)

// Problem is one thing that is wrong with a file, and what would be right. It
// holds no text of a summary, a description or an attendee.
type Problem struct {
	Kind     ProblemKind
	Severity iop.Severity
	File     string // the name given to [Read]
	Line     int    // the physical line on which the content line begins, from 1; 0 for the whole file
	Text     string // what is wrong and what would be right
	Skipped  bool   // the VEVENT was left out because of it
}

// Error gives "file:line: text".
func (p Problem) Error() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.Text)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}
