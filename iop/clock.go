package iop

import (
	"fmt"
	"time"
)

// ClockPolicy says which instant is meant by a wall-clock time that the
// clocks of a zone skip or show twice, on the days on which daylight saving
// begins and ends.
//
// The zero ClockPolicy is that of iCalendar (RFC 5545, section 3.3.5): a
// skipped time is read with the offset before the change, so that 02:30
// becomes 03:30, and a repeated time is the first of the two.
type ClockPolicy struct {
	Skipped  SkippedTime
	Repeated RepeatedTime
}

// SkippedTime says what a time that does not exist means.
type SkippedTime uint8

// The readings of a skipped time.
const (
	// SkippedLater keeps the offset before the change: 02:30 is 03:30 on the
	// new clock.
	SkippedLater SkippedTime = iota
	// SkippedEarlier takes the offset after the change: 02:30 is 01:30 on the
	// old clock.
	SkippedEarlier
)

// RepeatedTime says which of two equal readings of the clock is meant.
type RepeatedTime uint8

// The readings of a repeated time.
const (
	RepeatedFirst RepeatedTime = iota
	RepeatedSecond
)

// ClockTrouble says what is unusual about a wall-clock time on a day.
type ClockTrouble uint8

// The troubles. The zero ClockTrouble is none: the time exists once.
const (
	ClockPlain ClockTrouble = iota
	ClockSkipped
	ClockRepeated
)

var clockTroubleNames = [...]string{"plain", "skipped", "repeated"}

// String gives "plain", "skipped" or "repeated".
func (t ClockTrouble) String() string {
	if int(t) >= len(clockTroubleNames) {
		return fmt.Sprintf("ClockTrouble(%d)", uint8(t))
	}
	return clockTroubleNames[t]
}

// Instant gives the instant at which the clocks of a zone show a minute of
// the day (0 is midnight, 1440 and more are the days after), read by a policy
// where they show it never or twice, and says which of these it is. It asks
// the zone for its offsets and nothing else, so it does not depend on the
// machine's own zone.
func (d Date) Instant(loc *time.Location, minute Minutes, policy ClockPolicy) (time.Time, ClockTrouble) {
	wall := time.Date(int(d.year), time.Month(d.month), int(d.day), 0, int(minute), 0, 0, time.UTC)
	before := offsetAt(loc, wall.Add(-36*time.Hour))
	after := offsetAt(loc, wall.Add(36*time.Hour))
	first, second := wall.Add(-before).In(loc), wall.Add(-after).In(loc)
	isFirst, isSecond := shows(first, wall), shows(second, wall)
	switch {
	case before == after && isFirst:
		return first, ClockPlain
	case isFirst && isSecond && !first.Equal(second):
		return pick(policy.Repeated == RepeatedFirst, earlier(first, second), later(first, second)), ClockRepeated
	case isFirst:
		return first, ClockPlain
	case isSecond:
		return second, ClockPlain
	case before == after: // more than one change within three days
		return d.In(loc, minute), ClockPlain
	}
	return pick(policy.Skipped == SkippedLater, later(first, second), earlier(first, second)), ClockSkipped
}

func offsetAt(loc *time.Location, t time.Time) time.Duration {
	_, seconds := t.In(loc).Zone()
	return time.Duration(seconds) * time.Second
}

// shows reports whether the clock at an instant reads as wall does.
func shows(t, wall time.Time) bool {
	y, m, d := t.Date()
	wy, wm, wd := wall.Date()
	return y == wy && m == wm && d == wd && t.Hour() == wall.Hour() && t.Minute() == wall.Minute()
}

func pick(first bool, a, b time.Time) time.Time {
	if first {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time { return pick(a.Before(b), a, b) }
func later(a, b time.Time) time.Time   { return pick(a.Before(b), b, a) }
