package ical

import "math/bits"

// inMonth adds the days of a month that BYMONTHDAY and BYDAY give, or the day
// of the start.
func (g *generator) inMonth(year, month int) {
	r := g.rule
	first, n := civilDay(year, month, 1), daysInMonth(year, month)
	switch {
	case r.monthDays|r.fromEnd != 0:
		g.monthDays(first, n, r.nthInYear())
	case r.hasDays():
		g.weekdaysIn(first, n)
	case g.mday <= n:
		g.days = append(g.days, first+g.mday-1)
	default:
		g.skipped(first+n-1, first+n)
	}
}

func (r *Rule) hasDays() bool { return r.weekdays != 0 || len(r.nth) > 0 }

// nthInYear reports whether ordinals of BYDAY count in the year.
func (r *Rule) nthInYear() bool { return r.freq == yearly && r.months == 0 }

// monthDays adds the days of BYMONTHDAY that BYDAY lets pass.
func (g *generator) monthDays(first, n int, inYear bool) {
	r := g.rule
	from, length := first, n
	if inYear && len(r.nth) > 0 {
		year, _, _ := civilDate(first)
		from, length = civilDay(year, 1, 1), daysInYear(year)
	}
	for day := 1; day <= n; day++ {
		if r.monthDays>>day&1 == 0 && r.fromEnd>>(n-day+1)&1 == 0 {
			continue
		}
		if d := first + day - 1; !r.hasDays() || r.onWeekday(d, d-from, length) {
			g.days = append(g.days, d)
		}
	}
	if n < 31 && r.monthDays>>(n+1) != 0 {
		g.skipped(first+n-1, first+n)
	}
	if n < 31 && r.fromEnd>>(n+1) != 0 {
		g.skipped(first-1, first)
	}
}

// skipped adds what SKIP makes of a day that does not exist: the day before the
// place where it would be, or the day after.
func (g *generator) skipped(before, after int) {
	r := g.rule
	d := before
	switch r.skip {
	case omit:
		return
	case forward:
		d = after
	}
	if r.weekdays == 0 || r.weekdays>>weekdayOf(d)&1 == 1 {
		g.days = append(g.days, d)
	}
}

// onWeekday reports whether BYDAY names a day, the ordinals counted in a
// stretch of n days of which it is the one at a place from 0.
func (r *Rule) onWeekday(d, place, n int) bool {
	weekday := weekdayOf(d)
	if r.weekdays>>weekday&1 == 1 {
		return true
	}
	for _, o := range r.nth {
		if o.weekday == weekday && (o.n == place/7+1 || -o.n == (n-1-place)/7+1) {
			return true
		}
	}
	return false
}

// weekdaysIn adds the days of a stretch that BYDAY names, in any order.
func (g *generator) weekdaysIn(first, n int) {
	if g.rule.weekdays == 0 {
		for _, o := range g.rule.nth {
			d := first + floorMod(o.weekday-weekdayOf(first), 7) + 7*(o.n-1)
			if last := first + n - 1; o.n < 0 {
				d = last - floorMod(weekdayOf(last)-o.weekday, 7) + 7*(o.n+1)
			}
			if d >= first && d < first+n {
				g.days = append(g.days, d)
			}
		}
		return
	}
	for place := range n {
		if g.rule.onWeekday(first+place, place, n) {
			g.days = append(g.days, first+place)
		}
	}
}

// inYear adds the days of a year.
func (g *generator) inYear(year int) {
	r := g.rule
	first, n := civilDay(year, 1, 1), daysInYear(year)
	switch {
	case len(r.weeks) > 0:
		g.inWeeks(year)
	case len(r.yearDays) > 0:
		for _, y := range r.yearDays {
			switch {
			case y > n:
				g.skipped(first+n-1, first+n)
				continue
			case y < -n:
				g.skipped(first-1, first)
				continue
			case y < 0:
				y += n + 1
			}
			if d := first + y - 1; g.passes(d, r.hasDays()) {
				g.days = append(g.days, d)
			}
		}
	case r.months != 0:
		for m := r.months; m != 0; m &= m - 1 {
			g.inMonth(year, bits.TrailingZeros16(m))
		}
	case r.monthDays|r.fromEnd == 0 && r.hasDays():
		g.weekdaysIn(first, n)
	default:
		g.inMonth(year, g.month)
	}
	g.order()
}

// passes reports whether a day of BYYEARDAY or BYWEEKNO is let pass by the
// other parts.
func (g *generator) passes(d int, byDay bool) bool {
	r := g.rule
	year, month, day := civilDate(d)
	n := daysInMonth(year, month)
	switch {
	case r.months != 0 && r.months>>month&1 == 0:
		return false
	case r.monthDays|r.fromEnd != 0 && r.monthDays>>day&1 == 0 && r.fromEnd>>(n-day+1)&1 == 0:
		return false
	case !byDay:
		return true
	case r.nthInYear():
		first := civilDay(year, 1, 1)
		return r.onWeekday(d, d-first, daysInYear(year))
	}
	return r.onWeekday(d, day-1, n)
}

// inWeeks adds the days of BYWEEKNO: those of BYDAY, or else the weekday of the
// start unless other parts tell the day.
func (g *generator) inWeeks(year int) {
	r := g.rule
	first := weekOne(year, r.weekFrom)
	n := (weekOne(year+1, r.weekFrom) - first) / 7
	wanted := r.weekdays
	if wanted == 0 {
		wanted = 1 << weekdayOf(g.day)
		if r.monthDays|r.fromEnd != 0 || len(r.yearDays) > 0 {
			wanted = 1<<7 - 1
		}
	}
	for _, week := range r.weeks {
		if week < 0 {
			week += n + 1
		}
		if week < 1 || week > n {
			continue
		}
		for i := range 7 {
			d := first + (week-1)*7 + i
			if wanted>>weekdayOf(d)&1 == 1 && g.passes(d, false) && r.onYearDay(d) {
				g.days = append(g.days, d)
			}
		}
	}
}

// onYearDay reports whether BYYEARDAY lets a day pass.
func (r *Rule) onYearDay(d int) bool {
	if len(r.yearDays) == 0 {
		return true
	}
	year, _, _ := civilDate(d)
	place, n := d-civilDay(year, 1, 1)+1, daysInYear(year)
	for _, y := range r.yearDays {
		if y == place || y == place-n-1 {
			return true
		}
	}
	return false
}

// weekOne gives the day on which the first week of a year begins: the first
// week with four or more of its days.
func weekOne(year, weekFrom int) int {
	fourth := civilDay(year, 1, 4)
	return fourth - floorMod(weekdayOf(fourth)-weekFrom, 7)
}
