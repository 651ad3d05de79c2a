package drugtest

import (
	"iter"
	"slices"
	"sync"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// DutyID names something that is owed to a person before testing.
type DutyID string

// Duty is something that is owed to a person before testing, and who says so.
type Duty struct {
	ID DutyID `json:"id"`
	// Words say in a verb phrase what is owed.
	Words string `json:"words"`
	// Jurisdiction is where it is law, "" for guidance everywhere.
	Jurisdiction string `json:"jurisdiction,omitempty"`
	// Setting is whom it binds.
	Setting string `json:"setting"`
	// Population is whom it protects, unknown for everyone.
	Population iop.Population `json:"population,omitzero"`
	Cited
}

// Check reports a duty that says nothing. It is part of the strict reader.
func (d *Duty) Check(c *strictjson.Context) {
	d.bind(c, &Class{})
	if d.ID == "" || d.Words == "" || d.Setting == "" {
		c.Errorf("lacks id, words or setting; say what is owed and whom it binds")
	}
}

var embeddedDuties = sync.OnceValue(func() []Duty {
	var out []Duty
	mustRead("duties.json", &out)
	return out
})

// Duties yields what is owed before testing in a jurisdiction to a population,
// with what guidance asks for everywhere. Whether a law binds a program depends
// on its setting, which the duty names.
func Duties(jurisdiction string, p iop.Population) iter.Seq[Duty] {
	return func(yield func(Duty) bool) {
		for _, d := range embeddedDuties() {
			here := d.Jurisdiction == "" || d.Jurisdiction == jurisdiction
			whom := d.Population == iop.UnknownPopulation || p == iop.UnknownPopulation || d.Population == p
			if here && whom && !yield(d) {
				return
			}
		}
	}
}

// Consent records what a person was told before testing, and that the person
// agreed.
type Consent struct {
	// Agreed is the day of the agreement, zero if there is none.
	Agreed iop.Date
	// Withdrawn is the day on which the person took it back, zero if never.
	Withdrawn iop.Date
	// Told are the duties that were met.
	Told []DutyID
}

// InForce reports whether there is an agreement on a day.
func (c Consent) InForce(on iop.Date) bool {
	return c.Agreed.IsValid() && !on.Before(c.Agreed) && (!c.Withdrawn.IsValid() || on.Before(c.Withdrawn))
}

// AgreementDuty is met by an agreement and not by telling.
const AgreementDuty DutyID = "consent"

// Owed gives the duties that are not met on a day.
func (c Consent) Owed(on iop.Date, jurisdiction string, p iop.Population) (out []Duty) {
	for d := range Duties(jurisdiction, p) {
		met := slices.Contains(c.Told, d.ID)
		if d.ID == AgreementDuty {
			met = c.InForce(on)
		}
		if !met {
			out = append(out, d)
		}
	}
	return out
}
