package simulate_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/explore"
	"github.com/stretchr/testify/require"
)

func number(t testing.TB, text string) (n schedule.Number) {
	t.Helper()
	require.NoError(t, n.UnmarshalJSON([]byte(text)))
	return n
}

func TestBadDesigns(t *testing.T) {
	for name, c := range map[string]struct {
		change func(d *simulate.Design)
		want   string
	}{
		"no blocks":          {func(d *simulate.Design) { d.Program.Blocks = nil }, "has no sessions"},
		"only optional ones": {func(d *simulate.Design) { d.Program.Blocks[0].Optional = true }, "has no sessions"},
		"no frequency": {func(d *simulate.Design) {
			d.Program.Blocks[0].Days.Set, d.Program.Blocks[0].Minutes = 0, schedule.Whole(60)
		}, "block 1 is left out: nobody says how often it takes place"},
		"no length of a break": {func(d *simulate.Design) {
			d.Program.Blocks = []schedule.Block{{PerWeek: schedule.Whole(3)}}
		}, "block 1 is left out: nobody says how long it is"},
		"too many blocks": {func(d *simulate.Design) {
			b := d.Program.Blocks[0]
			b.Days.Set, b.PerWeek = 0, number(t, "0.5")
			d.Program.Weeks, d.Program.Blocks = schedule.Whole(520), slices.Repeat([]schedule.Block{b}, 100)
		}, "more than 20000 blocks"},
		"too many sessions": {func(d *simulate.Design) {
			b := d.Program.Blocks[0]
			b.PerWeek = schedule.Whole(168)
			b.Days.Set = iop.AllWeekdays
			d.Program.Weeks, d.Program.Blocks = schedule.Whole(520), slices.Repeat([]schedule.Block{b}, 4)
		}, "more than 200000 sessions"},
		"no week": {func(d *simulate.Design) { d.Program.Weeks = schedule.Whole(0) }, "is 0 weeks long"},
		"a phase of no week": {func(d *simulate.Design) {
			d.Program.Phases = []schedule.Phase{{Name: "a", Weeks: schedule.Whole(6)}, {Name: "b", Weeks: schedule.Whole(0)}}
		}, "has a phase that is"},
		"years of it": {func(d *simulate.Design) { d.Program.Weeks = schedule.Whole(600) }, "at most 520"},
		"all closed": {func(d *simulate.Design) {
			d.Program.Weeks = schedule.Whole(1)
			for i := range 7 {
				d.Dates.Closures = d.Dates.Closures.With(iop.Closure{Date: simulate.DefaultStart().AddDays(i)})
			}
		}, "has no sessions"},
		"tests every hour": {func(d *simulate.Design) { d.Tests.PerWeek = 8 }, "tests.perWeek is 8"},
		"two plans of tests": {func(d *simulate.Design) {
			d.Tests.PerWeek, d.Tests.Days.Set = 1, iop.AllWeekdays
		}, "tests has perWeek and days"},
		"tests below none":         {func(d *simulate.Design) { d.Tests.PerWeek = -1 }, "tests.perWeek is -1"},
		"make-ups":                 {func(d *simulate.Design) { d.MakeUps.PerWeek = 9 }, "makeUps.perWeek"},
		"rewards of none":          {func(d *simulate.Design) { d.RewardWeeks = 3 }, "response.rewards is not set"},
		"an unknown template":      {func(d *simulate.Design) { d.Aftercare = "x" }, "not a template of aftercare"},
		"an unknown track":         {func(d *simulate.Design) { d.Track = "x" }, "track is none"},
		"a policy out of range":    {func(d *simulate.Design) { d.Response.PatternCount = 1 }, "patternCount"},
		"a step-down out of range": {func(d *simulate.Design) { d.StepDown.GoalPercent = 200 }, "1 to 100 percent"},
		"comparator without tests": {func(d *simulate.Design) {
			d.Comparator, d.Tests.None = &simulate.AbstinenceOnly{AfterPositive: 1}, true
		}, "needs tests"},
		"comparator of nothing": {func(d *simulate.Design) { d.Comparator = &simulate.AbstinenceOnly{} }, "afterPositive is 0"},
		"a cohort":              {func(d *simulate.Design) { d.Dates.Cohort = simulate.DefaultStart() }, "cohort"},
		"changes of blocks":     {func(d *simulate.Design) { d.Dates.Changes = []schedule.Change{{Kind: schedule.RepeatSession}} }, "repeat or replace"},
		"a move from the lowest one": {func(d *simulate.Design) {
			d.Program.CalledItself, d.Reviews = schedule.LabelOP, simulate.ReviewPlan{EveryWeeks: 2, Moves: true}
		}, "reviews.moves"},
	} {
		d := evenings("bad")
		c.change(&d)
		_, err := simulate.Prepare(d, simulate.DefaultParameters())
		require.ErrorContains(t, err, c.want, name)
		require.ErrorContains(t, err, `design "bad"`, name)
	}
}

// TestWhatIsSupposedIsSaid: where a program says too little, the run says what
// was supposed.
func TestWhatIsSupposedIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		change func(d *simulate.Design)
		want   string
		weeks  int
	}{
		"no length":          {func(d *simulate.Design) { d.Program.Weeks = schedule.Number{} }, "12 weeks are supposed", 12},
		"phases without one": {func(d *simulate.Design) { d.Program.Phases = []schedule.Phase{{Name: "One"}, {Name: "Two"}} }, "6 weeks are supposed", 12},
		"a range":            {func(d *simulate.Design) { d.Program.Weeks = schedule.WholeRange(8, 13) }, "a length of 10 weeks stands for a range", 10},
		"a usual session": {func(d *simulate.Design) {
			d.Program.Blocks[0].Start, d.Program.Blocks[0].End = schedule.Clock{}, schedule.Clock{}
		}, "as is usual for it", 12},
		"a first track": {func(d *simulate.Design) {
			d.Program.Blocks = append(d.Program.Blocks, schedule.Block{Track: "a"}, schedule.Block{Track: "b"})
		}, "people are in the first", 12},
		"an optional one": {func(d *simulate.Design) { d.Program.Blocks = append(d.Program.Blocks, schedule.Block{Optional: true}) }, "block 2 is left out: it is optional", 12},
		"one after the program": {func(d *simulate.Design) {
			d.Program.Blocks = append(d.Program.Blocks, schedule.Block{AfterProgram: true})
		}, "it takes place after the program", 12},
	} {
		d := evenings("a")
		c.change(&d)
		m, err := simulate.Prepare(d, simulate.DefaultParameters())
		require.NoError(t, err, name)
		require.Contains(t, strings.Join(m.Readings(), "; "), c.want, name)
		s := m.Run(1, 0, 10)
		require.Len(t, s.Weeks, c.weeks, name)
		require.Equal(t, m.Readings(), simulate.Record(1, 10, m).Designs[0].Readings, name)
	}
	m, err := simulate.Prepare(evenings("a"), simulate.DefaultParameters())
	require.NoError(t, err)
	require.Empty(t, m.Readings(), "nothing was supposed of a design that says all")
}

// TestPublishedProgramsRun: of 50 programs as published (each names its page),
// those that say how often something takes place can be simulated.
func TestPublishedProgramsRun(t *testing.T) {
	f, err := os.Open("../schedule/testdata/programs/programs.json")
	require.NoError(t, err)
	defer f.Close()
	list, err := simulate.ReadDesigns(f, "programs.json")
	require.Len(t, list, 42)
	require.Equal(t, 8, strings.Count(err.Error(), "has no sessions that can be put on days"))
	for _, d := range list {
		s, err := simulate.Simulate(d, simulate.DefaultParameters(), 1, 0, 200)
		require.NoError(t, err, d.Program.ID)
		r := s.Results()
		require.Positive(t, r.HoursPerWeek().Value, d.Program.ID)
	}
}

func TestBadPeople(t *testing.T) {
	d := evenings("a")
	for name, c := range map[string]struct {
		from, to int64
		want     string
	}{
		"zero people":     {0, 0, "nobody was simulated"},
		"backwards":       {5, 3, "nobody was simulated"},
		"below zero":      {-1, 3, "numbered from 0"},
		"more than there": {0, math.MaxInt64, "numbered from 0"},
	} {
		_, err := simulate.Simulate(d, simulate.DefaultParameters(), 1, c.from, c.to)
		require.ErrorContains(t, err, c.want, name)
		m, err := simulate.Prepare(d, simulate.DefaultParameters())
		require.NoError(t, err)
		s := m.Run(1, c.from, c.to)
		require.Zero(t, s.People, name)
		require.True(t, math.IsNaN(s.Results().Cost().Value), "of nobody nothing is known")
		_, err = simulate.RunPair([]*simulate.Model{m}, 1, c.from, c.to)
		require.Error(t, err, name)
	}
	m, err := simulate.Prepare(d, simulate.DefaultParameters())
	require.NoError(t, err)
	_, err = simulate.RunPair(nil, 1, 0, 10)
	require.ErrorContains(t, err, "at least one")
	_, err = simulate.RunPair([]*simulate.Model{m, m}, 1, 0, 10)
	require.ErrorContains(t, err, "are the same")
}

// TestABillionPeople: memory is bounded by the design, and the last of very many
// are walked like the first.
func TestABillionPeople(t *testing.T) {
	m, err := simulate.Prepare(evenings("a"), simulate.DefaultParameters())
	require.NoError(t, err)
	s := m.Run(1, 999_990_000, 1_000_000_000)
	require.Equal(t, int64(10_000), s.People)
	small := m.Run(1, 0, 10)
	require.Less(t, len(asJSON(t, s)), 2*len(asJSON(t, small)), "a summary does not grow with people")

	// A billion copies of a person with a long stay still add up.
	var w simulate.Summary
	require.NoError(t, w.Merge(m.Run(1, 0, 1)))
	for i := range 30 {
		next := w.Clone()
		next.Covered = []simulate.Range{{From: 1 << i, To: 2 << i}}
		require.NoError(t, w.Merge(next))
	}
	require.Equal(t, int64(1<<30), w.People)
	one := m.Run(1, 0, 1)
	require.InDelta(t, one.Results().Cost().Value, w.Results().Cost().Value, 1e-6)
}

func (m fakeReader) Read([]byte) (int, error) { return 0, os.ErrClosed }

type fakeReader struct{}

func TestBadParameters(t *testing.T) {
	p := simulate.DefaultParameters()
	for name, c := range map[string]struct {
		id    string
		value float64
		want  string
	}{
		"unknown":      {"x", 1, "is not a parameter"},
		"out of range": {"no-show", 1.5, "want 0.001 to 0.999 (proportion)"},
		"no number":    {"link", math.NaN(), "want 0 to 0.95"},
		"infinite":     {"cost-week", math.Inf(1), "want 0 to 100000"},
	} {
		_, err := p.With(c.id, c.value)
		require.ErrorContains(t, err, c.want, name)
	}
	moved, err := p.With("exit-weight-dropped-out", 0.4)
	require.NoError(t, err)
	sum := 0.0
	for q := range moved.All() {
		if strings.HasPrefix(q.ID, "exit-weight-") {
			sum += q.Value
		}
	}
	require.InDelta(t, 1, sum, 1e-12, "the other weights make room")
	require.InDelta(t, 0.24, p.Value("exit-weight-dropped-out"), 1e-12, "the old ones stay as they are")
	all, err := p.WithAll([]string{"exit-weight-completed", "link"}, []float64{5, 7})
	require.NoError(t, err)
	require.InDelta(t, 0.95, all.Value("link"), 1e-12, "moved to the end of its range")
	require.InDelta(t, 1/1.627, all.Value("exit-weight-completed"), 1e-3)
	_, err = p.WithAll([]string{"link"}, nil)
	require.ErrorContains(t, err, "as many")
	_, err = p.WithAll([]string{"x"}, []float64{1})
	require.ErrorContains(t, err, "is not a parameter")
	_, err = p.WithAll([]string{"link"}, []float64{math.NaN()})
	require.ErrorContains(t, err, "is not a number")
}

const supposed = `"source": {"locator": "what if", "confidence": "supposed"}`

func TestReadParameters(t *testing.T) {
	p, err := simulate.ReadParameters(strings.NewReader(`[{"id": "no-show", "value": 0.2, `+supposed+`}, {"id": "link", "spread": {"family": "point", "value": 0.3}, `+supposed+`}]`), "mine.json")
	require.NoError(t, err)
	require.InDelta(t, 0.2, p.Value("no-show"), 0)
	own, err := p.Lookup("no-show")
	require.NoError(t, err)
	require.True(t, own.Changed)
	require.True(t, own.Assumption)
	require.Equal(t, "what if", own.Source.Locator)
	one, err := simulate.ReadParameters(strings.NewReader(`{"id": "no-show", "value": 0.2, `+supposed+`}`), "mine.json")
	require.NoError(t, err)
	require.InDelta(t, 0.2, one.Value("no-show"), 0)

	for name, c := range map[string]struct{ text, want string }{
		"unknown field":         {`{"id": "link", "vlaue": 1, ` + supposed + `}`, "vlaue"},
		"unknown parameter":     {`{"id": "links", "value": 1, ` + supposed + `}`, "mine.json:1: id: is not a parameter"},
		"no id":                 {`{"value": 1, ` + supposed + `}`, "is missing"},
		"out of range":          {`{"id": "link", "value": 2, ` + supposed + `}`, "value: is out of range; want 0 to 0.95"},
		"no source":             {`{"id": "link", "value": 0.2}`, "source: is missing"},
		"nothing changed":       {`{"id": "link", ` + supposed + `}`, "changes nothing"},
		"twice":                 {`[{"id": "link", "value": 0.2, ` + supposed + `}, {"id": "link", "value": 0.3, ` + supposed + `}]`, "stands twice"},
		"weights that miss 1":   {`{"id": "exit-weight-completed", "value": 0.5, ` + supposed + `}`, "add up to 1.1270; want 1"},
		"a bad spread":          {`{"id": "link", "spread": {"family": "normal", "mean": 0, "sd": -1}, ` + supposed + `}`, "spread"},
		"no JSON":               {`{"id"`, "mine.json:1"},
		"a word for the number": {`{"id": "link", "value": "half", ` + supposed + `}`, "value"},
	} {
		_, err := simulate.ReadParameters(strings.NewReader(c.text), "mine.json")
		require.ErrorContains(t, err, c.want, name)
	}
	_, err = simulate.ReadParameters(fakeReader{}, "mine.json")
	require.ErrorContains(t, err, "mine.json")
}

// TestSpreadOfAChangedValue: what the library believes is about its own value,
// so that draws around it say nothing of another one.
func TestSpreadOfAChangedValue(t *testing.T) {
	spread := func(p simulate.Parameters, id string) string {
		x, err := p.Lookup(id)
		require.NoError(t, err)
		return x.Spread.String()
	}
	point := func(value float64) string {
		d, err := explore.NewPoint(value)
		require.NoError(t, err)
		return d.String()
	}
	usual := simulate.DefaultParameters()
	p, err := simulate.ReadParameters(strings.NewReader(`[{"id": "no-show", "value": 0.2, `+supposed+`},
		{"id": "link", "value": 0.2, "spread": {"family": "uniform", "min": 0.1, "max": 0.3}, `+supposed+`},
		{"id": "frailty-variance", "spread": {"family": "uniform", "min": 0.5, "max": 2}, `+supposed+`}]`), "mine.json")
	require.NoError(t, err)
	require.Equal(t, point(0.2), spread(p, "no-show"), "a value without a spread is taken as sure")
	require.Equal(t, "uniform(min 0.1, max 0.3)", spread(p, "link"))
	require.Equal(t, "uniform(min 0.5, max 2)", spread(p, "frailty-variance"), "a spread of the library's value")
	require.Equal(t, spread(usual, "cost-week"), spread(p, "cost-week"))
	moved, err := p.With("link", 0.6)
	require.NoError(t, err)
	require.Equal(t, point(0.6), spread(moved, "link"))
	require.Equal(t, "uniform(min 0.1, max 0.3)", spread(p, "link"), "the old ones stay as they are")

	inputs, err := moved.Inputs()
	require.NoError(t, err)
	psa, err := explore.NewPSA(inputs, nil, 20, 1)
	require.NoError(t, err)
	for i := range psa.Len() {
		for k, x := range psa.Point(i) {
			if inputs[k].Name == "link" || inputs[k].Name == "no-show" {
				require.InDelta(t, inputs[k].Base, x, 0, "no draw leaves it")
			}
		}
	}
}

// TestWithoutAssumptionsOfACaller: a what-if in the place of a published number
// goes back to that, as zero would be no number for it.
func TestWithoutAssumptionsOfACaller(t *testing.T) {
	usual := simulate.DefaultParameters()
	weights := ""
	for _, r := range []string{"completed", "transferred", "dropped-out", "terminated", "other"} {
		weights += `{"id": "exit-weight-` + r + `", "value": 0.2, ` + supposed + `},`
	}
	p, err := simulate.ReadParameters(strings.NewReader(`[`+weights+`{"id": "exit-median-completed", "value": 60, `+supposed+`},
		{"id": "link", "value": 0.2, `+supposed+`}, {"id": "no-show", "value": 0.2, "source": {"locator": "records", "read": "2026-01-02", "confidence": "verified"}}]`), "mine.json")
	require.NoError(t, err)
	without := p.WithoutAssumptions()
	for x := range without.All() {
		want := usual.WithoutAssumptions().Value(x.ID)
		if x.ID == "no-show" {
			want = 0.2 // measured, by the caller
		}
		require.InDelta(t, want, x.Value, 0, x.ID)
	}
	require.InDelta(t, 60, p.Value("exit-median-completed"), 0, "the old ones stay as they are")
	_, err = simulate.Prepare(evenings("a"), without)
	require.NoError(t, err)
}

func TestReadDesigns(t *testing.T) {
	const block = `{"activity": "process-group", "days": ["Mon", "Wed", "Fri"], "start": "18:00", "end": "21:00"}`
	const program = `{"id": "p", "calledItself": "iop", "population": "adult", "weeks": 12, "blocks": [` + block + `]}`
	ds, err := simulate.ReadDesigns(strings.NewReader(`[`+program+`, {"name": "more", "program": `+program+`, "tests": {"perWeek": 2}, "makeUps": {"perWeek": 1},
		"response": {"rewards": true}, "rewardWeeks": 6, "stepDown": {"attendancePercent": 70}, "reviews": {"everyWeeks": 4}, "aftercare": "alumni-group",
		"start": "2026-03-02", "closed": ["2026-05-25"], "standards": ["asam3-2.1-adult"], "abstinenceOnly": {"afterPositive": 3}}]`), "d.json")
	require.NoError(t, err)
	require.Len(t, ds, 2)
	require.Equal(t, "more", ds[1].Name)
	require.Equal(t, 70, ds[1].StepDown.AttendancePercent)
	require.Equal(t, 1, ds[1].Dates.Closures.Len())
	require.Len(t, ds[1].Standards, 1)
	for _, d := range ds {
		_, err := simulate.Simulate(d, simulate.DefaultParameters(), 1, 0, 10)
		require.NoError(t, err)
	}
	for name, c := range map[string]struct{ text, want string }{
		"unknown field":      {`{"program": ` + program + `, "test": {}}`, "test"},
		"no program":         {`{"program": {}}`, "id"},
		"unknown standard":   {`{"program": ` + program + `, "standards": ["x"]}`, "standards[0]: is not a standard"},
		"unknown template":   {`{"program": ` + program + `, "aftercare": "x"}`, "is not a template"},
		"no sessions":        {`{"id": "p", "weeks": 12}`, "has no sessions"},
		"no sessions inside": {`{"program": {"id": "p", "weeks": 3}}`, "program: has no sessions"},
		"two of a name":      {`[` + program + `, ` + program + `]`, "has the name of a design before it"},
		"a bad closed day":   {`{"program": ` + program + `, "closed": ["2026-02-30"]}`, "closed[0]"},
		"a comparator of 0":  {`{"program": ` + program + `, "abstinenceOnly": {}}`, "afterPositive is 0"},
		"an unknown program": {`{"program": {"id": "p", "blox": []}}`, "blox"},
		"no JSON":            {`[`, "d.json"},
		"nothing":            {``, "d.json"},
	} {
		_, err := simulate.ReadDesigns(strings.NewReader(c.text), "d.json")
		require.ErrorContains(t, err, c.want, name)
	}
	some, err := simulate.ReadDesigns(strings.NewReader(`[`+program+`, {"id": "q"}]`), "d.json")
	require.Error(t, err)
	require.Len(t, some, 1, "what is right stays")
	_, err = simulate.ReadDesigns(fakeReader{}, "d.json")
	require.ErrorContains(t, err, "d.json")
}

func FuzzReadDesigns(f *testing.F) {
	f.Add([]byte(`{"program": {"id": "p", "weeks": 2, "blocks": [{"activity": "process-group", "minutes": 90, "perWeek": 2.5}]}, "tests": {"perWeek": 3}}`))
	f.Add([]byte(`[{"id": "p", "phases": [{"name": "a", "weeks": {"min": 1, "max": 3}}], "blocks": [{"weeklyMinutes": 100, "rotates": ["cbt", "dbt-skills"]}]}]`))
	f.Add([]byte(`{"program": {"id": "p", "weeks": 0.5, "blocks": [{"minutes": {"max": 0}, "days": ["Sun"], "perWeek": 168}]}, "reference": true}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		ds, _ := simulate.ReadDesigns(strings.NewReader(string(data)), "fuzz.json")
		for _, d := range ds {
			if len(d.Program.Blocks) > 20 {
				continue
			}
			m, err := simulate.Prepare(d, simulate.DefaultParameters())
			if err != nil {
				continue
			}
			s := m.Run(1, 0, 3)
			require.Equal(t, int64(3), s.People)
			p := m.Trace(1, 1)
			require.NotEmpty(t, p.Explain())
		}
	})
}

func FuzzReadParameters(f *testing.F) {
	f.Add([]byte(`[{"id": "no-show", "value": 0.2, ` + supposed + `}]`))
	f.Add([]byte(`{"id": "exit-weight-other", "value": 0, ` + supposed + `}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := simulate.ReadParameters(strings.NewReader(string(data)), "fuzz.json")
		if err != nil {
			return
		}
		_, err = simulate.Simulate(evenings("a"), p, 1, 0, 2)
		require.NoError(t, err)
	})
}
