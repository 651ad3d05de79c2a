// Package ical reads calendars as vendors export them (iCalendar, RFC 5545) and
// writes calendars that people can subscribe to.
//
// # Reading
//
// [Read] takes a file as Google, Outlook and Exchange, Apple and group-room
// software write it, and goes on after everything that is wrong: each [Problem]
// says on which line, and what would be right. [File.Instances] lists what
// takes place in a [Window]: recurrence, exceptions, overrides, revisions and
// cancellations applied. [Roster] makes a [schedule.Roster] of them, in which
// each instance is a session; a [Mapping] tells their activities.
//
// A time zone is explained by the first of these that can:
//
//  1. a name of IANA, which the caller's function knows; if the file defines
//     the same name by a VTIMEZONE with other rules, a problem says so, and
//     for a name that is no place, such as EST, the VTIMEZONE is used,
//  2. the file's own VTIMEZONE, evaluated,
//  3. an offset such as GMT-0500,
//  4. a name of Windows, by the table of Unicode CLDR,
//  5. the end of a name with a prefix: /mozilla.org/20070129_1/America/New_York,
//  6. X-LIC-LOCATION of a VTIMEZONE that is not usable,
//  7. a display name: (UTC-05:00) Eastern Time (US & Canada).
//
// What none of them explains is an error, and the event is left out: a guess
// about a time is a guess about hours of treatment.
//
// A time that the clocks skip is read with the offset before the gap, and a
// time that comes twice is the first (RFC 5545, 3.3.5); Go's time.Date differs
// in the gap. A length that DTEND states is exact, one in days is nominal.
//
// # Recurrence
//
// RRULE is expanded for DAILY, WEEKLY, MONTHLY and YEARLY with every part that
// RFC 5545 defines, and SKIP of RFC 7529, on the wall clock, in whole numbers.
// Where RFC 5545 leaves room:
//
//   - DTSTART is always the first instance and counts for COUNT, on the pattern
//     or not; only a series whose UNTIL is before its DTSTART has none.
//   - UNTIL is inclusive; one that is a date holds to the end of the day, and one
//     that is not in UTC is read on the clock of the event.
//   - BYMONTHDAY of a YEARLY rule without BYMONTH means the month of DTSTART, as
//     libical has it.
//   - HOURLY, MINUTELY and SECONDLY, and calendars other than the Gregorian, are
//     refused with a problem.
//   - Of revisions with one UID the highest SEQUENCE counts, then the latest
//     DTSTAMP; METHOD:CANCEL cancels a revision that is not newer than itself.
//   - An override (RECURRENCE-ID) without its instance is listed all the same,
//     unless a newer series takes that instance out with EXDATE.
//
// # Writing
//
// [Write] writes [Event] values, for instance those that [SessionEvents] makes of
// dated sessions. By default an entry tells nobody what it is for: an entry that
// names addiction treatment discloses it (42 CFR Part 2).
//
// # Limits
//
// Nothing that a file says makes reading or expanding hang or fill memory: see
// [Limits]. VTODO, VJOURNAL, VFREEBUSY and VALARM are kept ([File.Components])
// and not interpreted, nor are the properties that RFC 7986 and RFC 9253 add.
//
// All types are plain values. The package reads no clock, no file and no zone
// data of the machine, and is safe for concurrent use. Problems hold no text of
// a summary, a description or an attendee.
//
// Nothing here is medical advice and not legal advice.
package ical
