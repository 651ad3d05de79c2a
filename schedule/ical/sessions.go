package ical

import (
	"iter"
	"time"

	"github.com/openiop/openiop/schedule"
)

// SessionOptions say how [SessionEvents] makes events of sessions.
type SessionOptions struct {
	// Stamp and Sequence are those of every event; see [Event].
	Stamp    time.Time
	Sequence int
	// Track keeps the sessions of one track; "" keeps those of all, each
	// session once.
	Track string
}

// SessionEvents makes an event of each dated session of a design
// ([schedule.Case.Sessions]), in their order.
//
// The UID is [UID] of the session's id, so that it stays the same in every
// export. A session on a closed day is Cancelled, one that a client may not
// attend (optional, or one of several to choose from) is Tentative; where two
// tracks share a session, it is Confirmed if one of them attends it for
// certain. Times are in the zone of the design, floating where it has none. A
// session without a stated start is an entry of its whole day, and one whose
// length is not exact has no end.
func SessionEvents(sessions iter.Seq[schedule.Session], o SessionOptions) []Event {
	var out []Event
	byID := map[string]int{}
	for s := range sessions {
		if o.Track != "" && s.Track != o.Track {
			continue
		}
		e := eventOf(&s, &o)
		at, known := byID[s.ID]
		switch {
		case !known:
			byID[s.ID] = len(out)
			out = append(out, e)
		case out[at].Status == Tentative:
			out[at].Status = e.Status
		}
	}
	return out
}

func eventOf(s *schedule.Session, o *SessionOptions) Event {
	e := Event{UID: UID(s.ID), Sequence: o.Sequence, Stamp: o.Stamp, Telling: s.Activity.Title()}
	switch {
	case s.Closed:
		e.Status = Cancelled
	case !s.Certain:
		e.Status = Tentative
	}
	if s.Activity != 0 {
		e.Categories = []string{s.Activity.String()}
	}
	switch {
	case !s.Starts.IsZero():
		e.Start, e.End = s.Starts, s.Ends
	case s.Start.IsStated():
		e.Floating = true
		e.Start = s.Date.In(time.UTC, s.Start.Minutes())
		e.End = floatingEnd(s, e.Start)
	default:
		e.AllDay = true
		e.Start = s.Date.In(time.UTC, 0)
	}
	return e
}

// floatingEnd gives the end by the clock, past midnight if it is not after the
// start; the zero time where none is stated.
func floatingEnd(s *schedule.Session, start time.Time) time.Time {
	if !s.End.IsStated() {
		return time.Time{}
	}
	end := s.Date.In(time.UTC, s.End.Minutes())
	if !end.After(start) {
		end = s.Date.AddDays(1).In(time.UTC, s.End.Minutes())
	}
	return end
}
