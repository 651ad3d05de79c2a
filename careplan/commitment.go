package careplan

import (
	"errors"
	"slices"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// Commitment is a commitment of a person as a file writes it: days and times
// of the clock. [Commitment.Value] gives it as schedules take it. There is no
// field for a name or a remark: reports hold no free text about a person.
type Commitment struct {
	Kind CommitmentKind `json:"kind,omitempty"`
	// Days are the days of a weekly commitment, Date the day of a single one;
	// one of them is stated.
	Days schedule.Days `json:"days,omitzero"`
	Date iop.Date      `json:"date,omitzero"`
	// Start and End are both stated, or neither for the whole day. An end that is
	// not after the start is on the next day.
	Start schedule.Clock `json:"start,omitzero"`
	End   schedule.Clock `json:"end,omitzero"`
	// From is the first day of a weekly commitment, Until the first day that is
	// free again.
	From  iop.Date `json:"from,omitzero"`
	Until iop.Date `json:"until,omitzero"`
	// Travel are the minutes to keep free before and after.
	Travel int `json:"travelMinutes,omitempty"`
}

// CommitmentKind is a kind of commitment that is checked when it is read: one
// of [iop.Work] and the others.
type CommitmentKind iop.CommitmentKind

var commitmentKinds = []iop.CommitmentKind{iop.Work, iop.School, iop.Caring, iop.Appointment, iop.OtherObligation}

// UnmarshalText takes one of the kinds.
func (k *CommitmentKind) UnmarshalText(b []byte) error {
	if !slices.Contains(commitmentKinds, iop.CommitmentKind(b)) {
		return errors.New("is not a kind of commitment; want work, school, caring, appointment or other")
	}
	*k = CommitmentKind(b)
	return nil
}

// Check reports a time without its other end, and what does not fit together.
func (k *Commitment) Check(c *strictjson.Context) {
	switch {
	case k.Start.IsStated() != k.End.IsStated():
		c.Errorf("has a start without an end, or an end without a start; want both, or neither for the whole day")
	case k.Start.IsStated() && k.Start == k.End:
		c.Errorf("has an end that is its start; want another end, or neither of them for the whole day")
	case k.From.IsValid() && k.Until.IsValid() && !k.From.Before(k.Until):
		c.Errorf("has an until that is not after its from; want the first day that is free again")
	default:
		value := k.Value()
		if err := value.Check(); err != nil {
			c.Errorf("%v", err)
		}
	}
}

// Value gives the commitment as schedules take it.
func (k *Commitment) Value() iop.Commitment {
	out := iop.Commitment{
		Kind: iop.CommitmentKind(k.Kind), Days: k.Days.Set, On: k.Date,
		Period: iop.Period{From: k.From, Until: k.Until}, Travel: iop.Minutes(k.Travel),
	}
	if k.Start.IsStated() {
		out.Start, out.End = k.Start.Minutes(), k.End.Minutes()
		if out.End <= out.Start {
			out.End += 24 * 60
		}
	}
	return out
}
