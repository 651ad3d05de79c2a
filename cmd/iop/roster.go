package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// judgeRoster judges the clients of a roster, in the order in which they first
// appear. Rows with a problem are reported and left out.
func (c *checker) judgeRoster(r *reading) error {
	roster, err := c.readRoster(r)
	if len(roster.Rows) == 0 {
		if err == nil {
			err = fmt.Errorf("%s: no rows; want a row for each session and client", r.name)
		}
		return err
	}
	return errors.Join(err, c.judgeRows(r, &roster, func(string, *result) {}))
}

// judgeRows judges the clients of some rows; with may add to each result what
// else is to be said.
func (c *checker) judgeRows(r *reading, roster *schedule.Roster, with func(client string, r *result)) error {
	window, stretch, err := c.dating.window(roster.Rows)
	if err != nil {
		return fmt.Errorf("%s: %w", r.name, err)
	}
	if !slices.ContainsFunc(roster.Rows, func(row schedule.RosterRow) bool { return stretch.has(row.Date) }) {
		c.app.note("%s: no row lies in the weeks that are judged", r.name)
	}
	lines := firstLines(roster)
	first := result{program: &schedule.Program{}, roster: true, tracks: []string{""}, input: r.input, stretch: stretch}
	cases, err := roster.Cases(window, c.optionsFor(&first, true))
	if err != nil {
		return fmt.Errorf("%s: %w", r.name, err)
	}
	for client, judged := range cases {
		one := first
		one.id, one.line, one.program = client, lines[client], judged.Program()
		if client == "" {
			one.id = r.rosterID()
		}
		one.take(judged)
		with(client, &one)
		c.emit(&one)
	}
	return nil
}

// has reports whether a day lies in the stretch.
func (s *stretch) has(d iop.Date) bool {
	return !d.Before(s.from) && (!s.until.IsValid() || d.Before(s.until))
}

// rosterID names a roster or a bundle in which no row names a client, or a
// calendar.
func (r *reading) rosterID() string {
	switch {
	case r.kind != fromFile && r.form == formCalendar:
		return "calendar"
	case r.kind != fromFile && r.form == formFHIR:
		return "bundle"
	case r.kind != fromFile:
		return "roster"
	}
	base := filepath.Base(r.name)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

func firstLines(r *schedule.Roster) map[string]int {
	lines := map[string]int{}
	for i := range r.Rows {
		if _, ok := lines[r.Rows[i].Client]; !ok {
			lines[r.Rows[i].Client] = r.Rows[i].Line
		}
	}
	return lines
}

// readRoster reads a roster, without the rows that cannot be used; the error
// tells of those.
func (c *checker) readRoster(r *reading) (schedule.Roster, error) {
	format := schedule.RosterFormat{TwelveHour: c.dating.clock.value == "12"}
	if c.dating.dates.value == "mdy" {
		format.Dates = schedule.MonthDayYear
	}
	read := schedule.ReadRosterCSV
	if r.form == formRosterJSON {
		read = schedule.ReadRosterJSON
	}
	roster, err := read(r, r.name, format)
	return roster, errors.Join(err, dropNobodys(r.name, &roster), dropUnknownZones(r.name, &roster))
}

// dropNobodys takes out, where other rows name clients, those that name
// neither a client nor a session: nobody can tell whose they are.
func dropNobodys(name string, roster *schedule.Roster) error {
	if len(roster.Clients()) == 0 {
		return nil
	}
	var errs []error
	roster.Rows = slices.DeleteFunc(roster.Rows, func(row schedule.RosterRow) bool {
		lost := row.Client == "" && row.Session == ""
		if lost {
			errs = append(errs, fmt.Errorf("%s:%d: column client_id: is missing, and other rows have it; want the client, or a session_id where the row is about a session for all", name, row.Line))
		}
		return lost
	})
	return errors.Join(errs...)
}

// dropUnknownZones takes out the rows that name a zone that nobody knows.
func dropUnknownZones(name string, roster *schedule.Roster) error {
	known := map[string]bool{"": true}
	var errs []error
	roster.Rows = slices.DeleteFunc(roster.Rows, func(row schedule.RosterRow) bool {
		ok, seen := known[row.Zone]
		if !seen {
			_, err := findZone(row.Zone)
			ok = err == nil
			known[row.Zone] = ok
		}
		if !ok {
			errs = append(errs, fmt.Errorf("%s:%d: column zone: %w", name, row.Line, errZone))
		}
		return !ok
	})
	return errors.Join(errs...)
}
