package simulate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// EventKind is what happens to a person. The zero EventKind is invalid.
type EventKind uint8

// The kinds of event.
const (
	Admitted EventKind = iota + 1
	SessionAttended
	SessionMissed
	MakeUpAttended
	MakeUpMissed
	TestNegative
	TestPositive
	TestMissed
	WeekJudged
	Reviewed
	Discharged
	ContactAttended
	ContactMissed
	ReturnedToUse
	CameBack
)

var eventWords = [...]string{
	"", "admitted", "session-attended", "session-missed", "make-up-attended", "make-up-missed", "test-negative", "test-positive", "test-missed",
	"week-judged", "step-down-reviewed", "discharged", "contact-attended", "contact-missed", "returned-to-use", "came-back",
}

// String gives words joined by -, as in "session-missed", "" for an invalid
// kind.
func (k EventKind) String() string {
	if int(k) >= len(eventWords) {
		return ""
	}
	return eventWords[k]
}

// MarshalText gives the form of [EventKind.String].
func (k EventKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Event is one thing that happens to a person.
type Event struct {
	// Day is counted from the admission, which is day 0.
	Day  int       `json:"day"`
	Date iop.Date  `json:"date"`
	Kind EventKind `json:"kind"`
	// Minutes are of a session or a make-up, or what a person attended of a week
	// that was judged.
	Minutes int `json:"minutes,omitempty"`
	// Outcome is what the standards say of a week, StepDown the answer of a
	// review, Reason why a stay ended. Only one of them is set.
	Outcome  iop.Outcome              `json:"outcome,omitzero"`
	StepDown careplan.StepDownOutcome `json:"stepDown,omitzero"`
	Reason   Reason                   `json:"reason,omitzero"`
	// Steps are the program's answer to a test.
	Steps []careplan.StepKind `json:"steps,omitempty"`
}

// Path is what happens to one person, event by event: exactly what a summary
// counts of the person.
type Path struct {
	Design string `json:"design"`
	Run    string `json:"run"`
	Seed   uint64 `json:"seed"`
	Person int64  `json:"person"`
	// Frailty multiplies the hazard of dropping out; Absence and Positive are how
	// likely a session is missed and a test positive, without rewards and family
	// sessions where they act later.
	Frailty  float64 `json:"frailty"`
	Absence  float64 `json:"absence"`
	Positive float64 `json:"positive"`
	Events   []Event `json:"events"`
}

// Trace gives the path of one person. It is the same walk that [Model.Run]
// counts.
func (m *Model) Trace(seed uint64, number int64) Path {
	s := m.NewSummary(seed)
	p := Path{Design: m.Name(), Run: m.run, Seed: seed, Person: number, Events: []Event{}}
	w := newWalker(m, &s, seed)
	w.path = &p
	w.walk(number)
	const unit = 1 << 32
	w.person.key = personKey(seed, number)
	p.Frailty = float64(w.traits()) / scoreUnit
	p.Absence = float64(m.tables.absent[0][w.absent]) / unit
	if len(m.tables.positive) > 0 {
		p.Positive = float64(m.tables.positive[0][w.use]) / unit
	}
	slices.SortStableFunc(p.Events, func(a, b Event) int { return a.Day - b.Day })
	return p
}

// emit keeps an event, where somebody wants to know.
func (w *walker) emit(e Event) {
	if w.path != nil {
		w.keep(e)
	}
}

// keep adds an event to the path.
func (w *walker) keep(e Event) {
	e.Date = w.pl.start.AddDays(e.Day)
	w.path.Events = append(w.path.Events, e)
}

// emitTest keeps a test with its answer.
func (w *walker) emitTest(day int, r result, at int) {
	kinds := careplan.StepKinds()
	e := Event{Day: day, Kind: [...]EventKind{TestNegative, TestPositive, TestMissed}[r], Steps: []careplan.StepKind{}}
	for _, i := range w.pl.responses.steps[at] {
		e.Steps = append(e.Steps, kinds[i])
	}
	w.emit(e)
}

// Explain says in words what happens, one line for each event.
func (p *Path) Explain() string {
	var b strings.Builder
	fmt.Fprintf(&b, "person %d of seed %d in %s: frailty %.2f, misses a session with probability %.2f, a positive test with %.2f\n",
		p.Person, p.Seed, p.Design, p.Frailty, p.Absence, p.Positive)
	for i := range p.Events {
		e := &p.Events[i]
		fmt.Fprintf(&b, "%s  day %3d  %s\n", e.Date, e.Day, e.words())
	}
	return b.String()
}

// words says what happened.
func (e *Event) words() string {
	switch e.Kind {
	case SessionAttended, MakeUpAttended, SessionMissed, MakeUpMissed:
		return fmt.Sprintf("%s, %d minutes", e.Kind, e.Minutes)
	case TestNegative, TestPositive, TestMissed:
		var steps []string
		for _, s := range e.Steps {
			steps = append(steps, s.String())
		}
		return fmt.Sprintf("%s; the program answers: %s", e.Kind, strings.Join(steps, ", "))
	case WeekJudged:
		return fmt.Sprintf("week attended for %d minutes: %s", e.Minutes, e.Outcome)
	case Reviewed:
		return "stepping down: " + e.StepDown.String()
	case Discharged:
		return "stay ends: " + e.Reason.String()
	}
	return e.Kind.String()
}
