package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the zones, for machines that have none

	"github.com/openiop/openiop/iop"
)

// dateFlag is the value of a flag that takes a date.
type dateFlag struct{ iop.Date }

// Type names the value in the help.
func (d *dateFlag) Type() string { return "date" }

// The years of the dates that flags take: far beyond what anybody plans, and
// far enough from the first and last date there is.
const (
	firstYear = 1900
	lastYear  = 2199
)

// Set takes an ISO date.
func (d *dateFlag) Set(s string) error {
	date, err := iop.ParseDate(s)
	if err == nil && (date.Year() < firstYear || date.Year() > lastYear) {
		err = fmt.Errorf("is out of reach; want a date from %d to %d", firstYear, lastYear)
	}
	d.Date = date
	return err
}

// dayFlag is the value of a flag that takes a day of the week.
type dayFlag struct{ iop.Weekday }

// Type names the value in the help.
func (d *dayFlag) Type() string { return "day" }

// Set takes a day by its name or the first three letters, in any letter case.
func (d *dayFlag) Set(s string) error {
	for day := iop.Monday; day <= iop.Sunday; day++ {
		if strings.EqualFold(s, day.String()) || strings.EqualFold(s, dayTitle(day)) {
			d.Weekday = day
			return nil
		}
	}
	return errors.New("is not a day of the week; want Mon, Tue, Wed, Thu, Fri, Sat or Sun")
}

// dayTitle gives "Monday" to "Sunday".
func dayTitle(d iop.Weekday) string { return time.Weekday(d % 7).String() }

// mostWeeks is the longest window of a roster: ten years.
const mostWeeks = 520

// weeksFlag is the value of a flag that takes a number of weeks, 0 where it is
// not given.
type weeksFlag int

func (w *weeksFlag) String() string { return strconv.Itoa(int(*w)) }

// Type names the value in the help.
func (w *weeksFlag) Type() string { return "n" }

// Set takes 1 to mostWeeks.
func (w *weeksFlag) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > mostWeeks {
		return fmt.Errorf("is not a number of weeks; want a whole number from 1 to %d", mostWeeks)
	}
	*w = weeksFlag(n)
	return nil
}

// closedFlag is the value of a flag that takes closed days, one each time.
type closedFlag []iop.Closure

func (c *closedFlag) String() string { return "" }

// Type names the value in the help.
func (c *closedFlag) Type() string { return "date[=reason]" }

// Set takes a date and, after an equals sign, the reason.
func (c *closedFlag) Set(s string) error {
	day, reason, _ := strings.Cut(s, "=")
	date, err := iop.ParseDate(strings.TrimSpace(day))
	if err != nil {
		return fmt.Errorf("%w, or one with a reason such as 2026-07-04=Staff retreat", err)
	}
	*c = append(*c, iop.Closure{Date: date, Reason: oneLine(reason)})
	return nil
}

// errZone says that nobody knows a zone of that name. The name is not part of
// it: in a roster it may be any text.
var errZone = errors.New("is not a known time zone; want an IANA name such as America/Chicago")

// zoneAnswer is what is known of the name of a zone.
type zoneAnswer struct {
	zone *time.Location
	err  error
}

// zone looks a zone up, each name once in a run.
func (a *app) zone(name string) (*time.Location, error) {
	known, ok := a.zones[name]
	if !ok {
		if a.zones == nil {
			a.zones = map[string]zoneAnswer{}
		}
		known.zone, known.err = findZone(name)
		a.zones[name] = known
	}
	return known.zone, known.err
}

// findZone looks a zone up by its IANA name. "Local" is none: what it means
// depends on the machine.
func findZone(name string) (*time.Location, error) {
	if slices.Contains([]string{"", "Local"}, name) {
		return nil, errZone
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, errZone
	}
	return zone, nil
}
