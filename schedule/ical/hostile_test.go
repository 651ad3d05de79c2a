package ical

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

func calendarOf(events string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n"
}

func vevent(lines ...string) string {
	return "BEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\n"
}

// repeated gives n events, made from their number.
func repeated(n int, make func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(make(i))
	}
	return calendarOf(b.String())
}

// hostile are inputs that make a careless reader hang, crash or fill memory.
var hostile = []struct {
	name string
	make func() string
	want ProblemKind // one that must be among the problems
}{
	{"200,000 events inside each other", func() string { return strings.Repeat("BEGIN:VEVENT\r\n", 200_000) }, OverLimit},
	{"200,000 components inside each other", func() string { return strings.Repeat("BEGIN:X-A\r\n", 200_000) }, OverLimit},
	{"400,000 empty events", func() string { return strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", 400_000) }, OverLimit},
	{"one line of 300,000 folds", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "DESCRIPTION:x"+strings.Repeat("\r\n xx", 300_000)))
	}, ""},
	{"one line of 3,000,000 folds", func() string { return calendarOf("X:" + strings.Repeat("\n x", 3_000_000) + "\n") }, OverLimit},
	{"a line of 9 MB", func() string { return calendarOf("X-A:" + strings.Repeat("x", 9_000_000) + "\r\n") }, OverLimit},
	{"9 MB of CR", func() string { return calendarOf(strings.Repeat("\r", 9_000_000)) }, ""},
	{"9 MB of LF", func() string { return calendarOf(strings.Repeat("\n", 9_000_000)) }, ""},
	{"9 MB of lines without a colon", func() string { return calendarOf(strings.Repeat("x\n", 4_500_000)) }, BadLine},
	{"9 MB of quotes", func() string { return calendarOf("X;A=" + strings.Repeat(`"`, 900_000) + ":\r\n") }, ""},
	{"9 MB that is not UTF-8", func() string { return calendarOf(strings.Repeat("X:\xff\xff\xff\xff\xff\xff\n", 1_000_000)) }, BadBytes},
	{"hours that never meet", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "RRULE:FREQ=HOURLY;INTERVAL=24;BYHOUR=10"))
	}, UnsupportedRule},
	{"every second", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "RRULE:FREQ=SECONDLY"))
	}, UnsupportedRule},
	{"every second of every day", func() string {
		var list [3][]string
		for i := range 60 {
			list[0], list[1] = append(list[0], strconv.Itoa(i)), append(list[1], strconv.Itoa(i))
			if i < 24 {
				list[2] = append(list[2], strconv.Itoa(i))
			}
		}
		rule := fmt.Sprintf("RRULE:FREQ=DAILY;BYSECOND=%s;BYMINUTE=%s;BYHOUR=%s", strings.Join(list[0], ","), strings.Join(list[1], ","), strings.Join(list[2], ","))
		return repeated(5_000, func(i int) string { return vevent("UID:"+strconv.Itoa(i), "DTSTART:20261102T090000Z", rule) })
	}, OverLimit},
	{"INTERVAL=0", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "RRULE:FREQ=DAILY;INTERVAL=0"))
	}, BadRule},
	{"INTERVAL of 18 digits", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "RRULE:FREQ=YEARLY;INTERVAL=999999999999999999"))
	}, ""},
	{"COUNT of 20 digits, 30,000 times", func() string {
		return repeated(30_000, func(i int) string {
			return vevent("UID:"+strconv.Itoa(i), "DTSTART:00010101T090000Z", "RRULE:FREQ=WEEKLY;COUNT=99999999999999999999")
		})
	}, OverLimit},
	{"COUNT from the year 1 on, 30,000 times", func() string {
		return repeated(30_000, func(i int) string {
			return vevent("UID:"+strconv.Itoa(i), "DTSTART:00010101T090000Z", "RRULE:FREQ=DAILY;COUNT=700000")
		})
	}, OverLimit},
	{"30 February, 30,000 times", func() string {
		return repeated(30_000, func(i int) string {
			return vevent("UID:"+strconv.Itoa(i), "DTSTART:00010101T090000Z", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5")
		})
	}, ""},
	{"a Monday that is a Tuesday, with BYSETPOS", func() string {
		return repeated(30_000, func(i int) string {
			return vevent("UID:"+strconv.Itoa(i), "DTSTART:20200101T090000Z", "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYSETPOS=9")
		})
	}, ""},
	{"long lists in a rule", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:00010101T090000Z", "RRULE:FREQ=YEARLY;COUNT=99999;BYYEARDAY="+strings.Repeat("366,-366,", 50_000)+"1;BYSETPOS="+strings.Repeat("5,-7,", 80_000)+"1"))
	}, ""},
	{"500,000 EXDATEs and a rule", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "RRULE:FREQ=DAILY", strings.Repeat("EXDATE:"+strings.Repeat("20261103T090000Z,", 10_000)+"\r\n", 50)))
	}, ""},
	{"200,000 RDATEs of all years", func() string {
		var b strings.Builder
		for i := range 200_000 {
			fmt.Fprintf(&b, "RDATE;TZID=America/New_York:%04d%02d%02dT090000\r\n", 1+i*7919%9998, 1+i%12, 1+i%28)
		}
		return calendarOf(vevent("UID:a", "DTSTART;TZID=America/New_York:20261102T090000", strings.TrimSuffix(b.String(), "\r\n")))
	}, ""},
	{"dates with parameters of 900 KB", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "EXDATE;"+strings.Repeat("X=1;", 120_000)+"X=1:"+strings.Repeat("2026,", 80_000)))
	}, BadValue},
	{"40,000 overrides", func() string {
		return repeated(40_000, func(i int) string {
			day := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC).AddDate(0, 0, i-1)
			if i == 0 {
				return vevent("UID:a", "DTSTART:20261102T090000Z", "RRULE:FREQ=DAILY")
			}
			scope := ""
			if i%2 == 0 {
				scope = ";RANGE=THISANDFUTURE"
			}
			return vevent("UID:a", "DTSTART:"+day.Format("20060102")+"T100000Z", "RECURRENCE-ID"+scope+":"+day.Format("20060102")+"T090000Z")
		})
	}, ""},
	{"40,000 events of one UID", func() string {
		return repeated(40_000, func(i int) string {
			return vevent("UID:a", "DTSTART:"+time.Date(2026, 11, 2, 9, i, 0, 0, time.UTC).Format("20060102T150405Z"))
		})
	}, DuplicateEvent},
	{"40,000 unknown zones", func() string {
		return repeated(40_000, func(i int) string { return vevent("UID:a", "DTSTART;TZID=Zone"+strconv.Itoa(i)+":20261102T090000") })
	}, UnknownZone},
	{"a zone with changes in all years and events in all years", func() string {
		var zone strings.Builder
		zone.WriteString("BEGIN:VTIMEZONE\r\nTZID:mine\r\n")
		for i := range 99 {
			fmt.Fprintf(&zone, "BEGIN:STANDARD\r\nDTSTART:%04d0101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0%d00\r\nRRULE:FREQ=YEARLY;BYDAY=1MO,2TU,-1FR;COUNT=900\r\nEND:STANDARD\r\n", 1+i*90, i%9)
		}
		return calendarOf(zone.String()+"END:VTIMEZONE\r\n") + repeated(2_000, func(i int) string {
			return vevent("UID:"+strconv.Itoa(i), fmt.Sprintf("DTSTART;TZID=mine:%04d0101T000000", 1+i*7919%9998))
		})
	}, ""},
	{"a million categories", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", strings.Repeat("CATEGORIES:"+strings.Repeat("a,", 100_000)+"\r\n", 10)))
	}, ""},
	{"years at both ends", func() string {
		return calendarOf(vevent("UID:a", "DTSTART:00000101T000000Z", "DURATION:P3659999D", "RRULE:FREQ=DAILY") +
			vevent("UID:b", "DTSTART:99991231T235959Z", "DURATION:P3659999D", "RRULE:FREQ=YEARLY") +
			vevent("UID:c", "DTSTART:20261102T090000Z", "DURATION:P99999999999999999999W"))
	}, BadEnd},
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func problemKinds(problems []Problem) (kinds []ProblemKind) {
	for _, p := range problems {
		kinds = append(kinds, p.Kind)
	}
	return kinds
}
