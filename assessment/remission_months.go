package assessment

import (
	"time"

	"github.com/openiop/openiop/iop"
)

// monthsAfter gives the day on which n calendar months are full that begin
// with the day d: the day of the same number, n months later. Where that month
// has no such day, the months are full only on the first day of the next one,
// so that a remission is never called a day early: three months from 30
// November are full on 1 March, twelve months from 29 February 2028 on 1 March
// 2029. No source says how; the choice is ours. The result is the zero Date
// after the year 9999.
func monthsAfter(d iop.Date, n int) iop.Date {
	year, month := shiftMonth(d, n)
	if on, err := iop.NewDate(year, month, d.Day()); err == nil {
		return on
	}
	next, err := iop.NewDate(year, month+1, 1) // only months before December are short
	if err != nil {
		return iop.Date{}
	}
	return next
}

// monthsBefore gives the last day from which n calendar months are full on d:
// the day of the same number, n months earlier, or the last of that month.
// Before the year 1 it is the first day there is.
func monthsBefore(d iop.Date, n int) iop.Date {
	year, month := shiftMonth(d, -n)
	for day := d.Day(); day > 0; day-- {
		if on, err := iop.NewDate(year, month, day); err == nil {
			return on
		}
	}
	return iop.MustDate(1, time.January, 1)
}

func shiftMonth(d iop.Date, n int) (year int, month time.Month) {
	months := d.Year()*12 + int(d.Month()) - 1 + n
	return months / 12, time.Month(months%12 + 1)
}
