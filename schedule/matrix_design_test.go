package schedule_test

import (
	"testing"

	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

func claimCases() []ruleCase {
	claim := func(hours, blocks string) string {
		return `"claimedHoursPerWeek": ` + hours + `, "blocks": [` + blocks + `]`
	}
	days := func(n, blocks string) string {
		return `"phases": [{"name": "A", "daysPerWeek": ` + n + `}], "blocks": [` + blocks + `]`
	}
	return []ruleCase{
		{rule: "claimed-hours", name: "met", program: claim("9", threeMornings), want: "met", measured: "540"},
		{rule: "claimed-hours", name: "not-met", program: claim("10", threeMornings), want: "not-met", measured: "540"},
		{rule: "claimed-hours", name: "undetermined", program: claim("10", threeMornings+`, {"activity": "mi"}`), want: "undetermined", measured: "540 or more"},
		{rule: "claimed-hours", name: "not-applicable", program: `"blocks": [` + threeMornings + `]`, want: "not-applicable"},
		{rule: "claimed-days", name: "met", program: days("3", threeMornings), want: "met", measured: "3"},
		{rule: "claimed-days", name: "not-met", program: days("4", threeMornings), want: "not-met", measured: "3"},
		{rule: "claimed-days", name: "undetermined", program: days("4", threeMornings+`, {"activity": "mi"}`), want: "undetermined", measured: "3 to 7"},
		{rule: "claimed-days", name: "not-applicable", program: `"blocks": [` + threeMornings + `]`, want: "not-applicable"},
	}
}

func designCases() []ruleCase {
	label := func(label, population, minutes string) string {
		return `"calledItself": "` + label + `", "population": "` + population + `", "blocks": [{"activity": "cbt", "weeklyMinutes": ` + minutes + `}]`
	}
	return []ruleCase{
		{rule: "label", name: "iop", program: label("iop", "adult", "540"), want: "met", measured: "540"},
		{rule: "label", name: "iop, too few hours", program: label("iop", "adult", "539"), want: "not-met"},
		{rule: "label", name: "iop, too many hours", program: label("iop", "adult", "1200"), want: "not-met"},
		{rule: "label", name: "iop, between 19 and 20 hours", program: label("iop", "adult", "1170"), want: "not-met"},
		{rule: "label", name: "iop, adolescents", program: label("iop", "adolescent", "360"), want: "met"},
		{rule: "label", name: "iop, maybe", program: label("iop", "adult", `{"min": 480, "max": 600}`), want: "undetermined"},
		{rule: "label", name: "iop, nothing known", program: `"calledItself": "iop", "population": "adult"`, want: "undetermined", measured: "unknown"},
		{rule: "label", name: "iop, any age", program: label("iop", "unknown", "540"), want: "met"},
		{rule: "label", name: "iop, too few hours at any age", program: label("iop", "unknown", "300"), want: "not-met"},
		{rule: "label", name: "php", program: label("php", "adult", "1200"), want: "met"},
		{rule: "label", name: "php, too few hours", program: label("php", "adult", "1199"), want: "not-met"},
		{rule: "label", name: "day treatment", program: label("day-treatment", "adolescent", "1200"), want: "met"},
		{rule: "label", name: "day treatment, maybe", program: label("day-treatment", "adolescent", `{"min": 1080, "max": 1200}`), want: "undetermined"},
		{rule: "label", name: "op", program: label("op", "adult", "539"), want: "met"},
		{rule: "label", name: "op, too many hours", program: label("op", "adult", "540"), want: "not-met"},
		{rule: "label", name: "step-down claims no level", program: label("step-down", "adult", "540"), want: "not-applicable"},
		{rule: "label", name: "aftercare claims no level", program: label("aftercare", "adult", "60"), want: "not-applicable"},
		{rule: "label", name: "no label", program: `"blocks": [{"activity": "cbt", "weeklyMinutes": 540}]`, want: "not-applicable"},

		{rule: "overlap", name: "met", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:00") + `, ` + clocked(`"Mon"`, "10:00", "11:00") + `]`, want: "met", measured: "0"},
		{rule: "overlap", name: "not-met", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:00") + `, ` + clocked(`"Mon"`, "09:30", "11:00") + `]`, want: "not-met", measured: "30"},
		{rule: "overlap", name: "undetermined", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:00") + `, ` + clocked(`"Mon"`, "09:30", "11:00", `"optional": true`) + `]`, want: "undetermined", measured: "0 to 30"},
		{rule: "overlap", name: "not-applicable", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:00") + `]`, want: "not-applicable"},

		{rule: "clock", name: "met", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:00", `"minutes": 60`) + `]`, want: "met"},
		{rule: "clock", name: "met by a range", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:00", `"minutes": {"min": 45, "max": 60}`) + `]`, want: "met"},
		{rule: "clock", name: "met past midnight", program: `"blocks": [` + clocked(`"Mon"`, "23:00", "01:00", `"minutes": 120`) + `]`, want: "met"},
		{rule: "clock", name: "not-met", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:00", `"minutes": 50`) + `]`, want: "not-met", measured: "60"},
		{rule: "clock", name: "not-met by a range", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:01", `"minutes": {"min": 45, "max": 60}`) + `]`, want: "not-met", measured: "61"},
		{rule: "clock", name: "one finding for each block that disagrees", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:00", `"minutes": 50`) + `, ` + clocked(`"Tue"`, "09:00", "10:00", `"minutes": 60`) + `, ` + clocked(`"Wed"`, "09:00", "10:00", `"minutes": 70`) + `]`, want: "not-met x2"},
		{rule: "clock", name: "not-applicable", program: `"blocks": [` + clocked(`"Mon"`, "09:00", "10:00") + `, {"activity": "cbt", "minutes": 50}]`, want: "not-applicable"},

		{rule: "missing-data", name: "met", program: `"blocks": [` + threeMornings + `]`, want: "met"},
		{rule: "missing-data", name: "met: a range is not missing", program: `"blocks": [{"activity": "cbt", "perWeek": {"min": 1, "max": 5}, "minutes": {"min": 45, "max": 60}}]`, want: "met"},
		{rule: "missing-data", name: "no length", program: `"blocks": [` + threeMornings + `, {"activity": "mi", "perWeek": 1}]`, want: "undetermined"},
		{rule: "missing-data", name: "no frequency", program: `"blocks": [{"activity": "mi", "minutes": 30}]`, want: "undetermined"},
		{rule: "missing-data", name: "no block", program: `"weeks": 2`, want: "undetermined x2"},

		{rule: "program-length", name: "phases and program agree", program: `"weeks": 2, "phases": [{"name": "A", "weeks": 2}]`, want: "met", measured: "2"},
		{rule: "program-length", name: "phases and program disagree", program: `"weeks": 3, "phases": [{"name": "A", "weeks": 2}]`, want: "not-met", measured: "2"},
		{rule: "program-length", name: "phases alone", program: `"phases": [{"name": "A", "weeks": 2}]`, want: "not-applicable"},

		{rule: "no-standard", name: "step-down names none", program: `"calledItself": "step-down"`, want: "undetermined"},
		{rule: "no-standard", name: "aftercare names none", program: `"calledItself": "aftercare"`, want: "undetermined"},
		{rule: "no-standard", name: "no label names none", program: `"weeks": 1`, want: "undetermined"},
		{rule: "no-standard", name: "iop names one", program: `"calledItself": "iop"`, want: ""},
	}
}

// TestNoStandard covers what the command does without --standard: each label
// names its standards, and naming some, even none, asks no further.
func TestNoStandard(t *testing.T) {
	for label, want := range map[string][]string{
		`"iop", "population": "adult"`:           {"asam3-2.1-adult"},
		`"iop", "population": "adolescent"`:      {"asam3-2.1-adolescent"},
		`"iop", "population": "unknown"`:         {"asam3-2.1-adolescent", "asam3-2.1-adult"},
		`"php", "population": "adult"`:           {"asam3-2.5-all"},
		`"day-treatment", "population": "adult"`: {"asam3-2.5-all"},
		`"op", "population": "adult"`:            {"asam3-1-adult"},
		`"op", "population": "adolescent"`:       {"asam3-1-adolescent"},
		`"step-down", "population": "adult"`:     nil,
	} {
		t.Run(label, func(t *testing.T) {
			var got []string
			for f := range schedule.Check(program(t, `"calledItself": `+label), schedule.Options{}).All() {
				if id := string(f.Standard); id != "" && (len(got) == 0 || got[len(got)-1] != id) {
					got = append(got, id)
				}
			}
			require.Subset(t, want, got)
			require.Subset(t, got, want)
		})
	}
	p := program(t, `"calledItself": "step-down"`)
	require.Empty(t, judged(p, under(t, "wi-iop-adult"), "no-standard"))
	require.Empty(t, judged(p, noStandards(), "no-standard"), "asking for none is an answer")
	require.Equal(t, "undetermined", judged(p, schedule.Options{}, "no-standard"))
}
