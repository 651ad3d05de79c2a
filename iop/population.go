package iop

import "fmt"

// Population is an age group. Where the line between the groups lies differs
// by authority (under 18, under 21, 13 to 17), so it is data: see [Audience].
//
// The zero Population means that the age group is not stated, which is
// neither of the two: a program whose population is unknown is judged against
// the standards for both, and the report says so.
type Population uint8

// The age groups.
const (
	UnknownPopulation Population = iota
	Adult
	Adolescent
)

// ParsePopulation reads "adult", "adolescent" or "unknown".
func ParsePopulation(s string) (Population, error) {
	for p := UnknownPopulation; p <= Adolescent; p++ {
		if p.String() == s {
			return p, nil
		}
	}
	return 0, fmt.Errorf("is not a population; want adult, adolescent or unknown")
}

// String gives "adult", "adolescent" or "unknown".
func (p Population) String() string {
	switch p {
	case Adult:
		return "adult"
	case Adolescent:
		return "adolescent"
	}
	return "unknown"
}

// AppendText appends the form of [Population.String].
func (p Population) AppendText(b []byte) ([]byte, error) { return append(b, p.String()...), nil }

// MarshalText gives the form of [Population.String].
func (p Population) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText reads the form of [ParsePopulation].
func (p *Population) UnmarshalText(b []byte) (err error) {
	*p, err = ParsePopulation(string(b))
	return err
}

// Ages says whom an authority's rule is for: an age group with the
// authority's own age line.
type Ages struct {
	// Group is the age group; the zero value means all ages.
	Group Population `json:"group,omitzero"`
	// From and Under are the line in years as the authority draws it; 0 means
	// that it is not stated.
	From  int `json:"from,omitempty"`
	Under int `json:"under,omitempty"`
}

// Audience is whom a standard is for.
type Audience struct {
	Ages
	// Special names a group to which the standard is limited, such as
	// "medicare-beneficiary" or "deferred-prosecution"; "" means none. A
	// program does not say whether its clients belong to one, so naming such a
	// standard asserts it.
	Special string `json:"special,omitempty"`
}

// Includes reports whether the audience includes people of population p. An
// unknown population is included everywhere.
func (a Audience) Includes(p Population) bool {
	return a.Group == UnknownPopulation || p == UnknownPopulation || a.Group == p
}
