package iop_test

import (
	"fmt"
	"os"

	"github.com/openiop/openiop/iop"
)

// Levels of care are numbers that authorities share. They are parsed and
// printed as authorities write them, and compare in their order.
func ExampleParseLevel() {
	l, err := iop.ParseLevel("2.1")
	if err != nil {
		fmt.Println("level", err)
		return
	}
	fmt.Println(l, "is", l.Name())
	fmt.Println("below partial hospitalization:", l < iop.Level25)

	_, err = iop.ParseLevel("2.2")
	fmt.Println("2.2", err)
	// Output:
	// 2.1 is intensive outpatient
	// below partial hospitalization: true
	// 2.2 is not a level of care; want one of 0.5, 1, 1.5, 1.7, 2.1, 2.5, 2.7, 3.1, 3.3, 3.5, 3.7, 4
}

// A span is what is known of a quantity. Here a week has three groups of three
// hours, a session of 45 to 60 minutes, and one whose length nobody published.
func ExampleSpan() {
	groups := iop.Exactly(3 * 180)
	oneToOne := iop.Between(45, 60)
	fmt.Println(groups.Add(oneToOne))

	var unknown iop.Span // nothing is known of it
	week := groups.Add(oneToOne).Add(unknown)
	fmt.Println(week)

	// Nine hours are met whatever the unknown is; at most nineteen is open.
	fmt.Println(iop.AtLeastBound(iop.UnitMinutes, 9*60).Judge(week))
	fmt.Println(iop.AtMostBound(iop.UnitMinutes, 19*60).Judge(week))
	// Output:
	// 585 to 600
	// 585 or more
	// met
	// undetermined
}

// Every number of a standard comes with its source.
func ExampleCatalogue_Lookup() {
	s, ok := iop.Embedded().Lookup("va-medicaid-2.1-adult", false)
	if !ok {
		fmt.Println("no such standard")
		return
	}
	fmt.Println(s.Title)
	for _, w := range s.Requirements.WeeklyHours {
		fmt.Printf("at least %s h a week (%s), at most %s: %s\n", w.Min, w.Basis, w.Max, w.Strength)
		fmt.Printf("%s, %s, read %s, %s\n", w.Source.Authority, w.Source.Locator, w.Source.Read, w.Source.Confidence)
	}
	// Output:
	// Virginia ARTS intensive outpatient, adult
	// at least 9 h a week (average), at most 19: must
	// Virginia DMAS, 12VAC30-130-5090(A), read 2026-11-23, verified
}

// Select finds what governs a place, a level and an age group on a day. Here
// the licensing rule of Virginia is not yet in force, and Medicaid's start is
// not known, so it is treated as in force.
func ExampleCatalogue_Select() {
	query := iop.Query{Jurisdiction: "US-VA", Level: iop.Level21, Population: iop.Adolescent}
	for _, day := range []iop.Date{iop.MustDate(2023, 2, 16), iop.MustDate(2023, 2, 17)} {
		query.On = day
		fmt.Println("on", day)
		for s := range iop.Embedded().Select(query) {
			fmt.Println("  " + s.String())
		}
	}
	// Output:
	// on 2023-02-16
	//   va-medicaid-2.1-adolescent (Virginia ARTS intensive outpatient, child/adolescent)
	// on 2023-02-17
	//   va-license-2.1 (Virginia DBHDS licensing, level 2.1)
	//   va-medicaid-2.1-adolescent (Virginia ARTS intensive outpatient, child/adolescent)
}

// What if the state asked for ten hours? The With methods give a changed copy,
// whose number says that it is supposed.
func ExampleStandard_WithWeeklyMinimum() {
	s, _ := iop.Embedded().Lookup("ks-iop-adult", false)
	ten := s.WithWeeklyMinimum(10 * 60)
	ten = ten.WithID("ks-iop-adult-ten")
	for _, x := range []iop.Standard{s, ten} {
		w := x.Requirements.WeeklyHours[0]
		fmt.Printf("%s: %s h, %s\n", x.ID, w.Min, w.Source.Confidence)
	}
	fmt.Println("another standard:", s.Fingerprint() != ten.Fingerprint())
	// Output:
	// ks-iop-adult: 9 h, verified
	// ks-iop-adult-ten: 10 h, supposed
	// another standard: true
}

// A counting policy says which time counts. Standards with a list of their own
// are counted by it: Kansas counts counseling and nothing else.
func ExampleStandard_CountingUnder() {
	policy := iop.DefaultCounting()
	education := iop.MustParseActivity("psychoeducation")
	fmt.Println(policy.Name, "counts education:", policy.Counted.Has(education))

	s, _ := iop.Embedded().Lookup("ks-iop-adult", false)
	own, has := s.CountingUnder(policy)
	fmt.Println(own.Name, "has its own list:", has)
	fmt.Println(own.Name, "counts education:", own.Counted.Has(education))

	// Policies are values: start from one and change a copy.
	policy.Name = "ours"
	policy.Counted = policy.Counted.With(iop.MustParseActivity("peer-support"))
	fmt.Println(policy.Name, "counts peer support:", policy.Counted.Has(iop.MustParseActivity("peer-support")))
	// Output:
	// default counts education: true
	// ks-iop-adult has its own list: true
	// ks-iop-adult counts education: false
	// ours counts peer support: true
}

// A finding says what was measured, what is required, what it rests on, whose
// number it is, and what could help.
func ExampleExplain() {
	rule := iop.Rule{ID: "schedule/weekly-hours-min", Measures: "countable hours a week"}
	standard, _ := iop.Embedded().Lookup("va-license-2.1", false)
	required := standard.Requirements.WeeklyHours[0]
	week := iop.Exactly(510)
	bound := iop.AtLeastBound(iop.UnitMinutes, iop.Minutes(*required.Min))

	f := iop.Finding{
		Rule: &rule, Outcome: bound.Judge(week), Severity: required.Severity(), Standard: standard.ID,
		Measured: iop.Quantity{Unit: iop.UnitMinutes, Span: week}, Required: bound, Source: &required.Source,
		Because: []iop.Fact{
			{Kind: iop.FactCounted, Activity: iop.MustParseActivity("group-therapy"), Minutes: iop.Exactly(510)},
			{Kind: iop.FactLeftOutActivity, Activity: iop.MustParseActivity("meal"), Minutes: iop.Exactly(90)},
		},
		Remedies: []iop.Remedy{{Kind: iop.AddMinutes, Amount: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(30)}}},
	}
	if err := iop.Explain(os.Stdout, &f); err != nil {
		fmt.Println(err)
	}
	// Output:
	// schedule/weekly-hours-min: not met
	//   Countable hours a week: 8.5 h; required at least 9 h
	//   counted: group therapy: 8.5 h
	//   left out: meal or snack does not count under this policy: 1.5 h
	//   whose: Virginia DBHDS, 12VAC35-105-1740 (verified)
	//   could help: add 30 min of countable time to the week
}

// Your own standards are read from the same format, and a slip is reported
// with its place and what would be right.
func ExampleReadStandards() {
	_, err := iop.ReadStandards("clinic.json", []byte(`{
  "id": "our-clinic", "title": "Our own floor", "authority": "Our clinic", "kind": "guidance", "jurisdiction": "US-VA", "levels": ["2.1"],
  "confidence": "verified", "source": {"locator": "handbook p. 4", "read": "2026-11-23", "confidence": "verified"},
  "requirements": {
    "weeklyHours": {"minimum": 10, "strength": "must", "source": {"locator": "handbook p. 4", "read": "2026-11-23", "confidence": "verified"}},
    "daysPerWeek": {"min": 9, "strength": "must", "source": {"locator": "handbook p. 4", "read": "2026-11-23", "confidence": "verified"}}
  }
}`))
	fmt.Println(err)
	// Output:
	// clinic.json:5: requirements.weeklyHours.minimum: is not a field of this format; the fields are min, max, maxExclusive, basis, of, strength, ages, condition, source
	// clinic.json:6: requirements.daysPerWeek: asks for more than 7 days a week; want 1 to 7
}

// Dates are civil dates: no clock, no zone, until one is asked for.
func ExampleDate() {
	holiday := iop.MustDate(2026, 7, 4)
	fmt.Println(holiday, holiday.Weekday())
	fmt.Println(holiday.AddDays(90), holiday.DaysUntil(iop.MustDate(2026, 12, 31)))
	// Output:
	// 2026-07-04 Sat
	// 2026-10-02 180
}
