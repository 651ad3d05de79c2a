package careplan

import (
	"cmp"
	"errors"
	"slices"

	"github.com/openiop/openiop/iop"
)

// Policy is what a program has decided about its responses. Its numbers are
// program policy: guidance says only "as quickly as possible"
// (facts/drug-testing.md, section 4).
//
// The zero Policy is [DefaultPolicy].
type Policy struct {
	// ContactWithin is how many days a step may wait for the next contact; 0
	// takes the default, 3.
	ContactWithin int `json:"contactWithin,omitempty"`
	// PatternCount unexpected definitive findings within PatternDays, each
	// episode once, ask for a joint review; 0 takes the default, 2 in 30.
	PatternCount int `json:"patternCount,omitempty"`
	PatternDays  int `json:"patternDays,omitempty"`
	// Rewards says that the person takes part in contingency management.
	Rewards bool `json:"rewards,omitempty"`
}

// DefaultPolicy is the policy that the zero Policy stands for.
func DefaultPolicy() Policy {
	return Policy{ContactWithin: 3, PatternCount: 2, PatternDays: 30}
}

// complete fills in the defaults. It is an error if a number is out of range.
func (p Policy) complete() (Policy, error) {
	d := DefaultPolicy()
	p.ContactWithin = cmp.Or(p.ContactWithin, d.ContactWithin)
	p.PatternCount = cmp.Or(p.PatternCount, d.PatternCount)
	p.PatternDays = cmp.Or(p.PatternDays, d.PatternDays)
	switch {
	case p.ContactWithin < 1 || p.ContactWithin > 31:
		return p, errors.New("policy: contactWithin is out of range; want 1 to 31 days")
	case p.PatternCount < 2 || p.PatternCount > 100:
		return p, errors.New("policy: patternCount is out of range; want 2 to 100 findings")
	case p.PatternDays < 1 || p.PatternDays > 366:
		return p, errors.New("policy: patternDays is out of range; want 1 to 366 days")
	}
	return p, nil
}

// steps gives the steps for a set of signals, in the order of [StepKinds], each
// kind once. Of several reasons for one kind guidance comes before program
// policy, and an earlier rule before a later one; the earliest day of all is
// the one on which it is due.
//
// An overlay adds rules after all others: it never takes a step away.
func (p Policy) steps(s signals, asOf iop.Date, o overlay) []Step {
	var best [len(stepWords)]*supportRule
	var urgent [len(stepWords)]bool
	rules := append(supportRules(), o.steps...)
	for i := range rules {
		r := &rules[i]
		if !s.has(r.when) {
			continue
		}
		n := r.step.n
		urgent[n] = urgent[n] || r.urgent
		if best[n] == nil || best[n].ground == byPolicy && r.ground != byPolicy {
			best[n] = r
		}
	}
	var out []Step
	for n, r := range best {
		if r == nil {
			continue
		}
		due := asOf.AddDays(p.ContactWithin)
		if urgent[n] {
			due = asOf
		}
		out = append(out, Step{Kind: r.step, Reason: r.reason, Basis: r.ground.basis(), Due: due, Who: r.who, Source: r.ground.source()})
	}
	return slices.Clip(out)
}
