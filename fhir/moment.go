package fhir

import (
	"errors"
	"strings"
	"time"

	"github.com/openiop/openiop/iop"
)

// Date is a date of FHIR: a year, a month or a day. It keeps the text that
// stood in the file. The zero Date is not stated.
type Date struct{ text string }

// DateTime is a date of FHIR, or a date with a time of day and an offset from
// UTC. It keeps the text that stood in the file. The zero DateTime is not
// stated.
type DateTime struct{ text string }

// Instant is a moment known to the second at least, with its offset from UTC.
// It keeps the text that stood in the file. The zero Instant is not stated.
type Instant struct{ text string }

// ParseDate reads YYYY, YYYY-MM or YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	if what := badDate(s); what != "" {
		return Date{}, errors.New(what)
	}
	return Date{s}, nil
}

// ParseDateTime reads the forms of [ParseDate], or a day, T, hh:mm:ss with or
// without a fraction, and Z or an offset such as -05:00.
func ParseDateTime(s string) (DateTime, error) {
	if what := badDateTime(s); what != "" {
		return DateTime{}, errors.New(what)
	}
	return DateTime{s}, nil
}

// ParseInstant reads the longest form of [ParseDateTime].
func ParseInstant(s string) (Instant, error) {
	if what := badInstant(s); what != "" {
		return Instant{}, errors.New(what)
	}
	return Instant{s}, nil
}

// DateOf gives a day, the zero Date for an invalid one.
func DateOf(d iop.Date) Date {
	if !d.IsValid() {
		return Date{}
	}
	return Date{d.String()}
}

// DateTimeOf gives a day, the zero DateTime for an invalid one.
func DateTimeOf(d iop.Date) DateTime { return DateTime{DateOf(d).text} }

// InstantOf gives a moment in the zone that t is in. A fraction of a second is
// kept to the nanosecond.
func InstantOf(t time.Time) Instant { return Instant{t.Format(time.RFC3339Nano)} }

// DateTime gives the same moment as a DateTime.
func (i Instant) DateTime() DateTime { return DateTime(i) }

// IsStated reports whether there is a date.
func (d Date) IsStated() bool { return d.text != "" }

// IsStated reports whether there is a date.
func (d DateTime) IsStated() bool { return d.text != "" }

// IsStated reports whether there is a moment.
func (i Instant) IsStated() bool { return i.text != "" }

// String gives the text, "" if there is none.
func (d Date) String() string { return d.text }

// String gives the text, "" if there is none.
func (d DateTime) String() string { return d.text }

// String gives the text, "" if there is none.
func (i Instant) String() string { return i.text }

// Day gives the day; ok is false where only the year or the month is stated.
func (d Date) Day() (day iop.Date, ok bool) { return dayOf(d.text) }

// Day gives the day as it is written, in the offset that is written; ok is
// false where only the year or the month is stated.
func (d DateTime) Day() (day iop.Date, ok bool) { return dayOf(d.text) }

// Day gives the day as it is written, in the offset that is written.
func (i Instant) Day() (day iop.Date, ok bool) { return dayOf(i.text) }

// Clock gives the minute of the day as it is written, in the offset that is
// written; ok is false where no time is stated.
func (d DateTime) Clock() (minute iop.Minutes, ok bool) { return minuteOf(d.text) }

// Clock gives the minute of the day as it is written, in the offset that is
// written.
func (i Instant) Clock() (minute iop.Minutes, ok bool) { return minuteOf(i.text) }

// Time gives the moment; ok is false where no time of day is stated.
func (d DateTime) Time() (t time.Time, ok bool) { return timeOf(d.text) }

// Time gives the moment.
func (i Instant) Time() (t time.Time, ok bool) { return timeOf(i.text) }

func dayOf(s string) (iop.Date, bool) {
	if len(s) < 10 {
		return iop.Date{}, false
	}
	d, err := iop.ParseDate(s[:10])
	return d, err == nil
}

func minuteOf(s string) (iop.Minutes, bool) {
	if len(s) < 16 {
		return 0, false
	}
	return iop.Minutes(two(s[11:])*60 + two(s[14:])), true
}

func timeOf(s string) (time.Time, bool) {
	if len(s) < 20 {
		return time.Time{}, false
	}
	second := s[17:19] // a leap second is the last one before it
	if second == "60" {
		s = s[:17] + "59" + s[19:]
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	return t, err == nil
}

func two(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }

// Time is a time of day, hh:mm:ss with or without a fraction. The zero Time is
// not stated.
type Time struct{ text string }

// ParseTime reads hh:mm:ss, with or without a fraction.
func ParseTime(s string) (Time, error) {
	if what := badTime(s); what != "" {
		return Time{}, errors.New(what)
	}
	return Time{s}, nil
}

// TimeOf gives a minute of the day, from 0 to 1439; the zero Time for any
// other.
func TimeOf(minute iop.Minutes) Time {
	if minute < 0 || minute >= 24*60 {
		return Time{}
	}
	return Time{string(appendClock(nil, minute)) + ":00"}
}

func appendClock(b []byte, minute iop.Minutes) []byte {
	h, m := byte(minute/60), byte(minute%60)
	return append(b, '0'+h/10, '0'+h%10, ':', '0'+m/10, '0'+m%10)
}

// IsStated reports whether there is a time.
func (t Time) IsStated() bool { return t.text != "" }

// String gives the text, "" if there is none.
func (t Time) String() string { return t.text }

// Clock gives the minute of the day; ok is false where no time is stated.
func (t Time) Clock() (minute iop.Minutes, ok bool) {
	if len(t.text) < 8 {
		return 0, false
	}
	return iop.Minutes(two(t.text)*60 + two(t.text[3:])), true
}

// digits reports whether s is n digits and nothing else.
func digits(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range n {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

const wantDate = "is no date; want YYYY, YYYY-MM or YYYY-MM-DD"

func badDate(s string) string {
	ok := false
	switch len(s) {
	case 4:
		ok = digits(s, 4) && s != "0000"
	case 7:
		ok = digits(s[:4], 4) && s[:4] != "0000" && s[4] == '-' && digits(s[5:], 2) && s[5:] >= "01" && s[5:] <= "12"
	case 10:
		_, err := iop.ParseDate(s)
		ok = err == nil
	}
	if !ok {
		return wantDate
	}
	return ""
}

func badDateTime(s string) string {
	if len(s) <= 10 {
		if badDate(s) != "" {
			return wantDate + ", or a day with a time and an offset"
		}
		return ""
	}
	return badInstant(s)
}

const wantInstant = "is no moment; want YYYY-MM-DDThh:mm:ss and Z or an offset such as -05:00"

func badInstant(s string) string {
	if len(s) < 20 || s[10] != 'T' || badDate(s[:10]) != "" {
		return wantInstant
	}
	end := len(s) - 1
	if s[end] != 'Z' {
		end = len(s) - 6
		if !goodOffset(s[end:]) {
			return wantInstant
		}
	}
	if end < 19 || badTime(s[11:end]) != "" {
		return wantInstant
	}
	return ""
}

// goodOffset reports whether s is an offset from -14:00 to +14:00.
func goodOffset(s string) bool {
	return (s[0] == '+' || s[0] == '-') && s[3] == ':' && digits(s[1:3], 2) && digits(s[4:], 2) && s[4:] < "60" && s[1:] <= "14:00"
}

// badTime says what is wrong with a time of day.
func badTime(s string) string {
	if len(s) < 8 || !digits(s[:2], 2) || !digits(s[3:5], 2) || !digits(s[6:8], 2) || s[2] != ':' || s[5] != ':' ||
		s[:2] > "23" || s[3:5] > "59" || s[6:8] > "60" {
		return "is no time of day; want hh:mm:ss"
	}
	if len(s) == 8 {
		return ""
	}
	if fraction, ok := strings.CutPrefix(s[8:], "."); !ok || !digits(fraction, max(1, len(fraction))) {
		return "is no time of day; want hh:mm:ss"
	}
	return ""
}
