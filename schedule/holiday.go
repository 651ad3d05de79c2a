package schedule

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/rickar/cal/v2"
)

// Holiday names a federal holiday of the United States, 5 U.S.C. 6103(a). The
// zero Holiday, "", names none.
//
// Inauguration Day, 5 U.S.C. 6103(c), is not among them: it is a holiday for
// the Washington area alone. Nor are days on which a President closes offices
// once, such as 26 December 2008, and the holidays of states: add those with
// [iop.Closures.With].
type Holiday string

// The federal holidays, in the order of the year.
const (
	NewYearsDay         Holiday = "new-years-day"          // 1 January
	MartinLutherKingDay Holiday = "martin-luther-king-day" // third Monday in January
	WashingtonsBirthday Holiday = "washingtons-birthday"   // third Monday in February
	MemorialDay         Holiday = "memorial-day"           // last Monday in May
	Juneteenth          Holiday = "juneteenth"             // 19 June, from 2021 on (Pub. L. 117-17)
	IndependenceDay     Holiday = "independence-day"       // 4 July
	LaborDay            Holiday = "labor-day"              // first Monday in September
	ColumbusDay         Holiday = "columbus-day"           // second Monday in October
	VeteransDay         Holiday = "veterans-day"           // 11 November
	ThanksgivingDay     Holiday = "thanksgiving-day"       // fourth Thursday in November
	ChristmasDay        Holiday = "christmas-day"          // 25 December
)

// The years in which [FederalHolidays] knows the holidays. Martin Luther King
// Jr. Day was first observed in 1986 (Pub. L. 98-144), and since then only
// Juneteenth has been added. Years to come are as the statute stands now.
const (
	FirstHolidayYear = 1986
	LastHolidayYear  = 2099
)

// HolidayPolicy says which day is closed where a holiday falls on a weekend.
// On other days the policies are alike. A program with groups on Saturday
// may be open or closed on a Saturday 4 July, so somebody has to say.
type HolidayPolicy uint8

// The policies.
const (
	// ActualDay closes the day itself, whatever day of the week it is.
	ActualDay HolidayPolicy = iota
	// ObservedDay closes the day on which federal offices close in its place:
	// the Friday before a Saturday (5 U.S.C. 6103(b)(1)), the Monday after a
	// Sunday (Executive Order 11582, section 3). These are the days of people
	// who work from Monday to Friday. The day itself is open.
	ObservedDay
	// ActualAndObserved closes both days.
	ActualAndObserved
)

// federalHoliday is a holiday with the rule that gives its day in a year.
type federalHoliday struct {
	name Holiday
	rule *cal.Holiday
}

// federalHolidays makes the eleven holidays anew with every call, because cal
// works on pointers: nobody else ever holds these.
func federalHolidays() []federalHoliday {
	return []federalHoliday{
		{NewYearsDay, onDay("New Year's Day", time.January, 1)},
		{MartinLutherKingDay, onWeekday("Martin Luther King Jr. Day", time.January, time.Monday, 3)},
		{WashingtonsBirthday, onWeekday("Washington's Birthday", time.February, time.Monday, 3)},
		{MemorialDay, onWeekday("Memorial Day", time.May, time.Monday, -1)},
		{Juneteenth, onDay("Juneteenth", time.June, 19).Clone(&cal.Holiday{StartYear: 2021})},
		{IndependenceDay, onDay("Independence Day", time.July, 4)},
		{LaborDay, onWeekday("Labor Day", time.September, time.Monday, 1)},
		{ColumbusDay, onWeekday("Columbus Day", time.October, time.Monday, 2)},
		{VeteransDay, onDay("Veterans Day", time.November, 11)},
		{ThanksgivingDay, onWeekday("Thanksgiving Day", time.November, time.Thursday, 4)},
		{ChristmasDay, onDay("Christmas Day", time.December, 25)},
	}
}

// onDay is a holiday on the same day every year. It does what
// cal.CalcDayOfMonth does, in UTC: cal takes its zone from a variable, and
// some zones have no midnight on some days (America/Lima, 1 January 1994).
func onDay(title string, month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Name: title, Month: month, Day: day, Func: func(h *cal.Holiday, year int) time.Time {
		return time.Date(year, h.Month, h.Day, 0, 0, 0, 0, time.UTC)
	}}
}

// onWeekday is a holiday on the nth weekday of a month, or on the last where
// n is -1; in UTC, as with onDay.
func onWeekday(title string, month time.Month, weekday time.Weekday, n int) *cal.Holiday {
	return &cal.Holiday{Name: title, Month: month, Weekday: weekday, Offset: n, Func: func(h *cal.Holiday, year int) time.Time {
		from := time.Date(year, h.Month, 1, 0, 0, 0, 0, time.UTC)
		if h.Offset < 0 {
			from = from.AddDate(0, 1, -1)
		}
		return cal.WeekdayNFrom(from, h.Weekday, h.Offset)
	}}
}

// Holidays yields the eleven federal holidays in the order of the year.
func Holidays() iter.Seq[Holiday] {
	return func(yield func(Holiday) bool) {
		for _, h := range federalHolidays() {
			if !yield(h.name) {
				return
			}
		}
	}
}

// ParseHoliday reads the name of a holiday, such as "thanksgiving-day".
func ParseHoliday(s string) (Holiday, error) {
	var names []string
	for h := range Holidays() {
		if string(h) == s {
			return h, nil
		}
		names = append(names, string(h))
	}
	last := len(names) - 1
	return "", fmt.Errorf("is not a federal holiday; want %s or %s", strings.Join(names[:last], ", "), names[last])
}

// Title gives the name for people to read, "Thanksgiving Day"; "" for what is
// not one of the holidays.
func (h Holiday) Title() string {
	for _, f := range federalHolidays() {
		if f.name == h {
			return f.rule.Name
		}
	}
	return ""
}

// FederalHolidays gives the closures of a period: every federal holiday, or
// those that are named. The reason of each is the title of the holiday, with
// ", observed" on a day that stands in for it.
//
// A day is in the result if it is itself in the period. So ObservedDay gives
// 31 December 2027 for the year 2027, because 1 January 2028 is a Saturday,
// and no New Year's Day for the year 2028.
//
// Both sides of the period must be stated and lie between 1 January of
// [FirstHolidayYear] and 31 December of [LastHolidayYear]; else, and for a
// name or a policy that is not one of those above, it is an error.
func FederalHolidays(p iop.Period, days HolidayPolicy, which ...Holiday) (iop.Closures, error) {
	if err := checkHolidays(p, days, which); err != nil {
		return iop.Closures{}, fmt.Errorf("schedule: FederalHolidays: %w", err)
	}
	var closed []iop.Closure
	for _, h := range federalHolidays() {
		if len(which) > 0 && !slices.Contains(which, h.name) {
			continue
		}
		// Until is a day after the last, so its year holds the New Year's Day
		// that may be observed on the last.
		for year := p.From.Year(); year <= p.Until.Year(); year++ {
			closed = append(closed, h.closures(year, days)...)
		}
	}
	closed = slices.DeleteFunc(closed, func(c iop.Closure) bool { return !p.Contains(c.Date) })
	return iop.NewClosures(closed...), nil
}

func checkHolidays(p iop.Period, days HolidayPolicy, which []Holiday) error {
	switch {
	case !p.From.IsValid() || !p.Until.IsValid():
		return errors.New("the period is open; want both From and Until")
	case p.Until.Before(p.From):
		return errors.New("the period ends before it begins; want Until, the first day after it, not before From")
	case p.From.Year() < FirstHolidayYear || iop.MustDate(LastHolidayYear+1, time.January, 1).Before(p.Until):
		return fmt.Errorf("the period is not within the years %d to %d, in which the holidays are known", FirstHolidayYear, LastHolidayYear)
	case days > ActualAndObserved:
		return fmt.Errorf("%d is not a holiday policy; want ActualDay, ObservedDay or ActualAndObserved", days)
	}
	for i, h := range which {
		if _, err := ParseHoliday(string(h)); err != nil {
			return fmt.Errorf("which[%d] %w", i, err)
		}
	}
	return nil
}

// closures gives the closed days of the holiday of a year, none before the
// first year in which it is one.
func (h *federalHoliday) closures(year int, days HolidayPolicy) (closed []iop.Closure) {
	// The observed day is not asked of cal: what it says depends on a list in
	// the holiday, and 6103(b) is one rule for all.
	t, _ := h.rule.Calc(year)
	if t.IsZero() {
		return nil
	}
	actual := iop.MustDate(t.Year(), t.Month(), t.Day())
	observed := observedOn(actual)
	if days != ObservedDay || observed == actual {
		closed = append(closed, iop.Closure{Date: actual, Reason: h.rule.Name})
	}
	if days != ActualDay && observed != actual {
		closed = append(closed, iop.Closure{Date: observed, Reason: h.rule.Name + ", observed"})
	}
	return closed
}

// observedOn gives the day on which a holiday is observed by those who work
// from Monday to Friday.
func observedOn(actual iop.Date) iop.Date {
	switch actual.Weekday() {
	case iop.Saturday:
		return actual.AddDays(-1)
	case iop.Sunday:
		return actual.AddDays(1)
	}
	return actual
}
