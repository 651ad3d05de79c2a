package fhir

import (
	"encoding/json"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// dayCodes gives the days of a week in FHIR's words.
func dayCodes(set iop.Weekdays) (out []string) {
	for d := iop.Monday; d <= iop.Sunday; d++ {
		if set.Has(d) {
			out = append(out, weekdays[(int(d)-1)*4:(int(d)-1)*4+3])
		}
	}
	return out
}

// daySet reads FHIR's words for the days of a week.
func daySet(codes []string) (set iop.Weekdays) {
	for d := iop.Monday; d <= iop.Sunday; d++ {
		for _, code := range codes {
			if code == weekdays[(int(d)-1)*4:(int(d)-1)*4+3] {
				set = set.With(d)
			}
		}
	}
	return set
}

// bounds gives a number of the program format as a least and a most decimal;
// high is the zero Decimal where it is the same as low, or open.
func bounds(n schedule.Number) (low, high Decimal, ok bool) {
	data, err := n.MarshalJSON()
	if err != nil || !n.IsStated() {
		return Decimal{}, Decimal{}, false
	}
	if data[0] != '{' {
		return Decimal{string(data)}, Decimal{}, true
	}
	var r struct{ Min, Max json.Number }
	if json.Unmarshal(data, &r) != nil || r.Min == "" {
		return Decimal{}, Decimal{}, false
	}
	return Decimal{r.Min.String()}, Decimal{r.Max.String()}, true
}

// blockTiming gives as much of when a block takes place as FHIR can say; nil
// if that is nothing.
func blockTiming(b *schedule.Block) *Timing {
	var r Repeat
	if low, high, ok := bounds(b.Minutes); ok {
		r.Duration, r.DurationMax, r.DurationUnit = low, high, "min"
	} else if length := clockLength(b); length > 0 {
		r.Duration, r.DurationUnit = WholeDecimal(length), "min"
	}
	if low, high, ok := wholeBounds(b.TotalOccurrences); ok {
		r.Count, r.CountMax = low, high
	}
	switch low, high, ok := wholeBounds(b.PerWeek); {
	case ok:
		r.Frequency, r.FrequencyMax = low, high
	case b.Days.Set != 0 && !b.PerWeek.IsStated() && len(b.PerWeekByPhase) == 0 && !b.AttendDaysPerWeek.IsStated():
		r.Frequency = b.Days.Set.Len()
	}
	if r.Frequency > 0 {
		r.Period, r.PeriodUnit = WholeDecimal(1), "wk"
	}
	r.DayOfWeek = dayCodes(b.Days.Set)
	if b.Start.IsStated() {
		r.TimeOfDay = []Time{TimeOf(b.Start.Minutes())}
	}
	if r.DurationUnit == "" && r.Count == 0 && r.Frequency == 0 && r.DayOfWeek == nil && r.TimeOfDay == nil {
		return nil
	}
	return &Timing{Repeat: r}
}

// clockLength gives the minutes from start to end, 0 if they are not stated.
func clockLength(b *schedule.Block) int {
	if !b.Start.IsStated() || !b.End.IsStated() {
		return 0
	}
	m := int(b.End.Minutes() - b.Start.Minutes())
	if m < 0 {
		m += 24 * 60
	}
	return m
}

// wholeBounds gives a number as whole ones from 1 on; high is 0 where it is
// the same as low, or open.
func wholeBounds(n schedule.Number) (low, high int, ok bool) {
	from, to, ok := bounds(n)
	if !ok {
		return 0, 0, false
	}
	if low, ok = from.Whole(); !ok || low < 1 {
		return 0, 0, false
	}
	if to.IsKnown() {
		if high, ok = to.Whole(); !ok {
			return 0, 0, false
		}
	}
	return low, high, true
}

// timedBlock reads as much of a block as a Timing says.
func (m *mapper) timedBlock(t *Timing, path string, b *designObject) {
	r := &t.Repeat
	if len(t.Event) > 0 || t.Code.IsStated() || r.Bounds != nil || len(r.When) > 0 {
		m.note(Warning, path, "says more than days, times, lengths and how often; the rest is not used")
	}
	if set := daySet(r.DayOfWeek); set != 0 {
		b.days("days", set)
	}
	if len(r.TimeOfDay) > 1 {
		m.note(Warning, path+".repeat.timeOfDay", "has several times; the block gets none of them")
	} else if len(r.TimeOfDay) == 1 {
		minute, _ := r.TimeOfDay[0].Clock()
		b.text("start", clockText(minute))
	}
	m.timedLength(r, path, b)
	if r.Count > 0 {
		b.span("totalOccurrences", WholeDecimal(r.Count), wholeOrNone(r.CountMax))
	}
	if r.Frequency == 0 || r.Count > 0 {
		return
	}
	switch {
	case r.PeriodUnit == "wk" && !r.PeriodMax.IsKnown() && isOne(r.Period) && r.onEachDay():
		m.note(Information, path+".repeat.frequency", onEachDay)
		b.span("perWeek", WholeDecimal(len(r.DayOfWeek)), Decimal{})
	case r.PeriodUnit == "wk" && !r.PeriodMax.IsKnown() && isOne(r.Period):
		b.span("perWeek", WholeDecimal(r.Frequency), wholeOrNone(r.FrequencyMax))
	case r.PeriodUnit == "d" && r.FrequencyMax == 0 && r.Frequency == 1 && isOne(r.Period) && len(r.DayOfWeek) > 0:
	default:
		m.note(Warning, path+".repeat.period", "is no week; how often the block takes place is not used")
	}
}

// onEachDay reports whether a timing says once a week, or nothing of how often,
// and names several days. A comment of R4 says that days do not go with a
// frequency, yet both are written; the session then takes place on each of the
// days.
func (v *Repeat) onEachDay() bool {
	return v.Frequency <= 1 && v.FrequencyMax == 0 && len(v.DayOfWeek) > 1
}

const onEachDay = "is once a week, and several days are named; it is read as once on each of them"

// timedLength reads the length of a block.
func (m *mapper) timedLength(r *Repeat, path string, b *designObject) {
	if !r.Duration.IsKnown() {
		return
	}
	low, ok := inMinutes(r.Duration, r.DurationUnit)
	high, okHigh := inMinutes(r.DurationMax, r.DurationUnit)
	if !ok || r.DurationMax.IsKnown() && !okHigh {
		m.note(Warning, path+".repeat.duration", "is no number of minutes or hours; the length is not used")
		return
	}
	b.span("minutes", low, high)
}

// inMinutes gives a time in minutes, exactly.
func inMinutes(d Decimal, unit string) (Decimal, bool) {
	if unit == "min" {
		return d, d.IsKnown()
	}
	a, ok := d.Amount()
	units, _ := a.Units(maxPlaces)
	if !ok || unit != "h" || units > 1<<50 || units < 0 {
		return Decimal{}, false
	}
	return AmountDecimal(iop.DecimalAmount(units*60, maxPlaces)), true
}

func isOne(d Decimal) bool {
	n, ok := d.Whole()
	return ok && n == 1
}

func wholeOrNone(n int) Decimal {
	if n == 0 {
		return Decimal{}
	}
	return WholeDecimal(n)
}

// clockText gives HH:MM.
func clockText(minute iop.Minutes) string { return string(appendClock(nil, minute)) }
