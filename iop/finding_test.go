package iop_test

import (
	"encoding/json"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

var virginia = iop.Source{
	Authority: "Virginia DMAS", Locator: "12VAC30-130-5090(A)", URL: "https://law.lis.virginia.gov/admincode/title12/agency30/chapter130/section5090/",
	Read: iop.MustDate(2026, 11, 23), Confidence: iop.Verified,
}

// shortWeek is a week of 8.5 hours under a standard that asks for 9.
func shortWeek() iop.Finding {
	return iop.Finding{
		Rule: &weeklyMin, Outcome: iop.NotMet, Severity: iop.Error, Standard: "va-medicaid-2.1-adult",
		Where:    iop.Where{Track: "Evening", Phase: "Phase 1", Week: 2},
		Measured: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(510)},
		Required: iop.AtLeastBound(iop.UnitMinutes, 540),
		Because: []iop.Fact{
			{Kind: iop.FactCountable, Minutes: iop.Exactly(510), Children: []iop.Fact{
				{Kind: iop.FactCounted, Activity: iop.MustParseActivity("group-therapy"), Place: "blocks[0]", Minutes: iop.Exactly(510)},
				{Kind: iop.FactLeftOutActivity, Activity: iop.MustParseActivity("meal"), Place: "blocks[1]", Minutes: iop.Exactly(30)},
			}},
			{Kind: iop.FactPolicy, Name: "default"},
		},
		Source:   &virginia,
		Remedies: []iop.Remedy{{Kind: iop.AddMinutes, Amount: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(30)}}},
	}
}

func TestMessageSaysWhatWasMeasuredAndRequiredInItsUnit(t *testing.T) {
	measuring := func(what string) *iop.Rule {
		r := weeklyMin
		r.Measures = what
		return &r
	}
	recalled := iop.Source{Authority: "A state", Locator: "s. 1", Confidence: iop.Recalled}
	days, hours, people := iop.UnitDays, iop.UnitHours, iop.UnitPeople
	minimum := iop.AtLeastBound(iop.UnitMinutes, 540)
	tests := []struct {
		finding iop.Finding
		want    string
	}{
		{shortWeek(), "Countable hours a week: 8.5 h; required at least 9 h"},
		{iop.Finding{Rule: measuring("days with services"), Standard: "x", Outcome: iop.Met, Measured: iop.Quantity{Unit: days, Span: iop.Between(3, 4)}, Required: iop.AtLeastBound(days, 3)},
			"Days with services: 3 to 4 days; required at least 3 days"},
		{iop.Finding{Rule: measuring("hours between services"), Standard: "x", Outcome: iop.NotMet, Measured: iop.Quantity{Unit: hours, Span: iop.Exactly(96 * 60)}, Required: iop.AtMostBound(hours, 72*60)},
			"Hours between services: 96 h; allowed at most 72 h"},
		{iop.Finding{Rule: measuring("length of the program"), Standard: "x", Outcome: iop.Undetermined, Measured: iop.Quantity{Unit: iop.UnitWeeks, Span: iop.AtLeast(6)}, Required: iop.AtLeastBound(iop.UnitWeeks, 8)},
			"Length of the program: at least 6 weeks; required at least 8 weeks; what is known does not decide"},
		{iop.Finding{Rule: measuring("people in a group"), Standard: "x", Outcome: iop.NotMet, Measured: iop.Quantity{Unit: people, Span: iop.Exactly(16)}, Required: iop.AtMostBound(people, 12)},
			"People in a group: 16 people; allowed at most 12 people"},
		{iop.Finding{Rule: measuring("sessions a week"), Standard: "x", Outcome: iop.NotMet, Measured: iop.Quantity{Unit: iop.UnitSessions, Span: iop.Exactly(1)}, Required: iop.AtLeastBound(iop.UnitSessions, 3)},
			"Sessions a week: 1 session; required at least 3 sessions"},
		{iop.Finding{Rule: measuring("group size"), Standard: "x", Outcome: iop.Undetermined, Measured: iop.Quantity{Unit: people}, Required: iop.AtMostBound(people, 12)},
			"Group size: not known; allowed at most 12 people; what is known does not decide"},
		{iop.Finding{Rule: measuring("countable hours a week"), Standard: "x", Outcome: iop.Met, Measured: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(600)}, Required: nineToNineteen},
			"Countable hours a week: 10 h; required 9 to 19 h"},
		{iop.Finding{Rule: measuring("hours that the program claims"), Outcome: iop.NotMet, Measured: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(510)}, Required: minimum},
			"Hours that the program claims: 8.5 h; stated at least 9 h"},
		{iop.Finding{Rule: measuring("final weeks"), Outcome: iop.NotApplicable}, "Final weeks; does not apply here"},
		{iop.Finding{Rule: measuring("countable hours a week"), Standard: "x", Outcome: iop.NotInForce, Required: minimum},
			"Countable hours a week; required at least 9 h; not in force on this day"},
		{iop.Finding{Rule: measuring("length of the block"), Outcome: iop.NotMet, Where: iop.Where{Place: "blocks[2]"}, Measured: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(90)}},
			"Length of the block: 1.5 h (blocks[2])"},
		{iop.Finding{Rule: measuring("countable hours a week"), Standard: "x", Outcome: iop.NotMet, Measured: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(0)}, Required: minimum, Source: &recalled},
			"Countable hours a week: 0 h; required at least 9 h; the number is recalled, nobody has read its source"},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) { require.Equal(t, tt.want, tt.finding.Message()) })
	}
}

// The keys and forms are those that design section 8 pins.
func TestFindingJSONIsTheFormOfTheDesign(t *testing.T) {
	f := shortWeek()
	require.JSONEq(t, `{
		"rule": "schedule/weekly-hours-min", "outcome": "not-met", "severity": "error", "standard": "va-medicaid-2.1-adult",
		"track": "Evening", "phase": "Phase 1", "week": 2,
		"measured": {"unit": "minutes", "min": 510, "max": 510},
		"required": {"unit": "minutes", "min": 540, "max": null},
		"message": "Countable hours a week: 8.5 h; required at least 9 h",
		"because": [
			{"fact": "countable time", "minutes": {"min": 510, "max": 510}, "children": [
				{"fact": "counted: group therapy (blocks[0])", "minutes": {"min": 510, "max": 510}, "children": []},
				{"fact": "left out: meal or snack does not count under this policy (blocks[1])", "minutes": {"min": 30, "max": 30}, "children": []}
			]},
			{"fact": "counting policy: default", "minutes": null, "children": []}
		],
		"source": {"authority": "Virginia DMAS", "locator": "12VAC30-130-5090(A)",
			"url": "https://law.lis.virginia.gov/admincode/title12/agency30/chapter130/section5090/", "read": "2026-11-23", "confidence": "verified"},
		"remedies": ["add 30 min of countable time to the week"]
	}`, string(mustMarshal(t, &f)))
}

func TestFindingJSONHasNullForWhatIsNotThere(t *testing.T) {
	f := iop.Finding{Rule: &weeklyMin, Outcome: iop.NotApplicable}
	var got map[string]any
	require.NoError(t, json.Unmarshal(mustMarshal(t, &f), &got))
	for _, key := range []string{"standard", "track", "phase", "week", "measured", "required", "source"} {
		require.Contains(t, got, key)
		require.Nil(t, got[key], key)
	}
	require.Equal(t, []any{}, got["because"])
	require.Equal(t, []any{}, got["remedies"])
	require.Equal(t, "note", got["severity"])
	require.NotContains(t, got, "place")

	f.Source = &iop.Source{Authority: "A state", Locator: "s. 1", Confidence: iop.Recalled}
	require.NoError(t, json.Unmarshal(mustMarshal(t, &f), &got))
	require.Equal(t, map[string]any{"authority": "A state", "locator": "s. 1", "url": nil, "read": nil, "confidence": "recalled"}, got["source"])
}
