package schedule_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// "Only a must that is not recalled can give an error": an unmet must is an
// error, what is typical a warning, guidance a note, a recalled must a
// warning.
func TestSeverityOfUnmetRequirements(t *testing.T) {
	for _, tc := range []struct {
		name     string
		standard iop.StandardID
		change   func(*iop.Requirements)
		want     iop.Severity
	}{
		{"must, verified", "wi-iop-adult", nil, iop.Error},
		{"must, secondary", "medicare-php", nil, iop.Error},
		{"must, recalled with its record", "ny-iop-unverified", nil, iop.Warning},
		{"must, recalled in a record that was read", "or-2.1", nil, iop.Warning},
		{"typical, verified", "asam3-2.1-adult", nil, iop.Warning},
		{"typical, secondary", "asam3-2.5-all", nil, iop.Warning},
		{"typical, recalled", "asam4-2.1-adult", nil, iop.Warning},
		{"typical: what a provider must be able to do", "dc-2.1-adult", nil, iop.Warning},
		{"typical: certified need", "medicare-iop", nil, iop.Warning},
		{"guidance, verified", "samhsa-advisory-2021", nil, iop.Note},
		{"guidance, recalled", "carf-iop", nil, iop.Note},
		{"superseded, but read", "mt-iop-obsolete", nil, iop.Error},
		{"a caller's must", "wi-iop-adult", func(r *iop.Requirements) { r.WeeklyHours[0].Source.Confidence = iop.Supposed }, iop.Error},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := under(t, tc.standard)
			if tc.change != nil {
				o.Standards[0] = o.Standards[0].With(tc.change)
			}
			p := program(t, adult+`"blocks": [{"activity": "group-therapy", "weeklyMinutes": 300}]`)
			f := onlyFinding(t, p, o, "weekly-hours-min")
			require.Equal(t, iop.NotMet, f.Outcome)
			require.Equal(t, tc.want, f.Severity)
		})
	}
}

// "Mandatory minimum, soft maximum": the two sides of one rule differ.
func TestSeverityOfASoftMaximum(t *testing.T) {
	o := under(t, "la-medicaid-iop-adolescent")
	low := onlyFinding(t, program(t, adolescent+`"blocks": [{"activity": "cbt", "weeklyMinutes": 359}]`), o, "weekly-hours-min")
	high := onlyFinding(t, program(t, adolescent+`"blocks": [{"activity": "cbt", "weeklyMinutes": 1201}]`), o, "weekly-hours-max")
	require.Equal(t, []iop.Outcome{iop.NotMet, iop.NotMet}, []iop.Outcome{low.Outcome, high.Outcome})
	require.Equal(t, []iop.Severity{iop.Error, iop.Warning}, []iop.Severity{low.Severity, high.Severity})
}

// "Met and undetermined findings have severity note: only not-met ones decide
// the exit status"; a not-met finding about the design is a warning.
func TestSeverityByOutcome(t *testing.T) {
	var everything []iop.Standard
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		everything = append(everything, s)
	}
	seen := map[string]int{}
	for _, p := range realPrograms(t) {
		for f := range schedule.Check(&p, schedule.Options{Standards: everything}).All() {
			switch {
			case f.Outcome != iop.NotMet:
				require.Equal(t, iop.Note, f.Severity, "%s %s of %s", f.Rule.ID, f.Outcome, p.ID)
			case f.Standard == "":
				require.Equal(t, iop.Warning, f.Severity, f.Rule.ID)
			case f.Source.Confidence == iop.Recalled:
				require.NotEqual(t, iop.Error, f.Severity, "%s of %s: recalled", f.Rule.ID, f.Standard)
			}
			seen[f.Outcome.String()+" "+f.Severity.String()]++
		}
	}
	for _, combination := range []string{"met note", "undetermined note", "not-applicable note", "not-met error", "not-met warning", "not-met note"} {
		require.NotZero(t, seen[combination], combination)
	}
	require.Len(t, seen, 6, "and no others: %v", seen)
}

// A report as an error: only what is unmet at or above a severity.
func TestReportAsError(t *testing.T) {
	p := program(t, adult+`"claimedHoursPerWeek": 9, "blocks": [{"activity": "cbt", "weeklyMinutes": 480}]`)
	r := checkUnder(t, p, "asam3-2.1-adult")
	require.NoError(t, r.Err(iop.Error), "typical requirements and claims are warnings")
	require.ErrorContains(t, r.Err(iop.Warning), "stated 9 h")
	require.ErrorContains(t, checkUnder(t, p, "wi-iop-adult").Err(iop.Error), "schedule/weekly-hours-min: Countable time a week: 8 h; required at least 9 h")
}
