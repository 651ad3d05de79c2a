package ical

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// Rule is a recurrence rule (RFC 5545, 3.3.10) of days or longer periods, with
// the SKIP of RFC 7529 for the Gregorian calendar. The zero Rule gives nothing.
// A Rule is not changed after it is made.
type Rule struct {
	freq     frequency
	interval int
	count    int64 // 0: no COUNT
	until    writtenTime
	weekFrom int // WKST, Monday being 0
	skip     skip

	months    uint16 // bit 1 is January
	monthDays uint32 // bit 1 is the first day
	fromEnd   uint32 // bit 1 is the last day
	weekdays  uint8  // those without an ordinal, bit 0 is Monday
	nth       []nthWeekday
	yearDays  []int
	weeks     []int
	positions []int
	hours     uint32
	minutes   uint64
	seconds   uint64
	// odd says in what the text is not as RFC 5545 wants it.
	odd string
}

// nthWeekday is an ordinal of BYDAY: the second Sunday, the last Friday.
type nthWeekday struct{ n, weekday int }

type frequency uint8

const (
	never frequency = iota
	daily
	weekly
	monthly
	yearly
)

// skip says what becomes of a date that a month does not have (RFC 7529, 4.1).
type skip uint8

const (
	omit skip = iota
	backward
	forward
)

// errFine is about rules that this package does not expand.
var errFine = errors.New("such a recurrence is not expanded")

// mostInterval is an INTERVAL after which no year is left, in any period.
const mostInterval = 4_000_000

// mostCount is a COUNT that no stretch of years can use up.
const mostCount = 1 << 50

// ParseRule reads the value of an RRULE or EXRULE. Tolerated are small letters,
// blanks, backslashes and a semicolon at the end. The error says what would be right.
func ParseRule(s string) (Rule, error) {
	r := Rule{interval: 1}
	if strings.IndexByte(s, '\\') >= 0 {
		s, r.odd = strings.ReplaceAll(s, `\`, ""), "holds backslashes, which a rule does not need; they are passed over"
	}
	for rest := s; rest != ""; {
		var part string
		part, rest, _ = strings.Cut(rest, ";")
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, value, found := strings.Cut(part, "=")
		if !found {
			return Rule{}, fmt.Errorf("has a part without a value; want NAME=value")
		}
		name, value = upper(strings.TrimSpace(name)), upper(strings.TrimSpace(value))
		if err := r.part(name, value); err != nil {
			return Rule{}, err
		}
	}
	if err := r.check(); err != nil {
		return Rule{}, err
	}
	return r, nil
}

// part reads one part of a rule.
func (r *Rule) part(name, value string) (err error) {
	switch name {
	case "FREQ":
		r.freq, err = parseFrequency(value)
	case "INTERVAL":
		var n int64
		n, err = atLeastOne(name, value)
		r.interval = int(min(n, mostInterval))
	case "COUNT":
		r.count, err = atLeastOne(name, value)
	case "UNTIL":
		var ok bool
		if r.until, ok = parseStamp(value); !ok {
			return fmt.Errorf("UNTIL cannot be read; want a date or a time in UTC, such as 20261231T235959Z")
		}
	case "WKST":
		i := slices.Index(weekdayNames[:], value)
		if r.weekFrom = max(i, 0); i < 0 {
			return fmt.Errorf("WKST is no weekday; want MO, TU, WE, TH, FR, SA or SU")
		}
	case "SKIP":
		i := slices.Index(skipNames[:], value)
		if r.skip = skip(max(i, 0)); i < 0 {
			return fmt.Errorf("SKIP is unknown; want OMIT, BACKWARD or FORWARD")
		}
	case "RSCALE":
		if value != "GREGORIAN" {
			return fmt.Errorf("counts in the calendar %s: %w; want RSCALE=GREGORIAN, or the dates as RDATE", shown(value), errFine)
		}
	default:
		return r.by(name, value)
	}
	return err
}

var (
	weekdayNames = [7]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	skipNames    = [3]string{"OMIT", "BACKWARD", "FORWARD"}
)

func parseFrequency(s string) (frequency, error) {
	switch s {
	case "DAILY":
		return daily, nil
	case "WEEKLY":
		return weekly, nil
	case "MONTHLY":
		return monthly, nil
	case "YEARLY":
		return yearly, nil
	case "HOURLY", "MINUTELY", "SECONDLY":
		return never, fmt.Errorf("repeats within a day (FREQ=%s): %w; want DAILY, WEEKLY, MONTHLY or YEARLY, with BYHOUR if need be", s, errFine)
	}
	return never, fmt.Errorf("has an unknown FREQ; want DAILY, WEEKLY, MONTHLY or YEARLY")
}

// atLeastOne reads a whole number from 1; what is too large for a number is
// the largest.
func atLeastOne(name, s string) (int64, error) {
	allDigits := s != "" && strings.Trim(s, "0123456789") == ""
	n, ok := whole(s)
	if ok && n > 0 {
		return n, nil
	} else if allDigits && !ok && strings.Trim(s, "0") != "" {
		return mostCount, nil
	}
	return 0, fmt.Errorf("%s is no whole number from 1; want %[1]s=1 or more", name)
}

// by reads a part that begins with BY.
func (r *Rule) by(name, value string) error {
	put, low, high, negative := r.member(name)
	if put == nil && name != "BYDAY" {
		if strings.HasPrefix(name, "X-") {
			return nil
		}
		return fmt.Errorf("has the unknown part %s; want a part of RFC 5545, 3.3.10", shown(name))
	}
	for one := range values(value) {
		one = strings.TrimSpace(one)
		if name == "BYDAY" {
			if !r.byDay(one) {
				return fmt.Errorf("BYDAY holds something that is no weekday; want MO, or 2SU, or -1FR")
			}
			continue
		}
		n, ok := signed(one)
		if !ok || n > high || n < low && (!negative || n >= 0 || n < -high) {
			return fmt.Errorf("%s holds something out of range; want %s to %d", name, lowest(low, high, negative), high)
		}
		put(n)
	}
	return nil
}

func lowest(low, high int, negative bool) string {
	if negative {
		return fmt.Sprintf("-%d to -1, or %d", high, low)
	}
	return fmt.Sprint(low)
}

// member gives where the numbers of a part go, and which are allowed.
func (r *Rule) member(name string) (put func(int), low, high int, negative bool) {
	switch name {
	case "BYSECOND":
		return func(n int) { r.seconds |= 1 << min(n, 59) }, 0, 60, false
	case "BYMINUTE":
		return func(n int) { r.minutes |= 1 << n }, 0, 59, false
	case "BYHOUR":
		return func(n int) { r.hours |= 1 << n }, 0, 23, false
	case "BYMONTH":
		return func(n int) { r.months |= 1 << n }, 1, 12, false
	case "BYMONTHDAY":
		return func(n int) {
			if n < 0 {
				r.fromEnd |= 1 << -n
			} else {
				r.monthDays |= 1 << n
			}
		}, 1, 31, true
	case "BYYEARDAY":
		return func(n int) { r.yearDays = append(r.yearDays, n) }, 1, 366, true
	case "BYWEEKNO":
		return func(n int) { r.weeks = append(r.weeks, n) }, 1, 53, true
	case "BYSETPOS":
		return func(n int) { r.positions = append(r.positions, n) }, 1, 366 * 24 * 3600, true
	}
	return nil, 0, 0, false
}

func (r *Rule) byDay(s string) bool {
	if len(s) < 2 {
		return false
	}
	weekday := slices.Index(weekdayNames[:], s[len(s)-2:])
	if weekday < 0 {
		return false
	}
	ordinal := strings.TrimSpace(s[:len(s)-2])
	if ordinal == "" {
		r.weekdays |= 1 << weekday
		return true
	}
	n, ok := signed(ordinal)
	if !ok || n == 0 || n > 53 || n < -53 {
		return false
	}
	r.nth = append(r.nth, nthWeekday{n, weekday})
	return true
}

// check refuses what RFC 5545 does not allow together, because nobody can know
// what is meant.
func (r *Rule) check() error {
	switch {
	case r.freq == never:
		return fmt.Errorf("has no FREQ; want FREQ=DAILY, WEEKLY, MONTHLY or YEARLY first")
	case len(r.nth) > 0 && (r.freq < monthly || len(r.weeks) > 0):
		return fmt.Errorf("has a BYDAY with an ordinal where there is no month or year to count in; want FREQ=MONTHLY or YEARLY, without BYWEEKNO")
	case len(r.weeks) > 0 && r.freq != yearly:
		return fmt.Errorf("has BYWEEKNO without FREQ=YEARLY; want one or the other")
	case len(r.yearDays) > 0 && r.freq != yearly:
		return fmt.Errorf("has BYYEARDAY without FREQ=YEARLY; want one or the other")
	case r.monthDays|r.fromEnd != 0 && r.freq == weekly:
		return fmt.Errorf("has BYMONTHDAY in weeks; want FREQ=MONTHLY or DAILY")
	}
	if r.count > 0 && r.until.form != noTime {
		r.odd = "has COUNT and UNTIL; the earlier of them ends it. Want one of them"
	}
	r.positions, r.yearDays, r.weeks = distinct(r.positions), distinct(r.yearDays), distinct(r.weeks)
	slices.SortFunc(r.nth, func(a, b nthWeekday) int { return cmp.Or(a.n-b.n, a.weekday-b.weekday) })
	r.nth = slices.Compact(r.nth)
	return nil
}

func distinct(list []int) []int {
	slices.Sort(list)
	return slices.Compact(list)
}

// finest reports how many times of day a rule gives at most.
func (r *Rule) finest() int {
	return max(1, bits.OnesCount32(r.hours)) * max(1, bits.OnesCount64(r.minutes)) * max(1, bits.OnesCount64(r.seconds))
}

// values gives the parts of a list that holds no escapes.
func values(s string) iter.Seq[string] { return strings.SplitSeq(s, ",") }

// All gives the wall-clock times of a rule from a start on, as times in UTC
// whose clock is meant; the zone of start is not looked at. A start that is off
// the pattern is not given. It ends at COUNT, at UNTIL, whose clock is read as
// it is, or with the year 9999.
func (r *Rule) All(start time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		g := r.generator(wallOf(start), false)
		to := wallAt(civilDay(maxYear+1, 1, 1), 0)
		switch r.until.form {
		case noTime:
		case dateForm:
			to = r.until.wall + daySeconds
		default:
			to = r.until.wall + 1
		}
		g.run(g.start, to, func(wall int64) bool { return yield(wallTime(wall)) })
	}
}
