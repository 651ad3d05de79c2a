package schedule_test

import (
	"testing"

	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// Rule 5 of "How minutes add up".

const hourOnMonday = `"activity": "cbt", "days": ["Mon"], "minutes": 60`

// "One row per track x phase x program week, never merged. `week` counts from
// 1 across the phases, laid end to end at their longest stated length."
func TestRule5Rows(t *testing.T) {
	runRows(t, []rowCase{
		{"weeks of a program", `"weeks": 3, "blocks": [{` + hourOnMonday + `}]`, []string{"1-3: 60 | 60 | 1"}},
		{"phases end to end", `"phases": [{"name": "A", "weeks": 2}, {"name": "B", "weeks": 3}], "blocks": [{` + hourOnMonday + `}]`,
			[]string{"A/1-2: 60 | 60 | 1", "B/3-5: 60 | 60 | 1"}},
		{"at the longest stated length", `"phases": [{"name": "A", "weeks": {"min": 3, "max": 4}}, {"name": "B", "weeks": 1}], "blocks": [{` + hourOnMonday + `}]`,
			[]string{"A/1-4: 60 | 60 | 1", "B/5: 60 | 60 | 1"}},
		{"a program at its longest", `"weeks": {"min": 6, "max": 8}, "blocks": [{` + hourOnMonday + `}]`, []string{"1-8: 60 | 60 | 1"}},
		// Of "at least 3 weeks" the longest stated length is 3.
		{"only a least length", `"weeks": {"min": 3}, "blocks": [{` + hourOnMonday + `}]`, []string{"1-3: 60 | 60 | 1"}},
		{"only a most length", `"weeks": {"max": 3}, "blocks": [{` + hourOnMonday + `}]`, []string{"1-3: 60 | 60 | 1"}},
		{"a week begun is a row", `"weeks": 2.5, "blocks": [{` + hourOnMonday + `}]`, []string{"1-3: 60 | 60 | 1"}},
		{"no length", `"blocks": [{` + hourOnMonday + `}]`, []string{"?: 60 | 60 | 1"}},
		// Only the phases count from the first without a length on.
		{"a phase without a length and those after it", `"phases": [{"name": "A", "weeks": 2}, {"name": "B"}, {"name": "C", "weeks": 3}], "blocks": [{` + hourOnMonday + `}]`,
			[]string{"A/1-2: 60 | 60 | 1", "B/?: 60 | 60 | 1", "C/?: 60 | 60 | 1"}},
		{"the first phase without a length", `"phases": [{"name": "A"}, {"name": "B", "weeks": 2}], "blocks": [{` + hourOnMonday + `}]`,
			[]string{"A/?: 60 | 60 | 1", "B/?: 60 | 60 | 1"}},
		{"phases without lengths in a program with one", `"weeks": 8, "phases": [{"name": "A"}, {"name": "B"}], "blocks": [{` + hourOnMonday + `}]`,
			[]string{"A/?: 60 | 60 | 1", "B/?: 60 | 60 | 1"}},
	})
	t.Run("never merged", func(t *testing.T) {
		weeks := weeksOf(program(t, `"weeks": 12, "blocks": [{`+hourOnMonday+`}]`))
		require.Len(t, weeks, 12)
		for i, w := range weeks {
			require.Equal(t, i+1, w.Number)
			require.Empty(t, w.Track+w.Phase, "absent where none is declared")
		}
	})
}

// "phases win over the program's `weeks`; a difference is a finding"
func TestRule5PhasesWin(t *testing.T) {
	for _, tc := range []struct{ name, program, finding string }{
		{"equal", `"weeks": 6, "phases": [{"name": "A", "weeks": 2}, {"name": "B", "weeks": 4}]`, "met"},
		{"phases longer", `"weeks": 5, "phases": [{"name": "A", "weeks": 2}, {"name": "B", "weeks": 4}]`, "not-met"},
		{"phases shorter", `"weeks": 8, "phases": [{"name": "A", "weeks": 2}, {"name": "B", "weeks": 4}]`, "not-met"},
		{"ranges add up", `"weeks": {"min": 5, "max": 7}, "phases": [{"name": "A", "weeks": {"min": 2, "max": 3}}, {"name": "B", "weeks": {"min": 3, "max": 4}}]`, "met"},
		{"a range against its longest", `"weeks": 7, "phases": [{"name": "A", "weeks": {"min": 2, "max": 3}}, {"name": "B", "weeks": 4}]`, "not-met"},
		{"a phase without a length", `"weeks": 6, "phases": [{"name": "A", "weeks": 2}, {"name": "B"}]`, "not-applicable"},
		{"no length of the program", `"phases": [{"name": "A", "weeks": 2}]`, "not-applicable"},
		{"no phases", `"weeks": 6`, "not-applicable"},
	} {
		t.Run(tc.name, func(t *testing.T) { require.Equal(t, tc.finding, about(program(t, tc.program), "program-length")) })
	}
	require.Equal(t, "A/1-2: unknown | unknown | unknown\nB/3-6: unknown | unknown | unknown",
		rows(program(t, `"weeks": 5, "phases": [{"name": "A", "weeks": 2}, {"name": "B", "weeks": 4}]`)), "the rows are those of the phases")
}

// "`weeks` of a block count program weeks; a block without `weeks` or `phase`
// runs through all. `afterProgram` wins over `weeks` and stays out of program
// weeks."
func TestRule5BlocksInWeeks(t *testing.T) {
	const phases = `"phases": [{"name": "A", "weeks": 4}, {"name": "B", "weeks": 4}], `
	const always = `{"activity": "mi", "days": ["Fri"], "minutes": 30}`
	runRows(t, []rowCase{
		{"from and to", `"weeks": 6, "blocks": [` + always + `, {` + hourOnMonday + `, "weeks": {"from": 2, "to": 3}}]`,
			[]string{"1: 30 | 30 | 1", "2-3: 90 | 90 | 2", "4-6: 30 | 30 | 1"}},
		{"from alone", `"weeks": 4, "blocks": [` + always + `, {` + hourOnMonday + `, "weeks": {"from": 3}}]`,
			[]string{"1-2: 30 | 30 | 1", "3-4: 90 | 90 | 2"}},
		{"to alone", `"weeks": 4, "blocks": [` + always + `, {` + hourOnMonday + `, "weeks": {"to": 3}}]`,
			[]string{"1-3: 90 | 90 | 2", "4: 30 | 30 | 1"}},
		{"one week", `"weeks": 3, "blocks": [` + always + `, {` + hourOnMonday + `, "weeks": {"from": 2, "to": 2}}]`,
			[]string{"1: 30 | 30 | 1", "2: 90 | 90 | 2", "3: 30 | 30 | 1"}},
		{"beyond the end", `"weeks": 2, "blocks": [` + always + `, {` + hourOnMonday + `, "weeks": {"from": 3, "to": 9}}]`,
			[]string{"1-2: 30 | 30 | 1"}},
		// Program weeks, not weeks of the phase: 6 and 7 lie in B.
		{"across phases", phases + `"blocks": [` + always + `, {` + hourOnMonday + `, "weeks": {"from": 4, "to": 6}}]`,
			[]string{"A/1-3: 30 | 30 | 1", "A/4: 90 | 90 | 2", "B/5-6: 90 | 90 | 2", "B/7-8: 30 | 30 | 1"}},
		{"weeks and phase", phases + `"blocks": [` + always + `, {` + hourOnMonday + `, "phase": "B", "weeks": {"from": 4, "to": 6}}]`,
			[]string{"A/1-4: 30 | 30 | 1", "B/5-6: 90 | 90 | 2", "B/7-8: 30 | 30 | 1"}},
		{"phase alone", phases + `"blocks": [` + always + `, {` + hourOnMonday + `, "phase": "B"}]`,
			[]string{"A/1-4: 30 | 30 | 1", "B/5-8: 90 | 90 | 2"}},
		{"neither runs through all", phases + `"blocks": [` + always + `]`,
			[]string{"A/1-4: 30 | 30 | 1", "B/5-8: 30 | 30 | 1"}},
		{"afterProgram", `"weeks": 2, "blocks": [` + always + `, {` + hourOnMonday + `, "afterProgram": true}]`,
			[]string{"1-2: 30 | 30 | 1"}},
		{"afterProgram before weeks", `"weeks": 2, "blocks": [` + always + `, {` + hourOnMonday + `, "afterProgram": true, "weeks": {"from": 1, "to": 2}}]`,
			[]string{"1-2: 30 | 30 | 1"}},
		{"afterProgram in a row without a number", `"blocks": [` + always + `, {` + hourOnMonday + `, "afterProgram": true}]`,
			[]string{"?: 30 | 30 | 1"}},
	})
}

// A length of no week gives no row, and judging it is no accident.
func TestRule5NoWeeks(t *testing.T) {
	p := program(t, `"calledItself": "iop", "weeks": 0, "claimedHoursPerWeek": 9, "blocks": [{`+hourOnMonday+`}]`)
	require.Empty(t, rows(p))
	require.NotPanics(t, func() {
		schedule.Check(p, under(t, "wa-court-iop", "va-medicaid-2.1-adult", "in-medicaid-iop", "nj-license-iop"))
	})
	require.Equal(t, "B/1: 60 | 60 | 1", rows(program(t, `"phases": [{"name": "A", "weeks": 0}, {"name": "B", "weeks": 1}], "blocks": [{`+hourOnMonday+`}]`)))
}
