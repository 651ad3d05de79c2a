package iop_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// Sinks keep the compiler from leaving out what is measured.
var (
	sinkString  string
	sinkBool    bool
	sinkInt     int
	sinkDate    iop.Date
	sinkSpan    iop.Span
	sinkOutcome iop.Outcome
	sinkSet     iop.ActivitySet
	sinkMinutes iop.Minutes
	sinkLevel   iop.Level
)

// TestNoAllocs holds the small values to what net/netip holds its own to: what
// runs in loops does not allocate.
func TestNoAllocs(t *testing.T) {
	var (
		buf     = make([]byte, 0, 64)
		day     = iop.MustDate(2026, 7, 4)
		other   = iop.MustDate(2026, 12, 31)
		period  = iop.Period{From: day, Until: other}
		span    = iop.Between(540, 600)
		open    = iop.AtLeast(60)
		bound   = iop.Bound{Unit: iop.UnitMinutes, Min: 540, HasMin: true, Max: 1140, HasMax: true}
		cbt     = iop.MustParseActivity("cbt")
		meal    = iop.MustParseActivity("meal")
		set     = iop.NewActivitySet(cbt)
		policy  = iop.DefaultCounting()
		policy2 = iop.DefaultCounting()
		terms   = iop.Terms{Strength: iop.Must, Source: iop.Source{Confidence: iop.Verified}}
	)
	tests := []struct {
		name string
		run  func()
	}{
		{"Level.String", func() { sinkString = iop.Level21.String() }},
		{"Level.Name", func() { sinkString = iop.Level21.Name() }},
		{"Level.AppendText", func() { buf, _ = iop.Level21.AppendText(buf[:0]) }},
		{"ParseLevel", func() { sinkLevel, _ = iop.ParseLevel("2.1") }},
		{"Population.String", func() { sinkString = iop.Adult.String() }},
		{"Population.AppendText", func() { buf, _ = iop.Adult.AppendText(buf[:0]) }},
		{"Audience.Includes", func() { sinkBool = iop.Audience{Ages: iop.Ages{Group: iop.Adult}}.Includes(iop.Adolescent) }},
		{"Confidence.String", func() { sinkString = iop.Verified.String() }},
		{"Outcome.String", func() { sinkString = iop.NotApplicable.String() }},
		{"Severity.String", func() { sinkString = iop.Warning.String() }},
		{"Strength.String", func() { sinkString = iop.Typical.String() }},
		{"Strength.Severity", func() { sinkInt = int(iop.Must.Severity(iop.Recalled)) }},
		{"Terms.Severity", func() { sinkInt = int(terms.Severity()) }},
		{"Terms.AppliesTo", func() { sinkBool = terms.AppliesTo(iop.Adult) }},
		{"Weekday.String", func() { sinkString = iop.Sunday.String() }},
		{"Weekdays", func() { sinkInt = iop.Weekdays(0).With(iop.Friday).Len() }},
		{"Unit.String", func() { sinkString = iop.UnitSessions.String() }},
		{"ParseDate", func() { sinkDate, _ = iop.ParseDate("2026-07-04") }},
		{"Date.AppendText", func() { buf, _ = day.AppendText(buf[:0]) }},
		{"Date.AddDays", func() { sinkDate = day.AddDays(1000) }},
		{"Date.DaysUntil", func() { sinkInt = day.DaysUntil(other) }},
		{"Date.Weekday", func() { sinkInt = int(day.Weekday()) }},
		{"Date.Compare", func() { sinkInt = day.Compare(other) }},
		{"Period.Contains", func() { sinkBool = period.Contains(day) }},
		{"Period.Overlaps", func() { sinkBool = period.Overlaps(period) }},
		{"Span.Add", func() { sinkSpan = span.Add(open) }},
		{"Span.Or", func() { sinkSpan = span.Or(iop.Span{}) }},
		{"Span ==", func() { sinkBool = span == open }},
		{"Span.Max", func() { sinkMinutes, sinkBool = span.Max() }},
		{"Bound.Judge", func() { sinkOutcome = bound.Judge(span) }},
		{"Activity.String", func() { sinkString = cbt.String() }},
		{"Activity.Title", func() { sinkString = cbt.Title() }},
		{"Activity.Info", func() { sinkInt = len(cbt.Info().ID) }},
		{"Activity.AppendText", func() { buf, _ = cbt.AppendText(buf[:0]) }},
		{"ParseActivity", func() { sinkInt = int(must(iop.ParseActivity("relapse-prevention"))) }},
		{"ActivitySet.With", func() { sinkSet = set.With(meal).Without(cbt) }},
		{"ActivitySet.Has", func() { sinkBool = set.Has(cbt) }},
		{"ActivitySet.All", func() {
			for a := range set.All() {
				sinkInt = int(a)
			}
		}},
		{"CountingPolicy.Credit", func() { sinkMinutes = policy.Credit(90) }},
		{"CountingPolicy.SameCount", func() { sinkBool = policy.SameCount(&policy2) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Zero(t, testing.AllocsPerRun(100, tt.run))
		})
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
