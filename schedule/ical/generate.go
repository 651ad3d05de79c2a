package ical

import (
	"math"
	"slices"
)

// generator gives the wall times of a rule for one start. It goes from period
// to period, collects the days of each, and puts the times of day on them.
type generator struct {
	rule  *Rule
	start int64
	day   int // the day of the start
	year  int // its date
	month int
	mday  int
	dates bool  // the start is a date
	times []int // seconds since midnight, rising
	days  []int // of the current period, rising
	picks []int
	cost  int // of one period, in steps

	steps      int  // work left
	exhausted  bool // no work was left
	countStart bool // a start off the pattern uses up one of COUNT

	from, to int64
	left     int64 // of COUNT; negative: no COUNT
	latest   int64 // what was given last
	yield    func(wall int64) bool
}

// generator makes the generator of a rule for a start. For dates the parts
// about times of day mean nothing (RFC 5545, 3.3.10).
func (r *Rule) generator(start int64, dates bool) *generator {
	g := &generator{}
	g.set(r, start, dates)
	return g
}

// set makes a generator ready for another rule or start.
func (g *generator) set(r *Rule, start int64, dates bool) {
	g.rule, g.start, g.day, g.steps, g.exhausted, g.countStart = r, start, dayOf(start), math.MaxInt, false, false
	g.year, g.month, g.mday = civilDate(g.day)
	g.dates, g.times = dates, g.times[:0]
	// What one period costs: its days, and the lists that are gone through.
	g.cost = 1 + len(r.positions) + len(r.yearDays)
	switch r.freq {
	case monthly:
		g.cost += 4 + 4*len(r.nth)
	case yearly:
		g.cost += 40 + 40*len(r.nth) + 7*len(r.weeks)*(1+len(r.yearDays))
	}
}

// clockTimes gives the times of day of a rule.
func (r *Rule) clockTimes(times []int, start int, dates bool) []int {
	if dates || r.hours == 0 && r.minutes == 0 && r.seconds == 0 {
		return append(times, start)
	}
	hours, minutes, seconds := uint64(r.hours), r.minutes, r.seconds
	if hours == 0 {
		hours = 1 << (start / 3600)
	}
	if minutes == 0 {
		minutes = 1 << (start / 60 % 60)
	}
	if seconds == 0 {
		seconds = 1 << (start % 60)
	}
	times = slices.Grow(times, r.finest())
	for h := range 24 {
		if hours>>h&1 == 0 {
			continue
		}
		for m := range 60 {
			if minutes>>m&1 == 0 {
				continue
			}
			for s := range 60 {
				if seconds>>s&1 == 1 {
					times = append(times, h*3600+m*60+s)
				}
			}
		}
	}
	return times
}

// run gives the times from an instant of the wall on, until another one, in
// rising order. It stops when yield says so or no steps are left.
func (g *generator) run(from, to int64, yield func(wall int64) bool) {
	r := g.rule
	if r.freq == never || to <= g.start || to <= from || !g.spend(r.finest()) {
		return
	}
	g.times = r.clockTimes(g.times[:0], clockOf(g.start), g.dates)
	g.from, g.to, g.yield, g.left, g.latest = from, to, yield, -1, math.MinInt64
	lastDay := dayOf(to - 1)
	first := g.day
	if r.count > 0 && r.count/int64(len(g.times)) <= int64(lastDay-g.day+1) {
		g.left = r.count // from the start on, nothing can be passed over
	} else if r.skip == omit {
		first = max(first, dayOf(from)-1)
	} else {
		first = max(first, dayOf(from)-32)
	}
	switch r.freq {
	case daily:
		g.daily(first, lastDay)
	case weekly:
		g.weekly(first, lastDay)
	case monthly:
		g.monthly(first, lastDay)
	case yearly:
		g.yearly(first, lastDay)
	}
}

// spend takes steps; it reports false when none are left.
func (g *generator) spend(n int) bool {
	g.steps -= n
	g.exhausted = g.steps < 0
	return !g.exhausted
}

func (g *generator) daily(first, last int) {
	r := g.rule
	plain := r.months == 0 && r.monthDays|r.fromEnd == 0 && r.weekdays == 0
	for d := g.day + (first-g.day)/r.interval*r.interval; d <= last; d += r.interval {
		if g.days = g.days[:0]; plain || g.limits(d) {
			g.days = append(g.days, d)
		}
		if !g.spend(g.cost) || !g.give() {
			return
		}
	}
}

// limits reports whether a day passes BYMONTH, BYMONTHDAY and BYDAY.
func (g *generator) limits(d int) bool {
	r := g.rule
	if r.weekdays != 0 && r.weekdays>>weekdayOf(d)&1 == 0 {
		return false
	}
	if r.months == 0 && r.monthDays|r.fromEnd == 0 {
		return true
	}
	year, month, day := civilDate(d)
	if r.months != 0 && r.months>>month&1 == 0 {
		return false
	}
	return r.monthDays|r.fromEnd == 0 || r.monthDays>>day&1 == 1 || r.fromEnd>>(daysInMonth(year, month)-day+1)&1 == 1
}

func (g *generator) weekly(first, last int) {
	r := g.rule
	monday := g.day - floorMod(weekdayOf(g.day)-r.weekFrom, 7) // the day on which the week begins
	step := 7 * r.interval
	wanted := r.weekdays
	if wanted == 0 {
		wanted = 1 << weekdayOf(g.day)
	}
	for w := monday + (first-monday)/step*step; w <= last; w += step {
		g.days = g.days[:0]
		for i := range 7 {
			if wanted>>((r.weekFrom+i)%7)&1 == 1 && (r.months == 0 || g.limits(w+i)) {
				g.days = append(g.days, w+i)
			}
		}
		if !g.spend(g.cost) || !g.give() {
			return
		}
	}
}

func (g *generator) monthly(first, last int) {
	r := g.rule
	year, month, _ := civilDate(first)
	at := g.year*12 + g.month - 1
	at += max(0, year*12+month-1-at) / r.interval * r.interval
	for ; ; at += r.interval {
		year, month := floorDiv(at, 12), floorMod(at, 12)+1
		if civilDay(year, month, 1) > last {
			return
		}
		g.days = g.days[:0]
		if r.months == 0 || r.months>>month&1 == 1 {
			g.inMonth(year, month)
			g.order()
		}
		if !g.spend(g.cost) || !g.give() {
			return
		}
	}
}

func (g *generator) yearly(first, last int) {
	r := g.rule
	year, _, _ := civilDate(first)
	at := g.year + max(0, year-1-g.year)/r.interval*r.interval
	if at == g.year && len(r.weeks) > 0 && r.interval == 1 {
		at-- // the start may lie in the last week of the year before
	}
	for ; civilDay(at, 1, 1)-7 <= last; at += r.interval {
		g.days = g.days[:0]
		g.inYear(at)
		if !g.spend(g.cost) || !g.give() {
			return
		}
	}
}

// order sorts the days of a period and takes out doubles.
func (g *generator) order() {
	if !slices.IsSorted(g.days) {
		slices.Sort(g.days)
	}
	g.days = slices.Compact(g.days)
}

// give gives the times of a period: all, or those that BYSETPOS picks.
func (g *generator) give() bool {
	if len(g.rule.positions) > 0 {
		return g.pick()
	}
	for _, d := range g.days {
		for _, t := range g.times {
			if !g.put(wallAt(d, t)) {
				return false
			}
		}
	}
	return true
}

// pick gives the times of a period that BYSETPOS picks.
func (g *generator) pick() bool {
	n := len(g.days) * len(g.times)
	g.picks = g.picks[:0]
	for _, p := range g.rule.positions {
		if p < 0 {
			p += n + 1
		}
		if p >= 1 && p <= n {
			g.picks = append(g.picks, p-1)
		}
	}
	slices.Sort(g.picks)
	for _, p := range slices.Compact(g.picks) {
		if !g.put(wallAt(g.days[p/len(g.times)], g.times[p%len(g.times)])) {
			return false
		}
	}
	return true
}

// put gives one time if it lies where times are wanted, and counts it. It
// reports false when there is nothing more to give.
func (g *generator) put(wall int64) bool {
	switch {
	case wall < g.start || wall <= g.latest:
		return true
	case wall >= g.to || !g.spend(1):
		return false
	}
	if g.left >= 0 {
		if g.countStart && g.latest == math.MinInt64 && wall != g.start {
			g.left--
		}
		if g.left == 0 {
			return false
		}
		g.left--
	}
	g.latest = wall
	return wall < g.from || g.yield(wall)
}
