package schedule

import "github.com/openiop/openiop/iop"

// AttendedWeeks judges weeks by what a person attended of them: whole minutes
// in, one outcome out, no words and nothing allocated. It is for whoever
// judges very many weeks of one design, as a simulation does. [Roster.Cases]
// judges and explains the record of one person.
//
// It does not change and is safe for concurrent use.
type AttendedWeeks struct {
	c     *Case
	rules []attendedRule
	// counting gives, by policy of the case, its place among those that the rules
	// use, -1 for the others; policies is the other way round.
	counting []int
	policies []int
}

// attendedRule is a bound on the hours of single weeks, by row.
type attendedRule struct {
	bound    iop.Bound
	counting int
	// rows say what the bound says of a row.
	rows []attendedRow
}

// attendedRow is whether a bound applies to a row, and if it is about what is
// offered, what it says of that.
type attendedRow struct {
	applies bool
	excused bool        // it is a minimum, and the week lies in the allowance for final weeks
	fixed   iop.Outcome // of what is scheduled; 0 where attendance decides
}

// AttendedWeeks compiles the weekly bounds of the standards of a case: minimum
// and maximum hours of single weeks. A week to which a standard does not apply
// on its day, or that lies in the allowance for final weeks, has no bound. A
// bound on scheduled time judges what is offered. Bounds on averages, rolling
// days, certified need and billed services are not about one week's attendance
// and are left out.
func (c *Case) AttendedWeeks() *AttendedWeeks {
	a := &AttendedWeeks{c: c, counting: make([]int, len(c.policies))}
	for i := range a.counting {
		a.counting[i] = -1
	}
	for i := range c.rules {
		least := c.rules[i].ID == "schedule/weekly-hours-min"
		if !least && c.rules[i].ID != "schedule/weekly-hours-max" {
			continue
		}
		for s := range c.standard {
			j := &c.standard[s]
			for q := range j.rules[i] {
				if req := &j.rules[i][q]; !j.otherAges && req.basis == iop.CalendarWeek && req.of != iop.CertifiedNeed && req.of != iop.Billed {
					a.add(j, req, least)
				}
			}
		}
	}
	return a
}

func (a *AttendedWeeks) add(j *judged, req *requirement, least bool) {
	c := a.c
	if a.counting[j.policy] < 0 {
		a.counting[j.policy] = len(a.policies)
		a.policies = append(a.policies, j.policy)
	}
	r := attendedRule{bound: req.bound, counting: a.counting[j.policy], rows: make([]attendedRow, len(c.rows))}
	p := pass{c: c, judged: j, req: req}
	for e := range c.episodes {
		run := finalRun{from: c.episodes[e].to}
		if least {
			run = p.finalRun(&c.episodes[e], req)
		}
		for row := c.episodes[e].from; row < c.episodes[e].to; row++ {
			offered := run.minimum(row, c.judgeHours(j, req, row))
			in := attendedRow{applies: j.throughout || c.inForceOn(j, c.governing(j, row))}
			switch {
			case offered == iop.NotApplicable:
				in.excused, in.applies = in.applies, false
			case req.of == iop.Scheduled:
				in.fixed = offered
			}
			r.rows[row] = in
		}
	}
	a.rules = append(a.rules, r)
}

// Countings gives the number of ways of counting that the bounds use: the
// length of the lists that [AttendedWeeks.Worth] gives and
// [AttendedWeeks.Judge] takes.
func (a *AttendedWeeks) Countings() int { return len(a.policies) }

// Worth appends what one full session of a block counts for in a row, under
// each way of counting, and returns it. block is the index in
// [Program.Blocks], or negative for a session that a [Change] added; a block
// that does not take place in the row counts for nothing.
func (a *AttendedWeeks) Worth(dst []iop.Span, row, block int) []iop.Span {
	seg := &a.c.segments[a.c.rows[row].segment]
	for _, p := range a.policies {
		span := iop.Exactly(0)
		for i := range seg.slots {
			if sl := &seg.slots[i]; sl.index == block && !sl.ghost {
				span = (valuation{&a.c.policies[p]}).of(sl).span()
				break
			}
		}
		dst = append(dst, span)
	}
	return dst
}

// span gives what an occurrence is worth as a span.
func (w worth) span() iop.Span {
	switch {
	case w.never:
		return iop.Exactly(0)
	case w.open && !w.known:
		return iop.Span{}
	case w.open:
		return iop.AtLeast(w.low)
	}
	return iop.Between(w.low, w.high)
}

// Judge gives the outcome of a week in which a person attended so many
// countable minutes, under each way of counting: not met if a bound is not
// met, else undetermined if one is undetermined, met if all that apply are,
// and not applicable if none applies or a minimum is excused. It panics if the
// row is none of the case or the list is shorter than Countings.
func (a *AttendedWeeks) Judge(row int, countable []iop.Span) iop.Outcome {
	out, excused := iop.NotApplicable, false
	for i := range a.rules {
		r := &a.rules[i]
		in := r.rows[row]
		if !in.applies {
			excused = excused || in.excused
			continue
		}
		o := in.fixed
		if o == 0 {
			o = r.bound.Judge(countable[r.counting])
		}
		switch {
		case o == iop.NotMet:
			return iop.NotMet
		case o == iop.Undetermined:
			out = iop.Undetermined
		case o == iop.Met && out == iop.NotApplicable:
			out = iop.Met
		}
	}
	if excused && out == iop.Met {
		return iop.NotApplicable
	}
	return out
}
