package careplan

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/openiop/openiop/iop"
)

// Ground is what an administrative discharge may rest on. The set is closed
// and is our own: it has no value for a test result and none for a return to
// use, so that no discharge can be built on them.
//
// The zero Ground is invalid.
type Ground uint8

// The grounds.
const (
	// Violence is violence, or a threat of it, against people.
	Violence Ground = iota + 1
	// Weapon is a weapon on the premises.
	Weapon
	// Dealing is selling or giving substances to others in the program.
	Dealing
	// PrivacyOfOthers is a grave breach of other people's privacy.
	PrivacyOfOthers
	// LongAbsence is absence for longer than the program's rules allow, after
	// outreach.
	LongAbsence
)

var groundWords = [...]string{"", "violence", "weapon", "dealing", "privacy-of-others", "long-absence"}

// ParseGround reads the form of [Ground.String].
func ParseGround(s string) (Ground, error) {
	for i, w := range groundWords {
		if i > 0 && w == s {
			return Ground(i), nil
		}
	}
	return 0, errors.New("is not a ground for an administrative discharge; want one of " + strings.Join(groundWords[1:], ", "))
}

// IsValid reports whether g is one of the grounds.
func (g Ground) IsValid() bool { return g >= Violence && g <= LongAbsence }

// String gives words joined by -, "" for the zero Ground.
func (g Ground) String() string {
	if !g.IsValid() {
		return ""
	}
	return groundWords[g]
}

// MarshalText gives the form of [Ground.String].
func (g Ground) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText reads the form of [ParseGround].
func (g *Ground) UnmarshalText(b []byte) (err error) {
	*g, err = ParseGround(string(b))
	return err
}

// DischargeDraft is what a program must be able to say before it discharges
// somebody for administrative reasons.
type DischargeDraft struct {
	On iop.Date
	// Grounds are what it rests on, at least one.
	Grounds []Ground
	// Tried are the supportive steps that were tried before, at least one.
	Tried []StepKind
	// ReferralOffered says that care elsewhere was offered.
	ReferralOffered bool
	// ReentryFrom is the first day on which the person may come back. It may be
	// the day of the discharge.
	ReentryFrom iop.Date
}

// AdministrativeDischarge is the end of an episode by the program. It can only
// be made by [NewAdministrativeDischarge]. No test result is part of it.
type AdministrativeDischarge struct{ draft DischargeDraft }

// NewAdministrativeDischarge gives an administrative discharge. It is an error
// if it has no day, no ground, no step that was tried, no referral, or no way
// back. All that is missing is named.
//
// ASAM's recommendations of 2024 call an administrative discharge a last
// resort (https://integrationacademy.ahrq.gov/news-and-events/news/engagement-and-retention-nonabstinent-patients-sud-treatment-new-asam-clinical).
func NewAdministrativeDischarge(d DischargeDraft) (AdministrativeDischarge, error) {
	var errs []error
	need := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf("administrative discharge: "+format, args...))
		}
	}
	need(d.On.IsValid(), "has no day")
	need(len(d.Grounds) > 0, "has no ground; want one of %s. A test result or a return to use is none", strings.Join(groundWords[1:], ", "))
	need(!slices.ContainsFunc(d.Grounds, func(g Ground) bool { return !g.IsValid() }), "has a ground that there is not; want one of %s", strings.Join(groundWords[1:], ", "))
	need(len(d.Tried) > 0 && !slices.ContainsFunc(d.Tried, func(k StepKind) bool { return !k.IsValid() }), "says nothing of what was tried before; want at least one supportive step")
	need(d.ReferralOffered, "offers no referral; offer care elsewhere first")
	need(d.ReentryFrom.IsValid() && !d.ReentryFrom.Before(d.On), "has no terms of re-entry; want the first day on which the person may come back")
	if len(errs) > 0 {
		return AdministrativeDischarge{}, errors.Join(errs...)
	}
	d.Grounds, d.Tried = slices.Clone(d.Grounds), slices.Clone(d.Tried)
	return AdministrativeDischarge{d}, nil
}

// IsMade reports whether there is a discharge; the zero value is none.
func (a AdministrativeDischarge) IsMade() bool { return a.draft.On.IsValid() }

// On gives the day, Grounds what it rests on, Tried what was tried before, and
// ReentryFrom the first day on which the person may come back.
func (a AdministrativeDischarge) On() iop.Date          { return a.draft.On }
func (a AdministrativeDischarge) Grounds() []Ground     { return slices.Clone(a.draft.Grounds) }
func (a AdministrativeDischarge) Tried() []StepKind     { return slices.Clone(a.draft.Tried) }
func (a AdministrativeDischarge) ReentryFrom() iop.Date { return a.draft.ReentryFrom }

// Transition gives the discharge as a transition.
func (a AdministrativeDischarge) Transition() Transition {
	if !a.IsMade() {
		return Transition{}
	}
	return Transition{Reason: Administrative, On: a.draft.On}
}

// Notice is something that the law or guidance says to whoever acts, with its
// source.
type Notice struct {
	Text   string     `json:"text"`
	Source iop.Source `json:"source"`
}

// NoticesOfDischarge are notices for every administrative discharge in a
// jurisdiction, such as "US-IA".
func NoticesOfDischarge(jurisdiction string) []Notice {
	if jurisdiction != "US-IA" {
		return nil
	}
	return []Notice{{
		Text: "Treatment is not denied later solely because a person withdrew against advice before, or returned to use after treatment.",
		Source: iop.Source{Authority: "Iowa", Locator: "Iowa Code 125.32(3)", ReadAt: "lawserver.com, iowa_code_125-32", Confidence: iop.Verified,
			Read: iop.MustDate(2026, time.November, 23)},
	}}
}
