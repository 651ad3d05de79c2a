package schedule_test

import (
	"bufio"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // zones where the machine has none

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A program is closed on six days of the year and has a group on Saturdays.
// Where a holiday falls on a weekend, it says which day it means: in 2026 that
// is the Fourth of July. What else closes the house is added by hand.
func ExampleFederalHolidays() {
	year := iop.Period{From: iop.MustDate(2026, 1, 1), Until: iop.MustDate(2027, 1, 1)}
	six := []schedule.Holiday{
		schedule.NewYearsDay, schedule.MemorialDay, schedule.IndependenceDay,
		schedule.LaborDay, schedule.ThanksgivingDay, schedule.ChristmasDay,
	}
	closed, err := schedule.FederalHolidays(year, schedule.ActualDay, six...)
	if err != nil {
		fmt.Println(err)
		return
	}
	closed = closed.With(iop.Closure{Date: iop.MustDate(2026, 11, 27), Reason: "the day after Thanksgiving"})
	for c := range closed.All() {
		fmt.Println(c.Date.Weekday(), c.Date, c.Reason)
	}

	july := iop.Period{From: iop.MustDate(2026, 7, 1), Until: iop.MustDate(2026, 8, 1)}
	closed, err = schedule.FederalHolidays(july, schedule.ObservedDay)
	if err != nil {
		fmt.Println(err)
		return
	}
	for c := range closed.All() {
		fmt.Println("or", c.Date.Weekday(), c.Date, c.Reason)
	}
	// Output:
	// Thu 2026-01-01 New Year's Day
	// Mon 2026-05-25 Memorial Day
	// Sat 2026-07-04 Independence Day
	// Mon 2026-09-07 Labor Day
	// Thu 2026-11-26 Thanksgiving Day
	// Fri 2026-11-27 the day after Thanksgiving
	// Fri 2026-12-25 Christmas Day
	// or Fri 2026-07-03 Independence Day, observed
}

// titles are the holidays in the order of the year, as people read them.
var titles = [][2]string{
	{"new-years-day", "New Year's Day"}, {"martin-luther-king-day", "Martin Luther King Jr. Day"}, {"washingtons-birthday", "Washington's Birthday"},
	{"memorial-day", "Memorial Day"}, {"juneteenth", "Juneteenth"}, {"independence-day", "Independence Day"}, {"labor-day", "Labor Day"},
	{"columbus-day", "Columbus Day"}, {"veterans-day", "Veterans Day"}, {"thanksgiving-day", "Thanksgiving Day"}, {"christmas-day", "Christmas Day"},
}

func titleOf(t require.TestingT, name string) string {
	i := slices.IndexFunc(titles, func(pair [2]string) bool { return pair[0] == name })
	require.GreaterOrEqual(t, i, 0, name)
	return titles[i][1]
}

// stretch is the period from one day to the day before another.
func stretch(t require.TestingT, from, until string) iop.Period {
	var p iop.Period
	var err error
	p.From, err = iop.ParseDate(from)
	require.NoError(t, err)
	p.Until, err = iop.ParseDate(until)
	require.NoError(t, err)
	return p
}

// closedDays words the closures of a period, one a line.
func closedDays(t require.TestingT, p iop.Period, days schedule.HolidayPolicy, which ...schedule.Holiday) string {
	closed, err := schedule.FederalHolidays(p, days, which...)
	require.NoError(t, err)
	return closureLines(closed)
}

func closureLines(closed iop.Closures) string {
	var b strings.Builder
	for c := range closed.All() {
		fmt.Fprintf(&b, "%s %s\n", c.Date, c.Reason)
	}
	return b.String()
}

// goldenRow is one holiday of the golden table.
type goldenRow struct {
	year, name, actual, observed string
}

func goldenHolidays(t testing.TB) (table []goldenRow) {
	file, err := os.Open("testdata/federal-holidays.csv")
	require.NoError(t, err)
	defer file.Close()
	scan := bufio.NewScanner(file)
	for scan.Scan() {
		if strings.HasPrefix(scan.Text(), "#") || scan.Text() == "year,holiday,actual,observed" {
			continue
		}
		f := strings.Split(scan.Text(), ",")
		require.Len(t, f, 4, scan.Text())
		table = append(table, goldenRow{f[0], f[1], f[2], f[3]})
	}
	require.NoError(t, scan.Err())
	require.Len(t, table, 15*11, "15 years of 11 holidays")
	return table
}

// wording is what the golden table says of a period.
func (r goldenRow) wording(t require.TestingT, days schedule.HolidayPolicy) (out []string) {
	title := titleOf(t, r.name)
	if days != schedule.ObservedDay || r.actual == r.observed {
		out = append(out, r.actual+" "+title+"\n")
	}
	if days != schedule.ActualDay && r.actual != r.observed {
		out = append(out, r.observed+" "+title+", observed\n")
	}
	return out
}

var holidayPolicies = []schedule.HolidayPolicy{schedule.ActualDay, schedule.ObservedDay, schedule.ActualAndObserved}

func TestFederalHolidaysGolden(t *testing.T) {
	table := goldenHolidays(t)
	t.Run("all years at once", func(t *testing.T) {
		for _, days := range holidayPolicies {
			var want []string
			for _, r := range table {
				want = append(want, r.wording(t, days)...)
			}
			slices.Sort(want) // by date
			require.Equal(t, strings.Join(want, ""), closedDays(t, stretch(t, "2021-01-01", "2036-01-01"), days))
		}
	})
	t.Run("each year by itself", func(t *testing.T) {
		for year := 2021; year <= 2035; year++ {
			p := stretch(t, fmt.Sprintf("%d-01-01", year), fmt.Sprintf("%d-01-01", year+1))
			for _, days := range holidayPolicies {
				var want []string
				for _, r := range table {
					for _, line := range r.wording(t, days) {
						if strings.HasPrefix(line, fmt.Sprint(year)) { // not the year of the holiday, but of the closed day
							want = append(want, line)
						}
					}
				}
				slices.Sort(want)
				require.Equal(t, strings.Join(want, ""), closedDays(t, p, days))
			}
		}
	})
	t.Run("each holiday by itself", func(t *testing.T) {
		for _, pair := range titles {
			var want []string
			for _, r := range table {
				if r.name == pair[0] {
					want = append(want, r.wording(t, schedule.ActualAndObserved)...)
				}
			}
			slices.Sort(want)
			got := closedDays(t, stretch(t, "2021-01-01", "2036-01-01"), schedule.ActualAndObserved, schedule.Holiday(pair[0]))
			require.Equal(t, strings.Join(want, ""), got)
		}
	})
}

func TestHolidaysAtTheEdges(t *testing.T) {
	const actual, observed, both = schedule.ActualDay, schedule.ObservedDay, schedule.ActualAndObserved
	for name, c := range map[string]struct {
		from, until string
		days        schedule.HolidayPolicy
		want        string
	}{
		"ends on the holiday":       {"2026-11-20", "2026-11-26", actual, ""},
		"ends before the holiday":   {"2026-11-20", "2026-11-25", actual, ""},
		"ends after the holiday":    {"2026-11-20", "2026-11-27", actual, "2026-11-26 Thanksgiving Day\n"},
		"begins on the holiday":     {"2026-11-26", "2026-12-01", actual, "2026-11-26 Thanksgiving Day\n"},
		"begins after the holiday":  {"2026-11-27", "2026-12-01", actual, ""},
		"the holiday alone":         {"2026-11-26", "2026-11-27", actual, "2026-11-26 Thanksgiving Day\n"},
		"an empty period":           {"2026-11-26", "2026-11-26", actual, ""},
		"4 July 2026, actual":       {"2026-07-01", "2026-07-06", actual, "2026-07-04 Independence Day\n"},
		"4 July 2026, observed":     {"2026-07-01", "2026-07-06", observed, "2026-07-03 Independence Day, observed\n"},
		"4 July 2026, both":         {"2026-07-01", "2026-07-06", both, "2026-07-03 Independence Day, observed\n2026-07-04 Independence Day\n"},
		"only Friday 3 July 2026":   {"2026-07-03", "2026-07-04", both, "2026-07-03 Independence Day, observed\n"},
		"only Saturday 4 July 2026": {"2026-07-04", "2026-07-05", both, "2026-07-04 Independence Day\n"},
		"4 July 2027, a Sunday":     {"2027-07-04", "2027-07-06", both, "2027-07-04 Independence Day\n2027-07-05 Independence Day, observed\n"},
		"only Monday 5 July 2027":   {"2027-07-05", "2027-07-06", observed, "2027-07-05 Independence Day, observed\n"},
		"a weekday stays":           {"2025-07-01", "2025-07-08", both, "2025-07-04 Independence Day\n"},
		// 1 January 2028 is a Saturday: the year 2027 has two New Year's Days,
		// 2028 has none.
		"observed in the year before":              {"2027-12-26", "2028-01-01", observed, "2027-12-31 New Year's Day, observed\n"},
		"both, across the years":                   {"2027-12-26", "2028-01-02", both, "2027-12-31 New Year's Day, observed\n2028-01-01 New Year's Day\n"},
		"actual, across the years":                 {"2027-12-26", "2028-01-02", actual, "2028-01-01 New Year's Day\n"},
		"ends on the day observed":                 {"2027-12-26", "2027-12-31", both, ""},
		"the day observed alone":                   {"2027-12-31", "2028-01-01", both, "2027-12-31 New Year's Day, observed\n"},
		"the year after":                           {"2028-01-01", "2028-01-10", observed, ""},
		"no Juneteenth in 2020":                    {"2020-06-01", "2020-07-01", both, ""},
		"Juneteenth 2021, a Saturday":              {"2021-06-01", "2021-07-01", both, "2021-06-18 Juneteenth, observed\n2021-06-19 Juneteenth\n"},
		"the first day that is known":              {"1986-01-01", "1986-01-02", both, "1986-01-01 New Year's Day\n"},
		"Martin Luther King Jr. Day, first of all": {"1986-01-02", "1986-02-01", both, "1986-01-20 Martin Luther King Jr. Day\n"},
		"the last days that are known":             {"2099-12-20", "2100-01-01", both, "2099-12-25 Christmas Day\n"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, closedDays(t, stretch(t, c.from, c.until), c.days))
		})
	}
}

// TestSixNamedDays closes on the days that many programs name, whatever order
// they are named in and however often.
func TestSixNamedDays(t *testing.T) {
	const want = "2026-01-01 New Year's Day\n2026-05-25 Memorial Day\n2026-07-04 Independence Day\n" +
		"2026-09-07 Labor Day\n2026-11-26 Thanksgiving Day\n2026-12-25 Christmas Day\n"
	year := stretch(t, "2026-01-01", "2027-01-01")
	six := []schedule.Holiday{
		schedule.NewYearsDay, schedule.MemorialDay, schedule.IndependenceDay,
		schedule.LaborDay, schedule.ThanksgivingDay, schedule.ChristmasDay,
	}
	require.Equal(t, want, closedDays(t, year, schedule.ActualDay, six...))
	slices.Reverse(six)
	require.Equal(t, want, closedDays(t, year, schedule.ActualDay, append(six, six...)...))
	require.Equal(t, strings.Replace(want, "2026-07-04 Independence Day", "2026-07-03 Independence Day, observed", 1),
		closedDays(t, year, schedule.ObservedDay, six...))
}

func TestHolidayNames(t *testing.T) {
	var got [][2]string
	for h := range schedule.Holidays() {
		got = append(got, [2]string{string(h), h.Title()})
		back, err := schedule.ParseHoliday(string(h))
		require.NoError(t, err)
		require.Equal(t, h, back)
	}
	require.Equal(t, titles, got)
	for range schedule.Holidays() {
		break // stopping early is fine
	}
	require.Empty(t, schedule.Holiday("").Title())
	require.Empty(t, schedule.Holiday("arbor-day").Title())
	for _, s := range []string{"", "arbor-day", "Christmas-Day", "christmas-day ", "Christmas Day"} {
		_, err := schedule.ParseHoliday(s)
		require.EqualError(t, err, "is not a federal holiday; want new-years-day, martin-luther-king-day, washingtons-birthday, memorial-day, juneteenth, "+
			"independence-day, labor-day, columbus-day, veterans-day, thanksgiving-day or christmas-day", "%q", s)
	}
}

func TestFederalHolidaysRefuses(t *testing.T) {
	date := iop.MustDate
	for name, c := range map[string]struct {
		period iop.Period
		days   schedule.HolidayPolicy
		which  []schedule.Holiday
		want   string
	}{
		"no sides":             {want: "the period is open; want both From and Until"},
		"no first day":         {period: iop.Period{Until: date(2027, 1, 1)}, want: "the period is open"},
		"no end":               {period: iop.Period{From: date(2026, 1, 1)}, want: "the period is open"},
		"the end first":        {period: iop.Period{From: date(2026, 1, 2), Until: date(2026, 1, 1)}, want: "the period ends before it begins"},
		"a day too early":      {period: iop.Period{From: date(1985, 12, 31), Until: date(1987, 1, 1)}, want: "not within the years 1986 to 2099"},
		"a day too late":       {period: iop.Period{From: date(2099, 1, 1), Until: date(2100, 1, 2)}, want: "not within the years 1986 to 2099"},
		"all before":           {period: iop.Period{From: date(1970, 1, 1), Until: date(1971, 1, 1)}, want: "not within the years 1986 to 2099"},
		"all after":            {period: iop.Period{From: date(9999, 1, 1), Until: date(9999, 12, 31)}, want: "not within the years 1986 to 2099"},
		"an unknown policy":    {period: stretch(t, "2026-01-01", "2027-01-01"), days: 3, want: "3 is not a holiday policy; want ActualDay, ObservedDay or ActualAndObserved"},
		"an unknown holiday":   {period: stretch(t, "2026-01-01", "2027-01-01"), which: []schedule.Holiday{schedule.LaborDay, "arbor-day"}, want: "which[1] is not a federal holiday; want new-years-day, "},
		"a holiday left empty": {period: stretch(t, "2026-01-01", "2027-01-01"), which: []schedule.Holiday{""}, want: "which[0] is not a federal holiday"},
	} {
		t.Run(name, func(t *testing.T) {
			closed, err := schedule.FederalHolidays(c.period, c.days, c.which...)
			require.ErrorContains(t, err, "schedule: FederalHolidays: ")
			require.ErrorContains(t, err, c.want)
			require.Zero(t, closed.Len())
		})
	}
	_, err := schedule.FederalHolidays(iop.Period{From: date(schedule.FirstHolidayYear, 1, 1), Until: date(schedule.LastHolidayYear+1, 1, 1)}, schedule.ActualDay)
	require.NoError(t, err, "all years that are known")
}

// allHolidays words every closure of every year and policy.
func allHolidays(t require.TestingT) string {
	var b strings.Builder
	for _, days := range holidayPolicies {
		b.WriteString(closedDays(t, stretch(t, "1986-01-01", "2100-01-01"), days))
	}
	return b.String()
}

// TestHolidaysWhateverTheZone changes what cal and the machine take for the
// local zone.
func TestHolidaysWhateverTheZone(t *testing.T) {
	want := allHolidays(t)
	local, def := time.Local, cal.DefaultLoc
	t.Cleanup(func() { time.Local, cal.DefaultLoc = local, def })
	zones := []*time.Location{nil, time.UTC, time.FixedZone("east", 14*60*60), time.FixedZone("west", -12*60*60)}
	for _, name := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "America/Lima", "America/Managua", "Asia/Kathmandu"} {
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		zones = append(zones, zone)
	}
	for _, zone := range zones {
		cal.DefaultLoc = zone
		require.Equal(t, want, allHolidays(t), "cal.DefaultLoc %v", zone)
		if zone != nil {
			time.Local = zone
			require.Equal(t, want, allHolidays(t), "time.Local %v", zone)
		}
	}

	// What would go wrong otherwise: 1 January 1994 has no midnight in Lima,
	// and cal's own function answers with the day before.
	lima, err := time.LoadLocation("America/Lima")
	require.NoError(t, err)
	cal.DefaultLoc = lima
	theirs, _ := us.NewYear.Calc(1994)
	require.Equal(t, 31, theirs.Day())
	require.Equal(t, "1994-01-01 New Year's Day\n", closedDays(t, stretch(t, "1994-01-01", "1994-01-02"), schedule.ActualDay))
}

// TestHolidaysAreOurOwn changes cal's shared holidays, as anybody can.
func TestHolidaysAreOurOwn(t *testing.T) {
	want := allHolidays(t)
	for _, h := range us.Holidays {
		before := *h
		t.Cleanup(func() { *h = before })
		h.Name, h.Month, h.Day, h.EndYear, h.Observed = "changed", time.August, 24, 1900, nil
	}
	theirs, _ := us.ChristmasDay.Calc(2026)
	require.True(t, theirs.IsZero(), "the shared holiday is changed")
	require.Equal(t, want, allHolidays(t))
}

func TestHolidaysFromManyGoroutines(t *testing.T) {
	year := stretch(t, "2026-01-01", "2027-01-01")
	want := closedDays(t, year, schedule.ActualAndObserved)
	require.Equal(t, 12, strings.Count(want, "\n"), "eleven days and Friday 3 July")
	got := make([]iop.Closures, 8)
	var wait sync.WaitGroup
	for i := range got {
		wait.Go(func() { got[i], _ = schedule.FederalHolidays(year, schedule.ActualAndObserved) })
	}
	wait.Wait()
	for _, closed := range got {
		require.Equal(t, want, closureLines(closed))
	}
}

// TestCalVersion pins the version: a plain look-up gives v2.1.13, which has a
// data race.
func TestCalVersion(t *testing.T) {
	gomod, err := os.ReadFile("../go.mod")
	require.NoError(t, err)
	require.Contains(t, string(gomod), "\tgithub.com/rickar/cal/v2 v2.1.26\n")
	if info, ok := debug.ReadBuildInfo(); ok { // what is linked, where the build says
		for _, dep := range info.Deps {
			if dep.Path == "github.com/rickar/cal/v2" {
				require.Equal(t, "v2.1.26", dep.Version)
				require.Nil(t, dep.Replace)
			}
		}
	}
}

// statuteWindows reads 5 U.S.C. 6103(a) without any arithmetic of weeks: the
// third Monday of a month is the Monday from the 15th to the 21st. Month, first
// and last day, day of the week (0 for any), first year.
var statuteWindows = []struct {
	name                    schedule.Holiday
	month, first, last, day int
	since                   int
}{
	{schedule.NewYearsDay, 1, 1, 1, 0, 0}, {schedule.MartinLutherKingDay, 1, 15, 21, 1, 0}, {schedule.WashingtonsBirthday, 2, 15, 21, 1, 0},
	{schedule.MemorialDay, 5, 25, 31, 1, 0}, {schedule.Juneteenth, 6, 19, 19, 0, 2021}, {schedule.IndependenceDay, 7, 4, 4, 0, 0},
	{schedule.LaborDay, 9, 1, 7, 1, 0}, {schedule.ColumbusDay, 10, 8, 14, 1, 0}, {schedule.VeteransDay, 11, 11, 11, 0, 0},
	{schedule.ThanksgivingDay, 11, 22, 28, 4, 0}, {schedule.ChristmasDay, 12, 25, 25, 0, 0},
}

// TestHolidaysEveryYear goes through every day from 1 January 1986, a
// Wednesday, and asks of each whether the statute makes it a holiday.
func TestHolidaysEveryYear(t *testing.T) {
	whole := stretch(t, "1986-01-01", "2100-01-01")
	var actual, observed []string
	perYear := map[int]int{}
	weekday := 3
	for d := whole.From; d.Before(whole.Until); d = d.AddDays(1) {
		for _, w := range statuteWindows {
			if int(d.Month()) != w.month || d.Day() < w.first || d.Day() > w.last || w.day != 0 && weekday != w.day || d.Year() < w.since {
				continue
			}
			perYear[d.Year()]++
			title := titleOf(t, string(w.name))
			actual = append(actual, d.String()+" "+title+"\n")
			switch weekday {
			case 6:
				observed = append(observed, d.AddDays(-1).String()+" "+title+", observed\n")
			case 7:
				observed = append(observed, d.AddDays(1).String()+" "+title+", observed\n")
			default:
				observed = append(observed, d.String()+" "+title+"\n")
			}
		}
		weekday = weekday%7 + 1
	}
	for year := 1986; year <= 2099; year++ {
		want := 11
		if year < 2021 {
			want = 10
		}
		require.Equal(t, want, perYear[year], "the windows of %d", year)
	}
	slices.Sort(observed)
	require.Len(t, slices.Compact(slices.Clone(observed)), len(observed), "no two holidays share a day")
	require.Equal(t, strings.Join(actual, ""), closedDays(t, whole, schedule.ActualDay))
	require.Equal(t, strings.Join(observed, ""), closedDays(t, whole, schedule.ObservedDay))
}

// TestHolidaysOfAPart expects the closures of any period to be those of all
// years that lie in it, for any choice of holidays.
func TestHolidaysOfAPart(t *testing.T) {
	whole := stretch(t, "1986-01-01", "2100-01-01")
	length := whole.From.DaysUntil(whole.Until)
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SampledFrom(holidayPolicies).Draw(t, "days")
		which := rapid.SliceOfN(rapid.SampledFrom(slices.Collect(schedule.Holidays())), 0, 6).Draw(t, "which")
		from := rapid.IntRange(0, length).Draw(t, "from")
		span := rapid.OneOf(rapid.IntRange(0, 14), rapid.IntRange(0, 800)).Draw(t, "span")
		part := iop.Period{From: whole.From.AddDays(from), Until: whole.From.AddDays(min(from+span, length))}
		all, err := schedule.FederalHolidays(whole, days)
		require.NoError(t, err)
		var want strings.Builder
		for c := range all.All() {
			named := func(h schedule.Holiday) bool {
				return strings.TrimSuffix(c.Reason, ", observed") == titleOf(t, string(h))
			}
			if part.Contains(c.Date) && (len(which) == 0 || slices.ContainsFunc(which, named)) {
				fmt.Fprintf(&want, "%s %s\n", c.Date, c.Reason)
			}
		}
		require.Equal(t, want.String(), closedDays(t, part, days, which...))
	})
}

// TestHolidaysBothAreTheTwo expects both days to be the actual ones and the
// observed ones together.
func TestHolidaysBothAreTheTwo(t *testing.T) {
	whole := stretch(t, "1986-01-01", "2100-01-01")
	actual, err := schedule.FederalHolidays(whole, schedule.ActualDay)
	require.NoError(t, err)
	observed, err := schedule.FederalHolidays(whole, schedule.ObservedDay)
	require.NoError(t, err)
	both := actual.With(slices.Collect(observed.All())...)
	require.Greater(t, both.Len(), actual.Len())
	require.Equal(t, closureLines(both), closedDays(t, whole, schedule.ActualAndObserved))
}
