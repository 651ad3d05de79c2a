package careplan

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/iop"
)

// Records of a substance use disorder program are protected by 42 CFR Part 2.
// The person and the people who treat them in the program see a result;
// everybody else needs a consent or an order that names the recipient and the
// purpose. Use in a legal proceeding needs a consent of its own, which cannot
// be combined with one for care (a secondary source,
// http://omwlaw.com/news-events/final-rule-for-substance-use-disorder-sud-facilities-subject-to-42cfr-part-2-has-been-released),
// or a court order (§§ 2.61 to 2.65, https://law.lawstack.com/cfr/42/2/). The
// types below keep the two apart: neither can be made from the other.

// RecordID is an opaque reference to a record: a result, a consent, an order.
// It holds no name.
type RecordID string

// Recipient is an opaque reference to whoever receives a result.
type Recipient string

// Purpose is what a result is disclosed for under a consent. The zero Purpose
// is invalid, and there is none for a legal proceeding: that is
// [LegalDisclosure].
type Purpose uint8

// The purposes.
const (
	ForTreatment Purpose = iota + 1
	ForPayment
	ForOperations
)

var purposeWords = [...]string{"", "treatment", "payment", "operations"}

// ParsePurpose reads "treatment", "payment" or "operations".
func ParsePurpose(s string) (Purpose, error) {
	for p := ForTreatment; p <= ForOperations; p++ {
		if purposeWords[p] == s {
			return p, nil
		}
	}
	return 0, errors.New("is not a purpose of a disclosure; want treatment, payment or operations")
}

// IsValid reports whether p is one of the purposes.
func (p Purpose) IsValid() bool { return p >= ForTreatment && p <= ForOperations }

// String gives the form that [ParsePurpose] reads, "" for the zero Purpose.
func (p Purpose) String() string {
	if !p.IsValid() {
		return ""
	}
	return purposeWords[p]
}

// Consent is a person's written consent to disclosures for care. It names the
// recipient and the purposes. The zero Consent allows nothing.
type Consent struct {
	id       RecordID
	to       Recipient
	purposes [ForOperations + 1]bool
	given    iop.Period
}

// NewConsent gives a consent that holds in a period: from the day on which it
// was given, until the first day on which it no longer holds, if there is one.
// It is an error if it has no id, no recipient, no purpose or no first day.
func NewConsent(id RecordID, to Recipient, holds iop.Period, purposes ...Purpose) (Consent, error) {
	c := Consent{id: id, to: to, given: holds}
	if err := checkGround("consent", id, to, holds); err != nil {
		return Consent{}, err
	}
	if len(purposes) == 0 {
		return Consent{}, errors.New("consent: names no purpose; want treatment, payment or operations")
	}
	for _, p := range purposes {
		if !p.IsValid() {
			return Consent{}, errors.New("consent: names a purpose that there is not; want treatment, payment or operations")
		}
		c.purposes[p] = true
	}
	return c, nil
}

// Revoked gives the consent as it is after the person took it back on a day.
// What was disclosed before stays lawful.
func (c Consent) Revoked(on iop.Date) Consent {
	if !c.given.Until.IsValid() || on.Before(c.given.Until) {
		c.given.Until = on
	}
	return c
}

func checkGround(what string, id RecordID, to Recipient, holds iop.Period) error {
	switch {
	case id == "":
		return fmt.Errorf("%s: has no id; want an opaque reference to where it is kept", what)
	case to == "":
		return fmt.Errorf("%s: names no recipient", what)
	case !holds.From.IsValid():
		return fmt.Errorf("%s: has no first day; want the day on which it was given", what)
	}
	return nil
}

// Disclosure is a result that leaves the program for care, payment or
// operations. It can only be made by [Disclose], so that there is none without
// a recipient, a purpose and a consent that held on the day.
type Disclosure struct {
	result  RecordID
	to      Recipient
	purpose Purpose
	under   RecordID
	on      iop.Date
}

// Disclose gives a disclosure under a consent. It is an error if the consent
// names another recipient, does not cover the purpose, or did not hold on the
// day.
func Disclose(result RecordID, to Recipient, p Purpose, under Consent, on iop.Date) (Disclosure, error) {
	switch {
	case result == "":
		return Disclosure{}, errors.New("disclosure: names no result")
	case under.id == "":
		return Disclosure{}, errors.New("disclosure: has no consent; ask the person first")
	case to != under.to:
		return Disclosure{}, errors.New("disclosure: goes to another recipient than the consent names; ask the person first")
	case !p.IsValid() || !under.purposes[p]:
		return Disclosure{}, errors.New("disclosure: has a purpose that the consent does not name; ask the person first")
	case !on.IsValid() || !under.given.Contains(on):
		return Disclosure{}, errors.New("disclosure: is on a day on which the consent does not hold; ask the person first")
	}
	return Disclosure{result, to, p, under.id, on}, nil
}

// Result gives what is disclosed, Recipient to whom, Purpose what for, Consent
// under which consent, and On the day.
func (d Disclosure) Result() RecordID     { return d.result }
func (d Disclosure) Recipient() Recipient { return d.to }
func (d Disclosure) Purpose() Purpose     { return d.purpose }
func (d Disclosure) Consent() RecordID    { return d.under }
func (d Disclosure) On() iop.Date         { return d.on }

// LegalGround is a consent to use in one legal proceeding, or a court order.
// The zero LegalGround allows nothing.
type LegalGround struct {
	id         RecordID
	to         Recipient
	proceeding RecordID
	holds      iop.Period
	order      bool
}

// NewLegalConsent gives a person's separate consent to use in one proceeding.
func NewLegalConsent(id RecordID, to Recipient, proceeding RecordID, holds iop.Period) (LegalGround, error) {
	return legalGround("legal consent", id, to, proceeding, holds, false)
}

// NewCourtOrder gives a court's order to disclose for one proceeding.
func NewCourtOrder(id RecordID, to Recipient, proceeding RecordID, holds iop.Period) (LegalGround, error) {
	return legalGround("court order", id, to, proceeding, holds, true)
}

func legalGround(what string, id RecordID, to Recipient, proceeding RecordID, holds iop.Period, order bool) (LegalGround, error) {
	if err := checkGround(what, id, to, holds); err != nil {
		return LegalGround{}, err
	}
	if proceeding == "" {
		return LegalGround{}, fmt.Errorf("%s: names no proceeding", what)
	}
	return LegalGround{id, to, proceeding, holds, order}, nil
}

// IsOrder reports whether the ground is a court's order.
func (g LegalGround) IsOrder() bool { return g.order }

// LegalDisclosure is a result that is used in a legal proceeding. It is a type
// of its own: no consent for care makes one.
type LegalDisclosure struct {
	result RecordID
	ground LegalGround
	on     iop.Date
}

// DiscloseForProceeding gives a legal disclosure. It is an error if the ground
// is none, names another recipient, or did not hold on the day.
func DiscloseForProceeding(result RecordID, to Recipient, under LegalGround, on iop.Date) (LegalDisclosure, error) {
	switch {
	case result == "":
		return LegalDisclosure{}, errors.New("legal disclosure: names no result")
	case under.id == "":
		return LegalDisclosure{}, errors.New("legal disclosure: has neither a consent for the proceeding nor a court order")
	case to != under.to:
		return LegalDisclosure{}, errors.New("legal disclosure: goes to another recipient than its ground names")
	case !on.IsValid() || !under.holds.Contains(on):
		return LegalDisclosure{}, errors.New("legal disclosure: is on a day on which its ground does not hold")
	}
	return LegalDisclosure{result, under, on}, nil
}

// Result gives what is disclosed, Ground on what ground, and On the day.
func (d LegalDisclosure) Result() RecordID    { return d.result }
func (d LegalDisclosure) Ground() LegalGround { return d.ground }
func (d LegalDisclosure) On() iop.Date        { return d.on }
