package main

import (
	"slices"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// weeks writes the table of weeks, alike ones in a row joined.
func (t *textPrinter) weeks(r *result) {
	t.page.gap()
	runs := r.weekRuns()
	tbl := table{columns: []column{
		{title: "Track", givesWay: true}, {title: "Phase", givesWay: true}, {title: "Weeks"}, {title: "From"},
		{title: "Claimed", right: true}, {title: "Gross", right: true}, {title: "Countable", right: true},
		{title: "Days", right: true}, {title: "Level", givesWay: true},
	}}
	claims := r.stretch == nil || slices.ContainsFunc(r.weeks, func(w schedule.Week) bool { return w.Claimed.IsKnown() })
	for _, run := range runs {
		cells := run.cells()
		if !claims {
			cells[4] = ""
		}
		if r.roster {
			cells[5] = "" // it is what was delivered
		}
		tbl.rows = append(tbl.rows, cells)
	}
	tbl = tbl.withoutEmpty()
	if !tbl.write(t.page, 2) {
		t.stack(r, runs)
	}
}

// weekRun is a row of weeks alike.
type weekRun struct {
	first *schedule.Week
	last  int
}

// weekRuns joins weeks that are alike and follow each other, on dates only
// those without closed days.
func (r *result) weekRuns() (out []weekRun) {
	for i := range r.weeks {
		w := &r.weeks[i]
		if n := len(out); n > 0 && w.Number == out[n-1].last+1 && w.Number > 1 && sameNumbers(out[n-1].first, w) && r.isOpen(w) && r.isOpen(&r.weeks[i-1]) {
			out[n-1].last = w.Number
			continue
		}
		out = append(out, weekRun{w, w.Number})
	}
	return out
}

// isOpen reports whether no day of a week is closed.
func (r *result) isOpen(w *schedule.Week) bool {
	return r.stretch == nil || !w.From.IsValid() || r.stretch.closures.Week(w.From) == 0
}

func sameNumbers(a, b *schedule.Week) bool {
	return a.Track == b.Track && a.Phase == b.Phase && a.From.IsValid() == b.From.IsValid() && a.Claimed == b.Claimed && a.Gross == b.Gross &&
		a.Countable == b.Countable && a.ServiceDays == b.ServiceDays && slices.Equal(a.Levels, b.Levels)
}

// name words the weeks of a run; a row whose length is not stated stands for
// every week.
func (w weekRun) name() string {
	if w.first.Number == 0 {
		return "each"
	}
	return weekNumbers(w.first.Number, w.last)
}

func (w weekRun) cells() []string {
	claimed, from := "-", ""
	if w.first.Claimed.IsKnown() {
		claimed = hours(w.first.Claimed)
	}
	if w.first.From.IsValid() {
		from = dateText(w.first.From)
	}
	return []string{
		w.first.Track, w.first.Phase, w.name(), from, claimed,
		hours(w.first.Gross), hours(w.first.Countable), count(w.first.ServiceDays), levels(w.first),
	}
}

// stack writes the weeks as lines under each other.
func (t *textPrinter) stack(r *result, runs []weekRun) {
	for _, run := range runs {
		cells := run.cells()
		wheres := []iop.Where{whereOf(run.first)}
		for n := run.first.Number + 1; n <= run.last; n++ {
			w := wheres[0]
			w.Week = n
			wheres = append(wheres, w)
		}
		t.page.text(2, bold, placesTitle(wheres, r.tracks))
		if r.roster {
			t.page.text(4, plain, "countable"+hard+cells[6]+", days"+hard+cells[7]+", level"+hard+cells[8])
			continue
		}
		t.page.text(4, plain, "claimed"+hard+cells[4]+", gross"+hard+cells[5]+", countable"+hard+cells[6])
		t.page.text(4, plain, "days"+hard+cells[7]+", level"+hard+cells[8])
	}
}
