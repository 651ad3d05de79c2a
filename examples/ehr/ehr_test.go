package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

var today = iop.MustDate(2026, 11, 19) // a Thursday

func open(t testing.TB) *Store {
	t.Helper()
	s, err := Open(":memory:")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func worklist(t *testing.T, s *Store, on iop.Date) *Worklist {
	t.Helper()
	w, err := s.Worklist(on)
	require.NoError(t, err)
	return w
}

func TestTheWorklistOfTheDemo(t *testing.T) {
	s := open(t)
	_, err := seed(s)
	require.NoError(t, err)
	w := worklist(t, s, today)

	// c-01 had 3 hours and missed 3; with tonight it is 6 of 9. c-02 has
	// everything before it.
	require.Len(t, w.Short, 1)
	require.Equal(t, "c-01", w.Short[0].Person)
	require.Contains(t, w.Short[0].Why, "at least 9 h")
	require.NotEmpty(t, w.Short[0].Remedies)

	// South Dakota: the plan 10 days after 6 November, the review 14 days after it.
	require.Len(t, w.Due, 2)
	require.Equal(t, []string{"treatment plan overdue 2026-11-16", "continued-stay review upcoming 2026-11-20"},
		[]string{dueText(&w.Due[0]), dueText(&w.Due[1])})

	require.NotEmpty(t, w.Steps)
	for _, x := range w.Steps {
		require.Equal(t, "c-03", x.Person)
	}
	require.Equal(t, []string{"c-04"}, w.StepDown)

	// A week after 6 November is Friday the 13th, the next Tuesday the 17th.
	require.Equal(t, []LateContact{{"c-05", iop.MustDate(2026, 11, 17)}}, w.Late)
	require.Empty(t, w.Unreadable)
}

func dueText(d *DueItem) string {
	return d.Clock.What + " " + d.State.String() + " " + d.Deadline.Due.String()
}

func TestEventsChangeTheWorklist(t *testing.T) {
	s := open(t)
	week, err := seed(s)
	require.NoError(t, err)

	_, err = s.RecordAttendance(today, "c-01", "wed", "attended")
	require.NoError(t, err)
	require.Empty(t, worklist(t, s, today).Short, "the correction gives 9 hours with tonight")

	_, err = s.RecordPlan(today, "c-02", strings.Replace(demoPlan, `"events": [`, `"events": [{"what": "treatment plan", "on": "2026-11-19"}, {"what": "continued-stay review", "on": "2026-11-19"}, `, 1))
	require.NoError(t, err)
	require.Empty(t, worklist(t, s, today).Due)
	require.Len(t, worklist(t, s, iop.MustDate(2026, 11, 26)).Due, 1, "14 days later the review comes again, 7 days before that it shows")

	steps := worklist(t, s, today).Steps
	require.NoError(t, s.StepDone(today, week+2, steps[0].Step))
	require.Len(t, worklist(t, s, today).Steps, len(steps)-1)
	require.Error(t, s.StepDone(today, week+2, steps[0].Step), "it is closed")

	_, err = s.RecordEvidence(today, "c-04", strings.Replace(demoEvidence, `"housing": true`, `"housing": false`, 1))
	require.NoError(t, err)
	require.Empty(t, worklist(t, s, today).StepDown)

	_, err = s.RecordAftercare(today, "c-05", strings.Replace(demoAftercare, `"days"`, `"log": [{"on": "2026-11-17", "kind": "call", "reached": "no"}], "days"`, 1))
	require.NoError(t, err)
	require.Empty(t, worklist(t, s, today).Late, "an attempt that reached nobody is an attempt")
}

func TestWhatIsNotRecordedMakesNobodyShort(t *testing.T) {
	s := open(t)
	require.NoError(t, s.Admit("c-01", "va-license-2.1"))
	require.NoError(t, s.Plan(evenings("c-01", today)...))
	require.Empty(t, worklist(t, s, today).Short, "nine hours are still possible")
	require.NoError(t, s.Admit("c-02", ""))
	require.NoError(t, s.Plan(evenings("c-02", today)[:1]...))
	require.Empty(t, worklist(t, s, today).Short, "no standard, no requirement")
}

func TestAnAuditShowsWhy(t *testing.T) {
	s := open(t)
	week, err := seed(s)
	require.NoError(t, err)
	for report := range int64(6) {
		a, err := s.Audit(report + 1)
		require.NoError(t, err)
		require.True(t, a.Same, "%s: %s", a.About, a.Output)
	}
	a, err := s.Audit(week)
	require.NoError(t, err)
	require.Equal(t, "week/2026-11-18", a.About)
	require.Len(t, a.Standards, 1)
	virginia, _ := iop.Embedded().Lookup("va-license-2.1", false)
	require.Equal(t, AuditedStandard{used{"va-license-2.1", virginia.Fingerprint()}, false}, a.Standards[0])
	require.Contains(t, a.Output, "12VAC35-105-1740", "the source stands in the report")

	_, err = s.db.Exec(`UPDATE reports SET standards = '[{"id": "va-license-2.1", "fingerprint": "0"}]' WHERE id = ?`, week)
	require.NoError(t, err)
	a, err = s.Audit(week)
	require.NoError(t, err)
	require.True(t, a.Standards[0].Changed, "the standard reads otherwise today")
	_, err = s.Audit(99)
	require.ErrorContains(t, err, "report 99")
}

func TestUnusableInputIsRefusedAndChangesNothing(t *testing.T) {
	s := open(t)
	require.Error(t, s.Admit("c-01", "va-licence"))
	require.NoError(t, s.Admit("c-01", ""))
	require.Error(t, s.Admit("c-01", ""), "twice")
	_, err := s.RecordPlan(today, "c-01", `{"asOf": "2026-11-19", "plan": {"goals": [{"id": "g", "problem": "x"}]}}`)
	require.ErrorContains(t, err, "names no problem of the plan")
	_, err = s.RecordPlan(today, "c-09", `{"asOf": "2026-11-19", "plan": {}}`)
	require.Error(t, err, "nobody of that id")
	_, err = s.RecordResult(today, "c-01", `{}`)
	require.Error(t, err)
	_, err = s.RecordAttendance(today, "c-01", "none", "attended")
	require.ErrorContains(t, err, "no session none")
	require.Error(t, s.Plan(SessionRow{"c-01", "x", "2026-11-31", "18:00", "21:00", "cbt", ""}))
	require.Error(t, s.Plan(SessionRow{"c-01", "x", "2026-11-30", "18:00", "21:00", "cbtt", ""}))
	var reports int
	require.NoError(t, s.db.QueryRow("SELECT count(*) FROM reports").Scan(&reports))
	require.Zero(t, reports)
}

func TestNobodyIsLostToAnUnreadableText(t *testing.T) {
	s := open(t)
	_, err := seed(s)
	require.NoError(t, err)
	_, err = s.db.Exec("UPDATE documents SET json = '{' WHERE person IN ('c-02', 'c-05')")
	require.NoError(t, err)
	w := worklist(t, s, today)
	require.Len(t, w.Unreadable, 2)
	require.Contains(t, w.Unreadable[0], "c-02")
	require.Len(t, w.Short, 1)
}

// TestTheDemoWritesWhatTheReadmeShows keeps README.md true.
func TestTheDemoWritesWhatTheReadmeShows(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out, "", "", 0))
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	_, shown, _ := strings.Cut(string(readme), "```console\n$ go run .\n")
	shown, _, _ = strings.Cut(shown, "```")
	require.Equal(t, shown, out.String())
}

func TestADatabaseOnDisk(t *testing.T) {
	name := filepath.Join(t.TempDir(), "clinic.db")
	s, err := Open(name)
	require.NoError(t, err)
	_, err = seed(s)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	var out bytes.Buffer
	require.NoError(t, run(&out, name, "2026-11-19", 0))
	require.Contains(t, out.String(), "Short of hours this week")
	out.Reset()
	require.NoError(t, run(&out, name, "", 1))
	require.Contains(t, out.String(), "the same input gives the same answer today")
	require.Error(t, run(&out, name, "19.11.2026", 0))
}

func TestTheSampleFitsItsReader(t *testing.T) {
	_, err := careplan.ReadPlan(strings.NewReader(demoPlan), "demo")
	require.NoError(t, err)
}
