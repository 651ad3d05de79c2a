package careplan_test

import (
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

func date(t require.TestingT, s string) iop.Date {
	d, err := iop.ParseDate(s)
	require.NoError(t, err)
	return d
}

// clocks gives the deadlines of an embedded standard by what is due.
func clocks(t *testing.T, standard string, d careplan.PlanDates, on string) map[string]careplan.Deadline {
	t.Helper()
	s, ok := iop.Embedded().Lookup(iop.StandardID(standard), true)
	require.True(t, ok, standard)
	out := map[string]careplan.Deadline{}
	for _, x := range careplan.Deadlines([]iop.Standard{s}, d, date(t, on)) {
		key := x.Clock.What
		if _, again := out[key]; again {
			key += " again"
		}
		out[key] = x
	}
	return out
}

// TestClocksAtTheirBoundary: the day before, of and after, of the clocks that
// facts/levels-hours.md lists. The days are counted by hand on a calendar of
// November and December 2026, in which Thanksgiving is Thursday 26 November.
func TestClocksAtTheirBoundary(t *testing.T) {
	thanksgiving := iop.NewClosures(iop.Closure{Date: date(t, "2026-11-26")}, iop.Closure{Date: date(t, "2026-12-25")})
	eveningsFrom16Nov := []iop.Date{} // Monday, Wednesday, Thursday without Thanksgiving
	for _, s := range []string{"2026-11-16", "2026-11-18", "2026-11-19", "2026-11-23", "2026-11-25", "2026-11-30", "2026-12-02", "2026-12-03", "2026-12-07", "2026-12-09", "2026-12-10", "2026-12-14"} {
		eveningsFrom16Nov = append(eveningsFrom16Nov, date(t, s))
	}
	type event = careplan.PlanEvent
	on := func(what, day string) event { return event{what, date(t, day)} }
	for _, c := range []struct {
		name, standard, what string
		dates                careplan.PlanDates
		today, due, state    string
	}{
		{"South Dakota, 10 days from admission", "sd-iop-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}}, "2026-11-18", "2026-11-26", "later"},
		{"a week before", "sd-iop-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}}, "2026-11-19", "2026-11-26", "upcoming"},
		{"on the day", "sd-iop-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}}, "2026-11-26", "2026-11-26", "upcoming"},
		{"the day after", "sd-iop-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}}, "2026-11-27", "2026-11-26", "overdue"},
		{"done", "sd-iop-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16"), on("treatment plan", "2026-11-24")}}, "2026-11-27", "2026-11-26", "done"},
		{"done later than today is not done", "sd-iop-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16"), on("treatment plan", "2026-11-28")}}, "2026-11-27", "2026-11-26", "overdue"},
		{"a plan of an earlier episode does not count", "sd-iop-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16"), on("treatment plan", "2026-03-01")}}, "2026-11-27", "2026-11-26", "overdue"},
		{"South Dakota, every 14 days", "sd-iop-plan", "continued-stay review", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}}, "2026-11-20", "2026-11-30", "later"},
		{"from the last review", "sd-iop-plan", "continued-stay review", careplan.PlanDates{Events: []event{on("admission", "2026-11-16"), on("continued-stay review", "2026-12-10"), on("continued-stay review", "2026-11-27")}}, "2026-12-20", "2026-12-24", "upcoming"},
		{"no admission", "sd-iop-plan", "treatment plan", careplan.PlanDates{}, "2026-11-20", "", "unknown"},
		{"Minnesota, the tenth session-day after the start", "mn-nonres-plan", "treatment plan", careplan.PlanDates{Events: []event{on("service initiation", "2026-11-16")}, SessionDays: eveningsFrom16Nov}, "2026-12-01", "2026-12-10", "later"},
		{"Minnesota, by the admission where no start is known", "mn-nonres-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}, SessionDays: eveningsFrom16Nov}, "2026-12-11", "2026-12-10", "overdue"},
		{"Minnesota, capped at 30 days where sessions are few", "mn-nonres-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}, SessionDays: eveningsFrom16Nov[:9]}, "2026-12-16", "2026-12-16", "upcoming"},
		{"Minnesota, without any session the cap stands", "mn-nonres-plan", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}}, "2026-12-17", "2026-12-16", "overdue"},
		{"Maryland, 7 working days around Thanksgiving", "md-1-legacy", "treatment plan", careplan.PlanDates{Events: []event{on("comprehensive assessment", "2026-11-20")}, Closures: thanksgiving}, "2026-12-01", "2026-12-02", "upcoming"},
		{"Maryland, without the closure a day sooner", "md-1-legacy", "treatment plan", careplan.PlanDates{Events: []event{on("comprehensive assessment", "2026-11-20")}}, "2026-12-02", "2026-12-01", "overdue"},
		{"Maryland, the assessment within 2 weeks", "md-1-legacy", "comprehensive assessment", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}}, "2026-11-20", "2026-11-30", "later"},
		{"Maryland, the plan waits for the assessment", "md-1-legacy", "treatment plan", careplan.PlanDates{Events: []event{on("admission", "2026-11-16")}}, "2026-11-20", "", "unknown"},
		{"Medicare, every other month from the end of December", "medicare-iop", "plan review", careplan.PlanDates{Events: []event{on("plan review", "2026-12-31")}}, "2027-03-01", "2027-02-28", "overdue"},
		{"Medicare, every other month", "medicare-iop", "plan review", careplan.PlanDates{Events: []event{on("admission", "2026-09-23")}}, "2026-11-23", "2026-11-23", "upcoming"},
		{"partial hospitalization, from the first recertification", "medicare-php", "recertification again", careplan.PlanDates{Events: []event{on("recertification", "2026-11-01")}}, "2026-11-23", "2026-12-01", "later"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := clocks(t, c.standard, c.dates, c.today)[c.what]
			require.NotNil(t, got.Clock)
			due := ""
			if got.Due.IsValid() {
				due = got.Due.String()
			}
			require.Equal(t, c.due, due)
			require.Equal(t, c.state, got.State.String())
		})
	}
}

// TestWorkingDaysThroughFederalHolidays: ten working days after Monday 21
// December 2026 pass Christmas (Friday) and New Year's Day (Friday): 22, 23, 24,
// 28, 29, 30, 31 December, 4, 5, 6 January.
func TestWorkingDaysThroughFederalHolidays(t *testing.T) {
	holidays, err := schedule.FederalHolidays(iop.Period{From: date(t, "2026-12-01"), Until: date(t, "2027-02-01")}, schedule.ActualDay)
	require.NoError(t, err)
	s := iop.Standard{ID: "mine", Requirements: iop.Requirements{PlanClock: iop.List[iop.PlanClock]{{What: "plan", Within: 10, Unit: iop.WorkingDays}}}}
	got := careplan.Deadlines([]iop.Standard{s}, careplan.PlanDates{Events: []careplan.PlanEvent{{What: careplan.Admission, On: date(t, "2026-12-21")}}, Closures: holidays}, date(t, "2026-12-22"))
	require.Equal(t, "2027-01-06", got[0].Due.String())
}

func TestAClockOfAClosedCalendarEnds(t *testing.T) {
	var all []iop.Closure
	day := date(t, "2026-01-01")
	for i := range 4000 {
		all = append(all, iop.Closure{Date: day.AddDays(i)})
	}
	s := iop.Standard{Requirements: iop.Requirements{PlanClock: iop.List[iop.PlanClock]{{What: "plan", Within: 3, Unit: iop.WorkingDays}}}}
	got := careplan.Deadlines([]iop.Standard{s}, careplan.PlanDates{Events: []careplan.PlanEvent{{What: careplan.Admission, On: day}}, Closures: iop.NewClosures(all...)}, day)
	require.Equal(t, careplan.DeadlineUnknown, got[0].State)
}
