package iop_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// explained are findings of each shape; what Explain writes for them stands in
// testdata/explain, written by hand.
func explained() map[string]iop.Finding {
	count := func(u iop.Unit, n iop.Minutes) iop.Quantity { return iop.Quantity{Unit: u, Span: iop.Exactly(n)} }
	recalled := iop.Source{Authority: "Colorado BHA", Locator: "2 CCR 502-1, 4.6", Confidence: iop.Recalled}
	claim := iop.Rule{ID: "schedule/claimed-hours", Measures: "hours that the program claims"}
	gap := iop.Rule{ID: "schedule/service-gap", Measures: "longest gap between services"}
	return map[string]iop.Finding{
		"not-met": shortWeek(),
		"undetermined": {
			Rule: &weeklyMin, Outcome: iop.Undetermined, Standard: "co-iop", Where: iop.Where{Week: 1},
			Measured: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.AtLeast(360)}, Required: iop.AtLeastBound(iop.UnitMinutes, 540), Source: &recalled,
			Because: []iop.Fact{
				{Kind: iop.FactRecalled},
				{Kind: iop.FactCountable, Minutes: iop.AtLeast(360), Children: []iop.Fact{
					{Kind: iop.FactUnknownLength, Activity: iop.MustParseActivity("individual-counseling"), Place: "blocks[3]"},
					{Kind: iop.FactOptional, Place: "blocks[4]", Minutes: iop.Between(0, 60)},
				}},
			},
			Remedies: []iop.Remedy{{Kind: iop.StateLength}, {Kind: iop.CheckSource}},
		},
		"days": {
			Rule: &gap, Outcome: iop.NotMet, Severity: iop.Error, Standard: "nc-medicaid-saiop",
			Measured: count(iop.UnitDays, 4), Required: iop.AtMostBound(iop.UnitDays, 2),
			Because:  []iop.Fact{{Kind: iop.FactServiceDays, Count: count(iop.UnitDays, 2)}},
			Remedies: []iop.Remedy{{Kind: iop.SpreadDays, Amount: count(iop.UnitDays, 2)}, {Kind: iop.AddServiceDay, Amount: count(iop.UnitDays, 1)}},
		},
		"design": {
			Rule: &claim, Outcome: iop.NotApplicable,
		},
	}
}

func TestExplainWritesForAPerson(t *testing.T) {
	findings := explained()
	files, err := filepath.Glob("testdata/explain/*.txt")
	require.NoError(t, err)
	require.Len(t, files, len(findings))
	for name, f := range findings {
		t.Run(name, func(t *testing.T) {
			want, err := os.ReadFile("testdata/explain/" + name + ".txt")
			require.NoError(t, err)
			var b strings.Builder
			require.NoError(t, iop.Explain(&b, &f))
			require.Equal(t, string(want), b.String())
		})
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("the pipe is closed") }

func TestExplainReportsWhatTheWriterSays(t *testing.T) {
	f := shortWeek()
	require.EqualError(t, iop.Explain(brokenWriter{}, &f), "the pipe is closed")
}
