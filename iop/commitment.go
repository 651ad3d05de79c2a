package iop

import "fmt"

// CommitmentKind is what part of a person's own life a commitment is.
type CommitmentKind string

// The kinds of commitment. The zero kind is not stated.
const (
	Work            CommitmentKind = "work"
	School          CommitmentKind = "school"
	Caring          CommitmentKind = "caring" // for children, parents, others
	Appointment     CommitmentKind = "appointment"
	OtherObligation CommitmentKind = "other"
)

// Commitment is time that a person has given to work, school, family or
// another duty: every week on some days, or on one date. Sessions that fall
// into it clash with it.
type Commitment struct {
	Kind CommitmentKind
	// Days are the days of a weekly commitment; On is the day of a single one.
	// Exactly one of them is stated.
	Days Weekdays
	On   Date
	// Period limits a weekly commitment to some dates; the zero Period is
	// always.
	Period Period
	// Start and End are minutes after midnight, End at most 2880 and after
	// Start: an End above 1440 is on the next day. Both 0 is the whole day.
	Start, End Minutes
	// Travel is the time to keep free before and after, 0 for none.
	Travel Minutes
}

// Check reports what is wrong with a commitment, nil if nothing is.
func (c *Commitment) Check() error {
	switch {
	case (c.Days == 0) == !c.On.IsValid():
		return fmt.Errorf("has neither days nor a date, or both; want one of them")
	case c.On.IsValid() && c.Period != (Period{}):
		return fmt.Errorf("has a date and a period; want a period only beside days")
	case c.Start < 0 || c.Start >= 1440 || c.End > 2880 || c.End != 0 && c.End <= c.Start || c.End == 0 && c.Start != 0:
		return fmt.Errorf("has an end that is not after its start; want a start within the day and an end within the next 24 hours")
	case c.End-c.Start > 1440:
		return fmt.Errorf("lasts more than a day; state each day on its own")
	case c.Travel < 0 || c.Travel > 720:
		return fmt.Errorf("has a travel time that is not from 0 to 720 minutes")
	}
	return nil
}

// IsOn reports whether the commitment takes time on a date, as far as it
// begins on it.
func (c *Commitment) IsOn(d Date) bool {
	if c.On.IsValid() {
		return c.On == d
	}
	return c.Days.Has(d.Weekday()) && c.Period.Contains(d)
}

// Minutes gives the stretch to keep free, travel included, in minutes after
// the midnight with which the commitment's day begins. It may begin below 0
// and end above 1440.
func (c *Commitment) Minutes() (from, to Minutes) {
	if c.Start == 0 && c.End == 0 {
		return -c.Travel, 1440 + c.Travel
	}
	return c.Start - c.Travel, c.End + c.Travel
}
