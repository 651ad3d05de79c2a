package careplan_test

import (
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func template(t require.TestingT, id string) *careplan.AftercareTemplate {
	got, err := careplan.LookupAftercare(id)
	require.NoError(t, err)
	return &got
}

// TestTemplatesAreThoseOfTheSources: numbers of facts/modalities-stepdown.md,
// section 7.
func TestTemplatesAreThoseOfTheSources(t *testing.T) {
	for _, c := range []struct {
		id             string
		contacts, days int
	}{
		{"weekly-group-12-weeks", 12, 84},
		{"telephone-18-months", 36, 544}, // 18 months are 548 days
		{"telephone-12-weeks", 12, 84},
		{"checkups-2-years", 8, 728},
		{"checkups-4-years", 16, 1456},
		{"matrix-social-support", 32, 224},
		{"alumni-group", 12, 360},
		{"ongoing-therapy", 6, 180},
	} {
		contacts, days := 0, 0
		for _, s := range template(t, c.id).Stages {
			contacts, days = contacts+s.Contacts, days+s.Contacts*s.EveryDays
		}
		require.Equal(t, c.contacts, contacts, c.id)
		require.Equal(t, c.days, days, c.id)
	}
	require.Len(t, careplan.AftercareTemplates(), 8)
	require.Equal(t, iop.Recalled, template(t, "telephone-18-months").TaperSource.Confidence, "the taper is from memory and says so")
	_, err := careplan.LookupAftercare("weekly")
	require.ErrorContains(t, err, "want one of alumni-group, checkups-2-years")
}

func TestADatedPlan(t *testing.T) {
	friday := date(t, "2026-12-18")
	closed := iop.NewClosures(iop.Closure{Date: date(t, "2026-12-25")}, iop.Closure{Date: date(t, "2027-01-01")})
	p, err := template(t, "weekly-group-12-weeks").Plan(careplan.AftercareDates{LastSession: friday, Closures: closed})
	require.NoError(t, err)
	require.Len(t, p.Contacts, 12)
	require.Equal(t, careplan.AftercareContact{Kind: careplan.GroupContact, On: date(t, "2026-12-28"), Planned: date(t, "2026-12-25"), Stage: 1}, p.Contacts[0], "Christmas is closed, and the weekend is no day for contacts")
	require.Equal(t, "2027-01-04", p.Contacts[1].On.String())
	require.Equal(t, "2027-01-08", p.Contacts[2].On.String())
	require.True(t, p.FirstInTime)
	require.Equal(t, "2027-01-01", p.FirstBy.String())

	p, err = template(t, "checkups-2-years").Plan(careplan.AftercareDates{LastSession: friday, Closures: closed})
	require.NoError(t, err)
	require.Len(t, p.Contacts, 9, "a first contact is added, because the first checkup is after the limit")
	require.Equal(t, careplan.AftercareContact{Kind: careplan.CallContact, On: date(t, "2026-12-28"), Planned: date(t, "2026-12-25")}, p.Contacts[0])
	require.Equal(t, "2027-03-19", p.Contacts[1].On.String(), "91 days after a Friday")
	require.True(t, p.FirstInTime)

	p, err = template(t, "telephone-18-months").Plan(careplan.AftercareDates{LastSession: friday, Admission: date(t, "2026-10-05")})
	require.NoError(t, err)
	require.Equal(t, "2026-10-26", p.Contacts[0].On.String(), "calls begin three weeks after the admission, before the last session")
	require.True(t, p.FirstInTime)
}

func TestTheLimitOfTheFirstContact(t *testing.T) {
	monday := date(t, "2026-12-14")
	var days iop.Weekdays
	days = days.With(iop.Monday)
	weekly := template(t, "weekly-group-12-weeks")
	for _, c := range []struct {
		closed []string
		first  string
		inTime bool
	}{
		{nil, "2026-12-21", true},
		{[]string{"2026-12-21"}, "2026-12-28", true},                // on the limit
		{[]string{"2026-12-21", "2026-12-28"}, "2027-01-04", false}, // after it
	} {
		var list []iop.Closure
		for _, s := range c.closed {
			list = append(list, iop.Closure{Date: date(t, s)})
		}
		p, err := weekly.Plan(careplan.AftercareDates{LastSession: monday, Days: days, Closures: iop.NewClosures(list...)})
		require.NoError(t, err)
		require.Equal(t, c.first, p.Contacts[0].On.String())
		require.Equal(t, c.inTime, p.FirstInTime)
		require.Len(t, p.Skipped, len(c.closed), "a group on Mondays alone has no other day in its week")
	}
}

// TestNoContactOnAClosedDayNorOutsideItsTaper, for every template.
func TestNoContactOnAClosedDayNorOutsideItsTaper(t *testing.T) {
	templates := careplan.AftercareTemplates()
	rapid.Check(t, func(t *rapid.T) {
		x := &templates[rapid.IntRange(0, len(templates)-1).Draw(t, "template")]
		last := date(t, "2026-06-01").AddDays(rapid.IntRange(0, 400).Draw(t, "last"))
		var list []iop.Closure
		for range rapid.IntRange(0, 60).Draw(t, "closed") {
			list = append(list, iop.Closure{Date: last.AddDays(rapid.IntRange(-60, 500).Draw(t, "day"))})
		}
		d := careplan.AftercareDates{LastSession: last, Closures: iop.NewClosures(list...), Days: iop.Weekdays(0)}
		for w := iop.Monday; w <= iop.Sunday; w++ {
			if rapid.Bool().Draw(t, "weekday") {
				d.Days = d.Days.With(w)
			}
		}
		if rapid.Bool().Draw(t, "admitted") {
			d.Admission = last.AddDays(-rapid.IntRange(0, 120).Draw(t, "stay"))
		}
		p, err := x.Plan(d)
		require.NoError(t, err)
		total, added := 0, 0
		for _, s := range x.Stages {
			total += s.Contacts
		}
		for i, c := range p.Contacts {
			_, closed := d.Closures.On(c.On)
			require.False(t, closed)
			if d.Days != 0 {
				require.True(t, d.Days.Has(c.On.Weekday()))
			}
			require.True(t, i == 0 || p.Contacts[i-1].On.Before(c.On), "contacts follow each other")
			if c.Stage == 0 {
				added++
				continue
			}
			require.Less(t, c.Planned.DaysUntil(c.On), x.Stages[c.Stage-1].EveryDays, "within the interval of its stage")
			require.GreaterOrEqual(t, c.Planned.DaysUntil(c.On), 0)
			require.True(t, c.On.Before(p.Ends))
		}
		require.LessOrEqual(t, added, 1)
		require.Contains(t, []int{total, total + 1}, len(p.Contacts)+len(p.Skipped))
	})
}

func TestTemplatesThatCannotBe(t *testing.T) {
	const good = `{"id": "mine", "title": "Mine", "contact": "call", "stages": [{"everyDays": 7, "contacts": 4}], "source": {"locator": "handbook", "confidence": "supposed"}}`
	got, err := careplan.ReadAftercare("mine.json", []byte("["+good+`,{"id": "Mine!"},`+good+"]"))
	require.Len(t, got, 1)
	for _, want := range []string{"mine.json:1: [1].id: is missing or has a wrong form", "[1].title: is missing", "[1].contact: is missing", "[1].stages: is missing", "[1].source: is missing", "[2]: has the id of a template before it"} {
		require.ErrorContains(t, err, want)
	}
	_, err = careplan.ReadAftercare("mine.json", []byte(`{"id": "a", "title": "A", "contact": "call", "mostContacts": 3, "stages": [{"everyDays": 0, "contacts": 4}], "source": {"locator": "x", "confidence": "supposed"}}`))
	require.ErrorContains(t, err, "stages[0]: is out of range")
	require.ErrorContains(t, err, "the source speaks of at most 3")
	weekly := template(t, "weekly-group-12-weeks")
	for _, c := range []struct {
		d    careplan.AftercareDates
		want string
	}{
		{careplan.AftercareDates{}, "has no last session"},
		{careplan.AftercareDates{LastSession: date(t, "2026-12-18"), Admission: date(t, "2026-12-19")}, "before the admission"},
		{careplan.AftercareDates{LastSession: date(t, "2026-12-18"), Target: 15}, "no usable target and limit"},
	} {
		_, err := weekly.Plan(c.d)
		require.ErrorContains(t, err, c.want)
	}
}
