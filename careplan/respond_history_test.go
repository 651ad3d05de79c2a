package careplan_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"pgregory.net/rapid"
)

// drawnResult is one result of a generated history, as a file holds it.
type drawnResult struct {
	ID         string           `json:"id"`
	Collected  string           `json:"collected"`
	Matrix     string           `json:"matrix,omitempty"`
	Collection string           `json:"collection"`
	Specimen   map[string]any   `json:"specimen,omitempty"`
	Process    string           `json:"process,omitempty"`
	Panel      []string         `json:"panel,omitempty"`
	Findings   []map[string]any `json:"findings,omitempty"`
}

type drawnHistory struct {
	AsOf         string           `json:"asOf"`
	Population   any              `json:"population"`
	Jurisdiction string           `json:"jurisdiction,omitempty"`
	Medications  []map[string]any `json:"medications"`
	Results      []drawnResult    `json:"results"`
}

var (
	drawnAnalytes = []string{"benzoylecgonine", "fentanyl", "6mam", "morphine", "methamphetamine", "amphetamine", "buprenorphine", "ethyl_glucuronide", "thc_cooh", "nordiazepam", "xylazine"}
	drawnPlaces   = []string{"", "US-UT", "US-WI", "US-KY", "US-NH", "US-OK", "US-CA"}
	drawnCreatine = []int{1, 10, 60, 100, 240}
)

// drawHistory draws up to 300 results of every kind; the processes are those
// that a collected specimen can have.
func drawHistory(t *rapid.T, processes ...string) drawnHistory {
	h := drawnHistory{AsOf: asOf.String(), Jurisdiction: rapid.SampledFrom(drawnPlaces).Draw(t, "jurisdiction"), Results: []drawnResult{}}
	if p := rapid.SampledFrom([]string{"", "adult", "adolescent"}).Draw(t, "population"); p != "" {
		h.Population = p
	}
	for _, m := range []string{"buprenorphine", "methadone", "amphetamine_salts"} {
		if rapid.IntRange(0, 3).Draw(t, m) == 0 {
			h.Medications = append(h.Medications, map[string]any{"substance": m, "from": "2026-01-01", "until": nil})
		}
	}
	for i := range rapid.IntRange(1, 300).Draw(t, "results") {
		h.Results = append(h.Results, drawResult(t, i, processes))
	}
	return h
}

func drawResult(t *rapid.T, i int, processes []string) drawnResult {
	r := drawnResult{ID: fmt.Sprintf("r%03d", i), Collected: asOf.AddDays(-rapid.IntRange(0, 300).Draw(t, "days ago")).String(), Collection: "collected"}
	if rapid.IntRange(0, 5).Draw(t, "kind") == 0 {
		r.Collection = rapid.SampledFrom([]string{"declined", "unable", "missed-excused", "missed-unexcused"}).Draw(t, "collection")
		return r
	}
	r.Matrix, r.Process = "urine", rapid.SampledFrom(processes).Draw(t, "process")
	r.Specimen = map[string]any{"creatinine": map[string]any{"value": rapid.SampledFrom(drawnCreatine).Draw(t, "creatinine"), "unit": "mg/dL"}, "specificGravity": 1.0005, "pH": 6}
	if rapid.Bool().Draw(t, "dense") {
		r.Specimen["specificGravity"] = 1.012
	}
	for _, a := range drawnAnalytes {
		n := rapid.IntRange(0, 6).Draw(t, a)
		if n == 0 {
			continue
		}
		r.Panel = append(r.Panel, a)
		if r.Process == "pending" || r.Process == "cancelled" || n == 1 {
			continue
		}
		f := map[string]any{"analyte": a, "result": []string{"negative", "negative", "indeterminate", "positive", "positive"}[n-2]}
		if n == 6 {
			f["quantity"] = map[string]any{"value": rapid.IntRange(1, 3000).Draw(t, "ng/mL"), "unit": "ng/mL"}
			f["acknowledged"] = rapid.IntRange(0, 4).Draw(t, "acknowledged") == 0
		}
		r.Findings = append(r.Findings, f)
	}
	if len(r.Panel) == 0 {
		r.Panel = []string{"cocaine"}
	}
	return r
}

// answer reads a history as a file, interprets it and responds.
func (h drawnHistory) answer(t *rapid.T) (*drugtest.Interpretation, careplan.Response) {
	data, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	read, err := drugtest.ReadHistory("drawn.json", data)
	if err != nil {
		t.Fatal(err)
	}
	in, err := drugtest.Interpret(read, drugtest.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	out, err := careplan.Policy{}.Respond(in)
	if err != nil {
		t.Fatal(err)
	}
	return in, out
}

var allProcesses = []string{"pending", "presumptive", "presumptive", "definitive", "definitive", "cancelled"}

// TestResponsesToHistories is (c), (d), (i) and what a response always is, on
// whole histories: at least one step, each supportive, with reason, source and a
// day within three days; no word about a level without a pattern of definitive
// or reported use; naloxone with every opioid that was found.
func TestResponsesToHistories(t *testing.T) {
	punishing := []string{"discharg", "punish", "sanction", "violat", "fail", "dirty", "refus", "noncompl", "abuse", "terminat"}
	rapid.Check(t, func(t *rapid.T) {
		in, out := drawHistory(t, allProcesses...).answer(t)
		if len(out.Steps) == 0 {
			t.Fatalf("no step after %+v", in.Rows)
		}
		kinds := map[careplan.StepKind]bool{}
		for _, s := range out.Steps {
			kinds[s.Kind] = true
			if !s.Kind.IsValid() || s.Reason == "" || !s.Source.IsValid() || s.Due.Before(asOf) || asOf.DaysUntil(s.Due) > 3 {
				t.Fatalf("%+v", s)
			}
			for _, w := range punishing {
				if strings.Contains(strings.ToLower(s.Reason+s.Kind.Title()), w) {
					t.Fatalf("%q in %q", w, s.Reason)
				}
			}
		}
		if kinds[careplan.ReassessDimensions()] && out.Events < 2 {
			t.Fatalf("a reassessment after %d events", out.Events)
		}
		for _, r := range in.Rows {
			if r.Outcome == drugtest.Positive && r.Safety.Has(drugtest.OpioidTag) && !kinds[careplan.OfferNaloxone()] {
				t.Fatalf("%s was found and naloxone is not offered", r.Analyte)
			}
		}
	})
}

// TestScreensAloneSayNothingOfALevel is (d): nobody reported a use and no
// definitive method found one.
func TestScreensAloneSayNothingOfALevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t, "presumptive", "pending")
		for i := range h.Results {
			for _, f := range h.Results[i].Findings {
				delete(f, "acknowledged")
			}
		}
		_, out := h.answer(t)
		for _, s := range out.Steps {
			if s.Kind == careplan.ReassessDimensions() || s.Kind == careplan.AddService() || s.Kind == careplan.ReviewPlan() {
				t.Fatalf("screens alone lead to %s", s.Kind)
			}
		}
		if out.Events != 0 {
			t.Fatalf("%d events", out.Events)
		}
	})
}

// TestOrderOfAFileChangesNothing is (j) at the level of the response.
func TestOrderOfAFileChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t, allProcesses...)
		_, want := h.answer(t)
		h.Results = rapid.Permutation(append(slices.Clone(h.Results), h.Results[:len(h.Results)/3]...)).Draw(t, "order")
		slices.Reverse(h.Medications)
		if _, got := h.answer(t); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Fatalf("was %+v\nis  %+v", want, got)
		}
	})
}

// TestJurisdictionsOnlyAddToResponses is (m) on whole histories.
func TestJurisdictionsOnlyAddToResponses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t, allProcesses...)
		h.Jurisdiction = ""
		_, plain := h.answer(t)
		for _, place := range drawnPlaces[1:] {
			h.Jurisdiction = place
			_, here := h.answer(t)
			for _, s := range plain.Steps {
				if !slices.ContainsFunc(here.Steps, func(o careplan.Step) bool { return o.Kind == s.Kind && !s.Due.Before(o.Due) }) {
					t.Fatalf("%s takes %s away", place, s.Kind)
				}
			}
		}
	})
}

// TestResultsDoNotBearOnADischarge is (a): what a discharge needs has no place
// for a result, so that the permission with a history and without it is one
// answer; and no step of any response is a ground. (b) holds with it: a Response
// holds steps and notices, and no hours.
func TestResultsDoNotBearOnADischarge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draft := careplan.DischargeDraft{On: asOf, ReferralOffered: rapid.Bool().Draw(t, "referral"), ReentryFrom: asOf}
		if rapid.Bool().Draw(t, "ground") {
			draft.Grounds = []careplan.Ground{careplan.LongAbsence}
		}
		without := draft
		_, out := drawHistory(t, allProcesses...).answer(t)
		for _, s := range out.Steps {
			draft.Tried = append(draft.Tried, s.Kind)
			if _, err := careplan.ParseGround(s.Kind.String()); err == nil {
				t.Fatalf("%s is a ground", s.Kind)
			}
		}
		without.Tried = []careplan.StepKind{careplan.Talk()}
		_, with := careplan.NewAdministrativeDischarge(draft)
		_, plain := careplan.NewAdministrativeDischarge(without)
		if (with == nil) != (plain == nil) || (plain == nil) != (len(draft.Grounds) > 0 && draft.ReferralOffered) {
			t.Fatalf("with results %v, without %v", with, plain)
		}
	})
}

// historyOf is a history of n results a week apart, each with findings.
func historyOf(tb testing.TB, n, findings int) *drugtest.History {
	h := drawnHistory{AsOf: asOf.String(), Medications: []map[string]any{{"substance": "buprenorphine", "from": "2026-01-01", "until": nil}}}
	for i := range n {
		r := drawnResult{ID: fmt.Sprintf("r%04d", i), Collected: asOf.AddDays(-7 * (n - i)).String(), Matrix: "urine", Collection: "collected", Process: "definitive", Panel: drawnAnalytes[:findings]}
		for j, a := range drawnAnalytes[:findings] {
			r.Findings = append(r.Findings, map[string]any{"analyte": a, "result": []string{"negative", "positive"}[(i+j)%2]})
		}
		h.Results = append(h.Results, r)
	}
	data, err := json.Marshal(h)
	if err != nil {
		tb.Fatal(err)
	}
	out, err := drugtest.ReadHistory("bench.json", data)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func respondTo(tb testing.TB, h *drugtest.History) {
	in, err := drugtest.Interpret(h, drugtest.Embedded())
	if err != nil {
		tb.Fatal(err)
	}
	if _, err = (careplan.Policy{}).Respond(in); err != nil {
		tb.Fatal(err)
	}
}

// TestNoAllocationForEachPair: twice the results, or twice the findings of
// each, add no more allocations than lists take that grow.
func TestNoAllocationForEachPair(t *testing.T) {
	allocs := func(n, findings int) float64 {
		h := historyOf(t, n, findings)
		return testing.AllocsPerRun(5, func() { respondTo(t, h) })
	}
	few, many := allocs(200, 8), allocs(400, 8)
	if many > few+20 {
		t.Errorf("%v allocations for 200 results, %v for 400", few, many)
	}
	narrow := allocs(200, 4)
	if few > narrow+4*60 { // the words of four more rows of the newest result
		t.Errorf("%v allocations with 4 findings, %v with 8", narrow, few)
	}
}

// BenchmarkRespond answers histories of 200 and 2,000 results with eight
// findings each, beside a bare loop over the same findings.
func BenchmarkRespond(b *testing.B) {
	for _, n := range []int{200, 2_000} {
		h := historyOf(b, n, 8)
		b.Run(fmt.Sprintf("%d results", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				respondTo(b, h)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/result")
		})
		b.Run(fmt.Sprintf("%d results, bare loop", n), func(b *testing.B) {
			positive := 0
			for b.Loop() {
				for r := range h.Results() {
					for f := range r.Findings() {
						if f.Outcome == drugtest.Positive {
							positive++
						}
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/result")
		})
	}
}
