package careplan

import (
	"errors"
	"fmt"
	"slices"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// ContactAttempt is one attempt to reach a person in aftercare, successful or
// not. Attempts that did not reach anybody are kept: rules ask for them.
type ContactAttempt struct {
	On   iop.Date    `json:"on"`
	Kind ContactKind `json:"kind"`
	// Reached says whether the person was reached; unknown if nobody recorded it.
	Reached assessment.Ternary `json:"reached"`
}

// AftercareState is where a plan of aftercare stands on a day.
type AftercareState struct {
	// Next is the next planned contact, nil if none is left.
	Next *AftercareContact `json:"next,omitempty"`
	// Late are planned contacts whose day is over and for which nobody tried.
	Late []AftercareContact `json:"late,omitempty"`
	// Attempts and Reached count the log up to the day; Unrecorded are attempts
	// of which nobody recorded whether they reached the person.
	Attempts, Reached, Unrecorded int
	// LastReached is the last day on which the person was reached; zero if none.
	LastReached iop.Date `json:"lastReached,omitzero"`
	// Renew says that the plan is over: renew it or end it together.
	Renew bool `json:"renew"`
}

// State gives where the plan stands on a day. An attempt belongs to the last
// contact planned on or before it; one before all of them belongs to none.
func (p *AftercarePlan) State(log []ContactAttempt, on iop.Date) (AftercareState, error) {
	var s AftercareState
	if !on.IsValid() {
		return s, errors.New("aftercare: has no day to be looked at")
	}
	tried := make([]bool, len(p.Contacts))
	for i, a := range log {
		if !a.On.IsValid() {
			return AftercareState{}, fmt.Errorf("log[%d].on: is missing; want the day of the attempt", i)
		}
		if on.Before(a.On) {
			continue
		}
		s.count(a)
		if at := p.before(a.On); at >= 0 {
			tried[at] = true
		}
	}
	for i := range p.Contacts {
		c := &p.Contacts[i]
		switch {
		case c.On.Before(on) && !tried[i]:
			s.Late = append(s.Late, *c)
		case !c.On.Before(on) && !tried[i] && s.Next == nil:
			s.Next = c
		}
	}
	s.Renew = p.Ends.IsValid() && !on.Before(p.Ends)
	return s, nil
}

func (s *AftercareState) count(a ContactAttempt) {
	s.Attempts++
	switch a.Reached {
	case assessment.Yes:
		s.Reached++
		if s.LastReached.Before(a.On) {
			s.LastReached = a.On
		}
	case assessment.Unknown:
		s.Unrecorded++
	}
}

// before gives the last contact planned on or before a day, -1 for none.
func (p *AftercarePlan) before(day iop.Date) int {
	i, found := slices.BinarySearchFunc(p.Contacts, day, func(c AftercareContact, d iop.Date) int { return c.On.Compare(d) })
	if found {
		return i
	}
	return i - 1
}

// AttemptsWithin counts attempts in a stretch of days, whether or not they
// reached the person, as rules that ask for a number of attempts do.
func AttemptsWithin(log []ContactAttempt, days iop.Period) (n int) {
	for _, a := range log {
		if a.On.IsValid() && days.Contains(a.On) {
			n++
		}
	}
	return n
}
