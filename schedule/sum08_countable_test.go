package schedule_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// Rule 8 of "How minutes add up".

// "Countable starts from gross and leaves out `breakMinutes` (whatever
// `countsAsClinical` says)."
func TestRule8Breaks(t *testing.T) {
	const three = `{"activity": "cbt", "days": ["Mon", "Wed", "Fri"], "minutes": 180, `
	runSums(t, []sumCase{
		// 3 x (180 - 30)
		{"left out", three + `"breakMinutes": 30}`, "540 | 450 | 3"},
		{"left out although the author says it counts", three + `"breakMinutes": 30, "countsAsClinical": true}`, "540 | 450 | 3"},
		{"a range", three + `"breakMinutes": {"min": 10, "max": 30}}`, "540 | 450 to 510 | 3"},
		// At most all of it is a break.
		{"at least ten", three + `"breakMinutes": {"min": 10}}`, "540 | 0 to 510 | 3"},
		{"at most thirty", three + `"breakMinutes": {"max": 30}}`, "540 | 450 to 540 | 3"},
		{"longer than the block", three + `"breakMinutes": 200}`, "540 | 0 | 0"},
		{"none", three + `"breakMinutes": 0}`, "540 | 540 | 3"},
		// 150 to 210 of 180 to 240, three times.
		{"of a range of lengths", `{"activity": "cbt", "days": ["Mon", "Wed", "Fri"], "minutes": {"min": 180, "max": 240}, "breakMinutes": 30}`, "540 to 720 | 450 to 630 | 3"},
		{"of an optional block", three + `"breakMinutes": 30, "optional": true}`, "0 to 540 | 0 to 450 | 0 to 3"},
		// Four occurrences, four breaks.
		{"of a weekly total", `{"activity": "cbt", "weeklyMinutes": 960, "perWeek": 4, "breakMinutes": 10}`, "960 | 920 | 4"},
		// One to seven occurrences, so 10 to 70 minutes of break.
		{"of a weekly total without a frequency", `{"activity": "cbt", "weeklyMinutes": 960, "breakMinutes": 10}`, "960 | 890 to 950 | 1 to 7"},
	})
}

// "... and every activity that the counting policy excludes unless
// `countsAsClinical` is true; a block with `countsAsClinical` false is left
// out"
func TestRule8CountsAsClinical(t *testing.T) {
	runSums(t, []sumCase{
		{"an activity that does not count", `{"activity": "peer-support", "days": ["Mon"], "minutes": 60}`, "60 | 0 | 0"},
		{"unless the author says it does", `{"activity": "peer-support", "days": ["Mon"], "minutes": 60, "countsAsClinical": true}`, "60 | 60 | 1"},
		{"an activity that counts", `{"activity": "cbt", "days": ["Mon"], "minutes": 60}`, "60 | 60 | 1"},
		{"and the author agrees", `{"activity": "cbt", "days": ["Mon"], "minutes": 60, "countsAsClinical": true}`, "60 | 60 | 1"},
		{"unless the author says it does not", `{"activity": "cbt", "days": ["Mon"], "minutes": 60, "countsAsClinical": false}`, "60 | 0 | 0"},
		{"null is no statement", `{"activity": "peer-support", "days": ["Mon"], "minutes": 60, "countsAsClinical": null}`, "60 | 0 | 0"},
		{"a break block that counts by the author's word", `{"activity": "break", "days": ["Mon"], "minutes": 15, "countsAsClinical": true}`, "15 | 15 | 1"},
	})
	t.Run("and the finding shows it", func(t *testing.T) {
		p := program(t, `"population": "adult", "blocks": [
			{"activity": "peer-support", "days": ["Mon"], "minutes": 60, "countsAsClinical": true},
			{"activity": "cbt", "days": ["Tue"], "minutes": 60, "countsAsClinical": false}]`)
		facts := factTexts(onlyFinding(t, p, under(t, "wi-iop-adult"), "weekly-hours-min").Because)
		require.Contains(t, facts, "counted: the program says peer recovery support is clinical (blocks[0])")
		require.Contains(t, facts, "left out: the program says cognitive behavioral therapy is not clinical (blocks[1])")
	})
}

// "`clinicalMinutesMax` only lowers time that already counts."
func TestRule8ClinicalMinutesMax(t *testing.T) {
	runSums(t, []sumCase{
		{"lowers", `{"activity": "cbt", "days": ["Mon", "Tue"], "minutes": 180, "clinicalMinutesMax": 120}`, "360 | 240 | 2"},
		{"does not raise", `{"activity": "cbt", "days": ["Mon", "Tue"], "minutes": 60, "clinicalMinutesMax": 120}`, "120 | 120 | 2"},
		{"does not make time count", `{"activity": "recreation", "days": ["Mon"], "minutes": 180, "clinicalMinutesMax": 120}`, "180 | 0 | 0"},
		{"nor what the author leaves out", `{"activity": "cbt", "days": ["Mon"], "minutes": 180, "clinicalMinutesMax": 120, "countsAsClinical": false}`, "180 | 0 | 0"},
		{"of what the author counts", `{"activity": "recreation", "days": ["Mon"], "minutes": 180, "clinicalMinutesMax": 120, "countsAsClinical": true}`, "180 | 120 | 1"},
		// 180 - 30 = 150, of which at most 120; and 180 - 90 = 90 already below.
		{"after the break, above", `{"activity": "cbt", "days": ["Mon"], "minutes": 180, "breakMinutes": 30, "clinicalMinutesMax": 120}`, "180 | 120 | 1"},
		{"after the break, below", `{"activity": "cbt", "days": ["Mon"], "minutes": 180, "breakMinutes": 90, "clinicalMinutesMax": 120}`, "180 | 90 | 1"},
		{"zero", `{"activity": "cbt", "days": ["Mon"], "minutes": 180, "clinicalMinutesMax": 0}`, "180 | 0 | 0"},
		{"a range", `{"activity": "cbt", "days": ["Mon"], "minutes": 180, "clinicalMinutesMax": {"min": 90, "max": 120}}`, "180 | 90 to 120 | 1"},
		{"of a range of lengths", `{"activity": "cbt", "days": ["Mon"], "minutes": {"min": 60, "max": 180}, "clinicalMinutesMax": 120}`, "60 to 180 | 60 to 120 | 1"},
		// However long it is, at most 120 of it counts.
		{"of an open length", `{"activity": "cbt", "days": ["Mon"], "minutes": {"min": 60}, "clinicalMinutesMax": 120}`, "60 or more | 60 to 120 | 1"},
		{"beside a known block, of unknown length", threeMornings + `, {"activity": "cbt", "days": ["Tue"], "clinicalMinutesMax": 60}`, "540 or more | 540 to 600 | 4"},
	})
}

// "The default policy leaves out the activities whose
// `countsTowardClinicalHours` is no ..., and `homework` and `spirituality`;
// yes and depends count in full, as do the other extra ids."
func TestRule8DefaultPolicy(t *testing.T) {
	no := []string{
		"academics", "break", "craft", "drug-testing", "meal", "peer-support", "recovery-management-checkup", "recreation",
		"self-help-meeting", "telephone-continuing-care", "transport", "yoga", "homework", "spirituality",
	}
	yes := []string{ // and depends
		"cbt", "individual-counseling", "mi", "process-group", "dbt", "dbt-skills", "relapse-prevention", "early-recovery-skills", "matrix-model",
		"social-support-group", "psychoeducation", "family-therapy", "family-education", "multifamily-group", "bct", "mdft", "bsft",
		"contingency-management", "tsf", "seeking-safety", "mbrp", "mindfulness", "art-music-therapy", "life-skills", "nutrition-wellness",
		"case-management", "medication-management", "treatment-planning", "trauma-informed", "aftercare-group",
		"group-therapy", "check-in", "skills-group", "activity-therapy", "vocational-skills",
	}
	var all []string
	for a := range iop.Activities() {
		all = append(all, a.String())
	}
	require.ElementsMatch(t, all, slices.Concat(no, yes), "42 of modalities.json and 7 extra ids")
	for _, id := range all {
		want := "60 | 60 | 1"
		if slices.Contains(no, id) {
			want = "60 | 0 | 0"
		}
		t.Run(id, func(t *testing.T) {
			require.Equal(t, want, sums(onlyWeek(t, blocks(t, fmt.Sprintf(`{"activity": %q, "days": ["Mon"], "minutes": 60}`, id)))))
		})
	}
	t.Run("no activity at all may count or not", func(t *testing.T) {
		require.Equal(t, "60 | 0 to 60 | 1", sums(onlyWeek(t, blocks(t, `{"days": ["Mon"], "minutes": 60}`))))
	})
}

// The policy is an input: a caller's own changes what counts.
func TestRule8OwnPolicy(t *testing.T) {
	p := blocks(t, `{"activity": "psychoeducation", "days": ["Mon"], "minutes": 100, "breakMinutes": 10}, {"activity": "meal", "days": ["Mon"], "minutes": 30}`)
	countable := func(change func(*iop.CountingPolicy)) string {
		policy := iop.DefaultCounting()
		change(&policy)
		o := noStandards()
		o.Counting = &policy
		return schedule.Prepare(p, o).Weeks()[0].Countable.String()
	}
	require.Equal(t, "90", countable(func(*iop.CountingPolicy) {}))
	require.Equal(t, "100", countable(func(c *iop.CountingPolicy) { c.CountBreaks = true }))
	require.Equal(t, "120", countable(func(c *iop.CountingPolicy) { c.Counted = c.Counted.With(iop.MustParseActivity("meal")) }))
	require.Equal(t, "0", countable(func(c *iop.CountingPolicy) { c.Counted = iop.ActivitySet{} }))
	// One whole 50 of the 90 minutes is worth 60, but a session never counts for less than its minutes.
	require.Equal(t, "90", countable(func(c *iop.CountingPolicy) { c.HourMinutes = 50 }))
	// Two whole 50s of 100.
	require.Equal(t, "120", countable(func(c *iop.CountingPolicy) { c.HourMinutes, c.CountBreaks = 50, true }))
	require.Equal(t, "60", countable(func(c *iop.CountingPolicy) { c.EducationMax = 60 }))
}

// factTexts words a tree of facts, parents before their children.
func factTexts(facts []iop.Fact) (out []string) {
	for _, f := range facts {
		out = append(out, f.String())
		out = append(out, factTexts(f.Children)...)
	}
	return out
}
