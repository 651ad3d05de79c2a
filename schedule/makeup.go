package schedule

import (
	"cmp"
	"slices"

	"github.com/openiop/openiop/iop"
)

// MakeUpOptions say what a make-up must respect besides the requirements that
// the week is judged by, the person's commitments and the sessions there are.
// The zero MakeUpOptions supposes opening hours from the program's own times.
type MakeUpOptions struct {
	// Open gives the opening hours of each day. Nil supposes the time from the
	// earliest start to the latest end of the program's sessions, on Monday to
	// Friday and on every day on which it holds some.
	Open []OpeningHours
	// DayMax is the most time in sessions that a person should have on a day;
	// 0 sets no limit.
	DayMax iop.Minutes
	// SessionMax is the longest that a session should be; 0 takes the longest of
	// the week's own, and at least four hours, the longest usual day of an
	// intensive outpatient program.
	SessionMax iop.Minutes
	// Most is the number of proposals wanted, 3 if zero.
	Most int
}

// OpeningHours are the hours of some days in which sessions can be held, in
// minutes after midnight; Until may be past it.
type OpeningHours struct {
	Days        iop.Weekdays
	From, Until iop.Minutes
}

// MakeUpKind is a way to make up for lost or missing time.
type MakeUpKind uint8

// The kinds of make-up, in the order in which they are preferred: what
// disturbs the person's plans and the program's least comes first.
const (
	// MoveSession holds a session that was lost to a closed day on another day.
	MoveSession MakeUpKind = iota + 1
	// AttendOther lets the person attend a session that another track has.
	AttendOther
	// LengthenSession makes a session of the week longer.
	LengthenSession
	// HoldSession holds one more session.
	HoldSession
)

var makeUpNames = [...]string{"", "move a session", "attend a session of another track", "lengthen a session", "hold one more session"}

// String says what is done, "move a session".
func (k MakeUpKind) String() string {
	if int(k) >= len(makeUpNames) {
		return ""
	}
	return makeUpNames[k]
}

// Proposal is a change of a week that mends a shortfall of it, or two where no
// single one does.
type Proposal struct {
	Kind MakeUpKind // of the first change
	// Changes are what to do; added to [Dates.Changes] they mend what Mends says.
	Changes []Change
	// Adds is the countable time that the week gains under the reported policy.
	Adds iop.Span
	// Mends are the requirements that are not met without the change and are
	// met, or excused, with it; StillUnmet those of the week that it leaves
	// unmet. No requirement that was met is unmet afterwards.
	Mends, StillUnmet []Unmet
}

// Unmet names a requirement of a standard.
type Unmet struct {
	Rule     iop.RuleID
	Standard iop.StandardID
}

// Obstacle is why a change that was tried is not proposed.
type Obstacle uint8

// The obstacles.
const (
	OutsideHours     Obstacle = iota + 1 // of opening, or no day is open
	SessionThere                         // the person has a session at that time, or one of unstated time that day
	CommitmentThere                      // it falls into a commitment of the person
	SessionTooLong                       // the session would be longer than the options allow
	DayTooLong                           // the day would be longer than the options allow
	GroupFull                            // the group would be larger than a standard allows
	BreaksOther                          // a requirement that was met would not be
	MendsNothing                         // it is not enough, or not known to be
	obstacleSentinel                     // not an obstacle
)

var obstacleWords = [...]string{
	OutsideHours: "outside the opening hours", SessionThere: "a session is at that time",
	CommitmentThere: "a commitment of the person is at that time", SessionTooLong: "the session would be too long",
	DayTooLong: "the day would be too long",
	GroupFull:  "the group would be too large", BreaksOther: "another requirement would not be met",
	MendsNothing: "it would not be enough",
}

// String words the obstacle.
func (o Obstacle) String() string {
	if int(o) >= len(obstacleWords) {
		return ""
	}
	return obstacleWords[o]
}

// MakeUps is what would mend a week. Where Short is not empty and Proposals
// is, nothing that was tried fits, and Tried says why.
type MakeUps struct {
	Short     []Unmet
	Proposals []Proposal
	// Supposed says that the opening hours are supposed, not stated.
	Supposed bool
	// Tried counts the changes that were tried and are not proposed, by the
	// first obstacle met.
	Tried [obstacleSentinel]int
}

// MakeUps looks for single changes of a dated week that mend a requirement
// that is not met in it: a closed session on another day, a session of another
// track, a longer session, one more session. They are ranked by kind, then by
// the fewest minutes, then by the day nearest to the one that was lost. Every
// proposal has been judged: the week, the track's other weeks and all
// standards with it. Where no single change mends the week, two sessions on
// different days are tried together. Weeks without a date have none.
func (c *Case) MakeUps(row int, o MakeUpOptions) MakeUps {
	var out MakeUps
	if c.dates == nil || row < 0 || row >= len(c.rows) || !c.rows[row].from.IsValid() {
		return out
	}
	t := newTrial(c, row)
	out.Short = t.short
	if len(out.Short) == 0 {
		return out
	}
	m := maker{t: t, o: o, out: &out}
	m.hours, out.Supposed = c.opening(o)
	for _, list := range [][]candidate{m.moves(), m.others(), m.longer(), m.more()} {
		slices.SortStableFunc(list, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(a.added, b.added), cmp.Compare(a.distance, b.distance),
				a.changes[0].Date.Compare(b.changes[0].Date), cmp.Compare(a.changes[0].Start.plus1, b.changes[0].Start.plus1))
		})
		for i := range list {
			if len(out.Proposals) == cmp.Or(o.Most, 3) {
				return out
			}
			m.try(&list[i])
		}
	}
	if len(out.Proposals) == 0 {
		m.tryPairs()
	}
	return out
}

// candidate is a change to try, or several that belong together.
type candidate struct {
	kind     MakeUpKind
	changes  []Change
	added    iop.Minutes // beyond what the day has
	distance int         // in days, from the day that was lost
}

func one(kind MakeUpKind, ch Change, added iop.Minutes, distance int) candidate {
	return candidate{kind, []Change{ch}, added, distance}
}

// maker tries candidates.
type maker struct {
	t     *trial
	o     MakeUpOptions
	hours [8]OpeningHours // by weekday
	out   *MakeUps
	// spare are the changes that nothing stands against and that do not mend the
	// week alone.
	spare []candidate
}

// try judges a candidate and proposes it, or counts the obstacle.
func (m *maker) try(k *candidate) {
	if o := m.obstacle(k); o != 0 {
		m.out.Tried[o]++
		return
	}
	p := Proposal{Kind: k.kind, Changes: k.changes}
	worse := m.t.judge(&p)
	switch {
	case worse:
		m.out.Tried[BreaksOther]++
	case len(p.Mends) == 0:
		m.out.Tried[MendsNothing]++
		if k.kind != LengthenSession && len(m.spare) < maxSpare {
			m.spare = append(m.spare, *k)
		}
	case !m.isProposed(&p):
		m.out.Proposals = append(m.out.Proposals, p)
	}
}

// maxSpare bounds the changes that are tried in pairs.
const maxSpare = 24

// tryPairs tries two sessions on different days together.
func (m *maker) tryPairs() {
	for i := range m.spare {
		for j := range i {
			a, b := &m.spare[j], &m.spare[i]
			if len(a.changes) > 1 || len(b.changes) > 1 || a.changes[0].Date == b.changes[0].Date {
				continue
			}
			if len(m.out.Proposals) == cmp.Or(m.o.Most, 3) {
				return
			}
			p := Proposal{Kind: a.kind, Changes: []Change{a.changes[0], b.changes[0]}}
			if worse := m.t.judge(&p); !worse && len(p.Mends) > 0 && !m.isProposed(&p) {
				m.out.Proposals = append(m.out.Proposals, p)
			}
		}
	}
}

// isProposed reports whether the same change, or one of the same kind and
// length on the same day, is proposed already.
func (m *maker) isProposed(p *Proposal) bool {
	return slices.ContainsFunc(m.out.Proposals, func(q Proposal) bool {
		return slices.EqualFunc(q.Changes, p.Changes, func(a, b Change) bool {
			return a.Date == b.Date && a.Minutes == b.Minutes && (q.Kind == p.Kind || a.Start == b.Start)
		})
	})
}

// obstacle gives what stands against a candidate before any requirement is
// looked at, 0 for nothing.
func (m *maker) obstacle(k *candidate) Obstacle {
	for i := range k.changes {
		if o := m.obstacleTo(k, &k.changes[i]); o != 0 {
			return o
		}
	}
	return 0
}

func (m *maker) obstacleTo(k *candidate, ch *Change) Obstacle {
	c, row := m.t.c, m.t.row
	n := c.rows[row].from.DaysUntil(ch.Date)
	from := ch.Start.Minutes()
	to := from + ch.Minutes
	seg := &c.segments[c.rows[row].segment]
	day := ch.Date.Weekday()
	hours := m.hours[day]
	replaced := -1
	if ch.Kind == ReplaceSession {
		replaced = ch.Block
	}
	switch {
	case n < 0 || n > 6 || (seg.away | seg.closed).Has(day):
		return OutsideHours
	case k.kind != AttendOther && (!hours.Days.Has(day) || from < hours.From || to > hours.Until):
		return OutsideHours
	case seg.occupied(day, from, to, replaced):
		return SessionThere
	case c.isTaken(row, n, from, to):
		return CommitmentThere
	case ch.Minutes > m.sessionMax():
		return SessionTooLong
	case m.o.DayMax > 0 && seg.dayTime(day)+k.added > m.o.DayMax:
		return DayTooLong
	case k.kind == AttendOther && c.wouldOverfill():
		return GroupFull
	}
	return 0
}

// usualDay is the longest usual day of an intensive outpatient program: three
// to five days a week of three to four hours.
const usualDay = 4 * 60

func (m *maker) sessionMax() iop.Minutes {
	if m.o.SessionMax > 0 {
		return m.o.SessionMax
	}
	_, _, long := m.usual()
	return max(long, usualDay)
}

// occupied reports whether the segment has a session on a day that shares time
// with a stretch, or may: one whose time is not stated.
func (s *segment) occupied(day iop.Weekday, from, to iop.Minutes, but int) bool {
	for i := range s.slots {
		sl := &s.slots[i]
		if sl.absent() || sl.block.Within.Set || sl.often.high == 0 && !sl.often.open || but >= 0 && sl.index == but {
			continue
		}
		if !sl.clocked() {
			if sl.days.Has(day) && !sl.anyDay && !sl.ghost {
				return true
			}
			continue
		}
		if sl.days.Has(day) && sl.block.Start.Minutes() < to && from < sl.block.Start.Minutes()+sl.clockLength(true) {
			return true
		}
		if before := (day+5)%7 + 1; sl.days.Has(before) && from < sl.block.Start.Minutes()+sl.clockLength(true)-dayMinutes {
			return true // the night before lasts into the day
		}
	}
	return false
}

// dayTime gives the most time in sessions on a day.
func (s *segment) dayTime(day iop.Weekday) (sum iop.Minutes) {
	for i := range s.slots {
		if sl := &s.slots[i]; sl.days.Has(day) && !sl.anyDay && !sl.absent() && !sl.block.Within.Set && sl.often.high > 0 {
			sum += sl.length.high
		}
	}
	return sum
}

// wouldOverfill reports whether one more person makes a group larger than a
// standard allows, or may.
func (c *Case) wouldOverfill() bool {
	for i := range c.work {
		w := &c.work[i]
		if c.rules[w.verdict.rule].ID != "schedule/group-size" || !w.req.bound.HasMax || c.standard[w.verdict.standard].otherAges {
			continue
		}
		if w.req.bound.Judge(c.people.Add(iop.Exactly(1))) != iop.Met {
			return true
		}
	}
	return false
}

// opening gives the opening hours by weekday, and whether they are supposed.
func (c *Case) opening(o MakeUpOptions) (hours [8]OpeningHours, supposed bool) {
	list := o.Open
	if list == nil {
		list, supposed = c.supposedHours(), true
	}
	for _, h := range list {
		for d := iop.Monday; d <= iop.Sunday; d++ {
			if h.Days.Has(d) {
				hours[d] = h
			}
		}
	}
	return hours, supposed
}

func (c *Case) supposedHours() []OpeningHours {
	h := OpeningHours{Days: 0b11111}
	for s := range c.segments {
		for i := range c.segments[s].slots {
			sl := &c.segments[s].slots[i]
			if !sl.clocked() {
				continue
			}
			from, to := sl.block.Start.Minutes(), sl.block.Start.Minutes()+sl.clockLength(true)
			if h.Until == 0 || from < h.From {
				h.From = from
			}
			h.Until = max(h.Until, to)
			h.Days |= sl.days
		}
	}
	return []OpeningHours{h}
}
