package ical

import (
	_ "embed"
	"strings"
	"sync"
	"time"
)

//go:embed windows_zones.txt
var windowsZonesText string

//go:embed display_names.txt
var displayNamesText string

// windowsZones gives the IANA name of a Windows zone by its name in small
// letters, displayNames the Windows zone of a display name.
var (
	windowsZones = sync.OnceValue(func() map[string]string { return readPairs(windowsZonesText) })
	displayNames = sync.OnceValue(func() map[string]string { return readPairs(displayNamesText) })
)

func readPairs(text string) map[string]string {
	pairs := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if key, value, found := strings.Cut(line, "|"); found && !strings.HasPrefix(line, "#") {
			pairs[strings.ToLower(key)] = value
		}
	}
	return pairs
}

// windowsName gives the IANA name of a Windows zone.
func windowsName(name string) (iana string, ok bool) {
	iana, ok = windowsZones()[strings.ToLower(name)]
	return iana, ok
}

// displayName gives the IANA name of a name such as "(UTC-05:00) Eastern Time
// (US & Canada)". The offset in front is not looked at: writers disagree about
// whether it is that of summer.
func displayName(name string) (iana string, ok bool) {
	if strings.HasPrefix(name, "(") {
		if _, after, found := strings.Cut(name, ")"); found {
			name = after
		}
	}
	name = strings.ToLower(strings.TrimSpace(name))
	name = strings.ReplaceAll(name, "(us and canada)", "(us & canada)")
	windows, ok := displayNames()[name]
	if i := strings.IndexAny(name, "/;"); !ok && i > 0 { // Pacific Time (US & Canada)/Tijuana
		windows, ok = displayNames()[strings.TrimSpace(name[:i])]
	}
	if !ok {
		return "", false
	}
	return windowsName(windows)
}

// isUTC reports whether a name means Coordinated Universal Time.
func isUTC(name string) bool {
	switch strings.ToUpper(name) {
	case "UTC", "Z", "GMT", "UT", "ZULU", "ETC/UTC", "ETC/GMT", "ETC/ZULU", "COORDINATED UNIVERSAL TIME", "TZONE://MICROSOFT/UTC", "MICROSOFT/UTC",
		"(UTC) COORDINATED UNIVERSAL TIME", "GMT+00:00", "UTC+00:00", "GMT-00:00", "UTC-00:00":
		return true
	}
	return false
}

// fixedOffset reads a name that is an offset from UTC: GMT-0500, UTC+05:30,
// -0500. The Etc/GMT+5 of IANA, whose sign is the other way, is not one.
func fixedOffset(name string) (*time.Location, bool) {
	s := strings.ToUpper(name)
	s = strings.TrimPrefix(strings.TrimPrefix(s, "UTC"), "GMT")
	if s == "" || s[0] != '+' && s[0] != '-' {
		return nil, false
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	switch len(digits) {
	case 1:
		digits = "0" + digits + "00"
	case 2:
		digits += "00"
	case 3:
		digits = "0" + digits
	}
	offset, ok := parseOffset(s[:1] + digits)
	if !ok || max(offset, -offset) > 14*3600 {
		return nil, false
	}
	return time.FixedZone(name, offset), true
}

// looksIANA reports whether a name has the form of one of IANA, so that asking
// for it means something. "Local" is the machine's own zone in Go.
func looksIANA(name string) bool {
	if name == "" || len(name) > 64 || strings.EqualFold(name, "local") || name[0] == '/' || strings.Contains(name, "//") || strings.HasSuffix(name, "/") {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if !(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '/' || c == '_' || c == '-' || c == '+') {
			return false
		}
	}
	return true
}

// suffixes gives what may be the IANA name at the end of a name with a prefix:
// of /mozilla.org/20070129_1/America/New_York the last three, two and one
// parts.
func suffixes(name string) (names []string) {
	parts := strings.Split(name, "/")
	for n := 3; n >= 1; n-- {
		if len(parts) > n {
			names = append(names, strings.Join(parts[len(parts)-n:], "/"))
		}
	}
	return names
}

// capitals gives an IANA name written in other capitals the usual ones:
// AMERICA/NEW_YORK becomes America/New_York.
func capitals(name string) string {
	b := []byte(strings.ToLower(name))
	first := true
	for i, c := range b {
		if first && c >= 'a' && c <= 'z' {
			b[i] = c &^ 0x20
		}
		first = c == '/' || c == '_' || c == '-'
	}
	return string(b)
}
