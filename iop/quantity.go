package iop

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// Unit says what a number in a finding counts.
type Unit uint8

// The units. The zero Unit means that the finding measures nothing.
const (
	NoUnit Unit = iota
	UnitMinutes
	UnitDays
	// UnitHours is elapsed time between services. Numbers of this unit are kept
	// in minutes and shown as hours.
	UnitHours
	UnitWeeks
	UnitPeople
	UnitSessions
)

var units = [...]string{"", "minutes", "days", "hours", "weeks", "people", "sessions"}

// String gives "minutes", "days", "hours", "weeks", "people" or "sessions",
// and "" for NoUnit.
func (u Unit) String() string {
	if int(u) >= len(units) {
		return ""
	}
	return units[u]
}

// MarshalText gives the form of [Unit.String].
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// Quantity is what was measured: a span in a unit.
type Quantity struct {
	Unit Unit
	Span Span
}

// MarshalJSON gives {"unit", "min", "max"}, with both null when nothing is
// known, and null when nothing was measured.
func (q Quantity) MarshalJSON() ([]byte, error) {
	if q.Unit == NoUnit {
		return []byte("null"), nil
	}
	j := quantityJSON{Unit: q.Unit}
	if q.Span.IsKnown() {
		j.Min = number(q.Unit, q.Span.Min())
		if high, ok := q.Span.Max(); ok {
			j.Max = number(q.Unit, high)
		}
	}
	return json.Marshal(j)
}

type quantityJSON struct {
	Unit         Unit         `json:"unit"`
	Min          *json.Number `json:"min"`
	Max          *json.Number `json:"max"`
	MaxExclusive bool         `json:"maxExclusive,omitempty"`
}

// number writes a count in its unit: hours are kept in minutes.
func number(u Unit, m Minutes) *json.Number {
	n := json.Number(fmt.Sprint(int(m)))
	if u == UnitHours {
		n = json.Number(hoursText(m))
	}
	return &n
}

// hoursText writes minutes as decimal hours without trailing zeros, rounded
// half away from zero to two places. It does not depend on the settings of
// package decimal.
func hoursText(m Minutes) string {
	s := decimal.NewFromInt(int64(m)).DivRound(decimal.NewFromInt(60), 2).StringFixed(2)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// String words the quantity for people: minutes and elapsed hours as hours.
func (q Quantity) String() string {
	if q.Unit == NoUnit {
		return ""
	}
	if !q.Span.IsKnown() {
		return "not known"
	}
	high, ok := q.Span.Max()
	switch low := q.Span.Min(); {
	case !ok:
		return "at least " + q.Unit.words(low)
	case low == high:
		return q.Unit.words(low)
	default:
		return q.Unit.bare(low) + " to " + q.Unit.words(high)
	}
}

func (u Unit) bare(m Minutes) string {
	if u == UnitMinutes || u == UnitHours {
		return hoursText(m)
	}
	return fmt.Sprint(int(m))
}

func (u Unit) words(m Minutes) string {
	name := u.String()
	switch {
	case u == UnitMinutes || u == UnitHours:
		name = "h"
	case u == UnitPeople && m == 1:
		name = "person"
	case m == 1:
		name = strings.TrimSuffix(name, "s")
	}
	return u.bare(m) + " " + name
}

// Bound is what is required: a least value, a most value, or both.
type Bound struct {
	Unit         Unit
	Min, Max     Minutes
	HasMin       bool
	HasMax       bool
	MaxExclusive bool
}

// AtLeastBound and AtMostBound give one-sided inclusive bounds.
func AtLeastBound(u Unit, m Minutes) Bound { return Bound{Unit: u, Min: m, HasMin: true} }
func AtMostBound(u Unit, m Minutes) Bound  { return Bound{Unit: u, Max: m, HasMax: true} }

// Judge says whether a span meets the bound: Met if all of it does, NotMet if
// none of it does, Undetermined between and when nothing is known.
func (b Bound) Judge(s Span) Outcome {
	if !s.stated {
		return Undetermined
	}
	low, high := Met, Met
	if b.HasMin {
		low = judgeSide(s.min >= b.Min, s.upto < 0 || s.upto >= b.Min)
	}
	if b.HasMax {
		limit := b.Max
		if b.MaxExclusive {
			limit--
		}
		high = judgeSide(s.upto >= 0 && s.upto <= limit, s.min <= limit)
	}
	switch {
	case low == NotMet || high == NotMet:
		return NotMet
	case low == Met && high == Met:
		return Met
	}
	return Undetermined
}

func judgeSide(all, any bool) Outcome {
	switch {
	case all:
		return Met
	case any:
		return Undetermined
	}
	return NotMet
}

// MarshalJSON gives {"unit", "min", "max"} with null for a side that is not
// bounded, "maxExclusive": true where the maximum itself is outside, and null
// when nothing is required.
func (b Bound) MarshalJSON() ([]byte, error) {
	if b.Unit == NoUnit {
		return []byte("null"), nil
	}
	j := quantityJSON{Unit: b.Unit, MaxExclusive: b.MaxExclusive}
	if b.HasMin {
		j.Min = number(b.Unit, b.Min)
	}
	if b.HasMax {
		j.Max = number(b.Unit, b.Max)
	}
	return json.Marshal(j)
}

// String words the bound for people, "at least 9 h", "under 9 h".
func (b Bound) String() string {
	most := "at most "
	if b.MaxExclusive {
		most = "under "
	}
	switch {
	case b.HasMin && b.HasMax && b.Min == b.Max:
		return b.Unit.words(b.Min)
	case b.HasMin && b.HasMax && !b.MaxExclusive:
		return b.Unit.bare(b.Min) + " to " + b.Unit.words(b.Max)
	case b.HasMin && b.HasMax:
		return "at least " + b.Unit.words(b.Min) + " and " + most + b.Unit.words(b.Max)
	case b.HasMin:
		return "at least " + b.Unit.words(b.Min)
	case b.HasMax:
		return most + b.Unit.words(b.Max)
	}
	return ""
}
