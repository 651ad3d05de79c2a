package drugtest_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/stretchr/testify/require"
)

// a result of a file, to be changed.
const screened = `{"id": "r1", "collected": "2026-11-20", "reported": "2026-11-21", "matrix": "urine", "collection": "collected", "process": "presumptive",
 "specimen": {"creatinine": {"value": 85, "unit": "mg/dL"}, "specificGravity": 1.012, "pH": 6.1},
 "panel": ["cocaine", "fentanyl"],
 "findings": [{"analyte": "benzoylecgonine", "result": "positive", "quantity": {"value": 410, "unit": "ng/mL"}}]}`

func file(results ...string) []byte {
	return []byte(`{"asOf": "2026-11-23", "results": [` + strings.Join(results, ",\n") + `]}`)
}

// changed replaces a part of the result; a part that is not there fails.
func changed(t *testing.T, old, new string) string {
	t.Helper()
	require.Contains(t, screened, old)
	return strings.Replace(screened, old, new, 1)
}

func TestProblemsOfAFile(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown analyte", `"analyte": "benzoylecgonine"`, `"analyte": "benzoylecgonin"`, "f.json:4: results[0].findings[0].analyte: is not an analyte of the catalogue; did you mean benzoylecgonine"},
		{"a class as analyte", `"analyte": "benzoylecgonine"`, `"analyte": "cocaine"`, "is a class; a finding is about an analyte: want one of benzoylecgonine"},
		{"unknown member of the panel", `"fentanyl"]`, `"fentanil"]`, "f.json:3: results[0].panel[1]: is not an analyte or a class of the catalogue; did you mean fentanyl"},
		{"missing unit", `, "unit": "ng/mL"`, ``, "f.json:4: results[0].findings[0].quantity.unit: is missing; a number without a unit is not read"},
		{"wrong unit", `"unit": "ng/mL"`, `"unit": "degC"`, "results[0].findings[0].quantity has no unit of concentration"},
		{"missing unit of a specimen", `"value": 85, "unit": "mg/dL"`, `"value": 85`, "f.json:2: results[0].specimen.creatinine.unit: is missing"},
		{"text for a number", `1.012`, `"1.012"`, "f.json:2: results[0].specimen.specificGravity: is a text; want a number"},
		{"no gravity", `1.012`, `1012`, "f.json:2: results[0].specimen.specificGravity: is not between 0.9 and 1.2"},
		{"report before collection", `"reported": "2026-11-21"`, `"reported": "2026-11-19"`, "f.json:1: results[0].reported: is before the collection"},
		{"no matrix", `"matrix": "urine", `, ``, "results[0].matrix: is missing; want urine"},
		{"no process", `, "process": "presumptive"`, ``, "results[0].process: is missing; want pending, presumptive, definitive or cancelled"},
		{"no collection", `"collection": "collected", `, ``, "results[0].collection: is missing"},
		{"unknown field", `"id": "r1"`, `"id": "r1", "person": "x"`, "results[0].person: is not a field"},
		{"unknown word", `"presumptive"`, `"confirmed"`, "results[0].process: is not a state of the laboratory work; want pending, presumptive, definitive or cancelled"},
		{"findings without a specimen", `"collection": "collected"`, `"collection": "declined"`, "results[0].findings: cannot be there: the collection is declined"},
		{"findings before the report", `"process": "presumptive"`, `"process": "pending"`, "results[0].findings: cannot be there: the result is pending"},
		{"screen called definitive", `"process": "presumptive"`, `"process": "definitive", "method": "point-of-care"`, "results[0].method: is not a definitive method"},
		{"negative and not covered", `"analyte": "benzoylecgonine", "result": "positive"`, `"analyte": "morphine", "result": "negative"`, "results[0].findings[0].analyte: cannot be negative: morphine is not covered by the panel"},
		{"no panel", `"panel": ["cocaine", "fentanyl"],`, ``, "results[0].panel: is missing"},
		{"no id", `"id": "r1", `, ``, "results[0].id: is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, err := drugtest.ReadHistory("f.json", file(changed(t, c.old, c.new), strings.ReplaceAll(screened, "r1", "r2")))
			require.ErrorContains(t, err, strings.Replace(c.want, "quantity has", "quantity: has", 1))
			require.Equal(t, 1, h.Unread())
			require.GreaterOrEqual(t, h.Len(), 1, "the other result is there")
		})
	}
}

// TestWhatIsLeftOfAResult: a broken finding leaves the others, and what is not
// known stays open.
func TestWhatIsLeftOfAResult(t *testing.T) {
	text := changed(t, `"findings": [`, `"findings": [{"analyte": "fentanyl", "result": "positive", "quantity": {"value": 3}}, `)
	h, err := drugtest.ReadHistory("f.json", file(text))
	require.ErrorContains(t, err, "findings[0].quantity.unit")
	in := must1(drugtest.Interpret(h, drugtest.Embedded()))(t)
	require.Equal(t, "benzoylecgonine positive-unexpected\nfentanyl indeterminate", short(in))
	require.Contains(t, in.Notices[len(in.Notices)-1].String(), "1 results or medications of the file could not be read as a whole")

	h, err = drugtest.ReadHistory("f.json", file(changed(t, `"fentanyl"]`, `"fentanil"]`)))
	require.Error(t, err)
	require.Equal(t, "benzoylecgonine positive-unexpected", short(must1(drugtest.Interpret(h, drugtest.Embedded()))(t)))

	h, err = drugtest.ReadHistory("f.json", file(changed(t, `"value": 85, "unit": "mg/dL"`, `"value": 85`)))
	require.Error(t, err)
	require.Zero(t, h.Len(), "what decides whether a specimen is usable cannot be left out")
}

func TestTwoResultsWithOneID(t *testing.T) {
	h, err := drugtest.ReadHistory("f.json", file(screened, screened))
	require.NoError(t, err)
	require.Equal(t, 1, h.Len(), "the same content counts once")
	h, err = drugtest.ReadHistory("f.json", file(screened, changed(t, "410", "420")))
	require.ErrorContains(t, err, "f.json:5: results[1].id: is that of an earlier result with another content")
	require.Equal(t, 1, h.Len())
}

func TestMedicationsOfAFile(t *testing.T) {
	read := func(list string) error {
		_, err := drugtest.ReadHistory("f.json", []byte(`{"asOf": "2026-11-23", "medications": [`+list+`]}`))
		return err
	}
	require.NoError(t, read(`{"substance": "buprenorphine", "from": "2026-09-01", "until": null}, {"substance": "buprenorphine", "from": "2026-09-01", "until": "2026-09-01"}`))
	require.ErrorContains(t, read(`{"substance": "buprenorphine", "from": "2026-09-02", "until": "2026-09-01"}`), "f.json:1: medications[0].until: is before the medication starts")
	require.ErrorContains(t, read(`{"from": "2026-09-02"}`), "medications[0].substance: is missing")
	require.ErrorContains(t, read(`{"substance": "buprenorphine", "from": "2026-02-30"}`), "medications[0].from: is not a day of the calendar")
}

func TestDocumentsThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{ // any order: each alone
		``:                     "f.json: empty",
		`[]`:                   "f.json:1: is a list; want one object",
		`{"results": []}`:      "asOf: is missing",
		`{"asOf": "tomorrow"}`: "asOf: ",
		`{"asOf": "2026-11-23", "jurisdiction": "Utah"}`:        "jurisdiction: has a wrong form; want a country or ISO 3166-2 code such as US or US-UT",
		`{"asOf": "2026-11-23", "population": "elderly"}`:       "population: ",
		`{"asOf": "2026-11-23", "policy": {"discharge": true}}`: "policy: is not read here",
		`{"asOf": "2026-11-23", "results": [`:                   "f.json:1",
	} {
		_, err := drugtest.ReadHistory("f.json", []byte(text))
		require.ErrorContains(t, err, want, text)
	}
}

// TestTenThousandResults: all are read, each broken one is named, and the time
// grows with the number of results.
func TestTenThousandResults(t *testing.T) {
	var all, few []string
	for i := range 10_000 {
		r := strings.NewReplacer(`"r1"`, fmt.Sprintf(`"r%d"`, i), "2026-11-20", "2020-01-01", "2026-11-21", "2020-01-01").Replace(screened)
		if i%100 == 99 {
			r = strings.Replace(r, "benzoylecgonine", "nothing_known", 1)
		}
		all = append(all, r)
		if i < 1_000 {
			few = append(few, r)
		}
	}
	took := func(list []string, broken int) time.Duration {
		data, began := file(list...), time.Now()
		h, err := drugtest.ReadHistory("f.json", data)
		require.Error(t, err)
		require.Equal(t, broken, strings.Count(err.Error(), "is not an analyte"))
		require.Equal(t, broken, h.Unread())
		require.Equal(t, len(list), h.Len())
		_, err = drugtest.Interpret(h, drugtest.Embedded())
		require.NoError(t, err)
		return time.Since(began)
	}
	short := min(took(few, 10), took(few, 10), took(few, 10))
	require.Less(t, took(all, 100), 40*short+time.Second, "ten times as many take about ten times as long")
}

// TestSampleOfTheIssue reads the document of the issue as it stands there.
func TestSampleOfTheIssue(t *testing.T) {
	data, err := os.ReadFile("../../cmd/iop/testdata/respond/unexpected.json")
	require.NoError(t, err)
	h, err := drugtest.ReadHistory("respond.json", data)
	require.NoError(t, err)
	r, ok := h.Newest()
	require.True(t, ok)
	require.Equal(t, drugtest.Acceptable, r.Validity())
	require.Equal(t, []string{"cocaine", "fentanyl"}, r.Panel().Members())
	require.Equal(t, drugtest.Positive, r.Outcome("benzoylecgonine"))
	require.Equal(t, drugtest.Indeterminate, r.Outcome("fentanyl"))
	require.Equal(t, drugtest.NotTested, r.Outcome("morphine"))
}

// FuzzReadHistory reads any bytes: it never panics, every problem names the
// file, and what it accepts can be interpreted twice with one outcome.
func FuzzReadHistory(f *testing.F) {
	f.Add(file(screened))
	f.Add(file(strings.Replace(screened, "presumptive", "definitive", 1), `{"id": "r2", "collected": "2026-11-22", "collection": "declined"}`))
	f.Add([]byte(`{"asOf": "9999-12-31", "medications": [{"substance": "a/b-C d"}], "results": [{"id": "x", "collected": "0001-01-01", "collection": "unable"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := drugtest.ReadHistory("f.json", data)
		if err != nil && !strings.Contains(err.Error(), "f.json") {
			t.Fatalf("no file named: %v", err)
		}
		in, err := drugtest.Interpret(h, drugtest.Embedded())
		if err != nil {
			t.Fatalf("read, and cannot be interpreted: %v", err)
		}
		again, err := drugtest.Interpret(h, drugtest.Embedded())
		if err != nil || short(in) != short(again) || len(in.Episodes) != len(again.Episodes) {
			t.Fatal("not the same twice")
		}
	})
}

// FuzzReadClasses reads any bytes as substances and criteria.
func FuzzReadClasses(f *testing.F) {
	data, err := os.ReadFile("substances/opioid_illicit.json")
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`[{"id": "x", "matrix": "urine", "status": "dilute", "when": [{"of": "creatinine", "below": 30, "unit": "mg/dL"}], "source": "CATALOG"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		classes, err := drugtest.ReadClasses("f.json", data)
		if err != nil && !strings.Contains(err.Error(), "f.json") {
			t.Fatalf("no file named: %v", err)
		}
		_, _ = drugtest.NewCatalog(classes...) // an error is fine, a panic is not
		if c, err := drugtest.ReadCriteria("f.json", data); err == nil {
			g := good(t)
			g.Validity(c)
		}
	})
}
