package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// weekly gives an adult program from the countable minutes of its weeks:
// "540 480-600 ?", ? being a week of which nothing is known.
func weekly(t testing.TB, minutes string) *schedule.Program {
	t.Helper()
	var list []string
	for i, m := range strings.Fields(minutes) {
		weeks := fmt.Sprintf(`"weeks": {"from": %d, "to": %d}`, i+1, i+1)
		low, high, isRange := strings.Cut(m, "-")
		switch {
		case m == "?":
			list = append(list, `{"activity": "group-therapy", "days": ["Mon"], `+weeks+`}`)
		case isRange:
			list = append(list, fmt.Sprintf(`{"activity": "group-therapy", "weeklyMinutes": {"min": %s, "max": %s}, %s}`, low, high, weeks))
		default:
			list = append(list, fmt.Sprintf(`{"activity": "group-therapy", "weeklyMinutes": %s, %s}`, m, weeks))
		}
	}
	return program(t, fmt.Sprintf(`"population": "adult", "weeks": %d, "blocks": [%s]`, len(list), strings.Join(list, ", ")))
}

// short words outcomes as letters: + met, - not-met, ? undetermined, . not
// applicable.
func letters(p *schedule.Program, o schedule.Options, rule string) string {
	var s strings.Builder
	for _, f := range findings(schedule.Check(p, o), rule) {
		s.WriteString(map[iop.Outcome]string{iop.Met: "+", iop.NotMet: "-", iop.Undetermined: "?", iop.NotApplicable: "."}[f.Outcome])
	}
	return s.String()
}

// The third edition of ASAM allows one or two final weeks under 9 hours.
func TestTransition(t *testing.T) {
	for _, tc := range []struct{ name, weeks, minimum, transition string }{
		{"no short week", "540 540 540", "+++", "..."},
		{"one final week", "540 540 539", "++.", "..+"},
		{"two final weeks", "540 360 60", "+..", ".++"},
		{"three final weeks", "540 360 360 360", "+---", ".---"},
		{"a final week of nothing", "540 0", "+.", ".+"},
		{"nothing but final weeks", "360 360", "..", "++"},
		{"one week in all", "360", ".", "+"},
		{"three weeks in all", "360 360 360", "---", "---"},
		{"the first week is no final one", "360 540 540", "-++", "..."},
		{"in the middle", "540 360 540", "+-+", "..."},
		{"in the middle and at the end", "540 360 540 360", "+-+.", "...+"},
		{"in the middle and two at the end", "540 360 540 360 360", "+-+..", "...++"},

		{"a final week that may be short", "540 480-600", "+.", ".+"},
		{"one that may be short and one that is", "540 480-600 360", "+..", ".++"},
		{"one that is short and one that may be", "540 360 480-600", "+..", ".++"},
		{"a final week of which nothing is known", "540 ?", "+.", ".+"},
		{"in the middle, may be short", "540 480-600 540", "+?+", "..."},
		// If the second week is not short, the last two fit.
		{"three, the first of which may not be short", "540 480-600 360 360", "+???", ".???"},
		// If the third week is not short, the last fits; the second is short in
		// the middle of the program either way.
		{"three, the second of which may not be short", "540 360 480-600 360", "+-??", ".-??"},
		// If the last week is not short, the two before it are no final weeks; if
		// it is, the three are too many.
		{"three, the last of which may not be short", "540 360 360 480-600", "+--?", ".--?"},
		{"four, three of which are short for certain", "540 480-600 360 360 360", "+?---", ".?---"},
		{"three that may be short", "540 ? ? ?", "+???", ".???"},
		{"nothing known of six weeks", "? ? ? ? ? ?", "??????", "??????"},
		{"the run that may be short reaches back to a short one", "360 480-600 480-600 360", "-???", "-???"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, o := weekly(t, tc.weeks), under(t, "asam3-2.1-adult")
			require.Equal(t, tc.minimum, letters(p, o, "weekly-hours-min"), "weekly-hours-min")
			require.Equal(t, tc.transition, letters(p, o, "transition"), "transition")
		})
	}
}

// "The last row has `week` null: there is no final run."
func TestTransitionWithoutWeekNumber(t *testing.T) {
	o := under(t, "asam3-2.1-adult")
	for _, tc := range []struct{ name, phases, minimum, transition string }{
		{"short", `{"name": "A", "weeks": 2}, {"name": "B"}`, "++-", "..?"},
		{"short before it too", `{"name": "B", "weeks": 2}, {"name": "C"}`, "---", "..?"},
		{"enough", `{"name": "B", "weeks": 1}, {"name": "A"}`, "-+", ".."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := program(t, adult+`"phases": [`+tc.phases+`], "blocks": [{"activity": "cbt", "weeklyMinutes": 360}`+
				map[bool]string{true: `, {"activity": "cbt", "weeklyMinutes": 180, "phase": "A"}`}[strings.Contains(tc.phases, `"A"`)]+`]`)
			require.Equal(t, tc.minimum, letters(p, o, "weekly-hours-min"))
			require.Equal(t, tc.transition, letters(p, o, "transition"))
		})
	}
	t.Run("a single row", func(t *testing.T) {
		require.Equal(t, "-", letters(blocks(t, `{"activity": "cbt", "weeklyMinutes": 360}`), under(t, "asam3-2.1-adult"), "weekly-hours-min"))
	})
}

// Each track ends with its own final weeks.
func TestTransitionOfTracks(t *testing.T) {
	p := program(t, adult+`"weeks": 3, "blocks": [{"activity": "cbt", "weeklyMinutes": 360},
		{"activity": "cbt", "weeklyMinutes": 180, "track": "a", "weeks": {"to": 2}},
		{"activity": "cbt", "weeklyMinutes": 180, "track": "b", "weeks": {"from": 2, "to": 2}},
		{"activity": "cbt", "weeklyMinutes": 180, "track": "c"}]`)
	o := under(t, "asam3-2.1-adult")
	require.Equal(t, "++."+"-+."+"+++", letters(p, o, "weekly-hours-min"))
	require.Equal(t, "..+"+"..+"+"...", letters(p, o, "transition"))
}

// Florida's day and night treatment allows less than 12 hours in later stages
// without a number of weeks: what is short at the end stays open.
func TestTransitionWithoutANumber(t *testing.T) {
	o := under(t, "fl-day-night")
	for _, tc := range []struct{ name, weeks, minimum, transition string }{
		{"no short week", "720 720", "++", ".."},
		{"a minute short at the end", "720 719", "+?", ".?"},
		{"three short weeks at the end", "720 600 600 600", "+???", ".???"},
		{"in the middle", "720 600 720", "+-+", "..."},
		{"may be short at the end", "720 660-780", "+?", ".?"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := weekly(t, tc.weeks)
			require.Equal(t, tc.minimum, letters(p, o, "weekly-hours-min"))
			require.Equal(t, tc.transition, letters(p, o, "transition"))
			for _, f := range findings(schedule.Check(p, o), "transition") {
				require.False(t, f.Required.HasMax, "no number is required")
				require.Equal(t, iop.Note, f.Severity)
			}
		})
	}
}

// Without an allowance a short final week is a short week, and no finding
// speaks of transition.
func TestNoTransition(t *testing.T) {
	p := weekly(t, "540 360")
	require.Equal(t, "+-", letters(p, under(t, "wi-iop-adult"), "weekly-hours-min"))
	require.Empty(t, letters(p, under(t, "wi-iop-adult"), "transition"))
}

// A week passed by the allowance is shown as a note, with the number of weeks
// and what is allowed.
func TestTransitionFinding(t *testing.T) {
	list := findings(schedule.Check(weekly(t, "540 360 360"), under(t, "asam3-2.1-adult")), "transition")
	last := list[len(list)-1]
	require.Equal(t, iop.Met, last.Outcome)
	require.Equal(t, iop.Note, last.Severity)
	require.Equal(t, "2 weeks", last.Measured.String())
	require.Equal(t, "at most 2 weeks", last.Required.String())
	list = findings(schedule.Check(weekly(t, "540 360 360 360"), under(t, "asam3-2.1-adult")), "transition")
	last = list[len(list)-1]
	require.Equal(t, iop.NotMet, last.Outcome)
	require.Equal(t, iop.Warning, last.Severity, "a typical requirement")
	require.Equal(t, "3 weeks", last.Measured.String())
	require.NotEmpty(t, last.Remedies)
}
