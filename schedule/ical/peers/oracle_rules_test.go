package peers

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/schedule/ical"
)

// asked gives what a program of oracle answers to rules, a line for each.
func asked(t *testing.T, rules []string, name string, args ...string) []string {
	t.Helper()
	run := exec.Command(name, args...)
	run.Stdin = strings.NewReader(strings.Join(rules, "\n") + "\n")
	out, err := run.Output()
	require.NoError(t, err)
	answers := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	require.Len(t, answers, len(rules))
	return answers
}

// randomRule makes a rule of any parts that RFC 5545 allows together, of at
// most twelve years, and a start.
func randomRule(r *rand.Rand) (rule string, start time.Time) {
	start = time.Date(2024+r.IntN(5), time.Month(1+r.IntN(12)), 1+r.IntN(28), 7+r.IntN(12), 15*r.IntN(4), 0, 0, time.UTC)
	freq := []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}[r.IntN(4)]
	parts := []string{"FREQ=" + freq}
	list := func(name string, most int, one func() string) {
		var values []string
		for range 1 + r.IntN(most) {
			values = append(values, one())
		}
		parts = append(parts, name+"="+strings.Join(values, ","))
	}
	number := func(low, high int, negative bool) func() string {
		return func() string {
			n := low + r.IntN(high-low+1)
			if negative && r.IntN(3) == 0 {
				n = -n
			}
			return fmt.Sprint(n)
		}
	}
	sometimes := func(n int) bool { return r.IntN(n) == 0 }
	// A week may lie in two years, and each reader has another idea of which of
	// them an interval passes over.
	weeks := freq == "YEARLY" && sometimes(4)
	if !weeks && sometimes(2) {
		parts = append(parts, fmt.Sprintf("INTERVAL=%d", 1+r.IntN(5)))
	}
	if sometimes(3) {
		list("BYMONTH", 3, number(1, 12, false))
	}
	yearDays := freq == "YEARLY" && !weeks && sometimes(5)
	switch {
	case weeks:
		list("BYWEEKNO", 3, number(1, 53, true))
	case yearDays:
		list("BYYEARDAY", 5, number(1, 366, true))
	case freq != "WEEKLY" && sometimes(3):
		list("BYMONTHDAY", 4, number(1, 31, true))
	}
	days := []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	if weeks || sometimes(2) {
		ordinal := (freq == "MONTHLY" || freq == "YEARLY" && !weeks && !yearDays) && sometimes(2)
		list("BYDAY", 3, func() string {
			if ordinal {
				return number(1, 5, true)() + days[r.IntN(7)]
			}
			return days[r.IntN(7)]
		})
	}
	if sometimes(6) {
		list("BYHOUR", 3, number(0, 23, false))
	}
	if sometimes(8) {
		list("BYMINUTE", 2, number(0, 59, false))
	}
	if len(parts) > 2 && sometimes(5) {
		list("BYSETPOS", 2, number(1, 4, true))
	}
	if sometimes(3) {
		parts = append(parts, "WKST="+days[r.IntN(7)])
	}
	until := start.AddDate(0, 0, r.IntN(12*365))
	parts = append(parts, "UNTIL="+until.Format("20060102T150405"))
	return strings.Join(parts, ";"), start
}

// Where libical and python-dateutil give the same instances for a random rule,
// so do we. Each of them has errors of its own, which seldom coincide.
func TestOraclesAgreeOnRandomRules(t *testing.T) {
	const most = 40
	libical, dateutil := compiled(t, "rules"), python(t)
	r := rand.New(rand.NewPCG(20261129, 5))
	var rules []string
	var mine []string
	for range 200 {
		text, start := randomRule(r)
		rule, err := ical.ParseRule(text)
		require.NoError(t, err, text)
		var times []string
		for at := range rule.All(start) {
			if times = append(times, at.Format("20060102T150405")); len(times) == most {
				break
			}
		}
		rules = append(rules, fmt.Sprintf("%s\t%s\t%d", text, start.Format("20060102T150405"), most))
		mine = append(mine, strings.Join(times, ","))
	}
	a := asked(t, rules, libical)
	b := asked(t, rules, dateutil, filepath.Join("oracle", "rules.py"))
	agreed, first, second := 0, 0, 0
	for i, want := range a {
		if mine[i] == a[i] {
			first++
		}
		if mine[i] == b[i] {
			second++
		}
		if want == "error" || want != b[i] {
			continue
		}
		agreed++
		require.Equal(t, want, mine[i], rules[i])
	}
	t.Logf("%d rules; libical and dateutil agree on %d; ours is libical's on %d and dateutil's on %d", len(rules), agreed, first, second)
	require.Greater(t, agreed, len(rules)/2)
}
