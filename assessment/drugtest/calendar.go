package drugtest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/openiop/openiop/iop"
)

// TestPlan is what a calendar of tests is made from. The caller gives the days
// on which a test can be: program days less closures.
type TestPlan struct {
	// Start is the first day of the calendar, Until the first day after it.
	Start, Until iop.Date
	// Eligible are the days on which a test can be. The order changes nothing;
	// days outside the calendar are left out.
	Eligible []iop.Date
	// Favored are days that are twice as likely as others, such as those after
	// weekends, holidays and paydays. That they are twice as likely is a design
	// choice.
	Favored []iop.Date
	// EarlyDays is how long the early phase lasts, from Start; where it is 0
	// the pace's own length counts, and without one there is no early phase.
	EarlyDays int
	// Early and Stable are the paces; Stable may be nil if the early phase
	// lasts to the end, and Early if there is none.
	Early, Stable *Pace
	// Limits hold side by side, each by itself.
	Limits []Limit
	// Seed and Person make the calendar: the same give the same days, and
	// without the seed nobody can tell them. Person is an opaque identifier.
	Seed   uint64
	Person string
}

// Calendar is the days of tests.
type Calendar struct {
	Days []iop.Date
	// Rules are the paces and limits that the calendar keeps, with their
	// sources.
	Rules []CalendarRule
}

// CalendarRule is one rule of a calendar.
type CalendarRule struct {
	Kind RuleKind
	// Tests and Days are the numbers of the rule, as in at most 3 tests in 7
	// days; Tests is 0 for a gap.
	Tests, Days int
	Source      *iop.Source
}

// RuleKind is a kind of rule of a calendar.
type RuleKind uint8

// The kinds of rule.
const (
	MinimumGapRule RuleKind = iota + 1
	MaximumGapRule
	AtMostRule
	AtLeastRule
	EligibleRule
)

// String words the rule, as in "at most 3 tests in any 7 days".
func (r CalendarRule) String() string {
	switch r.Kind {
	case MinimumGapRule:
		return fmt.Sprintf("at least %d days from one test to the next", r.Days)
	case MaximumGapRule:
		return fmt.Sprintf("at most %d days from one test to the next", r.Days)
	case AtMostRule:
		return fmt.Sprintf("at most %d tests in any %d days", r.Tests, r.Days)
	case AtLeastRule:
		return fmt.Sprintf("at least %d tests in any %d days", r.Tests, r.Days)
	case EligibleRule:
		return "tests only on the eligible days"
	}
	return ""
}

// InfeasibleError says that no calendar keeps all the rules, and which of them
// meet.
type InfeasibleError struct {
	// After is the test, or the start, after which there is no day for the
	// next; Before is the day by which it would have to be.
	After, Before iop.Date
	// Conflict are the rules that cannot be kept together.
	Conflict []CalendarRule
}

func (e *InfeasibleError) Error() string {
	var s strings.Builder
	fmt.Fprintf(&s, "no test can be placed after %s and by %s:", e.After, e.Before)
	for i, r := range e.Conflict {
		switch {
		case i > 0 && i == len(e.Conflict)-1:
			s.WriteString(" and")
		case i > 0:
			s.WriteString(",")
		}
		s.WriteString(" " + r.String())
	}
	return s.String() + " cannot be kept together; add eligible days, or change one of them"
}

// Schedule makes a calendar with random intervals: each test is drawn from the
// eligible days between the minimum and the maximum gap after the one before,
// the first from those up to the maximum gap after the start. A random
// interval has no safe days, as fixed days do, and no long pauses, as fully
// random ones do.
//
// The minimum gap is never under three days ([MinimumSpacing]); a pace that
// asks for less gets three. A gap has the pace of the phase in which it begins.
// A limit that asks for at least n tests in a number of days lowers the maximum
// gap to that number divided by n. A plan that no calendar keeps gives an
// [InfeasibleError].
func Schedule(t TestPlan) (Calendar, error) {
	if err := t.check(); err != nil {
		return Calendar{}, err
	}
	m := t.maker()
	var out Calendar
	last := t.Start.AddDays(-1)
	for n := uint64(0); ; n++ {
		if _, over := m.endsAfter(last, len(out.Days) == 0); over {
			break
		}
		next, err := m.draw(out.Days, last, n)
		if err != nil {
			return Calendar{}, err
		}
		out.Days = append(out.Days, next)
		last = next
	}
	out.Rules = m.rules()
	return out, nil
}

func (t *TestPlan) check() error {
	var errs []error
	bad := func(field, why string) { errs = append(errs, &FieldError{field, why}) }
	if !t.Start.IsValid() || !t.Until.IsValid() || !t.Start.Before(t.Until) {
		bad("start", "and until are not a stretch of days; want the first day and the first day after it")
	} else if t.Start.DaysUntil(t.Until) > maxCalendarDays {
		bad("until", fmt.Sprintf("is more than %d days after start; make the calendar in parts", maxCalendarDays))
	}
	if t.EarlyDays < 0 {
		bad("earlyDays", "is less than 0")
	}
	for _, p := range []struct {
		field string
		*Pace
	}{{"early", t.Early}, {"stable", t.Stable}} {
		if p.Pace != nil && (p.MinGap < 0 || p.MaxGap < 1) {
			bad(p.field, "has no maximum gap; want at least 1 day")
		}
	}
	for i, l := range t.Limits {
		if l.Days < 1 || l.AtMost < 0 || l.AtLeast < 0 || l.AtMost+l.AtLeast == 0 {
			bad(fmt.Sprintf("limits[%d]", i), "bounds nothing; want atMost or atLeast tests in a number of days")
		}
	}
	if t.Early == nil && t.Stable == nil {
		bad("stable", "is missing; want a pace for the early phase, the stable phase, or both")
	} else if t.Stable == nil && t.earlyDays() < t.Start.DaysUntil(t.Until) {
		bad("stable", "is missing, and the early phase ends before the calendar does")
	}
	return errors.Join(errs...)
}

// maxCalendarDays bounds a calendar: ten years.
const maxCalendarDays = 3660

func (t *TestPlan) earlyDays() int {
	if t.Early == nil {
		return 0
	}
	if t.EarlyDays > 0 {
		return t.EarlyDays
	}
	return t.Early.Days
}
