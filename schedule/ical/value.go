package ical

import "strings"

// form is how a time is written.
type form uint8

const (
	noTime    form = iota // not stated
	dateForm              // 20261102
	localForm             // 20261102T090000, of a zone or floating
	utcForm               // 20261102T090000Z
)

// writtenTime is a time as written: its form, and the wall clock in seconds.
type writtenTime struct {
	form form
	wall int64
}

// parseStamp reads a DATE or a DATE-TIME. Tolerated are small letters, missing
// seconds, the punctuation of ISO 8601, a Z after a date, and a leap second, which
// is read as the second before it.
func parseStamp(s string) (writtenTime, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 8 && (s[4] == '-' || len(s) > 11 && s[11] == ':') {
		s = strings.NewReplacer("-", "", ":", "").Replace(s)
	}
	if len(s) < 8 {
		return writtenTime{}, false
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[4:6])
	day, ok3 := digits(s[6:8])
	if !ok1 || !ok2 || !ok3 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) {
		return writtenTime{}, false
	}
	midnight := wallAt(civilDay(year, month, day), 0)
	if len(s) == 8 || len(s) == 9 && s[8]&^0x20 == 'Z' {
		return writtenTime{dateForm, midnight}, true
	}
	clock, utc, ok := parseClock(s[8:])
	if !ok {
		return writtenTime{}, false
	}
	if utc {
		return writtenTime{utcForm, midnight + int64(clock)}, true
	}
	return writtenTime{localForm, midnight + int64(clock)}, true
}

// parseClock reads T090000, T0900 or T090000Z.
func parseClock(s string) (clock int, utc, ok bool) {
	if s[0] != 'T' && s[0] != 't' {
		return 0, false, false
	}
	s = s[1:]
	if n := len(s); n > 0 && (s[n-1] == 'Z' || s[n-1] == 'z') {
		s, utc = s[:n-1], true
	}
	if len(s) == 4 {
		s += "00"
	}
	if len(s) != 6 {
		return 0, false, false
	}
	hour, ok1 := digits(s[:2])
	minute, ok2 := digits(s[2:4])
	second, ok3 := digits(s[4:6])
	if !ok1 || !ok2 || !ok3 || minute > 59 || second > 60 || hour > 24 || hour == 24 && minute+second > 0 {
		return 0, false, false
	}
	return hour*3600 + minute*60 + min(second, 59), utc, true
}

// whole reads a number that consists of at most 18 digits.
func whole(s string) (n int64, ok bool) {
	if s == "" || len(s) > 18 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

// digits reads a number that consists of digits alone.
func digits(s string) (int, bool) {
	n, ok := whole(s)
	return int(n), ok && int64(int(n)) == n
}

// signed reads a number with or without a sign.
func signed(s string) (n int, ok bool) {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		n, ok = digits(s[1:])
		if s[0] == '-' {
			n = -n
		}
		return n, ok
	}
	return digits(s)
}

// length is a duration: days of the calendar, then seconds of exact time (RFC
// 5545, 3.3.6).
type length struct {
	days    int
	seconds int64
}

// mostDays bounds what a duration can say, so that sums do not overflow.
const mostDays = 366 * 10000

// parseLength reads a DURATION: P1D, PT1H30M, P1W, -PT15M.
func parseLength(s string) (l length, ok bool) {
	s = strings.TrimSpace(s)
	sign := 1
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	if len(s) < 3 || s[0] != 'P' && s[0] != 'p' {
		return length{}, false
	}
	inTime := false
	for s = s[1:]; s != ""; {
		if !inTime && (s[0] == 'T' || s[0] == 't') {
			inTime, s = true, s[1:]
			if s == "" {
				return length{}, false
			}
			continue
		}
		i := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		n, isNumber := whole(s[:i])
		if !isNumber || i == len(s) || n > mostDays*daySeconds || !l.add(n, s[i]&^0x20, inTime) {
			return length{}, false
		}
		s = s[i+1:]
	}
	l.days, l.seconds = sign*l.days, int64(sign)*l.seconds
	return l, max(l.days, -l.days) <= mostDays && max(l.seconds, -l.seconds) <= mostDays*daySeconds
}

// add adds one part of a duration.
func (l *length) add(n int64, unit byte, inTime bool) bool {
	switch {
	case unit == 'W' && !inTime && n <= mostDays/7:
		l.days += 7 * int(n)
	case unit == 'D' && !inTime && n <= mostDays:
		l.days += int(n)
	case unit == 'H' && inTime && n <= mostDays*24:
		l.seconds += n * 3600
	case unit == 'M' && inTime && n <= mostDays*24*60:
		l.seconds += n * 60
	case unit == 'S' && inTime:
		l.seconds += n
	default:
		return false
	}
	return l.days <= mostDays && l.seconds <= mostDays*daySeconds
}

func (l length) negative() bool { return l.days < 0 || l.seconds < 0 }

// parseOffset reads a UTC-OFFSET: -0500, +013045; in seconds.
func parseOffset(s string) (offset int, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) == 4 || len(s) == 6 {
		s = "+" + s // tolerated: writers leave the plus out
	}
	if len(s) != 5 && len(s) != 7 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	hour, ok1 := digits(s[1:3])
	minute, ok2 := digits(s[3:5])
	second, ok3 := 0, true
	if len(s) == 7 {
		second, ok3 = digits(s[5:])
	}
	if !ok1 || !ok2 || !ok3 || hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	offset = hour*3600 + minute*60 + second
	if s[0] == '-' {
		offset = -offset
	}
	return offset, true
}
