package schedule_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

func withPreset(t testing.TB, o schedule.Options, name string) schedule.Options {
	t.Helper()
	policy, err := iop.CountingPreset(name)
	require.NoError(t, err)
	o.Counting = &policy
	return o
}

// mixed has ten blocks of an hour, each of another kind.
const mixed = adult + `"blocks": [
	{"activity": "group-therapy", "days": ["Mon"], "minutes": 60},
	{"activity": "individual-counseling", "days": ["Mon"], "minutes": 60},
	{"activity": "family-therapy", "days": ["Tue"], "minutes": 60},
	{"activity": "psychoeducation", "days": ["Tue"], "minutes": 60},
	{"activity": "family-education", "days": ["Wed"], "minutes": 60},
	{"activity": "skills-group", "days": ["Wed"], "minutes": 60},
	{"activity": "case-management", "days": ["Thu"], "minutes": 60},
	{"activity": "medication-management", "days": ["Thu"], "minutes": 60, "breakMinutes": 10},
	{"activity": "meal", "days": ["Fri"], "minutes": 60},
	{"activity": "self-help-meeting", "days": ["Fri"], "minutes": 60}]`

// Each preset on a real program with stated breaks, and on the mixed one.
func TestPresets(t *testing.T) {
	// The real one: 3 x 180 gross with 30 of break; its author says that the
	// group counts. The mixed one: 600 gross.
	for preset, want := range map[string][2]string{
		"default":           {"450", "470"}, // all but the meal, the meeting and 10 of break
		"breaks-included":   {"540", "480"},
		"meals-included":    {"450", "530"},
		"everything":        {"540", "600"},
		"counseling-only":   {"450", "180"}, // group, individual, family
		"core-services":     {"450", "240"}, // group, individual, education of client and family
		"illinois-clinical": {"450", "240"}, // without case management, education, medication
		"california-dui":    {"450", "350"}, // without education
		"fifty-minute-hour": {"540", "480"}, // 150 are three times 50; the other 50 minutes are an hour
	} {
		t.Run(preset, func(t *testing.T) {
			real := schedule.Prepare(realProgram(t, "prodigals-path-iop"), withPreset(t, noStandards(), preset)).Weeks()[0]
			require.Equal(t, "540", real.Gross.String(), "gross does not hang on the policy")
			require.Equal(t, want[0], real.Countable.String())
			own := schedule.Prepare(program(t, mixed), withPreset(t, noStandards(), preset)).Weeks()[0]
			require.Equal(t, "600", own.Gross.String())
			require.Equal(t, want[1], own.Countable.String())
		})
	}
	for p := range iop.CountingPresets() {
		require.NotEmpty(t, p.Source.Authority, "%s says whose it is", p.Name)
	}
	require.Equal(t, "450", onlyOf(t, "prodigals-path-iop").Countable.String(), "none named is the default")
}

func onlyOf(t testing.TB, id string) schedule.Week { return weeksOf(realProgram(t, id))[0] }

// A standard with a list of its own counts by it, beside others that do not;
// the rows keep to the policy in use.
func TestStandardsOwnLists(t *testing.T) {
	p := program(t, mixed)
	o := under(t, "ks-iop-adult", "nm-iop-adult", "fl-day-night", "wi-iop-adult", "samhsa-advisory-2021")
	c := schedule.Prepare(p, o)
	require.Equal(t, "600 | 470 | 4", sums(c.Weeks()[0]))
	want := map[iop.StandardID]string{
		"ks-iop-adult":         "180", // group, individual and family counseling
		"nm-iop-adult":         "240", // group and individual therapy, psychoeducation for client and family
		"fl-day-night":         "180",
		"wi-iop-adult":         "470", // no list: the default
		"samhsa-advisory-2021": "470", // names what the default counts too
	}
	for _, f := range findings(c.Report(), "weekly-hours-min") {
		require.Equal(t, want[f.Standard], f.Measured.Span.String(), f.Standard)
		facts := strings.Join(factTexts(f.Because), "\n")
		if f.Standard == "wi-iop-adult" {
			require.NotContains(t, facts, "own list")
			continue
		}
		require.Contains(t, facts, "counted by the standard's own list: "+string(f.Standard))
	}
	facts := factTexts(findings(schedule.Check(p, under(t, "ks-iop-adult")), "weekly-hours-min")[0].Because)
	require.Contains(t, facts, "left out: psychoeducation does not count under this policy (blocks[3])")
	require.Contains(t, facts, "left out: skills group does not count under this policy (blocks[5])")
	t.Run("of adolescents", func(t *testing.T) {
		young := program(t, strings.Replace(mixed, "adult", "adolescent", 1))
		for id, minutes := range map[iop.StandardID]string{"ks-iop-minor": "180", "nm-iop-adolescent": "240"} {
			require.Equal(t, minutes, onlyFinding(t, young, under(t, id), "weekly-hours-min").Measured.Span.String())
		}
	})
	t.Run("the author's word goes before a closed list", func(t *testing.T) {
		p := program(t, strings.Replace(mixed, `"skills-group",`, `"skills-group", "countsAsClinical": true,`, 1))
		f := onlyFinding(t, p, under(t, "ks-iop-adult"), "weekly-hours-min")
		require.Equal(t, "240", f.Measured.Span.String())
		require.Contains(t, factTexts(f.Because), "counted: the program says skills group is clinical (blocks[5])")
	})
	t.Run("an open list adds to the policy in use", func(t *testing.T) {
		// Illinois leaves out case management and education: 240. SAMHSA's
		// list brings case management and education of the family back.
		f := onlyFinding(t, p, withPreset(t, under(t, "samhsa-advisory-2021"), "illinois-clinical"), "weekly-hours-min")
		require.Equal(t, "360", f.Measured.Span.String())
	})
	t.Run("a closed list stays what it is", func(t *testing.T) {
		f := onlyFinding(t, p, withPreset(t, under(t, "ks-iop-adult"), "everything"), "weekly-hours-min")
		require.Equal(t, "180", f.Measured.Span.String())
	})
	t.Run("days and levels are those of the list", func(t *testing.T) {
		p := program(t, adult+`"blocks": [{"activity": "group-therapy", "days": ["Mon", "Tue"], "minutes": 300}, {"activity": "skills-group", "days": ["Wed"], "minutes": 60}]`)
		w := schedule.Prepare(p, under(t, "ks-iop-adult", "nc-medicaid-saiop")).Weeks()[0]
		require.Equal(t, "660 | 660 | 3", sums(w))
		require.Contains(t, w.Levels, schedule.LevelMatch{Standard: "ks-iop-adult", Level: "2.1", Certain: true}, "600 of it")
		p = program(t, adult+`"blocks": [{"activity": "group-therapy", "days": ["Mon", "Tue"], "minutes": 240}, {"activity": "skills-group", "days": ["Wed"], "minutes": 60}]`)
		w = schedule.Prepare(p, under(t, "ks-iop-adult")).Weeks()[0]
		require.Equal(t, "2.1 certain", levels(w), "540 by the default, 480 by the list of Kansas")
		require.NotContains(t, w.Levels, schedule.LevelMatch{Standard: "ks-iop-adult", Level: "2.1", Certain: true})
	})
}

// "Every finding from them says so": a recalled number in its facts and its
// message, a standard that is no longer current in its facts.
func TestRecalledAndSupersededAreMarked(t *testing.T) {
	recalled, old := 0, 0
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		for _, population := range []string{"adult", "adolescent", "unknown"} {
			p := program(t, `"population": "`+population+`", "weeks": 4, "groupSize": 40, "blocks": [{"activity": "group-therapy", "perWeek": 2, "minutes": 60}]`)
			for f := range schedule.Check(p, schedule.Options{Standards: []iop.Standard{s}}).All() {
				if f.Standard == "" {
					continue
				}
				facts := strings.Join(factTexts(f.Because), "\n")
				isRecalled := f.Source.Confidence == iop.Recalled
				require.Equal(t, isRecalled, strings.Contains(facts, "recalled: nobody has read the source of this number"), "%s %s", s.ID, f.Rule.ID)
				require.Equal(t, isRecalled, strings.Contains(f.Message(), "recalled, nobody has read its source"), "%s %s", s.ID, f.Rule.ID)
				require.Equal(t, s.Status != iop.Current, strings.Contains(facts, "the standard is no longer current: "+string(s.Status)) && s.Status != "", "%s %s", s.ID, f.Rule.ID)
				if isRecalled {
					require.NotEqual(t, iop.Error, f.Severity)
					recalled++
				}
				if s.Status != iop.Current {
					old++
				}
			}
		}
	}
	require.Greater(t, recalled, 50)
	require.Greater(t, old, 3)
}

// Recalled numbers load only by name or with the switch.
func TestRecalledStayOff(t *testing.T) {
	p := program(t, adult+`"blocks": [{"activity": "group-therapy", "weeklyMinutes": 300}]`)
	judge := func(id iop.StandardID, switched bool) string {
		s, ok := iop.Embedded().Lookup(id, switched)
		require.True(t, ok)
		return judged(p, schedule.Options{Standards: []iop.Standard{s}}, "weekly-hours-min")
	}
	require.Empty(t, judge("or-2.1", false), "a recalled number of a record that was read")
	require.Equal(t, "not-met", judge("or-2.1", true))
	require.Equal(t, "not-met", judge("ny-iop-unverified", false), "a recalled record, by its name")
	for s := range iop.Embedded().Select(iop.Query{}) {
		require.True(t, s.OnByDefault(), s.ID)
		for f := range schedule.Check(p, schedule.Options{Standards: []iop.Standard{s}}).All() {
			require.True(t, f.Source == nil || f.Source.Confidence != iop.Recalled, s.ID)
		}
	}
	for _, label := range []schedule.Label{schedule.LabelIOP, schedule.LabelPHP, schedule.LabelOP, schedule.LabelDayTreatment} {
		for _, s := range schedule.DefaultStandards(label, iop.UnknownPopulation) {
			require.True(t, s.OnByDefault(), s.ID)
		}
	}
}
