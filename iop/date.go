package iop

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// Date is a civil date: a day of the Gregorian calendar without a clock and
// without a zone. It is comparable with == and can be a map key. An instant
// exists only where a zone is named, through [Date.In].
//
// The zero Date is invalid and means that no date is stated.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// NewDate gives the date of a year from 1 to 9999, or an error if there is no
// such day.
func NewDate(year int, month time.Month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, fmt.Errorf("is not a day of the calendar; want a date such as 2026-07-04")
	}
	return Date{int16(year), uint8(month), uint8(day)}, nil
}

// MustDate is [NewDate] for literals; it panics where NewDate gives an error.
func MustDate(year int, month time.Month, day int) Date {
	d, err := NewDate(year, month, day)
	if err != nil {
		panic(fmt.Sprintf("iop.MustDate(%d, %d, %d): %v", year, month, day, err))
	}
	return d
}

var errNotADate = errors.New("is not a date; want one such as 2026-07-04")

// ParseDate reads an ISO 8601 date, 2026-07-04.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, errNotADate
	}
	n := 0
	for i := range len(s) {
		if i == 4 || i == 7 {
			continue
		}
		if s[i] < '0' || s[i] > '9' {
			return Date{}, errNotADate
		}
		n = n*10 + int(s[i]-'0')
	}
	return NewDate(n/10000, time.Month(n/100%100), n%100)
}

func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// IsValid reports whether d is a day; it is false for the zero Date.
func (d Date) IsValid() bool { return d.day != 0 }

// Year, Month and Day give the parts of the date; all are 0 for the zero Date.
func (d Date) Year() int         { return int(d.year) }
func (d Date) Month() time.Month { return time.Month(d.month) }
func (d Date) Day() int          { return int(d.day) }

// ordinal is the number of days since 0000-03-01, by the usual shift of the
// year to begin in March so that the leap day is its last.
func (d Date) ordinal() int {
	y, m := int(d.year), int(d.month)
	if m < 3 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int(d.day) - 1
}

func fromOrdinal(n int) Date {
	era := n / 146097
	ofEra := n % 146097
	ofEraYear := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*ofEraYear + ofEraYear/4 - ofEraYear/100)
	m := (5*ofYear + 2) / 153
	year, month := era*400+ofEraYear, m+3
	if month > 12 {
		year, month = year+1, month-12
	}
	return Date{int16(year), uint8(month), uint8(ofYear - (153*m+2)/5 + 1)}
}

// AddDays gives the date n days later, or earlier if n is negative. A result
// outside the years 1 to 9999, or of the zero Date, is the zero Date.
func (d Date) AddDays(n int) Date {
	o := d.ordinal() + n
	if !d.IsValid() || o < (Date{1, 1, 1}).ordinal() || o > (Date{9999, 12, 31}).ordinal() {
		return Date{}
	}
	return fromOrdinal(o)
}

// DaysUntil gives the number of days from d to e, negative if e is earlier.
// Both must be valid.
func (d Date) DaysUntil(e Date) int { return e.ordinal() - d.ordinal() }

// Weekday gives the day of the week; d must be valid.
func (d Date) Weekday() Weekday { return Weekday((d.ordinal()+2)%7) + Monday }

// Compare gives -1, 0 or 1 as d is before, the same as, or after e. The zero
// Date is before every other.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.year, e.year), cmp.Compare(d.month, e.month), cmp.Compare(d.day, e.day))
}

// Before reports whether d is before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// In gives the instant at which the clocks of a zone show the given minute of
// the day. Where the clocks skip that minute or show it twice, the result is
// that of time.Date.
func (d Date) In(loc *time.Location, minute Minutes) time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, int(minute), 0, 0, loc)
}

// String gives the ISO form, "" for the zero Date.
func (d Date) String() string {
	b, _ := d.AppendText(nil)
	return string(b)
}

// AppendText appends the ISO form, nothing for the zero Date.
func (d Date) AppendText(b []byte) ([]byte, error) {
	if !d.IsValid() {
		return b, nil
	}
	y, m := int(d.year), int(d.month)
	digit := func(n int) byte { return byte('0' + n%10) }
	return append(b, digit(y/1000), digit(y/100), digit(y/10), digit(y), '-',
		digit(m/10), digit(m), '-', digit(int(d.day)/10), digit(int(d.day))), nil
}

// MarshalText gives the ISO form, "" for the zero Date.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads the form of [ParseDate]; "" gives the zero Date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(b))
	return err
}

// Period is a stretch of days, from its first day to the day before Until.
// A zero From or Until leaves that side open.
type Period struct {
	From  Date `json:"from,omitzero"`
	Until Date `json:"until,omitzero"`
}

// Contains reports whether d lies in the period: From is in it, Until is not.
func (p Period) Contains(d Date) bool {
	return !d.Before(p.From) && (!p.Until.IsValid() || d.Before(p.Until))
}

// Overlaps reports whether the periods share a day.
func (p Period) Overlaps(q Period) bool {
	return (!p.Until.IsValid() || q.From.Before(p.Until)) && (!q.Until.IsValid() || p.From.Before(q.Until))
}
