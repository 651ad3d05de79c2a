package assessment

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// timeline is a history as seen on a day: since when criteria are certainly
// not met, and since when they can have been not met at the longest.
type timeline struct {
	on   iop.Date
	seen []Observation // with only what counts of the answers
	raw  []Observation // the same, as recorded
	met  []Criteria    // yes for what seen says was met and no other denies
	// certain is the first of the days up to on of which it is known that no
	// criterion except craving was met. possible is the day after the last one
	// on which one certainly was met at the earliest; zero if none is known.
	certain, possible iop.Date
	disagreements     []Disagreement
	supervised        bool // the rule about medical supervision matters
}

func (h CriteriaHistory) timeline(on iop.Date) timeline {
	t := timeline{on: on}
	for _, o := range h.Observations {
		if on.Before(o.During.Until) {
			continue
		}
		t.supervised = t.supervised || o.Criteria.mayBeExempt(o.OnlySupervised)
		for _, part := range o.parts() {
			t.raw = append(t.raw, part)
			part.Criteria = part.Criteria.counting(part.OnlySupervised)
			t.seen = append(t.seen, part)
		}
	}
	for _, c := range exceptCraving() {
		if since := t.notMetSince(c); t.certain.Before(since) {
			t.certain = since
		}
	}
	t.bound()
	return t
}

// parts divides an observation at the last day on which a criterion other than
// craving was met: after it there was none. Of craving no such day is known.
func (o Observation) parts() []Observation {
	if !o.LastMet.IsValid() {
		return []Observation{o}
	}
	before, craving := o, o
	craving.Criteria, craving.LastMet = Criteria{}.With(CriterionCraving, o.Criteria.Of(CriterionCraving)), iop.Date{}
	before.During.Until = o.LastMet.AddDays(1)
	before.Criteria = o.Criteria.With(CriterionCraving, Unknown)
	out := []Observation{craving, before}
	if before.During.Until.Before(o.During.Until) {
		out = append(out, Observation{
			During:   iop.Period{From: before.During.Until, Until: o.During.Until},
			Criteria: Answered(No).With(CriterionCraving, Unknown), OnlySupervised: No,
		})
	}
	return out
}

func exceptCraving() []Criterion {
	return slices.DeleteFunc(AllCriteria(), func(c Criterion) bool { return c == CriterionCraving })
}

// notMetSince goes back from on through observations that say no, each
// reaching to where the next begins.
func (t *timeline) notMetSince(c Criterion) iop.Date {
	day := t.on
	for {
		i := slices.IndexFunc(t.seen, func(o Observation) bool {
			return o.Criteria.Of(c) == No && o.During.From.Before(day) && !o.During.Until.Before(day)
		})
		if i < 0 {
			return day
		}
		day = t.seen[i].During.From
	}
}

// bound finds the latest day on which a criterion certainly was met. A
// criterion that was met during a stretch was so at the earliest on its first
// day of which nobody says that it was not.
func (t *timeline) bound() {
	t.met = make([]Criteria, len(t.seen))
	for i, o := range t.seen {
		t.boundByLast(o.LastMet)
		for _, c := range AllCriteria() {
			if o.Criteria.Of(c) != Yes {
				continue
			}
			day := t.firstPossible(o.During.From, c)
			switch next := day.AddDays(1); {
			case !day.Before(o.During.Until):
				t.disagree(o.During, c)
				continue
			case c != CriterionCraving && t.possible.Before(next):
				t.possible = next
			}
			t.met[i] = t.met[i].With(c, Yes)
		}
	}
}

// boundByLast takes the last day on which some criterion was met, as an
// observation has it, zero for none.
func (t *timeline) boundByLast(last iop.Date) {
	next := last.AddDays(1)
	switch open := func(c Criterion) bool { return t.firstPossible(last, c) == last }; {
	case !last.IsValid():
	case !slices.ContainsFunc(exceptCraving(), open):
		t.disagree(iop.Period{From: last, Until: next}, 0)
	case t.possible.Before(next):
		t.possible = next
	}
}

// disagree keeps what matters to remission: not craving, and not what is over
// for longer than any of its months.
func (t *timeline) disagree(p iop.Period, c Criterion) {
	if c != CriterionCraving && monthsBefore(t.on, sustainedMonths).Before(p.Until) {
		t.disagreements = append(t.disagreements, Disagreement{p, c})
	}
}

// firstPossible gives the first day from a day on of which no observation says
// that a criterion was not met.
func (t *timeline) firstPossible(day iop.Date, c Criterion) iop.Date {
	for {
		i := slices.IndexFunc(t.seen, func(o Observation) bool { return o.Criteria.Of(c) == No && o.During.Contains(day) })
		if i < 0 {
			return day
		}
		day = t.seen[i].During.Until
	}
}

// hadDisorder reports whether the observations show that two criteria, craving
// among them, were met within twelve months.
func (t *timeline) hadDisorder() bool {
	return slices.ContainsFunc(t.seen, func(last Observation) bool {
		from := monthsBefore(last.During.Until, sustainedMonths)
		var met Criteria
		for i, o := range t.seen {
			if o.During.From.Before(from) || last.During.Until.Before(o.During.Until) {
				continue
			}
			for _, c := range AllCriteria() {
				if t.met[i].Of(c) == Yes {
					met = met.With(c, Yes)
				}
			}
		}
		return severityOf(met.count(Yes)) != NoDisorder
	})
}

// missing lists the stretches of which it is not known that no criterion was
// met, as far as the highest remission that is possible needs them.
func (t *timeline) missing(highest Remission) (out []MissingDays) {
	months := sustainedMonths
	if highest == EarlyRemission {
		months = earlyMonths
	}
	from := monthsBefore(t.on, months)
	if from.Before(t.possible) {
		from = t.possible
	}
	cuts := []iop.Date{from, t.certain}
	for _, o := range t.seen {
		for _, day := range [...]iop.Date{o.During.From, o.During.Until} {
			if from.Before(day) && day.Before(t.certain) {
				cuts = append(cuts, day)
			}
		}
	}
	slices.SortFunc(cuts, iop.Date.Compare)
	for i := 1; i < len(cuts); i++ {
		if !cuts[i-1].Before(cuts[i]) {
			continue
		}
		m := t.missingIn(iop.Period{From: cuts[i-1], Until: cuts[i]})
		if len(m.Criteria) == 0 && !m.Supervision {
			continue
		}
		if n := len(out); n > 0 && out[n-1].joins(m) {
			out[n-1].During.Until = m.During.Until
			continue
		}
		out = append(out, m)
	}
	return out
}

func (m MissingDays) joins(next MissingDays) bool {
	return m.During.Until == next.During.From && m.Supervision == next.Supervision && slices.Equal(m.Criteria, next.Criteria)
}

// missingIn says what is missing in a stretch in which no observation begins
// or ends.
func (t *timeline) missingIn(p iop.Period) MissingDays {
	m := MissingDays{During: p}
	for _, c := range exceptCraving() {
		known, supervision := false, false
		for i, o := range t.seen {
			if !o.During.Contains(p.From) {
				continue
			}
			known = known || o.Criteria.Of(c) == No
			supervision = supervision || o.Criteria.Of(c) == Unknown && t.raw[i].Criteria.Of(c) == Yes
		}
		switch {
		case known:
		case supervision:
			m.Supervision = true
		default:
			m.Criteria = append(m.Criteria, c)
		}
	}
	return m
}
