package fhir

// Timing says when something happens.
type Timing struct {
	Element
	Event  []DateTime
	Repeat Repeat
	Code   CodeableConcept
}

func (v *Timing) fields(c *codec) {
	v.element(c)
	c.dateTimes("event", &v.Event)
	one(c, "repeat", &v.Repeat)
	one(c, "code", &v.Code)
}

// Repeat is how often something happens: Frequency times in every Period.
type Repeat struct {
	Element
	// Bounds is a [Quantity] of time (written as Duration), a [Range] or a
	// [Period].
	Bounds                  Value
	Count, CountMax         int
	Duration, DurationMax   Decimal
	DurationUnit            string // "s", "min", "h", "d", "wk", "mo" or "a"
	Frequency, FrequencyMax int
	Period, PeriodMax       Decimal
	PeriodUnit              string   // as DurationUnit
	DayOfWeek               []string // "mon" to "sun"
	TimeOfDay               []Time
	When                    []string // such as "MORN"
	Offset                  *int     // minutes before or after When
}

const (
	timeUnits = "s min h d wk mo a"
	weekdays  = "mon tue wed thu fri sat sun"
	whenCodes = "MORN MORN.early MORN.late NOON AFT AFT.early AFT.late EVE EVE.early EVE.late NIGHT PHS HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV"
)

func (v *Repeat) fields(c *codec) {
	v.element(c)
	c.choice("bounds", &v.Bounds, "Duration Range Period")
	c.positive("count", &v.Count)
	c.positive("countMax", &v.CountMax)
	c.decimal("duration", &v.Duration)
	c.decimal("durationMax", &v.DurationMax)
	c.code("durationUnit", &v.DurationUnit, timeUnits)
	c.positive("frequency", &v.Frequency)
	c.positive("frequencyMax", &v.FrequencyMax)
	c.decimal("period", &v.Period)
	c.decimal("periodMax", &v.PeriodMax)
	c.code("periodUnit", &v.PeriodUnit, timeUnits)
	c.codes("dayOfWeek", &v.DayOfWeek, weekdays)
	c.times("timeOfDay", &v.TimeOfDay)
	c.codes("when", &v.When, whenCodes)
	c.count("offset", &v.Offset)
	v.rules(c)
}

// rules are the constraints of R4 on Timing.repeat.
func (v *Repeat) rules(c *codec) {
	if !c.complete() {
		return
	}
	c.rule(!v.Duration.IsKnown() || v.DurationUnit != "", "has a duration without a unit (tim-1)")
	c.rule(!v.Period.IsKnown() || v.PeriodUnit != "", "has a period without a unit (tim-2)")
	c.rule(!v.Duration.negative(), "has a negative duration (tim-4)")
	c.rule(!v.Period.negative(), "has a negative period (tim-5)")
	c.rule(!v.PeriodMax.IsKnown() || v.Period.IsKnown(), "has a periodMax without a period (tim-6)")
	c.rule(!v.DurationMax.IsKnown() || v.Duration.IsKnown(), "has a durationMax without a duration (tim-7)")
	c.rule(v.CountMax == 0 || v.Count > 0, "has a countMax without a count (tim-8)")
	c.rule(v.Offset == nil || len(v.When) > 0, "has an offset without when (tim-9)")
	c.rule(len(v.TimeOfDay) == 0 || len(v.When) == 0, "has timeOfDay and when; want one of them (tim-10)")
}
