package ical

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// slimZone makes a zone as Go's own zone data hold it: no table of changes for
// the years to come, but a rule that goes on (RFC 8536, 3.3).
func slimZone(t *testing.T, rule string) *time.Location {
	var b bytes.Buffer
	for range 2 { // the second block repeats the first in 64 bits
		b.WriteString("TZif2" + strings.Repeat("\x00", 15))
		for _, n := range []uint32{0, 0, 0, 0, 1, 4} { // one type, four bytes of names
			require.NoError(t, binary.Write(&b, binary.BigEndian, n))
		}
		require.NoError(t, binary.Write(&b, binary.BigEndian, int32(-5*3600)))
		b.WriteString("\x00\x00EST\x00")
	}
	b.WriteString("\n" + rule + "\n")
	zone, err := time.LoadLocationFromTZData("slim", b.Bytes())
	require.NoError(t, err)
	return zone
}

// On 31 December of a leap year Go 1.26 answers that the offset ends at the
// time asked for; whoever goes on from there goes on forever.
func TestZonesWithoutTables(t *testing.T) {
	zone := slimZone(t, "EST5EDT,M3.2.0,M11.1.0")
	f, err := Read(strings.NewReader(calendarOf(vevent("UID:a", "DTSTART;TZID=mine:20281115T090000", "DURATION:PT1H", "RRULE:FREQ=MONTHLY"))), "slim.ics",
		Options{Zones: func(string) (*time.Location, error) { return zone, nil }})
	require.NoError(t, err)
	found, problems := f.Instances(Window{date(2028, 11, 1), date(2029, 5, 1)})
	require.Empty(t, problems)
	var got []string
	for _, i := range found {
		got = append(got, i.Start.UTC().Format("0102T15"))
	}
	require.Equal(t, []string{"1115T14", "1215T14", "0115T14", "0215T14", "0315T13", "0415T13"}, got)

	var out bytes.Buffer
	at := time.Date(2028, 12, 30, 9, 0, 0, 0, zone)
	require.NoError(t, Write(&out, []Event{{UID: "a", Stamp: at, Start: at, End: at.Add(time.Hour)}}, WriteOptions{}))
	require.Less(t, out.Len(), 2000)
}

// Each wall time is read as RFC 5545, 3.3.5, says: in a gap with the offset
// before it, and as the first of a time that comes twice.
func TestWallTimesAtChanges(t *testing.T) {
	newYork := zoneNamed(t, "America/New_York")
	lordHowe := zoneNamed(t, "Australia/Lord_Howe") // half an hour
	for _, c := range []struct {
		zone *time.Location
		wall string
		want string
	}{
		{newYork, "20260308T015959", "20260308T065959"},
		{newYork, "20260308T020000", "20260308T070000"}, // does not exist: 03:00 EDT
		{newYork, "20260308T023000", "20260308T073000"},
		{newYork, "20260308T030000", "20260308T070000"},
		{newYork, "20261101T005959", "20261101T045959"},
		{newYork, "20261101T010000", "20261101T050000"}, // twice: the first, EDT
		{newYork, "20261101T013000", "20261101T053000"},
		{newYork, "20261101T020000", "20261101T070000"},
		{newYork, "19000101T000000", "19000101T050000"},
		{newYork, "99991231T120000", "99991231T170000"},
		{lordHowe, "20261004T020000", "20261003T153000"}, // 02:00 to 02:30 does not exist: +10:30 before
		{lordHowe, "20261004T023000", "20261003T153000"},
		{lordHowe, "20260405T013000", "20260404T143000"}, // 01:30 to 02:00 comes twice: +11:00 first
		{lordHowe, "20260405T020000", "20260404T153000"},
	} {
		t.Run(c.zone.String()+" "+c.wall, func(t *testing.T) {
			f, err := Read(strings.NewReader(calendarOf(vevent("UID:a", "DTSTART;TZID=mine/"+c.zone.String()+":"+c.wall))), "wall.ics", Options{Zones: time.LoadLocation})
			require.NoError(t, err)
			require.Len(t, f.Events, 1)
			require.Equal(t, c.want, f.Events[0].Start.UTC().Format("20060102T150405"))
		})
	}
}

const easternRules = "BEGIN:STANDARD\r\nDTSTART:16011104T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\nEND:STANDARD\r\n" +
	"BEGIN:DAYLIGHT\r\nDTSTART:16010311T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n"

func vtimezone(name, rules string) string {
	return "BEGIN:VTIMEZONE\r\nTZID:" + name + "\r\n" + rules + "END:VTIMEZONE\r\n"
}

// Every name is resolved by the first thing that explains it, and what nothing
// explains is an error and no guess.
func TestZoneNames(t *testing.T) {
	for _, c := range []struct {
		name, tzid, zone string
		want             string // of 09:00 on 2 November 2026, in UTC; "" for unresolved
		kinds            []ProblemKind
	}{
		{"IANA", "TZID=America/New_York", "", "14:00", nil},
		{"IANA in other capitals", "TZID=AMERICA/NEW_YORK", "", "14:00", nil},
		{"IANA in quotes", `TZID="America/New_York"`, "", "14:00", nil},
		{"UTC by name", "TZID=Etc/UTC", "", "09:00", nil},
		{"the file's own", "TZID=Our Town", vtimezone("Our Town", easternRules), "14:00", nil},
		{"the file's own under a Windows name", "TZID=Pacific Standard Time", vtimezone("Pacific Standard Time", easternRules), "14:00", nil},
		{"an IANA name goes before rules that differ", "TZID=America/Chicago", vtimezone("America/Chicago", easternRules), "15:00", []ProblemKind{ZoneDiffers}},
		{"an IANA name with the same rules", "TZID=America/New_York", vtimezone("America/New_York", easternRules), "14:00", nil},
		{"Windows", "TZID=Eastern Standard Time", "", "14:00", []ProblemKind{ZoneAssumed}},
		{"Windows in other capitals", "TZID=eastern standard time", "", "14:00", []ProblemKind{ZoneAssumed}},
		{"a prefix", "TZID=/mozilla.org/20070129_1/America/New_York", "", "14:00", []ProblemKind{ZoneAssumed}},
		{"a prefix and three parts", "TZID=/freeassociation.sourceforge.net/America/Indiana/Knox", "", "15:00", []ProblemKind{ZoneAssumed}},
		{"X-LIC-LOCATION", "TZID=Our Town", vtimezone("Our Town", "X-LIC-LOCATION:America/New_York\r\n"), "14:00", []ProblemKind{ZoneAssumed, BadValue}},
		{"a display name", `TZID="(UTC-05:00) Eastern Time (US & Canada)"`, "", "14:00", []ProblemKind{ZoneAssumed}},
		{"a display name without quotes", "TZID=(UTC-05:00) Eastern Time (US & Canada)", "", "14:00", []ProblemKind{ZoneAssumed}},
		{"an older display name", `TZID="(GMT-08.00) Pacific Time (US & Canada)/Tijuana"`, "", "17:00", []ProblemKind{ZoneAssumed}},
		{"an offset", "TZID=GMT-0500", "", "14:00", nil},
		{"an offset with a colon", `TZID="UTC+05:30"`, "", "03:30", nil},
		{"IANA, whose sign is the other way", "TZID=Etc/GMT+5", "", "14:00", nil},
		{"nothing explains it", "TZID=Our Town", "", "", []ProblemKind{UnknownZone}},
		{"the machine's own zone is no zone", "TZID=Local", "", "", []ProblemKind{UnknownZone}},
		{"no way out of the zone files", "TZID=../../etc/passwd", "", "", []ProblemKind{UnknownZone}},
		{"an empty name floats", "TZID=", "", "09:00", []ProblemKind{FloatingTime}},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := map[string]int{}
			f, err := Read(strings.NewReader(calendarOf(vevent("UID:a", "DTSTART;"+c.tzid+":20261102T090000")+c.zone+vevent("UID:b", "DTSTART;"+c.tzid+":20261102T090000"))), "z.ics",
				Options{Zones: func(name string) (*time.Location, error) {
					asked[name]++
					return time.LoadLocation(name)
				}})
			require.NoError(t, err)
			var kinds []ProblemKind
			for _, p := range f.Problems {
				if !p.Skipped || p.Line < 8 { // the second event is refused like the first
					kinds = append(kinds, p.Kind)
				}
			}
			require.Equal(t, c.kinds, kinds)
			for name, n := range asked {
				require.Equal(t, 1, n, name)
				require.NotContains(t, name, "..")
			}
			if c.want == "" {
				require.Empty(t, f.Events)
				require.Equal(t, 2, f.Skipped)
				return
			}
			require.Len(t, f.Events, 2)
			for _, e := range f.Events {
				require.Equal(t, c.want, e.Start.UTC().Format("15:04"))
			}
		})
	}
}

// A VTIMEZONE says what holds before its first onset, between, by rules that
// end, and by dates.
func TestOwnZoneRules(t *testing.T) {
	rules := func(parts ...string) string { return strings.Join(parts, "\r\n") + "\r\n" }
	ended := rules("BEGIN:STANDARD", "DTSTART:20201101T020000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU;UNTIL=20221106T060000Z", "END:STANDARD",
		"BEGIN:DAYLIGHT", "DTSTART:20210314T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;COUNT=3", "END:DAYLIGHT")
	dates := rules("BEGIN:STANDARD", "DTSTART:20200101T000000", "RDATE:20210101T000000,20230101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:STANDARD",
		"BEGIN:DAYLIGHT", "DTSTART:20200701T000000", "RDATE:20210701T000000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:DAYLIGHT")
	months := rules("BEGIN:STANDARD", "DTSTART:19671029T020000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500", "RRULE:FREQ=MONTHLY;INTERVAL=12;BYDAY=-1SU", "END:STANDARD",
		"BEGIN:DAYLIGHT", "DTSTART:19870405T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "RRULE:FREQ=MONTHLY;INTERVAL=12;BYDAY=1SU", "END:DAYLIGHT")
	for _, c := range []struct{ rules, wall, want string }{
		{ended, "19990101T120000", "16:00"}, // before the first onset: its TZOFFSETFROM
		{ended, "20201101T015959", "05:59"},
		{ended, "20201101T020000", "07:00"},
		{ended, "20210701T120000", "16:00"},
		{ended, "20230201T120000", "17:00"},
		{ended, "20230701T120000", "16:00"}, // the third and last of COUNT
		{ended, "20240101T120000", "16:00"}, // UNTIL was 2022, so no winter any more
		{ended, "20990101T120000", "16:00"},
		{months, "20060101T120000", "17:00"},
		{months, "20060402T015959", "06:59"},
		{months, "20060402T020000", "07:00"},
		{months, "20061101T120000", "17:00"},
		{dates, "20191231T235959", "22:59"},
		{dates, "20200301T120000", "10:00"},
		{dates, "20200801T120000", "11:00"},
		{dates, "20210301T120000", "10:00"},
		{dates, "20220301T120000", "11:00"},
		{dates, "20301231T120000", "10:00"},
	} {
		t.Run(c.wall, func(t *testing.T) {
			f, err := Read(strings.NewReader(calendarOf(vtimezone("x", c.rules)+vevent("UID:a", "DTSTART;TZID=x:"+c.wall))), "z.ics", Options{})
			require.NoError(t, err)
			require.Len(t, f.Events, 1, fmt.Sprint(f.Problems))
			require.Equal(t, c.want, f.Events[0].Start.UTC().Format("15:04"))
		})
	}
}

// EST is a zone of IANA without daylight saving; a calendar that defines it with
// daylight saving means its definition.
func TestAbbreviationsMeanTheirDefinition(t *testing.T) {
	event := vevent("UID:a", "DTSTART;TZID=EST:20260701T120000")
	for _, c := range []struct{ zone, want string }{{"", "17:00"}, {vtimezone("EST", easternRules), "16:00"}} {
		f := readAll(t, calendarOf(c.zone+event))
		require.Equal(t, c.want, f.Events[0].Start.UTC().Format("15:04"))
		if c.zone != "" {
			require.Equal(t, []ProblemKind{ZoneDiffers}, problemKinds(f.Problems))
			require.Contains(t, f.Problems[0].Text, "the VTIMEZONE, as the name is no place, is used")
		}
	}
}
