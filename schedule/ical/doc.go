// Package ical reads calendars as vendors export them (iCalendar, RFC 5545) and
// writes calendars that people can subscribe to.
//
// Nothing here is medical advice and not legal advice.
package ical
