package schedule_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // zones where the machine has none

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// datedCase is a case of testdata/dated; its README says what each field is.
type datedCase struct {
	Why           string
	Readings      []string
	Program       json.RawMessage
	Start, Until  iop.Date
	WeekStart     iop.Weekday
	Timezone      string
	Holidays      string
	Observed      bool
	Closed        []struct{ Date, Reason string }
	Standards     []iop.StandardID
	UserStandards json.RawMessage
	Population    iop.Population
	Rows          []datedRow
	Outcomes      []datedOutcome
	Sessions      []datedSession
	// The rest is stated in rosters only.
	CSV     string
	From    iop.Date
	Weeks   int
	Results []datedResult
}

type datedResult struct {
	ID       string
	Rows     []datedRow
	Outcomes []datedOutcome
}

// datedRow leaves out what is not compared, so its spans say whether they are
// there at all: null is a span that is not known.
type datedRow struct {
	Track, Phase                  *string
	Week                          *int
	From                          *iop.Date
	Gross, Countable, ServiceDays json.RawMessage
}

type datedOutcome struct {
	Rule     string
	Standard *string
	Track    *string
	Phase    *string
	Week     *int
	Outcome  iop.Outcome
	Measured json.RawMessage // as JSON gives it, so that hours are hours
}

type datedSession struct {
	Date       iop.Date
	Start, End *string
	Block      string
	Minutes    iop.Minutes
	StartsUTC  *string
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	require.NoError(t, err)
	return loc
}

func readDated(t testing.TB, path string) (d datedCase) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	require.NoError(t, dec.Decode(&d))
	return d
}

// options gives the standards by which a case is judged.
func (d *datedCase) options(t testing.TB) schedule.Options {
	var own []iop.Standard
	if len(d.UserStandards) > 0 && string(d.UserStandards) != "[]" {
		var err error
		own, err = iop.ReadStandards("userStandards", d.UserStandards)
		require.NoError(t, err)
	}
	o := schedule.Options{Standards: []iop.Standard{}, Population: d.Population}
	for _, id := range d.Standards {
		n := len(o.Standards)
		for _, s := range own {
			if s.ID == id {
				o.Standards = append(o.Standards, s)
			}
		}
		if n == len(o.Standards) {
			o.Standards = append(o.Standards, iop.Embedded().Periods(id, true)...)
		}
		require.Greater(t, len(o.Standards), n, id)
	}
	return o
}

// dates gives the dates of a case as the command would from its flags.
func (d *datedCase) dates(t testing.TB) schedule.Dates {
	out := schedule.Dates{Start: d.Start, Until: d.Until, WeekStart: d.WeekStart, Zone: zone(t, d.Timezone)}
	if d.Holidays == "us" {
		policy := schedule.ActualDay
		if d.Observed {
			policy = schedule.ObservedDay
		}
		var err error
		out.Closures, err = schedule.FederalHolidays(iop.Period{From: d.Start.AddDays(-7), Until: d.Start.AddDays(1200)}, policy)
		require.NoError(t, err)
	}
	for _, c := range d.Closed {
		day, err := iop.ParseDate(c.Date)
		require.NoError(t, err)
		out.Closures = out.Closures.With(iop.Closure{Date: day, Reason: c.Reason})
	}
	return out
}

// judgedRules are the rules of which the files list all outcomes.
func (d *datedCase) judgedRules() []string {
	rules := []string{"weekly-hours-min", "weekly-hours-max", "daily-hours-min", "days-per-week", "service-gap", "transition", "closure", "weekly-services"}
	if d.CSV != "" {
		rules = []string{"weekly-hours-min", "weekly-hours-max", "daily-hours-min"}
	}
	for i := range rules {
		rules[i] = "schedule/" + rules[i]
	}
	return rules
}

func TestDatedDesigns(t *testing.T) {
	files, err := filepath.Glob("testdata/dated/*.json")
	require.NoError(t, err)
	require.Greater(t, len(files), 40)
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			d := readDated(t, path)
			programs, err := schedule.ReadPrograms(bytes.NewReader(d.Program), "p.json", schedule.Limits{})
			require.NoError(t, err)
			c, err := schedule.PrepareOn(&programs[0], d.dates(t), d.options(t))
			require.NoError(t, err)
			d.requireRows(t, d.Rows, c)
			d.requireOutcomes(t, d.Outcomes, c)
			d.requireSessions(t, c)
		})
	}
}

func TestDatedRosters(t *testing.T) {
	files, err := filepath.Glob("testdata/dated/rosters/*.json")
	require.NoError(t, err)
	require.Greater(t, len(files), 10)
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			d := readDated(t, path)
			data, err := os.ReadFile(filepath.Join("testdata/dated/rosters", d.CSV))
			require.NoError(t, err)
			roster, err := schedule.ReadRosterCSV(bytes.NewReader(data), d.CSV, schedule.RosterFormat{})
			require.NoError(t, err)
			w := schedule.Window{From: d.From, Weeks: d.Weeks, WeekStart: d.WeekStart, Zone: zone(t, d.Timezone), Zones: time.LoadLocation}
			cases, err := roster.Cases(w, d.options(t))
			require.NoError(t, err)
			var ids []string
			for id, c := range cases {
				i := slices.IndexFunc(d.Results, func(r datedResult) bool { return r.ID == id })
				require.GreaterOrEqual(t, i, 0, "a client whom the file does not list")
				ids = append(ids, id)
				d.requireRows(t, d.Results[i].Rows, c)
				d.requireOutcomes(t, d.Results[i].Outcomes, c)
			}
			require.Len(t, ids, len(d.Results))
		})
	}
}

// requireRows compares rows in the fields that the file states.
func (d *datedCase) requireRows(t testing.TB, want []datedRow, c *schedule.Case) {
	t.Helper()
	weeks := c.Weeks()
	var expected, got []string
	for i, w := range want {
		have := schedule.Week{}
		if i < len(weeks) {
			have = weeks[i]
		}
		expected = append(expected, fmt.Sprintf("%s/%s/%d from %v: %s | %s | %s", text(w.Track), text(w.Phase), orZero(w.Week), orZero(w.From), spanText(t, w.Gross), spanText(t, w.Countable), spanText(t, w.ServiceDays)))
		got = append(got, fmt.Sprintf("%s/%s/%d from %v: %s | %s | %s", have.Track, have.Phase, have.Number, have.From, ifStated(w.Gross, have.Gross), ifStated(w.Countable, have.Countable), ifStated(w.ServiceDays, have.ServiceDays)))
	}
	require.Equal(t, strings.Join(expected, "\n"), strings.Join(got, "\n"), d.Why)
	require.Len(t, weeks, len(want), d.Why)
}

func orZero[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

func spanText(t testing.TB, raw json.RawMessage) string {
	if raw == nil {
		return "-"
	}
	var s iop.Span
	require.NoError(t, json.Unmarshal(raw, &s))
	return s.String()
}

func ifStated(raw json.RawMessage, s iop.Span) string {
	if raw == nil {
		return "-"
	}
	return s.String()
}

// requireOutcomes compares all outcomes of the rules that the files list,
// with what was measured where they state it.
func (d *datedCase) requireOutcomes(t testing.TB, want []datedOutcome, c *schedule.Case) {
	t.Helper()
	measured := map[string]bool{} // whether a place states what is measured
	named := map[string]bool{}    // tracks and weeks whose phase the file names
	var expected, got []string
	for _, o := range want {
		if o.Phase != nil {
			named[fmt.Sprint(o.Rule, text(o.Standard), text(o.Track), orZero(o.Week))] = true
		}
	}
	for _, o := range want {
		key := fmt.Sprintf("%s %s %s/%s/%d %s", o.Rule, text(o.Standard), text(o.Track), text(o.Phase), orZero(o.Week), o.Outcome)
		if o.Measured != nil {
			measured[key] = true
			var compact bytes.Buffer
			require.NoError(t, json.Compact(&compact, o.Measured))
			key += " " + compact.String()
		}
		expected = append(expected, key)
	}
	for f := range c.Report().All() {
		if !slices.Contains(d.judgedRules(), string(f.Rule.ID)) {
			continue
		}
		phase := f.Where.Phase
		if !named[fmt.Sprint(f.Rule.ID, f.Standard, f.Where.Track, f.Where.Week)] {
			phase = ""
		}
		key := fmt.Sprintf("%s %s %s/%s/%d %s", f.Rule.ID, f.Standard, f.Where.Track, phase, f.Where.Week, f.Outcome)
		if measured[key] {
			number, err := json.Marshal(f.Measured)
			require.NoError(t, err)
			key += " " + string(number)
		}
		got = append(got, key)
	}
	slices.Sort(expected)
	slices.Sort(got)
	require.Equal(t, strings.Join(expected, "\n"), strings.Join(got, "\n"), d.Why)
}

// requireSessions compares all sessions that are held, where the file lists
// them.
func (d *datedCase) requireSessions(t testing.TB, c *schedule.Case) {
	t.Helper()
	if d.Sessions == nil {
		return
	}
	var expected, got []string
	for _, s := range d.Sessions {
		start, end := text(s.Start), text(s.End)
		expected = append(expected, fmt.Sprintf("%v %s-%s %s %d %s", s.Date, start, end, s.Block, s.Minutes, text(s.StartsUTC)))
	}
	ids := map[string]bool{}
	for s := range c.Sessions() {
		require.False(t, ids[s.ID], "two sessions with the id %s", s.ID)
		ids[s.ID] = true
		if s.Closed {
			continue
		}
		starts := ""
		if !s.Starts.IsZero() {
			starts = s.Starts.UTC().Format(time.RFC3339)
		}
		got = append(got, fmt.Sprintf("%v %v-%v %s %v %s", s.Date, s.Start, s.End, c.Program().Blocks[s.Block].Title, s.Minutes, starts))
	}
	require.Equal(t, strings.Join(expected, "\n"), strings.Join(got, "\n"), d.Why)
}
