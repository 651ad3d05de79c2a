package ical

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Every name of the tables leads to a zone that exists.
func TestZoneTables(t *testing.T) {
	require.Len(t, windowsZones(), 139) // CLDR 48
	for windows, iana := range windowsZones() {
		_, err := time.LoadLocation(iana)
		require.NoError(t, err, windows)
	}
	require.Greater(t, len(displayNames()), 100)
	for name := range displayNames() {
		_, ok := displayName("(UTC) " + name)
		require.True(t, ok, name)
	}
	for _, c := range []struct{ name, iana string }{
		{"Eastern Standard Time", "America/New_York"}, {"central standard time", "America/Chicago"}, {"US Mountain Standard Time", "America/Phoenix"},
		{"Hawaiian Standard Time", "Pacific/Honolulu"}, {"Alaskan Standard Time", "America/Anchorage"}, {"W. Europe Standard Time", "Europe/Berlin"},
	} {
		got, ok := windowsName(c.name)
		require.True(t, ok)
		require.Equal(t, c.iana, got)
	}
	for _, c := range []struct{ name, iana string }{
		{"(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"}, {"(GMT-06.00) Central Time (US and Canada)", "America/Chicago"},
		{"Mountain Time (US & Canada)", "America/Denver"}, {"(UTC-08:00) Pacific Time (US & Canada); Tijuana", "America/Los_Angeles"}, {"(UTC-07:00) Arizona", "America/Phoenix"},
	} {
		got, ok := displayName(c.name)
		require.True(t, ok, c.name)
		require.Equal(t, c.iana, got)
	}
	_, ok := displayName("(UTC-05:00) Our Town")
	require.False(t, ok)
	_, ok = displayName("(UTC-05:00)")
	require.False(t, ok)
}

func TestZoneNameForms(t *testing.T) {
	for _, name := range []string{"America/New_York", "EST5EDT", "Etc/GMT+5", "America/Port-au-Prince", "GB"} {
		require.True(t, looksIANA(name), name)
	}
	for _, name := range []string{"", "Local", "LOCAL", "/etc/passwd", "a//b", "a/", "..", "a b", "a.b", `a\b`, "Zürich"} {
		require.False(t, looksIANA(name), name)
	}
	require.Equal(t, []string{"America/Indiana/Knox", "Indiana/Knox", "Knox"}, suffixes("/x.org/1/America/Indiana/Knox"))
	require.Empty(t, suffixes("Paris"))
	require.Equal(t, "America/Argentina/Buenos_Aires", capitals("AMERICA/argentina/BUENOS_aires"))
	for _, c := range []struct {
		name    string
		seconds int
		ok      bool
	}{
		{"GMT-0500", -18000, true}, {"UTC+5", 18000, true}, {"UTC+05:30", 19800, true}, {"-0330", -12600, true}, {"gmt+10", 36000, true}, {"UTC+530", 19800, true},
		{"UTC", 0, false}, {"UTC+25", 0, false}, {"UTC+15:00", 0, false}, {"GMT+x", 0, false}, {"Etc/GMT+5", 0, false}, {"", 0, false},
	} {
		place, ok := fixedOffset(c.name)
		require.Equal(t, c.ok, ok, c.name)
		if ok {
			_, seconds := date(2026, 1, 1).In(place).Zone()
			require.Equal(t, c.seconds, seconds, c.name)
		}
	}
}
