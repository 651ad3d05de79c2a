package iop

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/openiop/openiop/internal/strictjson"
)

// All checks of a requirement that the types do not make. Each is called by
// the strict reader at the requirement's place.

// Check reports bounds that are missing or out of order.
func (r *WeeklyHours) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	checkBounds(c, r.Min, r.Max)
	checkBasis(c, r.Basis)
	checkWord(c, "of", r.Of, NotStated, Scheduled, Attended, CertifiedNeed, Billed, Capability)
	if r.MaxExclusive && r.Max == nil {
		c.At("maxExclusive").Errorf("stands without a max; state the max or remove it")
	}
	if r.MaxExclusive && r.Max != nil && r.Min != nil && *r.Min == *r.Max {
		c.At("maxExclusive").Errorf("leaves nothing between min and max; want min below max")
	}
	for _, h := range []*Hours{r.Min, r.Max} {
		if h != nil && *h > 7*24*60 {
			c.Errorf("asks for more hours than a week has; want up to 168")
		}
	}
}

// Check reports bounds that are missing or out of order.
func (r *WeeklyServices) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	checkBounds(c, r.Min, r.Max)
	checkBasis(c, r.Basis)
	checkWord(c, "of", r.Of, NotStated, Scheduled, Attended, CertifiedNeed, Billed, Capability)
}

// Check reports a minimum that is missing.
func (r *DailyHours) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	if r.Min <= 0 || r.Min > 24*60 {
		c.At("min").Errorf("is missing or impossible; want hours above 0 and up to 24")
	}
	checkWord(c, "of", r.Of, NotStated, Scheduled, Attended, CertifiedNeed, Billed, Capability)
}

// Check reports bounds that are missing or out of order.
func (r *DaysPerWeek) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	checkBounds(c, r.Min, r.Max)
	if r.Min != nil && *r.Min > 7 || r.Max != nil && *r.Max > 7 {
		c.Errorf("asks for more than 7 days a week; want 1 to 7")
	}
}

// Check reports a gap that states neither days nor hours, or both.
func (r *ServiceGap) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	checkBasis(c, r.Basis)
	if (r.MaxDays == nil) == (r.MaxHours == nil) {
		c.Errorf("want either maxDays or maxHours; they are different rules")
		return
	}
	checkBounds(c, nil, cmp.Or(r.MaxDays, r.MaxHours))
}

// Check reports bounds that are missing or out of order.
func (r *SessionLength) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	checkBounds(c, r.Min, r.Max)
	checkWord(c, "format", r.Format, "", Individual, Group, Family, Couple, Telephone, Team)
}

// Check reports bounds that are missing or out of order.
func (r *GroupSize) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	checkBounds(c, r.Min, r.Max)
}

// Check reports a ratio without numbers.
func (r *StaffRatio) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	if r.Clients < 1 || r.Staff < 1 {
		c.Errorf("want clients and staff of at least 1")
	}
}

// Check reports lengths that are missing, out of order or of an unknown unit.
func (r *ProgramLength) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	for _, l := range []*Length{r.Min, r.Max} {
		if l != nil && (l.Count < 1 || !slices.Contains([]string{"days", "weeks", "months"}, l.Unit)) {
			c.Errorf("want a count of at least 1 of days, weeks or months")
		}
	}
	if r.Min == nil && r.Max == nil {
		c.Errorf("states neither min nor max; state one")
	}
	if l, h := r.Min, r.Max; l != nil && h != nil && l.Unit == h.Unit && l.Count > h.Count {
		c.Errorf("has its min above its max; want min up to max")
	}
}

// Check reports a sum that is not positive.
func (r *CumulativeHours) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	if r.Min <= 0 || r.WithinWeeks < 0 || r.OverDays < 0 {
		c.Errorf("want a min above 0, and withinWeeks and overDays of at least 0")
	}
}

// Check reports weeks out of order and a missing number of sessions.
func (r *PhasedMinimum) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	if r.MinSessions < 1 || r.FromWeek < 0 || r.ToWeek < 0 || r.ToWeek > 0 && r.ToWeek < r.FromWeek {
		c.Errorf("want minSessions of at least 1 and fromWeek up to toWeek")
	}
}

// Check reports a negative number of weeks.
func (r *Transition) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	if r.MaxWeeks < 0 {
		c.At("maxWeeks").Errorf("is negative; want the number of weeks, or leave it out if none is stated")
	}
}

// Check reports a cadence that states no number or an unknown period.
func (r *Cadence) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	checkWord(c, "of", r.Of, Individual, Family, Group)
	checkWord(c, "per", r.Per, "week", "month", "program")
	if (r.Sessions > 0) == (r.Minutes > 0) || r.Sessions < 0 || r.Minutes < 0 {
		c.Errorf("want either sessions or minutes, above 0")
	}
}

// Check reports a clock that states no time or an unknown unit.
func (r *PlanClock) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	checkWord(c, "of", r.Of, "", CertificationClock)
	checkWord(c, "unit", r.Unit, CalendarDays, WorkingDays, SessionDays, ClockWeeks, ClockMonths)
	if r.CapDays < 0 {
		c.At("capDays").Errorf("is negative; want the most calendar days, or leave it out")
	}
	if (r.Within > 0) == (r.Every > 0) || r.Within < 0 || r.Every < 0 {
		c.Errorf("want either within or every, above 0")
	}
	if r.What == "" {
		c.At("what").Errorf("is missing; say what is due")
	}
}

// Check reports an unknown role.
func (r *Testing) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	checkWord(c, "role", r.Role, "component", "listed-service", "by-referral", "asked-at-review")
}

// Check reports unknown modes.
func (r *Telehealth) Check(c *strictjson.Context) {
	checkTerms(c, &r.Terms)
	if len(r.Modes) == 0 {
		c.At("modes").Errorf("is missing; want at least one of in-person, audio-video, audio-only")
	}
	for _, m := range r.Modes {
		checkWord(c, "modes", m, "in-person", "audio-video", "audio-only")
	}
}

func checkBasis(c *strictjson.Context, b Basis) {
	checkWord(c, "basis", b, CalendarWeek, AverageWeek, RollingSevenDays, ContiguousEpisode)
}

func checkAges(c *strictjson.Context, a Ages) {
	if a.From < 0 || a.Under < 0 || a.Under > 0 && a.From >= a.Under {
		c.At("ages").Errorf("is no stretch of ages; want from below under, in years")
	}
}

func checkTerms(c *strictjson.Context, t *Terms) {
	checkAges(c, t.Ages)
	if t.Strength == 0 {
		c.At("strength").Errorf("is missing; want must, typical or guidance, as the source words it")
	}
	if !t.Source.IsValid() {
		c.At("source").Errorf("is missing or incomplete; want locator, confidence and, unless recalled, the date read")
	}
}

func checkBounds[N ~int](c *strictjson.Context, low, high *N) {
	switch {
	case low == nil && high == nil:
		c.Errorf("states neither min nor max; state one")
	case low != nil && *low < 0 || high != nil && *high < 0:
		c.Errorf("has a negative bound; want 0 or more")
	case low != nil && high != nil && *low > *high:
		c.Errorf("has its min above its max; want min up to max")
	}
}

func checkWord[S ~string](c *strictjson.Context, field string, word S, words ...S) {
	if !slices.Contains(words, word) {
		c.At(field).Errorf("is not a word of this format; want one of %s", list(words))
	}
}

func list[S ~string](words []S) string {
	s := ""
	for _, w := range words {
		if w == "" {
			continue
		}
		if s != "" {
			s += ", "
		}
		s += fmt.Sprintf("%q", string(w))
	}
	return s
}
