package schedule

import "github.com/openiop/openiop/iop"

// clientWeek is what one client is offered, or attended, in one week, in the
// numbers that the rules judge. Designs, calendars and attendance records all
// come down to client weeks.
type clientWeek struct {
	// Gross is time spent; Countable what the counting policy counts.
	Gross, Countable iop.Span
	// ServiceDays are the days with countable time.
	ServiceDays iop.Span
	// LeastDay is the countable time of the service day that has the least; it
	// is unknown where there is no service day.
	LeastDay iop.Span
	// FreeDays is the longest run of days without a service, and FreeTime the
	// longest time in minutes from the end of a service to the start of the
	// next, on a week that repeats.
	FreeDays, FreeTime iop.Span
	// Sessions are times of attendance, blocks back to back being one; Services
	// are countable blocks.
	Sessions, Services iop.Span
	// GroupSession and AnySession are the lengths of the shortest session of
	// the week, in groups and of any format; unknown where there is none.
	// LongestGroup and LongestAny are the longest.
	GroupSession, AnySession, LongestGroup, LongestAny iop.Span
	// The countable time and the sessions of one format.
	Individual, Family, Groups formatTime
	// average is the exact average of the countable time.
	average ratio
	// averageGross is the exact average of the gross time.
	averageGross ratio
	shared       overlap
	// groupBlocks and anyBlocks count the blocks behind the session lengths.
	groupBlocks, anyBlocks int
	// certainDays and possibleDays are the service days that there are in any
	// case and those that there can be; sittings are the times of attendance,
	// from Monday on, where all are certain.
	certainDays, possibleDays iop.Weekdays
	sittings                  []stay
	perWeek                   perWeek
	scaled                    scaled
}

// formatTime is the countable time and the number of sessions of one format.
type formatTime struct {
	Minutes, Sessions iop.Span
	// perWeek and minutesPerWeek are averages.
	perWeek, minutesPerWeek perWeek
}

// count works out the numbers of a week under a policy.
func (s *segment) count(policy *iop.CountingPolicy) clientWeek {
	if !s.declared {
		return clientWeek{}
	}
	v := valuation{policy}
	gross, countable, days := s.total(valuation{}), s.total(v), s.weekDaysOf(v)
	w := clientWeek{
		Gross: gross.span(), Countable: countable.span(),
		ServiceDays: days.count, LeastDay: days.least, FreeDays: days.gap,
		average: countable.ratio(), averageGross: gross.ratio(), shared: gross.shared,
		Individual: s.formatTime(v, iop.Individual), Family: s.formatTime(v, iop.Family), Groups: s.formatTime(v, iop.Group),
	}
	w.certainDays, w.possibleDays = days.certain, days.possible
	if stays, exact := s.certainStays(v); exact {
		w.sittings = sittings(stays)
	}
	w.shared.clocked = s.clockedSlots()
	w.FreeTime = s.freeTime(v, days)
	w.Services = s.services(v)
	w.Sessions = s.sessions(v, days)
	w.GroupSession, w.LongestGroup, w.groupBlocks = s.sessionLengths(v, iop.Group)
	w.AnySession, w.LongestAny, w.anyBlocks = s.sessionLengths(v, "")
	w.perWeek = newPerWeek(w.average)
	return w
}

func (s *segment) clockedSlots() (n int) {
	for i := range s.slots {
		if s.slots[i].clocked() && (s.slots[i].often.high > 0 || s.slots[i].often.open) {
			n++
		}
	}
	return n
}
