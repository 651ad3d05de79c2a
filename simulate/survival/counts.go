package survival

import (
	"errors"
	"fmt"
	"math"
)

// Counts is what happened to a group over time, for one or several kinds of
// event (causes) of which each person has at most one. People in none of the
// lists were still there after the last time.
type Counts struct {
	// Started is how many people were there before time 0.
	Started int64
	// Events[k][t] is how many had the event of cause k at time t.
	Events [][]int64
	// Censored[t] is how many were seen for the last time at t, without an
	// event. By convention they were still there for the events of that
	// time. It may be shorter than the events, or empty.
	Censored []int64
}

// Single gives the counts of one kind of event.
func Single(started int64, events, censored []int64) Counts {
	return Counts{Started: started, Events: [][]int64{events}, Censored: censored}
}

// check reports counts that cannot be: negative ones, or more people leaving
// than were there.
func (c Counts) check() error {
	if c.Started <= 0 {
		return errors.New("survival: nobody was there at the start; want at least one person")
	}
	if len(c.Events) == 0 {
		return errors.New("survival: no kind of event; want at least one list of events by time")
	}
	left := c.Started
	for t := range c.times() {
		for k := range c.Events {
			if n := at(c.Events[k], t); n < 0 || n > left {
				return fmt.Errorf("survival: %d events of cause %d at time %d, with %d people there", n, k, t, left)
			} else {
				left -= n
			}
		}
		if n := at(c.Censored, t); n < 0 || n > left {
			return fmt.Errorf("survival: %d people last seen at time %d, with %d people there", n, t, left)
		} else {
			left -= n
		}
	}
	return nil
}

// times is one more than the last time with a count.
func (c Counts) times() int {
	n := len(c.Censored)
	for _, events := range c.Events {
		n = max(n, len(events))
	}
	return n
}

func at(counts []int64, t int) int64 {
	if t < len(counts) {
		return counts[t]
	}
	return 0
}

// row is one time with what happened then.
type row struct {
	time             int
	atRisk           int64
	events, censored int64
	by               []int64 // events by cause
	uncensored       bool    // nobody was last seen before
}

// rows gives the times at which anything happened, in order. The list by is
// used again for each.
func (c Counts) rows(yield func(row) bool) {
	r := row{atRisk: c.Started, by: make([]int64, len(c.Events)), uncensored: true}
	for r.time = range c.times() {
		r.events, r.censored = 0, at(c.Censored, r.time)
		for k := range c.Events {
			r.by[k] = at(c.Events[k], r.time)
			r.events += r.by[k]
		}
		if r.events == 0 && r.censored == 0 {
			continue
		}
		if !yield(r) {
			return
		}
		r.atRisk -= r.events + r.censored
		r.uncensored = r.uncensored && r.censored == 0
	}
}

// Interval is a pair of confidence limits.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// z gives the normal deviate of a two-sided confidence level such as 0.95.
func z(level float64) (float64, error) {
	if !(level > 0 && level < 1) {
		return 0, errors.New("survival: confidence level: want a number between 0 and 1, such as 0.95")
	}
	return math.Sqrt2 * math.Erfinv(level), nil
}
