package schedule

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/iop"
)

// Clinic is a design prepared for many clients who are admitted on different
// days: every distinct week of the stretch, with its holidays and its partial
// first week, is worked out once. A Clinic does not change and is safe for
// concurrent use; each goroutine takes a [Client] of its own.
//
// It gives verdicts only. [PrepareOn] explains the same weeks for one client.
type Clinic struct {
	c     *Case // with one row for every distinct week
	first iop.Date
	weeks int
	// rows are those of the design, by track; all numbered.
	rows [][]row
	// open gives the segment by segment of the design and calendar week, and
	// begun the one of a first week by track, calendar week and day of admission.
	open  [][]int32
	begun [][][7]int32
	// design are the verdicts about a week that no standard touches, by rule and
	// segment; whole those about the program.
	design [][]Verdict
	whole  []Verdict
	parts  map[clinicPart]int
}

// clinicPart is a week that a standard governs on some of its days.
type clinicPart struct{ standard, week, segment int }

// PrepareClinic prepares a design for clients admitted from d.Start on whose
// last week ends by d.Until; both are required. It is an error if the length
// of the program is not stated, or if d holds what differs from client to
// client: a cohort, phases by sessions, or changes.
func PrepareClinic(p *Program, d Dates, o Options) (*Clinic, error) {
	if err := d.check(p); err != nil {
		return nil, err
	}
	switch {
	case !d.Until.IsValid() || d.Start.DaysUntil(d.Until) > 366*maxYears:
		return nil, fmt.Errorf("schedule: Dates.Until is missing or more than %d years after Start; a clinic needs an end", maxYears)
	case d.Cohort.IsValid() || len(d.PhaseSessions) > 0 || len(d.Changes) > 0 || len(o.Commitments) > 0 || len(o.Certifications) > 0:
		return nil, errors.New("schedule: a clinic takes no cohort, phases by sessions, changes, commitments or certifications; prepare such clients one by one")
	}
	stretch := d
	stretch.Until = iop.Date{}
	k := &Clinic{c: newCase(p, o)}
	l := newLayout(k.c, stretch)
	k.first = l.first
	k.weeks = (k.first.DaysUntil(d.Until) + 6) / 7
	if err := k.layDesign(l); err != nil {
		return nil, err
	}
	k.layWeeks(l)
	k.judgeDesign()
	k.c.layWork()
	k.layParts()
	return k, nil
}

// layDesign keeps the design's rows by track.
func (k *Clinic) layDesign(l *layout) error {
	k.rows = make([][]row, len(k.c.tracks))
	for _, r := range l.base.rows {
		if r.week == 0 {
			return errors.New("schedule: the length of the program or of a phase is not stated; a clinic needs it")
		}
		t := r.track
		r.track = 0 // a client knows one track
		k.rows[t] = append(k.rows[t], r)
	}
	return nil
}

// layWeeks works out every distinct week.
func (k *Clinic) layWeeks(l *layout) {
	k.open = make([][]int32, len(l.base.segments))
	for base := range l.base.segments {
		k.open[base] = make([]int32, k.weeks)
		for w := range k.weeks {
			from := k.first.AddDays(7 * w)
			key := weekKey{base: base, closed: l.d.Closures.Week(from), running: l.runningIn(from)}
			if l.isOdd(base, from) {
				key.odd = from
			}
			k.open[base][w] = int32(l.segment(key))
		}
	}
	k.begun = make([][][7]int32, len(k.rows))
	for t := range k.rows {
		k.begun[t] = make([][7]int32, k.weeks)
		for w := range k.weeks {
			for n := range 7 {
				l.d.Start = k.first.AddDays(7*w + n)
				if key, ok := l.key(k.rows[t][0].segment, k.first.AddDays(7*w)); ok {
					k.begun[t][w][n] = int32(l.segment(key))
				}
			}
		}
	}
	k.c.countWeeks()
	rows := make([]row, len(k.c.segments))
	for s := range rows {
		rows[s] = row{segment: s, phase: k.c.segments[s].phase, week: 1, from: k.first}
	}
	k.c.rows, k.c.episodes = rows, nil
	k.c.groupPeriods()
	k.c.workOutDays()
}

// judgeDesign judges what no standard touches, once for every distinct week.
func (k *Clinic) judgeDesign() {
	p := pass{c: k.c, severity: iop.Warning}
	for i := range k.c.rules {
		r := &k.c.rules[i]
		if r.design == nil {
			continue
		}
		p.verdict, p.out = Verdict{rule: uint8(i), standard: -1}, nil
		var weeks []Verdict
		for _, v := range r.design(p) {
			if v.place >= 0 {
				weeks = append(weeks, v)
			} else {
				k.whole = append(k.whole, v)
			}
		}
		if weeks != nil {
			k.design = append(k.design, weeks)
		}
	}
}

// layParts works out the weeks that a standard governs in part.
func (k *Clinic) layParts() {
	k.parts = map[clinicPart]int{}
	known := map[partKey]int{}
	rows := k.c.rows
	for i := range k.c.standard {
		j := &k.c.standard[i]
		j.throughout = k.c.dates == nil || inForceAll(j.standard.InForce, k.first, k.weeks)
		if j.throughout || len(j.standard.Requirements.DailyHours) == 0 {
			continue
		}
		for w := range k.weeks {
			k.c.rows = []row{{from: k.first.AddDays(7 * w)}}
			days := k.c.inForceDays(j, 0)
			if days == iop.AllWeekdays || days == 0 {
				continue
			}
			for s := range rows {
				k.parts[clinicPart{i, w, s}] = k.c.partOf(known, s, iop.AllWeekdays&^days)
			}
		}
	}
	k.c.rows = rows
}

// inForceAll reports whether a period holds throughout some weeks.
func inForceAll(p iop.Period, from iop.Date, weeks int) bool {
	return p.Contains(from) && p.Contains(from.AddDays(7*weeks-1))
}

// Client is one client's weeks at a clinic, used again for client after
// client so that nothing is allocated. It is not safe for concurrent use.
type Client struct {
	clinic *Clinic
	c      Case
	dates  dates
	rows   []row
	track  int
}

// Client gives room for one client after another.
func (k *Clinic) Client() *Client {
	cl := &Client{clinic: k, c: *k.c, dates: *k.c.dates}
	cl.c.dates = &cl.dates
	cl.c.tracks, cl.c.episodes, cl.c.averages = []string{""}, nil, nil
	cl.c.standard = append([]judged(nil), k.c.standard...)
	return cl
}

// Tracks gives the number of tracks that a client can be in.
func (k *Clinic) Tracks() int { return len(k.rows) }

// Admit lays out the weeks of a client admitted to a track, by its index in
// [Program.Tracks], on a day. It is an error if one of the weeks lies outside
// the clinic's stretch.
func (cl *Client) Admit(track int, start iop.Date) error {
	k := cl.clinic
	if track < 0 || track >= len(k.rows) {
		return errors.New("schedule: the clinic's design has no such track")
	}
	n := k.first.DaysUntil(start)
	week := n / 7
	if !start.IsValid() || n < 0 || week+len(k.rows[track]) > k.weeks {
		return errors.New("schedule: the client's weeks lie outside the clinic's stretch; prepare it for a longer one")
	}
	cl.rows = append(cl.rows[:0], k.rows[track]...)
	for i := range cl.rows {
		r := &cl.rows[i]
		w := week + i
		r.from = k.first.AddDays(7 * w)
		if i == 0 {
			r.segment = int(k.begun[track][w][n%7])
		} else {
			r.segment = int(k.open[r.segment][w])
		}
	}
	cl.track, cl.dates.start = track, start
	cl.c.tracks[0] = k.c.tracks[track]
	cl.c.lay(cl.rows)
	cl.governed(week)
	return nil
}

// governed notes which weeks a standard governs in part.
func (cl *Client) governed(week int) {
	if len(cl.clinic.parts) == 0 {
		return
	}
	for i := range cl.c.standard {
		j := &cl.c.standard[i]
		if j.throughout {
			continue
		}
		j.partial = j.partial[:0]
		for r := range cl.rows {
			part, ok := cl.clinic.parts[clinicPart{i, week + r, cl.rows[r].segment}]
			if !ok {
				part = -1
			}
			j.partial = append(j.partial, part)
		}
	}
}

// Verdicts appends the verdicts of all rules for the client and returns it, in
// the order of [Case.Verdicts]. With enough room in dst nothing is allocated.
func (cl *Client) Verdicts(dst []Verdict) []Verdict {
	dst = append(dst, cl.clinic.whole...)
	for _, weeks := range cl.clinic.design {
		for i := range cl.rows {
			v := weeks[cl.rows[i].segment]
			v.place = int32(i)
			dst = append(dst, v)
		}
	}
	return cl.c.judgeWork(dst)
}

// Weeks appends the client's weeks to dst and returns it.
func (cl *Client) Weeks(dst []Week) []Week {
	for i := range cl.rows {
		dst = append(dst, cl.c.line(i))
	}
	return dst
}

// RuleID gives the rule of a verdict.
func (cl *Client) RuleID(v *Verdict) iop.RuleID { return cl.c.RuleID(v) }

// StandardID gives the standard of a verdict, "" for none.
func (cl *Client) StandardID(v *Verdict) iop.StandardID { return cl.c.StandardID(v) }
