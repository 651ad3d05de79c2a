package ical

import "time"

// Times of the wall clock are counted in seconds from 1970-01-01 00:00 as if
// every day had 86,400 of them, days from the same date. The engine works with
// these whole numbers alone; zones turn them into instants at the end.

const daySeconds = 86400

// The years that a value of RFC 5545 can hold.
const (
	minYear = 0
	maxYear = 9999
)

// civilDay gives the day number of a date of the Gregorian calendar; month and
// day may lie outside their usual range by any amount that fits.
func civilDay(year, month, day int) int {
	month--
	year += floorDiv(month, 12)
	month = floorMod(month, 12)
	y, m := year, month+1
	if m <= 2 {
		y--
		m += 12
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*(m-3) + 2) / 5
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468 + day - 1
}

// civilDate gives the date of a day number, the month from 1.
func civilDate(n int) (year, month, day int) {
	n += 719468
	era := floorDiv(n, 146097)
	doe := n - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = doy - (153*mp+2)/5 + 1
	month, year = mp+3, yoe+era*400
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// weekdayOf gives the weekday of a day number, Monday being 0.
func weekdayOf(n int) int { return floorMod(n+3, 7) }

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysInYear(year int) int {
	if leap(year) {
		return 366
	}
	return 365
}

func daysInMonth(year, month int) int {
	switch month {
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }

// wallOf gives the clock of a time as seconds of the wall.
func wallOf(t time.Time) int64 {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	return int64(civilDay(year, int(month), day))*daySeconds + int64(hour*3600+minute*60+second)
}

// dayOf gives the day number of a wall time.
func dayOf(wall int64) int {
	d := wall / daySeconds
	if wall%daySeconds < 0 {
		d--
	}
	return int(d)
}

// clockOf gives the seconds since midnight of a wall time.
func clockOf(wall int64) int { return int(wall - int64(dayOf(wall))*daySeconds) }

// wallAt gives the wall time of a second of a day.
func wallAt(day, clock int) int64 { return int64(day)*daySeconds + int64(clock) }

// wallTime gives a wall time as a time in UTC whose clock is meant.
func wallTime(wall int64) time.Time {
	year, month, day := civilDate(dayOf(wall))
	return time.Date(year, time.Month(month), day, 0, 0, clockOf(wall), 0, time.UTC)
}
