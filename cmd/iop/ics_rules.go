package main

import (
	"slices"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule/ical"
)

// calendarPrefix begins the ids under which reports name problems of
// calendars.
const calendarPrefix = "calendar/"

// calendarRules describe the problems of calendars for reports that list the
// rules that they speak of.
func calendarRules() []iop.Rule {
	var out []iop.Rule
	add := func(kind ical.ProblemKind, title, fix string) {
		out = append(out, iop.Rule{ID: calendarRule(kind), Title: title, Why: "What is not read as it was meant is judged as something else, or not at all.", Fix: fix})
	}
	add(ical.BadBytes, "the file is text in UTF-8", "Save the file as UTF-8.")
	add(ical.BadLine, "every line is a content line", "Write NAME:value, and fold long lines with a space.")
	add(ical.BadStructure, "components begin and end in pairs", "Close every BEGIN with its END, inside one VCALENDAR.")
	add(ical.OldVersion, "the calendar is iCalendar 2.0", "Export it again as iCalendar (.ics), not as vCalendar (.vcs).")
	add(ical.BadValue, "values have the form of their property", "Write the value as RFC 5545 has it.")
	add(ical.MissingProperty, "an entry has what it needs", "Give every VEVENT a UID and a DTSTART.")
	add(ical.UnknownZone, "every time zone is known", "Use an IANA name such as America/Chicago, or send the VTIMEZONE along.")
	add(ical.ZoneDiffers, "a zone has the rules of its name", "Leave the VTIMEZONE out, or give it the rules of the zone.")
	add(ical.ZoneAssumed, "a zone is named by its IANA name", "Use an IANA name such as America/Chicago.")
	add(ical.FloatingTime, "every time says in which zone it is", "Write TZID with every time, or times in UTC.")
	add(ical.BadEnd, "an entry ends after it starts", "Write a DTEND after DTSTART, or a DURATION.")
	add(ical.BadRule, "recurrence rules can be read", "Write the RRULE as RFC 5545, 3.3.10 has it.")
	add(ical.UnsupportedRule, "recurrence is by days or longer", "Use DAILY, WEEKLY, MONTHLY or YEARLY in the Gregorian calendar.")
	add(ical.OddRule, "recurrence follows RFC 5545", "Give UNTIL the form of DTSTART, and use EXDATE for exceptions.")
	add(ical.MismatchedDate, "dates of a series have the form of its start", "Write EXDATE, RDATE and RECURRENCE-ID as DTSTART is written.")
	add(ical.DuplicateEvent, "an entry stands once", "Raise SEQUENCE when an entry changes, and send it once.")
	add(ical.OverLimit, "the file is within the limits", "Split the file, or ask for fewer weeks.")
	add(ical.ManyProblems, "problems are few enough to list", "Mend the first ones and read the file again.")
	add(ical.UnknownActivity, "it can be told which activity an entry is", "Name it in the file of --activities, or give it the activity as a category.")
	add(ical.UnclearSession, "an entry is a session of known length", "Give it a start and an end, or say in the file of --activities that it is no session.")
	return out
}

func calendarRule(kind ical.ProblemKind) iop.RuleID { return iop.RuleID(calendarPrefix + string(kind)) }

// findProblemRule finds what there is to say about a problem of calendars or
// bundles by its whole id, nil if there is none.
func findProblemRule(id string) *iop.Rule {
	rules := slices.Concat(calendarRules(), bundleRules())
	if i := ruleIndex(rules, iop.RuleID(id)); i >= 0 {
		return &rules[i]
	}
	return nil
}

func problemRulePage(p *page, r *iop.Rule) {
	p.text(0, bold, sentence(r.Title))
	p.pair(2, labelColumn, "problem", dim, string(r.ID))
	p.pair(2, labelColumn, "why", dim, r.Why)
	p.pair(2, labelColumn, "what to do", dim, r.Fix)
}
