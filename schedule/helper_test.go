package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// program reads a design from the inside of its JSON object; an id is added.
//
//	program(t, `"weeks": 8, "blocks": [{"activity": "cbt", "days": ["Mon"], "minutes": 60}]`)
func program(t testing.TB, fields string) *schedule.Program {
	t.Helper()
	text := `{"id": "p", ` + fields + `}`
	programs, err := schedule.ReadPrograms(strings.NewReader(text), "p.json", schedule.Limits{})
	require.NoError(t, err, text)
	require.Len(t, programs, 1)
	return &programs[0]
}

// blocks reads a design that consists of blocks alone: one row, week null.
func blocks(t testing.TB, list string) *schedule.Program {
	t.Helper()
	return program(t, `"blocks": [`+list+`]`)
}

// noStandards judges by no standard at all.
func noStandards() schedule.Options { return schedule.Options{Standards: []iop.Standard{}} }

// weeksOf derives the rows of a design under the default policy.
func weeksOf(p *schedule.Program) []schedule.Week { return schedule.Prepare(p, noStandards()).Weeks() }

// onlyWeek gives the one row of a design.
func onlyWeek(t testing.TB, p *schedule.Program) schedule.Week {
	t.Helper()
	weeks := weeksOf(p)
	require.Len(t, weeks, 1)
	return weeks[0]
}

// sums words the totals of a row as "gross | countable | service days", each
// "540", "0 to 60", "540 or more" or "unknown".
func sums(w schedule.Week) string {
	return fmt.Sprintf("%v | %v | %v", w.Gross, w.Countable, w.ServiceDays)
}

// rows words all rows of a design, one a line: "track/phase/week: sums", with
// stretches of equal weeks as "1-4". Absent names are left out, an unknown
// week is "?".
func rows(p *schedule.Program) string {
	weeks := weeksOf(p)
	var out []string
	for i := 0; i < len(weeks); {
		j := i
		for j+1 < len(weeks) && weeks[i].Number > 0 && weeks[j+1].Number == weeks[j].Number+1 &&
			weeks[j+1].Track == weeks[i].Track && weeks[j+1].Phase == weeks[i].Phase && sums(weeks[j+1]) == sums(weeks[i]) {
			j++
		}
		place := fmt.Sprint(weeks[i].Number)
		switch {
		case weeks[i].Number == 0:
			place = "?"
		case j > i:
			place += fmt.Sprintf("-%d", weeks[j].Number)
		}
		for _, name := range []string{weeks[i].Phase, weeks[i].Track} {
			if name != "" {
				place = name + "/" + place
			}
		}
		out = append(out, place+": "+sums(weeks[i]))
		i = j + 1
	}
	return strings.Join(out, "\n")
}

// sumCase is one sentence of the rules with a week worked out by hand.
type sumCase struct {
	name   string
	blocks string // the blocks of the program
	want   string // as sums gives it
}

func runSums(t *testing.T, cases []sumCase) {
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			require.Equal(t, tc.want, sums(onlyWeek(t, blocks(t, tc.blocks))))
		})
	}
}

// rowCase is one sentence of the rules with rows worked out by hand.
type rowCase struct {
	name    string
	program string   // the fields of the program
	want    []string // as rows gives them
}

func runRows(t *testing.T, cases []rowCase) {
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			require.Equal(t, strings.Join(tc.want, "\n"), rows(program(t, tc.program)))
		})
	}
}

// standard looks an embedded standard up, its recalled numbers included.
func standard(t testing.TB, id iop.StandardID) iop.Standard {
	t.Helper()
	s, ok := iop.Embedded().Lookup(id, true)
	require.True(t, ok, id)
	return s
}

// under gives options that judge by embedded standards.
func under(t testing.TB, ids ...iop.StandardID) schedule.Options {
	t.Helper()
	o := noStandards()
	for _, id := range ids {
		o.Standards = append(o.Standards, standard(t, id))
	}
	return o
}

// findings gives the findings of a rule, with or without its "schedule/".
func findings(r iop.Report, rule string) []*iop.Finding {
	var out []*iop.Finding
	for f := range r.All() {
		if f.Rule.ID == iop.RuleID("schedule/"+strings.TrimPrefix(rule, "schedule/")) {
			out = append(out, f)
		}
	}
	return out
}

// judged words what a rule concludes of a design, in the order of the report:
// "met", "not-met", "undetermined", "not-applicable", equal ones in a row once
// as "met x3".
func judged(p *schedule.Program, o schedule.Options, rule string) string {
	return wording(findings(schedule.Check(p, o), rule))
}

func wording(list []*iop.Finding) string {
	var out []string
	n := 0
	for i, f := range list {
		n++
		if i+1 < len(list) && list[i+1].Outcome == f.Outcome {
			continue
		}
		s := f.Outcome.String()
		if n > 1 {
			s += fmt.Sprintf(" x%d", n)
		}
		out, n = append(out, s), 0
	}
	return strings.Join(out, ", ")
}

// about words the design rule's conclusion when no standard is named.
func about(p *schedule.Program, rule string) string { return judged(p, noStandards(), rule) }

// onlyFinding gives the one finding of a rule.
func onlyFinding(t testing.TB, p *schedule.Program, o schedule.Options, rule string) *iop.Finding {
	t.Helper()
	list := findings(schedule.Check(p, o), rule)
	require.Len(t, list, 1)
	return list[0]
}

// realProgram gives one of the 50 published programs.
func realProgram(t testing.TB, id string) *schedule.Program {
	t.Helper()
	for _, p := range realPrograms(t) {
		if p.ID == id {
			return &p
		}
	}
	require.Fail(t, "no such program: "+id)
	return nil
}

// checkUnder judges a program by embedded standards.
func checkUnder(t testing.TB, p *schedule.Program, ids ...iop.StandardID) iop.Report {
	t.Helper()
	return schedule.Check(p, under(t, ids...))
}

// ids turns texts into ids of standards.
func ids(list ...string) (out []iop.StandardID) {
	for _, id := range list {
		out = append(out, iop.StandardID(id))
	}
	return out
}

// levels words the levels of a row: "1 maybe, 2.1 certain".
func levels(w schedule.Week) string {
	var out []string
	for _, l := range w.Levels {
		s := l.Level + " maybe"
		if l.Certain {
			s = l.Level + " certain"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}
