package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/openiop/openiop/iop"
)

// demand is one requirement of a standard in words.
type demand struct {
	kind, text string
	terms      *iop.Terms
	shown      bool // shown only: no rule judges it
}

// demands words everything that a standard requires, in the order of the
// fields of its type.
func demands(r *iop.Requirements) (out []demand) {
	add := func(t *iop.Terms, kind, text string) { out = append(out, demand{kind: kind, text: text, terms: t}) }
	show := func(t *iop.Terms, kind, text string) { out = append(out, demand{kind, text, t, true}) }
	hourDemands(r, add)
	sessionDemands(r, add)
	staffDemands(r, show)
	programDemands(r, add)
	cadenceDemands(r, add)
	careDemands(r, show)
	return out
}

type adder func(t *iop.Terms, kind, text string)

func hourDemands(r *iop.Requirements, add adder) {
	for i := range r.WeeklyHours {
		w := &r.WeeklyHours[i]
		b := iop.Bound{Unit: iop.UnitMinutes, MaxExclusive: w.MaxExclusive}
		b.Min, b.HasMin = minutesOf(w.Min)
		b.Max, b.HasMax = minutesOf(w.Max)
		add(&w.Terms, "weekly hours", unbroken(b.String())+" a week"+subjectText(w.Of)+basisText(w.Basis))
	}
	for i := range r.WeeklyServices {
		w := &r.WeeklyServices[i]
		add(&w.Terms, "services a week", wholeBound(w.Min, w.Max, "service")+" a week"+basisText(w.Basis))
	}
	for i := range r.DailyHours {
		d := &r.DailyHours[i]
		least := iop.AtLeastBound(iop.UnitMinutes, iop.Minutes(d.Min))
		add(&d.Terms, "daily hours", unbroken(least.String())+" on each service day"+subjectText(d.Of))
	}
	for i := range r.DaysPerWeek {
		d := &r.DaysPerWeek[i]
		add(&d.Terms, "days a week", wholeBound(d.Min, d.Max, "day")+" a week")
	}
}

func minutesOf(h *iop.Hours) (iop.Minutes, bool) {
	if h == nil {
		return 0, false
	}
	return iop.Minutes(*h), true
}

func subjectText(s iop.Subject) string {
	switch s {
	case iop.Attended:
		return ", as attended"
	case iop.CertifiedNeed:
		return ", as a certified need"
	case iop.Billed:
		return ", as billed"
	case iop.Capability:
		return ", as the provider must be able to offer"
	}
	return ""
}

func basisText(b iop.Basis) string {
	switch b {
	case iop.AverageWeek:
		return " on average"
	case iop.RollingSevenDays:
		return ", over any seven days"
	case iop.ContiguousEpisode:
		return ", over the whole stay"
	}
	return ""
}

// wholeBound words a bound on whole things: "at least 3 days".
func wholeBound(low, high *int, thing string) string {
	switch {
	case low != nil && high != nil && *low == *high:
		return plural(*low, thing)
	case low != nil && high != nil:
		return strconv.Itoa(*low) + " to " + plural(*high, thing)
	case low != nil:
		return "at least " + plural(*low, thing)
	case high != nil:
		return "at most " + plural(*high, thing)
	}
	return ""
}

func sessionDemands(r *iop.Requirements, add adder) {
	for i := range r.ServiceGap {
		g := &r.ServiceGap[i]
		text := ""
		if g.MaxDays != nil {
			text = "at most " + plural(*g.MaxDays, "day") + " in a row without a service"
		} else if g.MaxHours != nil {
			text = "at most " + plural(*g.MaxHours, "hour") + " from one service to the next"
		}
		if g.HolidaysExcluded {
			text += ", holidays left out"
		}
		add(&g.Terms, "pause", text+basisText(g.Basis))
	}
	for i := range r.SessionLength {
		l := &r.SessionLength[i]
		text := wholeBound(l.Min, l.Max, "minute") + " a session"
		if l.Format != "" {
			text = wholeBound(l.Min, l.Max, "minute") + " for each " + string(l.Format) + " session"
		}
		add(&l.Terms, "session length", text)
	}
	for i := range r.GroupSize {
		g := &r.GroupSize[i]
		text := strings.Replace(wholeBound(g.Min, g.Max, "person"), "persons", "people", 1) + " in a group"
		var kinds []string
		for _, a := range g.For {
			kinds = append(kinds, a.Title())
		}
		if len(kinds) > 0 {
			text += " of " + listWords(kinds, "or")
		}
		add(&g.Terms, "group size", text)
	}
}

func staffDemands(r *iop.Requirements, add adder) {
	for i := range r.StaffRatio {
		s := &r.StaffRatio[i]
		role := s.Role
		if role == "" {
			role = "member of staff"
		}
		text := "at most " + plural(s.Clients, "client") + " for each " + role
		if s.Staff != 1 {
			text = fmt.Sprintf("at most %s for %d of these: %s", plural(s.Clients, "client"), s.Staff, role)
		}
		for _, more := range []string{s.Setting, s.Averaged} {
			if more != "" {
				text += ", " + more
			}
		}
		add(&s.Terms, "staff ratio", text)
	}
}

func programDemands(r *iop.Requirements, add adder) {
	for i := range r.ProgramLength {
		l := &r.ProgramLength[i]
		add(&l.Terms, "program length", lengthText(l.Min, l.Max))
	}
	for i := range r.CumulativeHours {
		h := &r.CumulativeHours[i]
		text := "at least " + unbroken(iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(iop.Minutes(h.Min))}.String()) + " in all"
		if h.WithinWeeks > 0 {
			text += " within " + plural(h.WithinWeeks, "week")
		}
		if h.OverDays > 0 {
			text += " over at least " + plural(h.OverDays, "day")
		}
		add(&h.Terms, "hours in all", text)
	}
	for i := range r.PhasedMinimum {
		m := &r.PhasedMinimum[i]
		text := "at least " + plural(m.MinSessions, "session") + " a week" + phaseWeeks(m.FromWeek, m.ToWeek)
		if m.SeparateDays {
			text += ", on different days"
		}
		add(&m.Terms, "phased minimum", text)
	}
	for i := range r.Transition {
		t := &r.Transition[i]
		text := "final weeks may be under the weekly minimum; how many is not stated"
		if t.MaxWeeks > 0 {
			text = "up to " + plural(t.MaxWeeks, "final week") + " may be under the weekly minimum"
		}
		add(&t.Terms, "transition", text)
	}
}

func phaseWeeks(from, to int) string {
	switch {
	case from > 0 && to > 0:
		return fmt.Sprintf(" in weeks %d to %d", from, to)
	case from > 0:
		return fmt.Sprintf(" from week %d on", from)
	case to > 0:
		return fmt.Sprintf(" up to week %d", to)
	}
	return ""
}

func lengthText(low, high *iop.Length) string {
	one := func(l *iop.Length) string { return plural(l.Count, strings.TrimSuffix(l.Unit, "s")) }
	switch {
	case low != nil && high != nil:
		return one(low) + " to " + one(high)
	case low != nil:
		return "at least " + one(low)
	case high != nil:
		return "at most " + one(high)
	}
	return ""
}

func cadenceDemands(r *iop.Requirements, add adder) {
	for i := range r.Cadence {
		c := &r.Cadence[i]
		text := "at least " + plural(c.Sessions, string(c.Of)+" session")
		if c.Minutes > 0 {
			text = "at least " + plural(c.Minutes, "minute") + " of " + string(c.Of) + " sessions"
		}
		if c.Per == "program" {
			add(&c.Terms, "cadence", text+" in the program")
			continue
		}
		add(&c.Terms, "cadence", text+" a "+c.Per)
	}
}

func careDemands(r *iop.Requirements, add adder) {
	for i := range r.PlanClock {
		c := &r.PlanClock[i]
		add(&c.Terms, "deadline", clockText(c))
	}
	for i := range r.Testing {
		t := &r.Testing[i]
		add(&t.Terms, "drug testing", strings.ReplaceAll(t.Role, "-", " "))
	}
	for i := range r.Telehealth {
		t := &r.Telehealth[i]
		text := strings.Join(t.Modes, ", ")
		if t.For != "" {
			text += ", for " + t.For
		}
		add(&t.Terms, "telehealth", text)
	}
}

func clockText(c *iop.PlanClock) string {
	unit := strings.ReplaceAll(strings.TrimSuffix(string(c.Unit), "s"), "-", " ")
	text := c.What + " every " + plural(c.Every, unit)
	if c.Within > 0 {
		text = c.What + " within " + plural(c.Within, unit)
	}
	if c.After != "" {
		text += " of " + c.After
	}
	if c.StartExcluded {
		text += ", its own day left out"
	}
	if c.CapDays > 0 {
		text += ", at the latest after " + plural(c.CapDays, "day")
	}
	return text
}
