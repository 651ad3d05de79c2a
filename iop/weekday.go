package iop

import (
	"fmt"
	"math/bits"
	"strings"
)

// Weekday is a day of the week, Monday first. The zero Weekday is invalid and
// means that no day is stated.
type Weekday uint8

// The days of the week.
const (
	Monday Weekday = iota + 1
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
	Sunday
)

const weekdayNames = "MonTueWedThuFriSatSun"

// ParseWeekday reads "Mon" to "Sun".
func ParseWeekday(s string) (Weekday, error) {
	if i := strings.Index(weekdayNames, s); len(s) == 3 && i >= 0 && i%3 == 0 {
		return Weekday(i/3 + 1), nil
	}
	return 0, fmt.Errorf("is not a day of the week; want Mon, Tue, Wed, Thu, Fri, Sat or Sun")
}

// IsValid reports whether d is a day of the week.
func (d Weekday) IsValid() bool { return d >= Monday && d <= Sunday }

// String gives "Mon" to "Sun", "" for an invalid day.
func (d Weekday) String() string {
	if !d.IsValid() {
		return ""
	}
	return weekdayNames[3*d-3 : 3*d]
}

// MarshalText gives the form of [Weekday.String].
func (d Weekday) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the form of [ParseWeekday].
func (d *Weekday) UnmarshalText(b []byte) (err error) {
	*d, err = ParseWeekday(string(b))
	return err
}

// Weekdays is a set of days of the week, one bit a day with Monday the
// lowest. The zero value is the empty set.
type Weekdays uint8

// AllWeekdays is the set of the seven days.
const AllWeekdays Weekdays = 1<<7 - 1

// With gives the set with a day added.
func (w Weekdays) With(d Weekday) Weekdays { return w | 1<<(d-1) }

// Has reports whether the day is in the set.
func (w Weekdays) Has(d Weekday) bool { return w&(1<<(d-1)) != 0 }

// Len gives the number of days in the set.
func (w Weekdays) Len() int { return bits.OnesCount8(uint8(w)) }

// String gives the days in order, "Mon Wed Fri".
func (w Weekdays) String() string {
	var names []string
	for d := Monday; d <= Sunday; d++ {
		if w.Has(d) {
			names = append(names, d.String())
		}
	}
	return strings.Join(names, " ")
}
