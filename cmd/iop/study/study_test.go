package study

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/simulate"
	"github.com/stretchr/testify/require"
)

// twoDesigns are the reference program with an end of its own, without and with
// make-ups and aftercare. The second has a title that must not act.
func twoDesigns() []simulate.Design {
	a := simulate.ReferenceDesign()
	a.Reference, a.Name = false, "plain"
	b := a
	b.Name, b.Aftercare = "more", "telephone-12-weeks"
	b.Program.Title = hostile
	b.MakeUps.PerWeek = 1
	return []simulate.Design{a, b}
}

func ran(t *testing.T, designs []simulate.Design, o Options) *Study {
	t.Helper()
	s, err := New(designs, simulate.DefaultParameters(), o)
	require.NoError(t, err)
	require.NoError(t, s.Run())
	return s
}

// smallStudy is run once for all tests that only look.
var smallStudy = sync.OnceValues(func() (*Study, error) {
	s, err := New(twoDesigns(), simulate.DefaultParameters(), Options{People: 4_000, Seed: 3, Workers: 2, Draws: 4, DrawPeople: 200, Version: "v-test"})
	if err != nil {
		return nil, err
	}
	return s, s.Run()
})

func small(t *testing.T) *Study {
	t.Helper()
	s, err := smallStudy()
	require.NoError(t, err)
	return s
}

// written gives every output of a study by its file name.
func written(t *testing.T, s *Study) map[string]string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "new", "folder")
	require.NoError(t, s.Write(dir))
	out := map[string]string{}
	for _, name := range s.Files() {
		data, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		out[name] = string(data)
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, len(out), "nothing else is left behind")
	return out
}

func TestSameBytesForAnyWorkers(t *testing.T) {
	var first map[string]string
	for _, workers := range []int{1, 2, 16} {
		got := written(t, ran(t, twoDesigns(), Options{People: 3*blockPeople + 5, Seed: 9, Workers: workers, Draws: 3, DrawPeople: 100}))
		if first == nil {
			first = got
		}
		require.Equal(t, first, got, "%d workers", workers)
	}
	other := written(t, ran(t, twoDesigns(), Options{People: 1000, Seed: 10, Workers: 2}))
	require.NotEqual(t, first["survival.csv"], other["survival.csv"], "another seed is another result")
}

func TestSpread(t *testing.T) {
	merge := func(into *int64, more int64) error { *into += more; return nil }
	for _, n := range []int64{1, blockPeople, blockPeople + 1, 5*blockPeople - 1} {
		for _, workers := range []int{-1, 1, 3, 16} {
			var told atomic.Int64
			got, err := Spread(n, workers, func(from, to int64) (int64, error) { return to - from, nil }, merge, func(people int64) { told.Add(people) })
			require.NoError(t, err)
			require.Equal(t, n, got)
			require.Equal(t, n, told.Load())
		}
	}
	bad := errors.New("bad")
	_, err := Spread(9*blockPeople, 3, func(from, to int64) (int64, error) { return 0, bad }, merge, nil)
	require.ErrorIs(t, err, bad)
	_, err = Spread(9*blockPeople, 3, func(from, to int64) (int64, error) { return 1, nil }, func(*int64, int64) error { return bad }, nil)
	require.ErrorIs(t, err, bad)
}

func TestShardsAreTheWhole(t *testing.T) {
	s := small(t)
	again, err := New(twoDesigns(), simulate.DefaultParameters(), Options{People: s.People, Seed: s.Seed, Workers: 2})
	require.NoError(t, err)
	var merged simulate.PairSummary
	const of = 7
	next := int64(0)
	for i := range int64(of) {
		from, to := ShardRange(s.People, i, of)
		require.Equal(t, next, from)
		next = to
	}
	require.Equal(t, s.People, next)
	for _, i := range []int64{4, 0, 6, 2, 1, 5, 3} {
		if i == 3 {
			require.ErrorContains(t, again.Take(merged), "people are missing: 3,4", "of 4000 in 7 parts, one is not there")
		}
		part, err := again.Shard(i, of)
		require.NoError(t, err)
		require.NoError(t, merged.Merge(part))
	}
	require.NoError(t, again.Take(merged))
	a, err := json.Marshal(s.Pairs)
	require.NoError(t, err)
	b, err := json.Marshal(again.Pairs)
	require.NoError(t, err)
	require.Equal(t, string(a), string(b))

	other, err := New(twoDesigns(), simulate.DefaultParameters(), Options{People: s.People, Seed: s.Seed + 1, Workers: 2})
	require.NoError(t, err)
	require.Error(t, other.Take(merged), "another seed")
	one, err := New(twoDesigns()[:1], simulate.DefaultParameters(), Options{People: s.People, Seed: s.Seed, Workers: 2})
	require.NoError(t, err)
	require.ErrorContains(t, one.Take(merged), "2 summaries for 1 designs")
}

func TestSummaryAgainstResults(t *testing.T) {
	s := small(t)
	var f struct {
		Designs []struct {
			Design     string
			People     int64
			Seed       uint64
			Reasons    map[string]float64
			StayDays   struct{ Median, MedianByReason any }
			Retention  map[string]float64
			Attendance float64
			Hours      float64 `json:"hoursPerWeek"`
			Relapse    map[string]float64
			Cost       float64
			Run        string
			Measures   map[string]MeasureSummary
		}
		Comparisons []ComparisonSummary
		Economics   []json.RawMessage
		Record      map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(written(t, s)["summary.json"]), &f))
	require.Len(t, f.Designs, 2)
	for i, d := range f.Designs {
		r := &s.Results[i]
		require.Equal(t, []any{r.Design(), int64(4000), uint64(3), r.Run()}, []any{d.Design, d.People, d.Seed, d.Run})
		require.Len(t, d.Reasons, 5)
		sum := 0.0
		for _, k := range simulate.Reasons() {
			require.Equal(t, r.Reason(k).Value, d.Reasons[k.String()])
			sum += d.Reasons[k.String()]
		}
		require.InDelta(t, 1, sum, 1e-12, "everybody left for one reason")
		for _, day := range []int{30, 60, 90, 120} {
			require.Equal(t, r.Retention(day).Value, d.Retention[strconv.Itoa(day)])
		}
		require.Zero(t, d.Retention["120"], "twelve weeks are over")
		for _, day := range []int{90, 180, 365, 548} {
			require.Equal(t, r.Relapse(day).Value, d.Relapse[strconv.Itoa(day)])
		}
		require.Equal(t, []float64{r.Attendance().Value, r.HoursPerWeek().Value, r.Cost().Value}, []float64{d.Attendance, d.Hours, d.Cost})
		m := d.Measures["completed"]
		require.Equal(t, r.Reason(simulate.Completed).SE, *m.MonteCarlo.SE)
		require.Equal(t, r.PeopleFor(r.Reason(simulate.Completed), 0.001), m.MonteCarlo.PeopleNeeded)
		require.Less(t, *m.Parameters.Low, *m.Parameters.High, "the two kinds of not knowing stand apart")
	}
	require.Len(t, f.Comparisons, len(simulate.Measures()))
	for k, m := range simulate.Measures() {
		require.Equal(t, m.String(), f.Comparisons[k].Measure)
		require.Equal(t, s.Pairs.Difference(1, m).Value, *f.Comparisons[k].Mean)
	}
	require.Len(t, f.Economics, 2)
	require.Equal(t, "v-test", f.Record["version"])
	require.Equal(t, float64(4000), f.Record["people"])
	require.Len(t, f.Record["designs"], 2)
	require.NotEmpty(t, f.Record["parameters"])
}

// TestPinnedFields: the first fields of summary.json are a promise.
func TestPinnedFields(t *testing.T) {
	s := ran(t, []simulate.Design{simulate.ReferenceDesign()}, Options{People: 500, Seed: 1, Workers: 1})
	var b bytes.Buffer
	require.NoError(t, s.WriteSummary(&b))
	var f struct{ Designs []map[string]json.RawMessage }
	require.NoError(t, json.Unmarshal(b.Bytes(), &f))
	for field, keys := range map[string][]string{
		"reasons": {"completed", "transferred", "droppedOut", "terminated", "other"}, "stayDays": {"median", "medianByReason"},
		"retention": {"30", "60", "90", "120"}, "relapse": {"90", "180", "365", "548"},
	} {
		var got map[string]any
		require.NoError(t, json.Unmarshal(f.Designs[0][field], &got))
		for _, k := range keys {
			require.Contains(t, got, k, field)
		}
	}
	for _, field := range []string{"design", "people", "seed", "attendance", "hoursPerWeek", "cost"} {
		require.Contains(t, f.Designs[0], field)
	}
	require.NotContains(t, b.String(), "NaN")
	var got struct{ MedianByReason map[string]float64 }
	require.NoError(t, json.Unmarshal(f.Designs[0]["stayDays"], &got))
	require.Len(t, got.MedianByReason, 5)
	for _, list := range []string{"comparisons", "economics", "tornado", "assumptions"} {
		require.Contains(t, b.String(), `"`+list+`": []`, "an empty list is a list")
	}
}

func TestUnknownIsNull(t *testing.T) {
	require.Nil(t, known(math.NaN()))
	require.Nil(t, known(math.Inf(1)))
	require.Equal(t, 2.5, *known(2.5))
	require.Empty(t, exact(math.NaN()))
	require.Equal(t, unknown, shareUnit.write(math.NaN()))
	require.Equal(t, unknown, dollarsUnit.signed(math.NaN()))
}

func TestTablesAgainstResults(t *testing.T) {
	s := small(t)
	rows := map[string][][]string{}
	for name, text := range written(t, s) {
		if strings.HasSuffix(name, ".csv") {
			list, err := csv.NewReader(strings.NewReader(text)).ReadAll() // all rows have as many cells
			require.NoError(t, err, name)
			require.Equal(t, sheetRun, list[0][:4])
			for _, r := range list[1:] {
				require.Contains(t, []string{"plain", "more"}, r[0])
				require.Len(t, r[1], 64, "the run's hash: %s", name)
				require.Equal(t, []string{"3", "4000"}, r[2:4])
			}
			rows[name] = list[1:]
		}
	}
	require.Len(t, rows, 8)
	value := func(text string) float64 {
		v, err := strconv.ParseFloat(text, 64)
		require.NoError(t, err)
		return v
	}
	r := &s.Results[0]
	first := rows["survival.csv"][0]
	require.Equal(t, "4000", first[5], "at risk before the first event")
	for _, row := range rows["survival.csv"] {
		day, err := strconv.Atoi(row[4])
		require.NoError(t, err)
		i := map[string]int{"plain": 0, "more": 1}[row[0]]
		require.Equal(t, s.Results[i].Retention(day).Value, value(row[7]))
	}
	require.Len(t, rows["weeks.csv"], 24)
	week := r.Summary().Weeks[0]
	require.Equal(t, float64(week.AttendedMinutes)/60/float64(week.People), value(rows["weeks.csv"][0][7]))
	require.Equal(t, "4000", rows["weeks.csv"][0][5])
	require.Len(t, rows["relapse.csv"], 2*simulate.FollowUpDays)
	require.Equal(t, r.Relapse(365).Value, value(rows["relapse.csv"][364][5]))
	require.Len(t, rows["comparisons.csv"], len(simulate.Measures()))
	for _, row := range rows["measures.csv"] {
		if row[0] == "plain" && row[4] == "cost" {
			require.Equal(t, r.Cost().Value, value(row[6]))
		}
	}
	n := 0
	for range s.Parameters.All() {
		n++
	}
	require.Len(t, rows["parameters.csv"], 2*n)
}

func TestReport(t *testing.T) {
	s := small(t)
	page := written(t, s)["report.html"]
	for _, id := range []string{"glance", "staying", "leaving", "hours", "returning", "differences", "economics", "sure", "tornado", "assumptions", "measures", "model", "parameters"} {
		require.Contains(t, page, `<section id="`+id+`"`)
		require.Contains(t, page, `<a href="#`+id+`">`)
	}
	require.NotContains(t, page, "<script")
	require.NotContains(t, page, "<img")
	require.Contains(t, page, "&lt;script&gt;alert(1)", "the title of a design is text")
	require.NotContains(t, page, "ZgotmplZ")
	require.NotContains(t, page, "NaN")
	for _, place := range loads.FindAllStringIndex(page, -1) {
		if around := page[max(0, place[0]-20):min(len(page), place[1]+20)]; !strings.Contains(around, "&lt;img src=") {
			t.Errorf("the page would load something: %s", around)
		}
	}
	t.Run("record", func(t *testing.T) {
		require.Contains(t, page, "seed 3. Made by iop v-test, engine "+simulate.EngineVersion)
		for i := range s.Record.Designs {
			require.Contains(t, page, s.Record.Designs[i].Run)
			require.Contains(t, page, s.Record.Designs[i].Standards[0].Fingerprint[:12])
		}
	})
	t.Run("every parameter with its source", func(t *testing.T) {
		for p := range s.Parameters.All() {
			require.Contains(t, page, ">"+p.ID+"<")
		}
		require.Contains(t, page, "verified")
	})
	t.Run("assumptions without them", func(t *testing.T) {
		for p := range s.Parameters.All() {
			if p.Assumption && p.Value != 0 {
				require.Contains(t, page, "Without: "+strings.ReplaceAll(p.Title, "'", "&#39;"))
			} else if p.Assumption {
				require.Contains(t, page, p.ID+": at zero.")
			}
		}
	})
	t.Run("pictures are told in words", func(t *testing.T) {
		require.Contains(t, page, "Curves of the share still in the program by day. plain: ")
		require.Equal(t, strings.Count(page, `role="img"`), strings.Count(page, `aria-label="`)-strings.Count(page, `role="region"`)-1, "each picture has words, each table a name, and so has the list of sections")
		require.Equal(t, strings.Count(page, "<table"), strings.Count(page, "<caption>"))
	})
}

func TestComparatorAndReferenceAreLabelled(t *testing.T) {
	d := twoDesigns()[:1]
	strict := d[0]
	strict.Name, strict.Comparator = "strict", &simulate.AbstinenceOnly{AfterPositive: 1}
	ref := simulate.ReferenceDesign()
	page := written(t, ran(t, []simulate.Design{d[0], strict, ref}, Options{People: 300, Seed: 1, Workers: 1}))["report.html"]
	require.Contains(t, page, "strict ends stays because of positive tests. It is a comparator, not advice")
	require.Contains(t, page, "reference is a reference design")
	require.Contains(t, page, "The parameters were not varied in this run")
	require.NotContains(t, page, `id="tornado"`)
}

func TestBadStudies(t *testing.T) {
	p := simulate.DefaultParameters()
	for _, n := range []int64{0, -1, MostPeople + 1} {
		_, err := New(twoDesigns(), p, Options{People: n})
		require.ErrorContains(t, err, "people; want 1 to")
	}
	_, err := New(nil, p, Options{People: 1})
	require.ErrorContains(t, err, "no designs")
	empty := twoDesigns()
	empty[1].Program.Blocks = nil
	_, err = New(empty, p, Options{People: 1})
	require.ErrorIs(t, err, simulate.ErrNoSessions)
	require.ErrorContains(t, err, `"more"`)
}

func TestWriteFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x")
	require.NoError(t, os.WriteFile(name, []byte("old"), 0o600))
	bad := errors.New("bad")
	require.ErrorIs(t, WriteFile(name, func(io.Writer) error { return bad }), bad)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, "old", string(data), "what was there stays")
	entries, err := os.ReadDir(filepath.Dir(name))
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

func TestDesignsInWords(t *testing.T) {
	designs := twoDesigns()
	designs[0].Tests = simulate.TestPlan{EveryWeeks: 2, Presumptive: true}
	designs[0].Tests.Days.Set = iop.Weekdays(0).With(iop.Monday).With(iop.Friday)
	designs[1].Tests.None = true
	designs[1].Reviews.EveryWeeks = 4
	designs[1].Response.Rewards = true
	designs[1].MakeUps = simulate.MakeUpPlan{Closures: true}
	designs[1].Dates.Closures = iop.NewClosures(iop.Closure{Date: iop.MustDate(2026, 1, 19)})
	s := ran(t, designs, Options{People: 200, Seed: 1, Workers: 1})
	require.Contains(t, s.designText(0), "Drug tests on Mon, Fri, in one of 2 weeks, presumptive and not confirmed. No make-ups. No aftercare.")
	for _, want := range []string{"1 day is closed.", "No drug tests.", "Make-ups for closed days.", "Rewards for attendance and expected tests.", "A review for stepping down every 4 weeks.", "Aftercare: telephone-12-weeks."} {
		require.Contains(t, s.designText(1), want)
	}
}

// TestHeadsOfTables: scripts of researchers rely on the names of columns.
func TestHeadsOfTables(t *testing.T) {
	want := map[string]string{
		"measures.csv":    "measure,unit,value,mc_se,mc_low,mc_high,parameter_low,parameter_high,parameter_sd",
		"survival.csv":    "day,at_risk,events,retained,se,low,high",
		"incidence.csv":   "reason,day,share,se,low,high",
		"weeks.csv":       "week,in_program,hours_offered,hours_delivered,judged,met",
		"relapse.csv":     "day_after_discharge,returned,low,high,reentered",
		"counts.csv":      "event,count",
		"comparisons.csv": "against,measure,unit,mean,se,low,high,parameter_low,parameter_high",
		"parameters.csv":  "parameter,title,value,unit,spread,assumption,changed,authority,locator,url,read,confidence",
	}
	for name, text := range written(t, small(t)) {
		if strings.HasSuffix(name, ".csv") {
			head, _, _ := strings.Cut(text, "\n")
			require.Equal(t, "design,run,seed,people,"+want[name], head, name)
		}
	}
}
