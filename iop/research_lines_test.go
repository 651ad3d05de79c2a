package iop_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// requirementLines writes a standard's requirements one number a line, with
// whatever a number stands under: basis, subject, age group, strength and how
// it was come by. The research is written in the same way, and the two are
// compared as sets: nothing lost and nothing added.
func requirementLines(s *iop.Standard) (out []string) {
	r := &s.Requirements
	for _, w := range r.WeeklyHours {
		out = append(out, sides("weekly hours", hours(w.Min), hours(w.Max), w.MaxExclusive, string(w.Basis), string(w.Of), &w.Terms)...)
	}
	for _, w := range r.WeeklyServices {
		out = append(out, sides("weekly services", number(w.Min), number(w.Max), false, string(w.Basis), "", &w.Terms)...)
	}
	for _, d := range r.DailyHours {
		out = append(out, line("daily hours min", iop.Hours(d.Min).String(), string(d.Of), &d.Terms))
	}
	for _, d := range r.DaysPerWeek {
		out = append(out, sides("days a week", number(d.Min), number(d.Max), false, "", "", &d.Terms)...)
	}
	for _, g := range r.ServiceGap {
		holidays := ""
		if g.HolidaysExcluded {
			holidays = "holidays excluded"
		}
		if g.MaxDays != nil {
			out = append(out, line("gap days", number(g.MaxDays), holidays, &g.Terms))
		}
		if g.MaxHours != nil {
			out = append(out, line("gap hours", number(g.MaxHours), string(g.Basis), &g.Terms))
		}
	}
	for _, l := range r.SessionLength {
		out = append(out, sides("session minutes "+string(l.Format), number(l.Min), number(l.Max), false, "", "", &l.Terms)...)
	}
	for _, g := range r.GroupSize {
		what := []string{"group size"}
		for _, a := range g.For {
			what = append(what, a.String())
		}
		out = append(out, sides(strings.Join(what, " "), number(g.Min), number(g.Max), false, "", "", &g.Terms)...)
	}
	for _, x := range r.StaffRatio {
		out = append(out, line("ratio", fmt.Sprintf("%d:%d", x.Clients, x.Staff), x.Setting, &x.Terms))
	}
	for _, p := range r.ProgramLength {
		out = append(out, sides("program length", length(p.Min), length(p.Max), false, "", "", &p.Terms)...)
	}
	for _, c := range r.CumulativeHours {
		out = append(out, line("cumulative hours", c.Min.String(), fmt.Sprintf("within weeks %d over days %d", c.WithinWeeks, c.OverDays), &c.Terms))
	}
	for _, p := range r.PhasedMinimum {
		out = append(out, line("sessions a week", fmt.Sprint(p.MinSessions), fmt.Sprintf("weeks %d to %d, separate days %v", p.FromWeek, p.ToWeek, p.SeparateDays), &p.Terms))
	}
	for _, x := range r.Transition {
		out = append(out, line("transition weeks", fmt.Sprint(x.MaxWeeks), "", &x.Terms))
	}
	for _, c := range r.Cadence {
		out = append(out, line("cadence "+string(c.Of), fmt.Sprintf("sessions %d minutes %d", c.Sessions, c.Minutes), "a "+c.Per, &c.Terms))
	}
	for _, p := range r.PlanClock {
		out = append(out, planLine(p))
	}
	for _, x := range r.Testing {
		out = append(out, line("testing", x.Role, "", &x.Terms))
	}
	for _, x := range r.Telehealth {
		out = append(out, line("telehealth", strings.Join(x.Modes, " "), "", &x.Terms))
	}
	slices.Sort(out)
	return out
}

func planLine(p iop.PlanClock) string {
	if p.Every > 0 {
		return line("plan every", fmt.Sprint(p.Every), string(p.Unit), &p.Terms)
	}
	more := fmt.Sprintf("%s after %s", p.Unit, p.After)
	if p.StartExcluded {
		more += ", that day excluded"
	}
	if p.CapDays > 0 {
		more += fmt.Sprintf(", %d days at most", p.CapDays)
	}
	return line("plan within", fmt.Sprint(p.Within), more, &p.Terms)
}

func sides(what, low, high string, exclusive bool, basis, of string, t *iop.Terms) (out []string) {
	more := strings.TrimSpace(basis + " " + of)
	if low != "" {
		out = append(out, line(what+" min", low, more, t))
	}
	if high != "" && exclusive {
		out = append(out, line(what+" under", high, more, t))
	} else if high != "" {
		out = append(out, line(what+" max", high, more, t))
	}
	return out
}

// line is "what number more, age group, strength, confidence".
func line(what, number, more string, t *iop.Terms) string {
	s := strings.Join(strings.Fields(what+" "+number+" "+more), " ")
	if t.Ages.Group != iop.UnknownPopulation {
		s += ", " + t.Ages.Group.String()
	}
	return s + ", " + t.Strength.String() + ", " + t.Source.Confidence.String()
}

func hours(h *iop.Hours) string {
	if h == nil {
		return ""
	}
	return h.String()
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return fmt.Sprint(*n)
}

func length(l *iop.Length) string {
	if l == nil {
		return ""
	}
	return fmt.Sprintf("%d %s", l.Count, l.Unit)
}
