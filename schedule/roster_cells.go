package schedule

import (
	"errors"
	"strings"
	"time"
	"unicode"

	"github.com/openiop/openiop/iop"
)

// DateOrder says which dates a roster may hold beside those of ISO 8601.
type DateOrder uint8

// The orders of dates. The zero DateOrder takes 2026-07-04 alone.
const (
	ISODates DateOrder = iota
	// MonthDayYear takes 7/4/2026 and 07/04/2026 too.
	MonthDayYear
)

// What is wrong with a cell and what would be right. The cell itself is never
// part of it: it may be a name, or text about a person.
var (
	errCellUTF8     = errors.New("holds text that is not UTF-8; save the file as UTF-8")
	errCellID       = errors.New("holds a line end or another control character; want an id on one line")
	errISODate      = errors.New("is not an ISO date; want one such as 2026-07-04 (month/day/year is read only where that order is named)")
	errAnyDate      = errors.New("is not a date; want one such as 2026-07-04 or 7/4/2026")
	errTime         = errors.New("is not a time; want HH:MM from 00:00 to 23:59")
	errSeconds      = errors.New("has seconds; want a whole minute, HH:MM from 00:00 to 23:59")
	errTwelveHour   = errors.New("is a time of the 12-hour clock; want HH:MM from 00:00 to 23:59 (the 12-hour clock is read only where it is named)")
	errAnyTime      = errors.New("is not a time; want one such as 9:00 AM or 21:00")
	errLength       = errors.New("is not the length of a session; want whole minutes from 1 to 1440")
	errTimeAttended = errors.New("is not a length of time; want whole minutes from 0 to 1440, or hours and minutes such as 1:30")
	errActivity     = errors.New("is not a known activity; want the id of one, such as group-therapy; see the files in iop/activities")
	errDelivery     = errors.New("is not a way of delivery; want in_person or telehealth")
	errCapacity     = errors.New("is not a number of people; want a whole number from 1 to 10000")
	errStatus       = errors.New("is not a status; " + wantStatus)
	errBilled       = errors.New("is not a number of services; want a whole number from 0 to 1000")
	errClinical     = errors.New("is neither yes nor no; want true or false")
)

// set reads a cell that is not empty into the field of its column.
func (r *RosterRow) set(col rosterColumn, cell string, f *RosterFormat) (err error) {
	switch col {
	case colSession:
		r.Session, err = readID(cell)
	case colClient:
		r.Client, err = readID(cell)
	case colMakeUpFor:
		r.MakeUpFor, err = readID(cell)
	case colZone:
		r.Zone, err = readID(cell)
	case colDate:
		r.Date, err = readDate(cell, f.Dates)
	case colStart:
		r.Start, err = readTime(cell, f.TwelveHour)
	case colEnd:
		r.End, err = readTime(cell, f.TwelveHour)
	case colMinutes:
		r.Minutes, err = readCount(cell, 1, 24*60, errLength)
	case colAttended:
		r.MinutesAttended, err = readAttended(cell)
	case colBilled:
		r.Billed, err = readCount(cell, 0, 1000, errBilled)
	case colCapacity:
		var n iop.Span
		n, err = readCount(cell, 1, 10_000, errCapacity)
		r.Capacity = int(n.Min())
	default:
		return r.setWord(col, cell)
	}
	return err
}

// setWord reads a word of a list, or a free text.
func (r *RosterRow) setWord(col rosterColumn, cell string) (err error) {
	words := knownWords()
	switch col {
	case colActivity:
		r.Activity, err = oneOf(words.activities, cell, errActivity)
	case colStatus:
		r.Status, err = oneOf(words.statuses, cell, errStatus)
	case colDelivery:
		r.Delivery, err = oneOf(words.deliveries, cell, errDelivery)
	case colClinical:
		var yes bool
		if yes, err = oneOf(words.yesNo, cell, errClinical); err == nil {
			r.CountsAsClinical = &yes
		}
	case colTitle:
		r.Title = cell
	case colFacilitator:
		r.Facilitator = cell
	case colCredential:
		r.Credential = cell
	case colLocation:
		r.Location = cell
	case colNotes:
		r.Notes = cell
	}
	return err
}

func oneOf[V any](table map[string]V, word string, otherwise error) (V, error) {
	v, ok := lookUp(table, word)
	if !ok {
		return v, otherwise
	}
	return v, nil
}

func readID(s string) (string, error) {
	if strings.ContainsFunc(s, unicode.IsControl) {
		return "", errCellID
	}
	return s, nil
}

func readDate(s string, order DateOrder) (iop.Date, error) {
	d, err := iop.ParseDate(s)
	isISO := len(s) == 10 && s[4] == '-' && s[7] == '-'
	switch {
	case err == nil || isISO:
		return d, err
	case order != MonthDayYear:
		return d, errISODate
	}
	month, rest, _ := strings.Cut(s, "/")
	day, year, _ := strings.Cut(rest, "/")
	m, d1, y := digits(month, 1, 2), digits(day, 1, 2), digits(year, 4, 4)
	if min(m, d1, y) < 0 {
		return d, errAnyDate
	}
	return iop.NewDate(y, time.Month(m), d1)
}

// digits reads a number of at least few and at most many digits; -1 for
// anything else.
func digits(s string, few, many int) int {
	if len(s) < few || len(s) > many {
		return -1
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// readTime reads H:MM or HH:MM, and H, H:MM or HH:MM before AM or PM where the
// 12-hour clock is named. Seconds may stand, and must be 00.
func readTime(s string, twelveHour bool) (Clock, error) {
	mark := strings.IndexFunc(s, func(r rune) bool { return r != ':' && (r < '0' || r > '9') })
	if mark < 0 {
		return readClock(s, twelveHour)
	}
	otherwise := errTime
	if twelveHour {
		otherwise = errAnyTime
	}
	half := foldWord(s[mark:])
	if half != "am" && half != "pm" || len(s) > 32 {
		return Clock{}, otherwise
	}
	if !twelveHour {
		return Clock{}, errTwelveHour
	}
	hour, minute, seconds := clockParts(s[:mark])
	if hour < 1 || hour > 12 || minute < 0 {
		return Clock{}, otherwise
	}
	if seconds {
		return Clock{}, errSeconds
	}
	hour %= 12
	if half == "pm" {
		hour += 12
	}
	return NewClock(hour, minute), nil
}

// readClock reads a time without AM or PM.
func readClock(s string, twelveHour bool) (Clock, error) {
	hour, minute, seconds := clockParts(s)
	switch {
	case hour >= 0 && hour < 24 && minute >= 0 && strings.Contains(s, ":"):
		if seconds {
			return Clock{}, errSeconds
		}
		return NewClock(hour, minute), nil
	case twelveHour:
		return Clock{}, errAnyTime
	}
	return Clock{}, errTime
}

// clockParts reads H, H:MM or H:MM:SS; the minute is -1 if it is none of
// these. It tells whether there are seconds other than 00.
func clockParts(s string) (hour, minute int, seconds bool) {
	h, rest, hasMinute := strings.Cut(s, ":")
	hour = digits(h, 1, 2)
	if !hasMinute {
		return hour, 0, false
	}
	m, sec, hasSeconds := strings.Cut(rest, ":")
	minute = digits(m, 2, 2)
	if n := digits(sec, 2, 2); minute > 59 || hasSeconds && (n < 0 || n > 59) {
		return hour, -1, false
	}
	return hour, minute, hasSeconds && sec != "00"
}

func readCount(s string, low, high int, otherwise error) (iop.Span, error) {
	n := digits(s, 1, 5)
	if n < low || n > high {
		return iop.Span{}, otherwise
	}
	return iop.Exactly(iop.Minutes(n)), nil
}

// readAttended reads minutes, or hours and minutes: systems export a part of
// a session as hh:mm.
func readAttended(s string) (iop.Span, error) {
	if h, m, ok := strings.Cut(s, ":"); ok {
		hours, minutes := digits(h, 1, 2), digits(m, 2, 2)
		if n := hours*60 + minutes; hours < 0 || minutes < 0 || minutes > 59 || n > 24*60 {
			return iop.Span{}, errTimeAttended
		} else {
			return iop.Exactly(iop.Minutes(n)), nil
		}
	}
	return readCount(s, 0, 24*60, errTimeAttended)
}
