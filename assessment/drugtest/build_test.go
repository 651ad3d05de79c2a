package drugtest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

var firstDay = iop.MustDate(2026, time.June, 1)

func day(n int) iop.Date { return firstDay.AddDays(n) }

// fatal is what the builders need of a test.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

func must[T any](t fatal, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatalf("%v", err)
	}
	return v
}

func ng(t fatal, value string) drugtest.Quantity { return quantity(t, value+" ng/mL") }

func quantity(t fatal, text string) drugtest.Quantity {
	t.Helper()
	number, unit, _ := strings.Cut(text, " ")
	var a iop.Amount
	if err := a.UnmarshalJSON([]byte(number)); err != nil {
		t.Fatalf("%v", err)
	}
	u, err := drugtest.ParseUnit(unit)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return must(t, drugtest.Quantity{Amount: a, Unit: u}, nil)
}

func amount(text string) (a iop.Amount) {
	if err := a.UnmarshalJSON([]byte(text)); err != nil {
		panic(err)
	}
	return a
}

// good is a specimen that nothing is unusual about.
func good(t fatal) drugtest.Specimen {
	return drugtest.Specimen{Matrix: drugtest.Urine, Creatinine: quantity(t, "100 mg/dL"), SpecificGravity: amount("1.012"), PH: amount("6.1")}
}

// sample is one result in short: what was found as in
// "fentanyl+12.5 codeine- morphine?", a number being ng/mL, and ! a use that
// the person reported.
type sample struct {
	id       string
	day      int
	reported int // days after the collection
	by       drugtest.Process
	panel    string
	found    string
	specimen *drugtest.Specimen
	minute   string
	collect  drugtest.Collection
}

func (s sample) result(t fatal) drugtest.Result {
	t.Helper()
	c := drugtest.Embedded()
	if s.id == "" {
		s.id = fmt.Sprintf("r%03d", s.day)
	}
	v := drugtest.Visit{ID: drugtest.ResultID(s.id), Collected: day(s.day), Reported: day(s.day + s.reported)}
	if s.minute != "" {
		v.Minute = amount(s.minute)
	}
	if s.collect != 0 {
		return must(t, must1(drugtest.NotCollected(v, s.collect))(t), nil)
	}
	if s.specimen == nil {
		g := good(t)
		s.specimen = &g
	}
	a := must1(s.specimen.Assess(drugtest.EmbeddedCriteria()))(t)
	p := must1(c.Panel(strings.Fields(s.panel)...))(t)
	findings := s.findings(t)
	switch s.by {
	case drugtest.Pending:
		return must1(drugtest.PendingResult(v, a, p))(t)
	case drugtest.Cancelled:
		return must1(drugtest.CancelledResult(v, a, p))(t)
	case drugtest.Definitive:
		return must1(drugtest.DefinitiveResult(v, a, drugtest.LCMSMS(), p, findings...))(t)
	}
	return must1(drugtest.PresumptiveResult(v, a, drugtest.Immunoassay(), p, findings...))(t)
}

func must1[T any](v T, err error) func(fatal) T {
	return func(t fatal) T { t.Helper(); return must(t, v, err) }
}

func (s sample) findings(t fatal) (out []drugtest.Finding) {
	for word := range strings.FieldsSeq(s.found) {
		var f drugtest.Finding
		word, f.Acknowledged = strings.CutSuffix(word, "!")
		at := strings.IndexAny(word, "+-?")
		f.Analyte = drugtest.AnalyteID(word[:at])
		f.Outcome = map[byte]drugtest.Outcome{'+': drugtest.Positive, '-': drugtest.Negative, '?': drugtest.Indeterminate}[word[at]]
		if word[at+1:] != "" {
			f.Quantity = ng(t, word[at+1:])
		}
		out = append(out, f)
	}
	return out
}

// taking are medications in short, as in "codeine methadone:3 fentanyl:0-9":
// from a day, to a day; without a day, from long before.
func taking(text string) (out []drugtest.Medication) {
	for word := range strings.FieldsSeq(text) {
		name, days, dated := strings.Cut(word, ":")
		m := drugtest.Medication{Substance: name, From: day(-400)}
		if dated {
			var from, until int
			if n, _ := fmt.Sscanf(days, "%d-%d", &from, &until); n == 2 {
				m.Until = day(until)
			}
			m.From = day(from)
		}
		out = append(out, m)
	}
	return out
}

func interpreted(t fatal, meds string, samples ...sample) *drugtest.Interpretation {
	t.Helper()
	var results []drugtest.Result
	for _, s := range samples {
		results = append(results, s.result(t))
	}
	h := must1(drugtest.NewHistory(drugtest.About{AsOf: day(400)}, results, taking(meds)))(t)
	return must1(drugtest.Interpret(h, drugtest.Embedded()))(t)
}

// short gives the rows as "fentanyl positive-unexpected", one a line.
func short(in *drugtest.Interpretation) string {
	var lines []string
	for _, r := range in.Rows {
		subject := r.Member()
		if subject == "" {
			subject = string(r.Medication)
		}
		lines = append(lines, strings.TrimSpace(subject+" "+r.Reading.String()))
	}
	return strings.Join(lines, "\n")
}

// facts gives the words of the facts of a row.
func facts(t testing.TB, in *drugtest.Interpretation, member string) string {
	t.Helper()
	for _, r := range in.Rows {
		if r.Member() == member {
			var lines []string
			for _, f := range r.Because {
				lines = append(lines, f.String())
			}
			return strings.Join(lines, "\n")
		}
	}
	require.Fail(t, "no row", member)
	return ""
}
