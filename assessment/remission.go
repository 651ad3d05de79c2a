package assessment

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// Remission is how long no criterion of a substance use disorder that was
// once present has been met, craving aside. It is about criteria: not about
// abstinence and not about drug tests, which nothing here takes.
//
// The zero Remission is undetermined.
type Remission uint8

// The states of remission; the last three rise in their order.
const (
	RemissionUndetermined Remission = iota
	// NoEarlierDisorder: the disorder was never present, so there is nothing to
	// be in remission from.
	NoEarlierDisorder
	// NotInRemission: a criterion was met less than 3 months ago.
	NotInRemission
	// EarlyRemission: none was met for at least 3 and less than 12 months.
	EarlyRemission
	// SustainedRemission: none was met for 12 months or more.
	SustainedRemission
)

var remissions = [...]string{"undetermined", "no-earlier-disorder", "none", "early", "sustained"}

// Months that [remissionSource] asks for.
const (
	earlyMonths     = 3
	sustainedMonths = 12
)

// ParseRemission reads the form of [Remission.String].
func ParseRemission(s string) (Remission, error) {
	for i, word := range remissions {
		if word == s {
			return Remission(i), nil
		}
	}
	return 0, fmt.Errorf("is not a state of remission; want %s", strings.Join(remissions[:], ", "))
}

// String gives "undetermined", "no-earlier-disorder", "none", "early" or
// "sustained".
func (r Remission) String() string {
	if int(r) >= len(remissions) {
		return ""
	}
	return remissions[r]
}

// MarshalText gives the form of [Remission.String].
func (r Remission) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the form of [ParseRemission].
func (r *Remission) UnmarshalText(b []byte) (err error) {
	*r, err = ParseRemission(string(b))
	return err
}

// Observation is what a clinician recorded about a stretch of days: yes for a
// criterion that was met on at least one of them, no for one that was met on
// none.
type Observation struct {
	// During begins with the first day observed and ends before Until, usually
	// the day of the review. Both are stated.
	During   iop.Period
	Criteria Criteria
	// LastMet is the last of the days on which a criterion other than craving
	// was met and counted; zero if it is not known, so that it may be any.
	LastMet iop.Date
	// OnlySupervised says whether the substance was taken only as prescribed
	// and under medical supervision on those days, so that tolerance and
	// withdrawal do not count.
	OnlySupervised Ternary
}

// Observation gives the review as an observation of the twelve calendar months
// before it.
func (r CriteriaReview) Observation() Observation {
	return Observation{
		During:   iop.Period{From: monthsBefore(r.On, sustainedMonths), Until: r.On},
		Criteria: r.Criteria, LastMet: r.LastMet, OnlySupervised: r.OnlySupervised,
	}
}

// CriteriaHistory is what is recorded about one substance. Days that no
// observation covers are unknown.
type CriteriaHistory struct {
	Substance    Substance
	Observations []Observation
	// EarlierDisorder says whether the full disorder, two criteria within
	// twelve months, was present before, as a record may say without the
	// criteria. Unknown leaves it to the observations.
	EarlierDisorder Ternary
	// ControlledEnvironment says whether access to the substance is restricted
	// where the person lives, and MaintenanceTherapy whether the person takes
	// a prescribed agonist or antagonist, both on the day that is asked about.
	ControlledEnvironment Ternary
	MaintenanceTherapy    Ternary
}

// RemissionResult says whether a disorder is in remission on a day, and what
// is not known.
type RemissionResult struct {
	Substance Substance `json:"substance"`
	On        iop.Date  `json:"on"`
	Remission Remission `json:"remission"`
	// Lowest and Highest are the ends of what the remission may be, from the
	// observations alone: none, early or sustained.
	Lowest  Remission `json:"lowest"`
	Highest Remission `json:"highest"`
	// FreeSince is the first of the days up to On on which certainly no
	// criterion except craving was met; it is On itself if that is not known of
	// the day before. MaybeFreeSince is the earliest day it can be, zero if no
	// recorded criterion bounds it.
	FreeSince      iop.Date `json:"freeSince"`
	MaybeFreeSince iop.Date `json:"maybeFreeSince,omitzero"`
	// The specifiers belong to an early or sustained remission. What nobody
	// recorded is unknown.
	ControlledEnvironment Ternary `json:"controlledEnvironment"`
	MaintenanceTherapy    Ternary `json:"maintenanceTherapy"`
	// Missing are the stretches of days of which more must be known, and
	// MissingDisorder says that an earlier disorder is not established: nothing
	// shows it, or the record denies what the observations show.
	// Disagreements are observations of the same days that cannot both be
	// true. All are empty unless the remission is undetermined.
	Missing         []MissingDays  `json:"missing,omitempty"`
	MissingDisorder bool           `json:"missingDisorder,omitempty"`
	Disagreements   []Disagreement `json:"disagreements,omitempty"`
	Sources         []iop.Source   `json:"sources"`
	// Notice is [ClinicianDiagnoses].
	Notice string `json:"notice"`
}

// MissingDays is a stretch of days and what is not known of it.
type MissingDays struct {
	During iop.Period `json:"during"`
	// Criteria are those that may have been met on some of the days.
	Criteria []Criterion `json:"criteria,omitempty"`
	// Supervision: whether the substance was taken only under medical
	// supervision.
	Supervision bool `json:"supervision,omitempty"`
}

// Disagreement is a criterion that one observation says was met during some
// days, of all of which others say that it was not.
type Disagreement struct {
	During iop.Period `json:"during"`
	// Criterion is zero where any would do: the day is then the last one, by
	// one observation, and others say that nothing was met on it.
	Criterion Criterion `json:"criterion,omitzero"`
}

// Remission says whether the disorder is in remission on a day, from what was
// recorded up to it: observations that end later are left out. Months are
// calendar months; where a month has no day of the number, they are full on the
// first day of the next. It gives an error if the history names no substance,
// an observation is not a stretch of days, or on is no day.
func (h CriteriaHistory) Remission(on iop.Date) (RemissionResult, error) {
	if err := h.check(on); err != nil {
		return RemissionResult{}, err
	}
	t := h.timeline(on)
	out := RemissionResult{
		Substance: h.Substance, On: on, FreeSince: t.certain, MaybeFreeSince: t.possible,
		Lowest: remissionSince(t.certain, on), Highest: remissionSince(t.possible, on),
		ControlledEnvironment: h.ControlledEnvironment, MaintenanceTherapy: h.MaintenanceTherapy,
		Disagreements: t.disagreements, Sources: []iop.Source{remissionSource(), severitySource()}, Notice: ClinicianDiagnoses,
	}
	if t.supervised {
		out.Sources = append(out.Sources, supervisionSource())
	}
	met := t.hadDisorder()
	if h.EarlierDisorder == No && !met {
		out.Remission, out.Disagreements = NoEarlierDisorder, nil
		return out, nil
	}
	out.MissingDisorder = h.EarlierDisorder == No || h.EarlierDisorder == Unknown && !met
	if out.Lowest == out.Highest && !out.MissingDisorder && len(out.Disagreements) == 0 {
		out.Remission = out.Lowest
		return out, nil
	}
	if out.Lowest != out.Highest {
		out.Missing = t.missing(out.Highest)
	}
	return out, nil
}

func (h CriteriaHistory) check(on iop.Date) error {
	if !h.Substance.IsValid() {
		return fmt.Errorf("history of criteria: names no substance; remission is from a disorder of one substance")
	}
	if !on.IsValid() {
		return fmt.Errorf("history of criteria: has no day to be judged on; want a date")
	}
	for i, o := range h.Observations {
		if d := o.During; !d.From.IsValid() || !d.Until.IsValid() || !d.From.Before(d.Until) {
			return fmt.Errorf("history of criteria: observation %d is not a stretch of days; want a first day and a later day on which it was over", i+1)
		}
		if o.LastMet.IsValid() && !o.During.Contains(o.LastMet) {
			return fmt.Errorf("history of criteria: observation %d has a last day outside its days; want one of them, or none", i+1)
		}
		if o.LastMet.IsValid() && !slices.ContainsFunc(exceptCraving(), func(c Criterion) bool { return o.Criteria.counting(o.OnlySupervised).Of(c) != No }) {
			return fmt.Errorf("history of criteria: observation %d has a last day and no criterion but craving that may have been met and count; want one of the two", i+1)
		}
	}
	return nil
}

// remissionSince gives the state on a day if no criterion except craving was
// met since another; the zero Date is longer ago than anything.
func remissionSince(since, on iop.Date) Remission {
	full := func(months int) bool {
		day := monthsAfter(since, months)
		return !since.IsValid() || day.IsValid() && !on.Before(day)
	}
	switch {
	case full(sustainedMonths):
		return SustainedRemission
	case full(earlyMonths):
		return EarlyRemission
	}
	return NotInRemission
}

// String words the result for people.
func (r RemissionResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s use disorder on %s: ", r.Substance, r.On)
	switch r.Remission {
	case RemissionUndetermined:
		fmt.Fprintf(&b, "remission undetermined (%s to %s by the observations)", r.Lowest, r.Highest)
	case NoEarlierDisorder:
		b.WriteString("no earlier disorder to be in remission from")
	case NotInRemission:
		b.WriteString("not in remission")
	default:
		fmt.Fprintf(&b, "%s remission", r.Remission)
		b.WriteString(specifier(r.ControlledEnvironment, "in a controlled environment"))
		b.WriteString(specifier(r.MaintenanceTherapy, "on maintenance therapy"))
	}
	return b.String() + ". " + ClinicianDiagnoses
}

func specifier(t Ternary, words string) string {
	switch t {
	case Yes:
		return ", " + words
	case No:
		return ""
	}
	return " (not known whether " + words + ")"
}

// Evidence gives the remission and its specifiers as pieces of evidence about
// the disorder; what is undetermined is unknown. Without a remission there are
// no specifiers.
func (r RemissionResult) Evidence() []iop.Evidence {
	piece := func(of string, v iop.Value) iop.Evidence {
		return iop.Evidence{Kind: iop.EvidenceRemission, Of: r.Substance.disorder() + of, Date: r.On, Value: v, Source: remissionSource()}
	}
	if r.Remission == RemissionUndetermined {
		return []iop.Evidence{piece("", iop.Value{})}
	}
	out := []iop.Evidence{piece("", iop.WordValue(r.Remission.String()))}
	if r.Remission < EarlyRemission {
		return out
	}
	return append(out, piece("/controlled-environment", r.ControlledEnvironment.value()), piece("/maintenance-therapy", r.MaintenanceTherapy.value()))
}
