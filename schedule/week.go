package schedule

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/openiop/openiop/iop"
)

// clientWeek is what one client is offered, or attended, in one week, in the
// numbers that the rules judge. Designs, calendars and attendance records all
// come down to client weeks.
type clientWeek struct {
	// Gross is time spent; Countable what the counting policy counts.
	Gross, Countable iop.Span
	// ServiceDays are the days with countable time.
	ServiceDays iop.Span
	// LeastDay is the countable time of the service day that has the least; it
	// is unknown where there is no service day.
	LeastDay iop.Span
	// FreeDays is the longest run of days without a service, and FreeTime the
	// longest time in minutes from the end of a service to the start of the
	// next, on a week that repeats.
	FreeDays, FreeTime iop.Span
	// Sessions are times of attendance, blocks back to back being one; Services
	// are countable blocks.
	Sessions, Services iop.Span
	// GroupSession and AnySession are the lengths of the shortest session of
	// the week, in groups and of any format; unknown where there is none.
	// LongestGroup and LongestAny are the longest.
	GroupSession, AnySession, LongestGroup, LongestAny iop.Span
	// Of holds the countable time and the sessions with one format.
	Individual, Family, Groups FormatTime
	// average is the exact average of the countable time.
	average ratio
	// averageGross is the exact average of the gross time.
	averageGross ratio
	shared       overlap
	// groupBlocks and anyBlocks count the blocks behind the session lengths.
	groupBlocks, anyBlocks int
	perWeek                perWeek
}

// FormatTime is the countable time and the number of sessions of one format.
type FormatTime struct {
	Minutes, Sessions iop.Span
	// perWeek and minutesPerWeek are averages.
	perWeek, minutesPerWeek perWeek
}

// ratio is an exact span of averages; high is nil when there is no upper
// bound known, and low too when nothing is known.
type ratio struct {
	low, high *big.Rat
}

func (r ratio) span() iop.Span {
	if r.low == nil {
		return iop.Span{}
	}
	if r.high == nil {
		return iop.AtLeast(iop.Minutes(floor(r.low)))
	}
	return iop.Between(iop.Minutes(floor(r.low)), iop.Minutes(ceil(r.high)))
}

func (r ratio) plus(a ratio) ratio {
	r.low = new(big.Rat).Add(r.low, a.low)
	if r.high == nil || a.high == nil {
		return ratio{low: r.low}
	}
	return ratio{r.low, new(big.Rat).Add(r.high, a.high)}
}

// or gives the span that holds both.
func (r ratio) or(a ratio) ratio {
	if a.low.Cmp(r.low) < 0 {
		r.low = a.low
	}
	if r.high == nil || a.high == nil {
		return ratio{low: r.low}
	}
	if a.high.Cmp(r.high) > 0 {
		r.high = a.high
	}
	return r
}

func (t *total) ratio() ratio {
	if !t.known {
		return ratio{}
	}
	return ratio{t.averageLow, t.averageHigh}
}

// perWeek is an average in millionths, rounded outwards, for adding up weeks
// in integers. The zero value is unknown.
type perWeek struct {
	low, high   int64
	open, known bool
}

func newPerWeek(r ratio) perWeek {
	f := newFraction(r)
	if !f.known {
		return perWeek{open: true}
	}
	return perWeek{f.low * micro / f.den, (f.high*micro + f.den - 1) / f.den, f.open, true}
}

// count works out the numbers of a week under a policy.
func (s *segment) count(policy *iop.CountingPolicy) clientWeek {
	if !s.declared {
		return clientWeek{}
	}
	v := valuation{policy}
	gross, countable, days := s.total(valuation{}), s.total(v), s.weekDaysOf(v)
	w := clientWeek{
		Gross: gross.span(), Countable: countable.span(),
		ServiceDays: days.count, LeastDay: days.least, FreeDays: days.gap,
		average: countable.ratio(), averageGross: gross.ratio(), shared: gross.shared,
		Individual: s.formatTime(v, iop.Individual), Family: s.formatTime(v, iop.Family), Groups: s.formatTime(v, iop.Group),
	}
	w.shared.clocked = s.clockedSlots()
	w.FreeTime = s.freeTime(v, days)
	w.Services = s.services(v)
	w.Sessions = s.sessions(v, days)
	w.GroupSession, w.LongestGroup, w.groupBlocks = s.sessionLengths(v, iop.Group)
	w.AnySession, w.LongestAny, w.anyBlocks = s.sessionLengths(v, "")
	w.perWeek = newPerWeek(w.average)
	return w
}

func (s *segment) clockedSlots() (n int) {
	for i := range s.slots {
		if s.slots[i].clocked() && (s.slots[i].often.high > 0 || s.slots[i].often.open) {
			n++
		}
	}
	return n
}

// services counts the occurrences of blocks that may count.
func (s *segment) services(v valuation) iop.Span {
	sum := iop.Exactly(0)
	for i := range s.slots {
		sl := &s.slots[i]
		if v.cannotCount(sl) || sl.block.Within.Set || sl.block.AlternativeTo != "" {
			continue
		}
		sum = sum.Add(sl.occurrences())
	}
	return sum
}

// occurrences gives how often a slot takes place in a week, as a span.
func (sl *slot) occurrences() iop.Span {
	low := sl.often.low
	if sl.skippable {
		low = 0
	}
	switch {
	case !sl.often.known:
		return iop.Span{}
	case sl.often.open:
		return iop.AtLeast(iop.Minutes(low))
	}
	return iop.Between(iop.Minutes(low), iop.Minutes(sl.often.high))
}

// sessions counts times of attendance. Where every countable block stands on
// days and clock, blocks back to back are one session; otherwise there is at
// least one a service day and at most one a block.
func (s *segment) sessions(v valuation, days weekDays) iop.Span {
	stays, exact := s.certainStays(v)
	if exact {
		return iop.Exactly(iop.Minutes(len(sittings(stays))))
	}
	services := s.services(v)
	if !days.count.IsKnown() {
		return iop.Span{}
	}
	most, ok := services.Max()
	if !ok {
		return iop.AtLeast(days.count.Min())
	}
	return iop.Between(min(days.count.Min(), most), most)
}

// countedStay is a stay that may be one of a break or a meal between others.
type countedStay struct {
	stay
	counts bool
}

// certainStays lists the stays of a week in which every countable block is
// attended on stated days and clock; exact is false for other weeks.
func (s *segment) certainStays(v valuation) (out []countedStay, exact bool) {
	for i := range s.slots {
		sl := &s.slots[i]
		if sl.block.Within.Set {
			continue
		}
		counts := !v.cannotCount(sl)
		certain := sl.clocked() && !sl.skippable && len(sl.insteadOf) == 0 && !sl.replaced &&
			sl.often.low == sl.days.Len() && sl.often.high == sl.often.low && !sl.often.open
		if counts && !certain {
			return nil, false
		}
		if certain {
			for _, st := range s.stays(nil, i, sl.days) {
				out = append(out, countedStay{st, counts})
			}
		}
	}
	slices.SortFunc(out, func(a, b countedStay) int { return cmp.Compare(a.from, b.from) })
	return out, slices.ContainsFunc(out, func(st countedStay) bool { return st.counts })
}

// sittings joins stays that follow one another without a pause and keeps
// those with countable time.
func sittings(stays []countedStay) (out []stay) {
	counts := false
	flush := func() {
		if len(out) > 0 && !counts {
			out = out[:len(out)-1]
		}
	}
	for _, st := range stays {
		if len(out) > 0 && st.from <= out[len(out)-1].to {
			out[len(out)-1].to = max(out[len(out)-1].to, st.to)
			counts = counts || st.counts
			continue
		}
		flush()
		out = append(out, st.stay)
		counts = st.counts
	}
	flush()
	return out
}

// freeTime gives the longest time between services. Where the clock is not
// stated, n free days mean more than n and less than n+2 days.
func (s *segment) freeTime(v valuation, days weekDays) iop.Span {
	if stays, exact := s.certainStays(v); exact {
		var last, longest iop.Minutes
		for round := range 2 {
			for _, st := range stays {
				if !st.counts {
					continue
				}
				from := st.from + iop.Minutes(round)*weekMinutes
				if last > 0 {
					longest = max(longest, from-last)
				}
				last = max(last, st.to+iop.Minutes(round)*weekMinutes)
			}
		}
		return iop.Exactly(longest)
	}
	if !days.gap.IsKnown() {
		return iop.Span{}
	}
	most, _ := days.gap.Max()
	return iop.Between(days.gap.Min()*dayMinutes, (most+2)*dayMinutes-2*days.least.Min())
}

// sessionLengths gives the lengths of the shortest and the longest countable
// block of a format.
func (s *segment) sessionLengths(v valuation, f iop.Format) (least, most iop.Span, blocks int) {
	for i := range s.slots {
		sl := &s.slots[i]
		if v.cannotCount(sl) || sl.block.Within.Set || f != "" && formatOf(sl.block, f) == countsNever {
			continue
		}
		span := sl.length.span()
		if blocks++; blocks == 1 {
			least, most = span, span
			continue
		}
		least, most = lesser(least, span), greater(most, span)
	}
	return least, most, blocks
}

func (l length) span() iop.Span {
	switch {
	case !l.known:
		return iop.Span{}
	case l.open:
		return iop.AtLeast(l.low)
	}
	return iop.Between(l.low, l.high)
}

// lesser gives the span of the smaller of two quantities.
func lesser(a, b iop.Span) iop.Span {
	low := min(a.Min(), b.Min())
	aMax, aOK := a.Max()
	bMax, bOK := b.Max()
	switch {
	case aOK && bOK:
		return iop.Between(low, min(aMax, bMax))
	case aOK:
		return iop.Between(low, aMax)
	case bOK:
		return iop.Between(low, bMax)
	case !a.IsKnown() && !b.IsKnown():
		return iop.Span{}
	}
	return iop.AtLeast(low)
}

// greater gives the span of the larger of two quantities.
func greater(a, b iop.Span) iop.Span {
	if !a.IsKnown() && !b.IsKnown() {
		return iop.Span{}
	}
	low := max(a.Min(), b.Min())
	aMax, aOK := a.Max()
	bMax, bOK := b.Max()
	if aOK && bOK {
		return iop.Between(low, max(aMax, bMax))
	}
	return iop.AtLeast(low)
}

// formatOf reports whether a block is of a format: always, maybe (its
// activity is given in several formats), or never.
func formatOf(b *Block, f iop.Format) counting {
	list := b.Rotates
	if len(list) == 0 {
		list = []iop.Activity{b.Activity}
	}
	some, all := false, true
	for _, a := range list {
		c := activityFormat(a, f)
		some, all = some || c != countsNever, all && c == countsAlways
	}
	if some && !all {
		return countsMaybe
	}
	return countsIf(all)
}

// counselingCategories are the kinds of activity of which a session can be a
// counseling session of the person.
var counselingCategories = [...]string{"core-therapy", "package", "trauma", "family"}

func activityFormat(a iop.Activity, f iop.Format) counting {
	info := a.Info()
	if f == iop.Family {
		switch {
		case info.Category != "family":
			return countsNever
		case slices.Contains(info.Formats, iop.Group):
			return countsMaybe
		}
		return countsAlways
	}
	if f == iop.Individual && !slices.Contains(counselingCategories[:], info.Category) {
		return countsNever
	}
	has := slices.Contains(info.Formats, f)
	if has && len(info.Formats) > 1 {
		return countsMaybe
	}
	return countsIf(has)
}

// formatTime adds up the countable time and the sessions of one format.
func (s *segment) formatTime(v valuation, f iop.Format) FormatTime {
	minutes := total{known: true, averageLow: new(big.Rat), averageHigh: new(big.Rat)}
	count := total{known: true, averageLow: new(big.Rat), averageHigh: new(big.Rat)}
	for i := range s.slots {
		sl := &s.slots[i]
		is := formatOf(sl.block, f)
		if is == countsNever || v.cannotCount(sl) {
			continue
		}
		one := *s
		one.slots = []slot{*sl}
		block := *sl.block
		block.Within = Within{} // a pull-out is a session of its own format
		one.slots[0].block = &block
		one.slots[0].insteadOf = nil
		one.slots[0].skippable = sl.skippable || is == countsMaybe || sl.replaced || len(sl.insteadOf) > 0
		one.addSlot(&minutes, 0, v)
		one.addCount(&count)
	}
	return FormatTime{minutes.span(), count.span(), newPerWeek(count.ratio()), newPerWeek(minutes.ratio())}
}

// addCount adds the occurrences of the only slot of a segment.
func (s *segment) addCount(t *total) {
	sl := &s.slots[0]
	low, averageLow := sl.often.low, sl.often.averageLow
	if sl.skippable {
		low, averageLow = 0, new(big.Rat)
	}
	t.add(iop.Minutes(low), iop.Minutes(sl.often.high), sl.often.open)
	t.addAverage(averageLow, cmpRat(sl.often.averageHigh), sl.often.open)
}

func cmpRat(r *big.Rat) *big.Rat {
	if r == nil {
		return new(big.Rat)
	}
	return r
}
