package careplan

import (
	"fmt"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// CheckWeek says which interventions of a plan are not on a week's schedule, or
// in less than their dose. sessions are those of one week, as the person is
// offered or attends them; closed ones give no time. Where a length is not
// known, attending is a choice, or something is due only once in some weeks,
// the answer is open.
func (p *Plan) CheckWeek(sessions []schedule.Session) []PlanIssue {
	given := map[iop.Activity]weekTime{}
	for i := range sessions {
		s := &sessions[i]
		if !s.Closed {
			given[s.Activity] = given[s.Activity].with(s)
		}
	}
	c := planCheck{out: []PlanIssue{}}
	for i := range p.Interventions {
		x := &p.Interventions[i]
		t, there := given[x.Activity]
		if !there {
			c.absent(i, x)
			continue
		}
		c.dose(i, x, t)
	}
	return c.out
}

func (c *planCheck) absent(i int, x *Intervention) {
	if x.EveryWeeks != nil && *x.EveryWeeks > 1 {
		c.add(NotOnSchedule, "interventions", i, true, fmt.Sprintf("it takes place once in %d weeks: look at the weeks around this one", *x.EveryWeeks))
		return
	}
	c.add(NotOnSchedule, "interventions", i, false, "add a session of "+x.Activity.Title())
}

func (c *planCheck) dose(i int, x *Intervention, t weekTime) {
	switch n := x.MinutesPerWeek; {
	case n == nil || t.least >= *n:
	case t.bounded && t.most < *n:
		c.add(DoseTooLow, "interventions", i, false, fmt.Sprintf("add %d min of %s to the week", *n-t.most, x.Activity.Title()))
	default:
		c.add(DoseTooLow, "interventions", i, true, "state how long the sessions are, and which of them the person attends")
	}
	switch n := x.SessionsPerWeek; {
	case n == nil || t.certain >= *n:
	case t.sessions < *n:
		c.add(SessionsTooFew, "interventions", i, false, fmt.Sprintf("add %d more of %s to the week", *n-t.sessions, x.Activity.Title()))
	default:
		c.add(SessionsTooFew, "interventions", i, true, "state which of the sessions the person attends")
	}
}

// weekTime is the time of an activity in a week.
type weekTime struct {
	least, most       int // minutes
	certain, sessions int
	bounded           bool
}

func (t weekTime) with(s *schedule.Session) weekTime {
	most, ok := s.Minutes.Max()
	known := ok && s.Minutes.IsKnown()
	t.bounded = known && (t.bounded || t.sessions == 0)
	t.most += int(most)
	t.sessions++
	if s.Certain {
		t.certain++
		if s.Minutes.IsKnown() {
			t.least += int(s.Minutes.Min())
		}
	}
	return t
}
