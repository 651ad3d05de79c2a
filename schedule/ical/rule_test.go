package ical

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// startsOf gives the first starts of a rule in the form of the start: a date,
// or a time.
func startsOf(t testing.TB, rule, start string, most int) (out []string) {
	t.Helper()
	r, err := ParseRule(rule)
	require.NoError(t, err)
	s, ok := parseStamp(start)
	require.True(t, ok)
	layout := "20060102T150405"
	if s.form == dateForm {
		layout = "20060102"
	}
	g := r.generator(s.wall, s.form == dateForm)
	to := wallAt(civilDay(2100, 1, 1), 0)
	if r.until.form != noTime {
		to = r.until.wall + 1
	}
	g.run(s.wall, to, func(wall int64) bool {
		out = append(out, wallTime(wall).Format(layout))
		return len(out) < most
	})
	return out
}

// These rules are those of libical's own tests (src/test/icalrecur_test.txt,
// version 3.1 in the making, read 2026-11-29) in which other programs differ,
// with the instances that libical expects.
func TestRulesWhereProgramsDiffer(t *testing.T) {
	for _, c := range []struct{ rule, start, want string }{
		{"FREQ=YEARLY;BYMONTHDAY=29;COUNT=3", "20240229", "20240229,20280229,20320229"},
		{"FREQ=YEARLY;BYMONTHDAY=-29,-1;COUNT=4", "20240201", "20240201,20240229,20250228,20260228"},
		{"FREQ=YEARLY;BYYEARDAY=366;COUNT=3", "20121231", "20121231,20161231,20201231"},
		{"FREQ=YEARLY;BYYEARDAY=-366;COUNT=3", "20120101", "20120101,20160101,20200101"},
		{"FREQ=YEARLY;BYYEARDAY=3,2;COUNT=4", "20240103", "20240103,20250102,20250103,20260102"},
		{"FREQ=YEARLY;BYYEARDAY=1,2,3,4,5,6,7;BYSETPOS=3,2;COUNT=4", "20240103", "20240103,20250102,20250103,20260102"},
		{"FREQ=MONTHLY;INTERVAL=13;BYMONTH=5;COUNT=3", "20100212", "20130512,20260512,20390512"},
		{"FREQ=WEEKLY;BYDAY=WE,FR;INTERVAL=2;COUNT=4", "20190101", "20190102,20190104,20190116,20190118"},
		{"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "19970805", "19970805,19970810,19970819,19970824"},
		{"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "19970805", "19970805,19970817,19970819,19970831"},
		{"FREQ=WEEKLY;BYDAY=MO,TU,SU,SA,TH;BYSETPOS=3,2;COUNT=4", "20240102", "20240102,20240104,20240109,20240111"},
		{"FREQ=WEEKLY;INTERVAL=1;COUNT=2;BYDAY=MO;", "20141006", "20141006,20141013"},
		{"FREQ=WEEKLY;COUNT=3;BYDAY=SU,TH,TH", "20111120", "20111120,20111124,20111127"},
		{"FREQ=DAILY;BYMONTHDAY=20,-2;UNTIL=20250401", "20250220", "20250220,20250227,20250320,20250330"},
		{"FREQ=DAILY;BYMONTHDAY=1,20;INTERVAL=7;COUNT=2", "20250101", "20250101,20250820"},
		{"FREQ=DAILY;BYMINUTE=1,2,3,4;INTERVAL=2;COUNT=3", "20241018", "20241018,20241020,20241022"},
		{"FREQ=DAILY;BYHOUR=9,10,11,9;BYMINUTE=0,20,40,0;COUNT=2", "19970902T090000", "19970902T090000,19970902T092000"},
		{"FREQ=DAILY;BYMINUTE=0,10,20,30,40,50;BYSETPOS=-2,3;INTERVAL=5;COUNT=5", "20241023T154000", "20241023T154000,20241028T152000,20241028T154000,20241102T152000,20241102T154000"},
		{"FREQ=YEARLY;BYWEEKNO=1,2,-1,-2;BYDAY=TU;COUNT=8", "20130101", "20130101,20130108,20131217,20131224,20131231,20140107,20141216,20141223"},
		{"FREQ=YEARLY;BYWEEKNO=1,2;COUNT=7", "20130108", "20130108,20131231,20140107,20141230,20150106,20160105,20160112"},
		{"FREQ=YEARLY;BYWEEKNO=1,2;WKST=FR;COUNT=8", "20130108", "20130108,20130115,20140107,20140114,20150106,20150113,20160105,20160112"},
		{"FREQ=YEARLY;BYWEEKNO=1,2;WKST=TU;COUNT=7", "20140111", "20140111,20150103,20150110,20160102,20160109,20170107,20170114"},
		{"FREQ=YEARLY;BYWEEKNO=-1,-2;COUNT=2", "20131224", "20131224,20141216"},
		{"FREQ=YEARLY;BYWEEKNO=6;BYDAY=TU;WKST=TH;COUNT=4", "20180213", "20180213,20190212,20200211,20210209"},
		{"FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;COUNT=2", "20130101", "20151229,20160102"},
		{"FREQ=YEARLY;BYWEEKNO=53;COUNT=1", "20230101", "20270103"},
		{"FREQ=YEARLY;BYWEEKNO=53;COUNT=1", "20270103", "20270103"},
		{"FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH;COUNT=1", "20270103", "20321230"},
		{"FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;COUNT=1", "20160102", "20160102"},
		{"FREQ=YEARLY;BYWEEKNO=53;INTERVAL=6;BYDAY=TH;COUNT=1", "20270103", "20931231"},
		{"FREQ=YEARLY;BYWEEKNO=53;INTERVAL=5;BYDAY=TH;COUNT=1", "20270103", "20321230"},
		{"FREQ=YEARLY;BYMONTH=1,2,3;BYMONTHDAY=29;BYSETPOS=3,2;COUNT=4", "20240229", "20240229,20240329,20250329,20260329"},
		{"FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10;BYSETPOS=1,2,-1,-2;COUNT=6", "20250810", "20250810,20250901,20250902,20250909,20250910,20251001"},
		{"FREQ=MONTHLY;BYMINUTE=12,39;BYHOUR=8,14,15;BYDAY=1MO,1TU,2SA,3MO;BYSETPOS=1,-5,3,-21,4,-8;COUNT=6", "20240102T143900", "20240113T151200,20240115T083900,20240205T081200,20240205T141200,20240205T143900,20240210T151200"},
		{"RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=4", "20140131", "20140131,20140228,20140331,20140430"},
		{"RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD;COUNT=4", "20140131", "20140131,20140301,20140331,20140501"},
		{"RSCALE=GREGORIAN;FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;SKIP=FORWARD;COUNT=5", "20150201", "20150228,20150301,20160228,20160229,20170228"},
		{"RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=-31;COUNT=4;SKIP=BACKWARD", "20150101", "20150101,20150131,20150301,20150331"},
		{"RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=-366;SKIP=BACKWARD;COUNT=4", "20120101", "20120101,20121231,20131231,20141231"},
		{"RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=366;SKIP=FORWARD;COUNT=3", "20121231", "20121231,20140101,20150101"},
		{" freq = weekly ; byday = mo ; ; count = 2 ", "20141006", "20141006,20141013"},
		{`FREQ=DAILY\;COUNT=2`, "20141006", "20141006,20141007"},
		{"FREQ=DAILY;COUNT=2;UNTIL=20141006T120000", "20141006T090000", "20141006T090000"},
		{"FREQ=DAILY;X-NAME=anything;COUNT=1", "20141006", "20141006"},
		{"FREQ=DAILY;BYSECOND=60;COUNT=1", "20141006T090000", "20141006T090059"},
	} {
		t.Run(c.rule+" "+c.start, func(t *testing.T) {
			require.Equal(t, c.want, strings.Join(startsOf(t, c.rule, c.start, 100), ","))
		})
	}
}

// What cannot be meant is refused, with words that say what could.
func TestRulesRefused(t *testing.T) {
	for _, c := range []struct {
		rule, says string
		fine       bool
	}{
		{"", "has no FREQ", false},
		{"COUNT=3", "has no FREQ", false},
		{"FREQ=FORTNIGHTLY", "unknown FREQ", false},
		{"FREQ=HOURLY;INTERVAL=24;BYHOUR=10", "repeats within a day", true},
		{"FREQ=MINUTELY", "repeats within a day", true},
		{"FREQ=SECONDLY", "repeats within a day", true},
		{"RSCALE=HEBREW;FREQ=YEARLY", `calendar "HEBREW"`, true},
		{"FREQ=DAILY;INTERVAL=0", "INTERVAL is no whole number from 1", false},
		{"FREQ=DAILY;INTERVAL=-1", "INTERVAL is no whole number from 1", false},
		{"FREQ=DAILY;COUNT=0", "COUNT is no whole number from 1", false},
		{"FREQ=DAILY;COUNT=00000000000000000000", "COUNT is no whole number from 1", false},
		{"FREQ=DAILY;COUNT=1.5", "COUNT is no whole number from 1", false},
		{"FREQ=DAILY;UNTIL=tomorrow", "UNTIL cannot be read", false},
		{"FREQ=DAILY;UNTIL=20260230", "UNTIL cannot be read", false},
		{"FREQ=DAILY;WKST=XX", "WKST is no weekday", false},
		{"FREQ=DAILY;SKIP=NEVER", "SKIP is unknown", false},
		{"FREQ=DAILY;UNTL=20261231", `unknown part "UNTL"`, false},
		{"FREQ=DAILY;COUNT", "part without a value", false},
		{"D1 #5 20101224T000000", "part without a value", false},
		{"FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY holds something out of range; want -31 to -1, or 1 to 31", false},
		{"FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY holds", false},
		{"FREQ=MONTHLY;BYMONTHDAY=-32", "BYMONTHDAY holds", false},
		{"FREQ=MONTHLY;BYMONTH=13", "BYMONTH holds something out of range; want 1 to 12", false},
		{"FREQ=MONTHLY;BYMONTH=", "BYMONTH holds", false},
		{"FREQ=DAILY;BYHOUR=24", "BYHOUR holds", false},
		{"FREQ=DAILY;BYMINUTE=60", "BYMINUTE holds", false},
		{"FREQ=DAILY;BYSECOND=61", "BYSECOND holds", false},
		{"FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY holds", false},
		{"FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO holds", false},
		{"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS holds", false},
		{"FREQ=MONTHLY;BYDAY=0MO", "no weekday", false},
		{"FREQ=MONTHLY;BYDAY=54MO", "no weekday", false},
		{"FREQ=MONTHLY;BYDAY=M", "no weekday", false},
		{"FREQ=MONTHLY;BYDAY=", "no weekday", false},
		{"FREQ=WEEKLY;BYDAY=1MO", "ordinal", false},
		{"FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "ordinal", false},
		{"FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO without FREQ=YEARLY", false},
		{"FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY without FREQ=YEARLY", false},
		{"FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY in weeks", false},
	} {
		t.Run(c.rule, func(t *testing.T) {
			_, err := ParseRule(c.rule)
			require.ErrorContains(t, err, c.says)
			require.Equal(t, c.fine, errors.Is(err, errFine))
		})
	}
	var zero Rule
	for range zero.All(date(2026, 1, 1)) {
		t.Fatal("the zero Rule gives nothing")
	}
}

func TestAll(t *testing.T) {
	list := func(rule string) (out []string) {
		r, err := ParseRule(rule)
		require.NoError(t, err)
		for at := range r.All(time.Date(9999, 12, 28, 9, 0, 0, 0, time.UTC)) {
			out = append(out, at.Format("0102T15"))
		}
		return out
	}
	require.Equal(t, []string{"1228T09", "1229T09", "1230T09", "1231T09"}, list("FREQ=DAILY"))
	require.Equal(t, []string{"1228T09", "1229T09"}, list("FREQ=DAILY;UNTIL=99991229"))
	require.Equal(t, []string{"1228T09", "1229T09"}, list("FREQ=DAILY;UNTIL=99991229T090000Z"))
	require.Equal(t, []string{"1228T09"}, list("FREQ=DAILY;UNTIL=99991229T085959"))
	require.Empty(t, list("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
}

// drawRule makes a rule that RFC 5545 defines.
func drawRule(t *rapid.T) string {
	freq := rapid.SampledFrom([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}).Draw(t, "freq")
	parts := []string{"FREQ=" + freq}
	some := func(name string, from ...string) {
		if rapid.IntRange(0, 2).Draw(t, name+"?") == 0 {
			parts = append(parts, name+"="+strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(from), 1, 3, rapid.ID).Draw(t, name), ","))
		}
	}
	some("BYMONTH", "1", "2", "3", "6", "11", "12")
	days := []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	if freq == "MONTHLY" || freq == "YEARLY" {
		days = append(days, "1MO", "2TU", "-1FR", "5SU", "-5SA")
	}
	some("BYDAY", days...)
	if freq != "WEEKLY" {
		some("BYMONTHDAY", "1", "13", "29", "31", "-1", "-30", "-31")
	}
	if freq == "YEARLY" {
		some("BYYEARDAY", "1", "60", "200", "366", "-1", "-366")
	}
	some("BYHOUR", "0", "9", "23")
	some("INTERVAL", "2", "3", "5")
	parts[len(parts)-1], _, _ = strings.Cut(parts[len(parts)-1], ",") // of INTERVAL one number
	some("BYSETPOS", "1", "2", "-1", "3")
	return strings.Join(parts, ";")
}

func drawStart(t *rapid.T) time.Time {
	return time.Date(1999+rapid.IntRange(0, 6).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 31).Draw(t, "day"), 9, 30, 0, 0, time.UTC)
}

// A rule gives the same from the middle on as from its start: passing over
// what lies before a window changes nothing in it.
func TestRulesFromTheMiddleOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, err := ParseRule(drawRule(t))
		require.NoError(t, err)
		start := wallOf(drawStart(t))
		middle := start + rapid.Int64Range(0, 6*366*daySeconds).Draw(t, "middle")
		to := start + 8*366*daySeconds
		run := func(from int64) (out []int64) {
			r.generator(start, false).run(from, to, func(wall int64) bool {
				out = append(out, wall)
				return true
			})
			return out
		}
		all := run(start)
		require.True(t, slices.IsSorted(all))
		require.Equal(t, slices.Compact(slices.Clone(all)), all)
		i, _ := slices.BinarySearch(all, middle)
		require.Equal(t, len(all[i:]), len(run(middle)))
		if i < len(all) {
			require.Equal(t, all[i:], run(middle))
		}
	})
}

// matches says whether RFC 5545 lets a day be one of a rule's, by looking at
// that day alone: the parts that expand and the parts that limit are then the
// same. It knows nothing of BYSETPOS and BYWEEKNO.
func (r *Rule) matches(day, start time.Time) bool {
	monthLength := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	yearLength := time.Date(day.Year(), 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	inMonth := r.monthDays|r.fromEnd == 0 || r.monthDays>>day.Day()&1 == 1 || r.fromEnd>>(monthLength-day.Day()+1)&1 == 1
	inYear := len(r.yearDays) == 0 || slices.Contains(r.yearDays, day.YearDay()) || slices.Contains(r.yearDays, day.YearDay()-yearLength-1)
	weekday := int(day.Weekday()+6) % 7
	onDay := r.weekdays == 0 && len(r.nth) == 0 || r.weekdays>>weekday&1 == 1
	for _, o := range r.nth {
		place, length := day.Day(), monthLength
		if r.freq == yearly && r.months == 0 {
			place, length = day.YearDay(), yearLength
		}
		onDay = onDay || o.weekday == weekday && (o.n == (place-1)/7+1 || -o.n == (length-place)/7+1)
	}
	ok := (r.months == 0 || r.months>>day.Month()&1 == 1) && inMonth && inYear && onDay
	dayIsTold := r.monthDays|r.fromEnd != 0 || len(r.yearDays) > 0 || r.hasDays()
	switch r.freq {
	case weekly:
		return ok && (r.hasDays() || day.Weekday() == start.Weekday())
	case monthly:
		return ok && (dayIsTold || day.Day() == start.Day())
	case yearly:
		if r.months == 0 && len(r.yearDays) == 0 && (r.monthDays|r.fromEnd != 0 || !r.hasDays()) {
			ok = ok && day.Month() == start.Month()
		}
		return ok && (dayIsTold || day.Day() == start.Day())
	}
	return ok
}

// onPeriod says whether INTERVAL lets the period of a day be.
func (r *Rule) onPeriod(day, start time.Time) bool {
	monday := func(t time.Time) int64 {
		return (t.Unix()/86400 - int64(t.Weekday()+6)%7)
	}
	var n int64
	switch r.freq {
	case daily:
		n = day.Unix()/86400 - start.Unix()/86400
	case weekly:
		n = (monday(day) - monday(start)) / 7
	case monthly:
		n = int64(day.Year()*12 + int(day.Month()) - start.Year()*12 - int(start.Month()))
	case yearly:
		n = int64(day.Year() - start.Year())
	}
	return n%int64(r.interval) == 0
}

// A rule gives exactly the days that it lets be, one by one.
func TestRulesDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawRule(t)
		text, _, _ = strings.Cut(text, ";BYSETPOS")
		r, err := ParseRule(text)
		require.NoError(t, err)
		start := drawStart(t)
		var want, got []string
		last := start.AddDate(6, 0, 0)
		for day := start; day.Before(last); day = day.AddDate(0, 0, 1) {
			if r.matches(day, start) && r.onPeriod(day, start) {
				want = append(want, day.Format(time.DateOnly))
			}
		}
		r.hours = 0
		for at := range r.All(start) {
			if !at.Before(last) {
				break
			}
			got = append(got, at.Format(time.DateOnly))
		}
		require.Equal(t, want, got, text)
	})
}
