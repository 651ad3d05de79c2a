package ical

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// expectedRule is a paragraph of testdata/rules.txt.
type expectedRule struct {
	section, title, rule, start string
	instances                   []string
}

// endless is how many instances the file lists of a rule without an end.
const endless = 12

func (e *expectedRule) ends() bool {
	return strings.Contains(e.rule, "COUNT=") || strings.Contains(e.rule, "UNTIL=")
}

// layout is the form of the times of the paragraph.
func (e *expectedRule) layout() string {
	if strings.Contains(e.start, "T") {
		return "20060102T150405"
	}
	return "20060102"
}

func expectedRules(t testing.TB) (rules []expectedRule) {
	t.Helper()
	text, err := os.ReadFile("testdata/rules.txt")
	require.NoError(t, err)
	section := ""
	for paragraph := range strings.SplitSeq(string(text), "\n\n") {
		e := expectedRule{}
		for l := range strings.SplitSeq(strings.TrimSpace(paragraph), "\n") {
			if s, ok := strings.CutPrefix(l, "== "); ok {
				section = strings.TrimSuffix(s, " ==")
				continue
			}
			if s, ok := strings.CutPrefix(l, "# "); ok {
				e.title = s
				continue
			}
			switch name, value, _ := strings.Cut(l, ":"); name {
			case "RRULE":
				e.rule = value
			case "DTSTART":
				e.start = value
			case "INSTANCES":
				e.instances = strings.Split(value, ",")
			}
		}
		if e.section = section; e.rule != "" {
			rules = append(rules, e)
		}
	}
	require.GreaterOrEqual(t, len(rules), 110)
	return rules
}

// Each rule gives the instances that other software gives for it, or that the
// calendar on the wall shows.
func TestRulesGiveTheExpectedInstances(t *testing.T) {
	for _, e := range expectedRules(t) {
		t.Run(e.section+"/"+e.rule, func(t *testing.T) {
			rule, err := ParseRule(e.rule)
			require.NoError(t, err)
			start, err := time.Parse(e.layout(), e.start)
			require.NoError(t, err)
			var got []string
			for at := range rule.All(start) {
				if got = append(got, at.Format(e.layout())); !e.ends() && len(got) == endless {
					break
				}
			}
			require.Equal(t, e.instances, got, e.title)
		})
	}
}

// The same through a calendar: an event that repeats by the rule starts when
// the rule says. The start itself is an instance even off the pattern.
func TestCalendarsGiveTheExpectedInstances(t *testing.T) {
	const century = 100 * 366
	for _, e := range expectedRules(t) {
		if strings.Contains(e.rule, "INTERVAL=100;") {
			continue // beyond every window
		}
		t.Run(e.section+"/"+e.rule, func(t *testing.T) {
			form := ":"
			if e.layout() == "20060102" {
				form = ";VALUE=DATE:"
			}
			text := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\nDTSTART" +
				form + e.start + "\r\nRRULE:" + e.rule + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
			f, err := Read(strings.NewReader(text), "x.ics", Options{Limits: Limits{WindowDays: century}})
			require.NoError(t, err)
			for _, p := range f.Problems {
				require.Equal(t, FloatingTime, p.Kind)
			}
			start, err := time.Parse(e.layout(), e.start)
			require.NoError(t, err)
			instances, problems := f.Instances(Window{From: start, To: start.AddDate(0, 0, century-1)})
			require.Empty(t, problems)
			var got []string
			for i := range instances {
				got = append(got, instances[i].Start.Format(e.layout()))
			}
			if e.instances[0] != e.start {
				require.Equal(t, e.start, got[0])
				got = got[1:]
			}
			if !e.ends() {
				got = got[:endless]
			}
			if strings.Contains(e.rule, "COUNT=") && len(got) == len(e.instances)-1 {
				require.NotEqual(t, e.start, e.instances[0], "an off-pattern start counts as the first of COUNT")
				e.instances = e.instances[:len(got)]
			}
			require.Equal(t, e.instances, got, e.title)
		})
	}
}
