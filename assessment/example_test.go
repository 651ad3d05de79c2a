package assessment_test

import (
	"bytes"
	"fmt"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// Score a PHQ-9. The ninth answer is missing: the total is prorated as the
// published rule says, and the question about self-harm is unknown, not no.
func Example() {
	phq9, _ := assessment.Embedded().Lookup("phq-9", false)
	r := phq9.Score(assessment.Answers{Values: []assessment.Answer{2, 1, 1, 2, 1, 1, 2, 1, assessment.NotAnswered}}, assessment.Context{})

	fmt.Println(r.Status, "with", r.Prorated, "missing:", r.Missing)
	fmt.Println(r.Total, r.Band)
	fmt.Println("item 9:", r.Flag("item9"))
	// Output:
	// prorated with 1 missing: [9]
	// 12 moderate
	// item 9: unknown
}

// The cut-off of the AUDIT-C depends on sex and age, and on whose it is.
// What is not known and decides leaves the flag unknown.
func ExampleContext() {
	auditC, _ := assessment.Embedded().Lookup("audit-c", false)
	three := assessment.Answers{Values: []assessment.Answer{1, 1, 1}}
	for _, c := range []assessment.Context{
		{Sex: assessment.SexFemale},
		{Sex: assessment.SexMale, Age: new(40)},
		{Sex: assessment.SexMale},
		{CutSet: "VA5"},
	} {
		r := auditC.Score(three, c)
		fmt.Println(r.Total, r.CutSet, r.Flag("positive"))
	}
	// Output:
	// 3 ASBI yes
	// 3 ASBI no
	// 3 ASBI unknown
	// 3 VA5 no
}

// Reversed items are recorded in two ways; the answers say in which.
func ExampleCoding() {
	dast, _ := assessment.Embedded().Lookup("dast-10", false)
	values := []assessment.Answer{0, 0, 1, 0, 0, 0, 0, 0, 0, 0}
	asAnswered := dast.Score(assessment.Answers{Values: values, Coding: assessment.Raw}, assessment.Context{})
	turnedRound := dast.Score(assessment.Answers{Values: values, Coding: assessment.Inverted}, assessment.Context{})
	fmt.Println(asAnswered.Total, turnedRound.Total)
	// Output: 0 1
}

// The BAM has three subscales, each with its direction, and no total.
func ExampleScorer_ReadInput() {
	bam, _ := assessment.Embedded().Lookup("bam-iop", false)
	in, err := bam.ReadInput("today.json", []byte(`{"answers": {"1": 2, "2": 2, "3": 3, "4": 1, "5": 0, "6": 2, "8": 1, "9": 3,
		"10": 4, "11": 1, "12": 2, "13": 5, "14": 1, "15": 1, "16": 6}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	r := bam.Score(in.Answers, in.Context)
	for _, s := range r.Subscales {
		fmt.Println(s.ID, s.Score)
	}
	fmt.Println("total", r.Total, "- any use:", r.Flag("use"))
	// Output:
	// use 3
	// risk 10
	// protective 21
	// total unknown - any use: yes
}

// A file may hold one set of answers, a list, or one on each line. A line
// that cannot be read leaves the others alone.
func ExampleScorer_NewReader() {
	gad7, _ := assessment.Embedded().Lookup("gad-7", false)
	reader := gad7.NewReader("week.ndjson", bytes.NewReader([]byte("[1,1,1,1,1,1,1]\n[1,1,\n[3,3,3,3,3,0,9]\n")))
	var in assessment.Input
	for reader.Next(&in) {
		if in.Err != nil {
			fmt.Println(in.Err)
			continue
		}
		r := gad7.Score(in.Answers, in.Context)
		fmt.Println(reader.Place(), r.Status, r.Total, r.Problems)
	}
	// Output:
	// week.ndjson:1 scored 7 []
	// week.ndjson:2: [2]: not valid JSON: the text ends too early
	// week.ndjson:3 invalid unknown [item 7: 9; want 0 to 3]
}

// A trend compares like with like. Response and remission have a source
// (HEDIS); the threshold of an important change is recalled, so it is unknown
// unless it is asked for.
func ExampleScorer_Trend() {
	phq9, _ := assessment.Embedded().Lookup("phq-9", false)
	first := iop.MustDate(2026, time.March, 2)
	var series []assessment.Dated[assessment.Result]
	for i, v := range []assessment.Answer{2, 2, 1} {
		values := []assessment.Answer{v, v, v, v, v, v, v, v, 0}
		series = append(series, assessment.Dated[assessment.Result]{
			Date:  first.AddDays(14 * i),
			Value: phq9.Score(assessment.Answers{Values: values}, assessment.Context{}),
		})
	}
	trend, err := phq9.Trend(series, assessment.TrendOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(trend.First.Value, "to", trend.Latest.Value, "-", trend.Course)
	for _, c := range trend.Changes {
		fmt.Printf("%s: %s\n", c.Rule.Kind, c.Verdict)
	}
	// Output:
	// 16 to 8 - better
	// noticeable: improved
	// response: reached
	// remission: not-reached
	// important: threshold-unknown
}

// Evidence is what other rooms gather: dated, and with its source.
func ExampleScorer_Evidence() {
	barc, _ := assessment.Embedded().Lookup("barc-10", false)
	r := barc.Score(assessment.Answers{Values: []assessment.Answer{5, 5, 5, 5, 5, 4, 4, 5, 4, 5}}, assessment.Context{})
	for _, e := range barc.Evidence(iop.MustDate(2026, time.July, 6), &r) {
		fmt.Println(e.Date, e.Kind, e.Of, e.Value, "-", e.Source.Authority)
	}
	// Output:
	// 2026-07-06 score barc-10 47 - Vilsaint et al. 2017
	// 2026-07-06 flag barc-10/atLeast47 yes - Vilsaint et al. 2017
}

// An instrument of your own has the same format. The reader says what is
// wrong, where, and what would be right.
func ExampleReadInstruments() {
	_, err := assessment.ReadInstruments("mine.json", []byte(`{
  "id": "sleep-1", "title": "One question", "version": "1", "about": "sleep",
  "source": {"locator": "our own", "confidence": "supposed"},
  "license": {"class": "wording-may-ship", "basis": "our own", "confidence": "verified"},
  "trendable": true, "missing": {"rule": "strict"},
  "allowed": {"min": 0, "max": 3},
  "items": [{"id": "1"}],
  "total": {"items": ["1"], "direction": "higher-worse", "min": 0, "max": 4}
}`))
	fmt.Println(err)
	// Output: mine.json:8: total: says 0 to 4, but its items give 0 to 3
}

// Sum is the bulk call: whole numbers in, a whole number out, no allocation.
func ExampleScorer_Sum() {
	phq9, _ := assessment.Embedded().Lookup("phq-9", false)
	fmt.Println(phq9.Sum([]assessment.Answer{0, 1, 2, 3, 0, 1, 2, 3, 0}))
	fmt.Println(phq9.Sum([]assessment.Answer{0, 1, 2, 3, 0, 1, 2, 3, 4}))
	// Output:
	// 12 true
	// 0 false
}
