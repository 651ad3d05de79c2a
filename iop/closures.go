package iop

import (
	"iter"
	"slices"
)

// Closure is a day on which a program holds no sessions: a holiday, a snow
// day, a staff retreat.
type Closure struct {
	Date Date
	// Reason says in a few words why; it is about the program, never about a
	// person. It may be empty.
	Reason string
}

// Closures is an unchanging set of closed days. The zero Closures is empty:
// no day is closed.
type Closures struct {
	list []Closure // by date, each date once
}

// NewClosures makes a set. Where a date is given more than once, the first
// reason that is not empty stands; closures without a valid date are left out.
func NewClosures(list ...Closure) Closures { return Closures{}.With(list...) }

// With gives the set with more closures; c stays as it is.
func (c Closures) With(more ...Closure) Closures {
	all := slices.Concat(c.list, more)
	all = slices.DeleteFunc(all, func(d Closure) bool { return !d.Date.IsValid() })
	slices.SortStableFunc(all, func(a, b Closure) int { return a.Date.Compare(b.Date) })
	out := all[:0]
	for _, d := range all {
		if n := len(out); n > 0 && out[n-1].Date == d.Date {
			if out[n-1].Reason == "" {
				out[n-1].Reason = d.Reason
			}
			continue
		}
		out = append(out, d)
	}
	return Closures{slices.Clip(out)}
}

// On gives the closure of a day; ok is false if the day is open.
func (c Closures) On(d Date) (closure Closure, ok bool) {
	i, ok := slices.BinarySearchFunc(c.list, d, func(have Closure, d Date) int { return have.Date.Compare(d) })
	if !ok {
		return Closure{}, false
	}
	return c.list[i], true
}

// Week gives the closed days among the seven that begin on a date.
func (c Closures) Week(from Date) (closed Weekdays) {
	i, _ := slices.BinarySearchFunc(c.list, from, func(have Closure, d Date) int { return have.Date.Compare(d) })
	for ; i < len(c.list) && from.DaysUntil(c.list[i].Date) < 7; i++ {
		closed = closed.With(c.list[i].Date.Weekday())
	}
	return closed
}

// Len gives the number of closed days.
func (c Closures) Len() int { return len(c.list) }

// All yields the closures in the order of their dates.
func (c Closures) All() iter.Seq[Closure] { return slices.Values(c.list) }
