package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDesignAsCalendar: what is written is judged as the design is.
func TestDesignAsCalendar(t *testing.T) {
	args := []string{"calendar", "sample.json", "--start", "2026-11-16", "--holidays", "us", "--timezone", "America/New_York", "--format", "ics", "--stamp", "2026-11-01T09:00:00Z"}
	neutral := invoke(t, args...)
	require.Equal(t, exitMet, neutral.status, neutral.stderr)
	golden(t, "calendars/design.ics", neutral.stdout)
	for _, word := range []string{"group", "therapy", "iop", "relapse", "recovery"} {
		require.NotContains(t, strings.ToLower(neutral.stdout), word)
	}
	telling := invoke(t, append(args, "--disclose-treatment", "--sequence", "4")...)
	require.Contains(t, telling.stdout, "SUMMARY:process group\r\n")
	require.Contains(t, telling.stdout, "SEQUENCE:4\r\n")

	// A calendar states no breaks and holds no session without a day, so this
	// design has neither.
	file := write(t, "own.json", `{"id": "own", "population": "adult", "calledItself": "iop", "weeks": 8, "timezone": "America/New_York", "blocks": [
		{"activity": "process-group", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "20:30"},
		{"activity": "meal", "days": ["Mon", "Wed", "Thu"], "start": "20:30", "minutes": 30},
		{"activity": "family-therapy", "days": ["Wed"], "start": "17:00", "end": "18:00", "optional": true}]}`)
	args[1] = file
	telling = invoke(t, append(args, "--disclose-treatment")...)
	type weeks struct {
		Results []struct {
			Weeks []struct{ GrossMinutes, CountableMinutes, ServiceDays *span }
		}
	}
	var design, calendar weeks
	o := invoke(t, "check", file, "--start", "2026-11-16", "--holidays", "us", "--timezone", "America/New_York", "--format", "json")
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &design))
	o = invoke(t, "check", write(t, "d.ics", telling.stdout), "--from", "2026-11-16", "--timezone", "America/New_York", "--format", "json")
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &calendar))
	require.NotEmpty(t, calendar.Results[0].Weeks)
	require.Equal(t, design, calendar)

	day := invoke(t, append(args, "--from", "2026-11-26", "--to", "2026-11-27")...)
	require.Equal(t, 2, strings.Count(day.stdout, "STATUS:CANCELLED"), "group and meal of Thanksgiving")
	require.Equal(t, 2, strings.Count(day.stdout, "BEGIN:VEVENT"))
	now := invoke(t, args[:len(args)-2]...)
	require.Equal(t, exitMet, now.status)
	require.NotContains(t, now.stdout, "DTSTAMP:20261101T090000Z")
}

func TestAftercareAsCalendar(t *testing.T) {
	args := []string{"aftercare", "testdata/aftercare.json", "--format", "ics", "--stamp", "2026-12-18T12:00:00Z"}
	o := invoke(t, args...)
	require.Equal(t, exitMet, o.status, o.stderr)
	golden(t, "calendars/aftercare.ics", o.stdout)
	require.Equal(t, 12, strings.Count(o.stdout, "SUMMARY:Appointment\r\n"))
	require.NotContains(t, strings.ToLower(o.stdout), "aftercare")
	other := invoke(t, append(args, "--plan", "c-90")...)
	for line := range strings.Lines(other.stdout) {
		if strings.HasPrefix(line, "UID:") {
			require.NotContains(t, o.stdout, line, "the same dates of another plan")
		}
	}
	require.NotContains(t, other.stdout, "c-90")
	require.Contains(t, invoke(t, append(args, "--disclose-treatment")...).stdout, "SUMMARY:aftercare: ")

	list := invokeWith(t, o.stdout, nil, "calendar", "-", "--from", "2026-12-29", "--to", "2026-12-30", "--format", "json")
	require.Contains(t, list.stdout, `"start": "2026-12-29T00:00:00Z"`)
	require.Contains(t, list.stdout, `"allDay": true`)
	bad := invoke(t, "aftercare", "testdata/aftercare.json", "--format", "ics", "--stamp", "today")
	require.Equal(t, exitUnusable, bad.status)
}
