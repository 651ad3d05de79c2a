package careplan

import (
	"fmt"

	"github.com/openiop/openiop/assessment"
)

// RelapsePlan says what a person's relapse prevention plan and support network
// hold, in numbers: what stands in it is the person's own and never comes into
// the library. A nil number is not known, which is not zero.
//
// The zero RelapsePlan knows nothing.
type RelapsePlan struct {
	Triggers            *int `json:"triggers,omitempty"`
	HighRiskSituations  *int `json:"highRiskSituations,omitempty"`
	EarlySigns          *int `json:"earlySigns,omitempty"`
	CopingSkills        *int `json:"copingSkills,omitempty"`
	PracticedSkills     *int `json:"practicedSkills,omitempty"`
	People              *int `json:"people,omitempty"`
	Meetings            *int `json:"meetings,omitempty"`
	CrisisSteps         *int `json:"crisisSteps,omitempty"`
	EmergencyContacts   *int `json:"emergencyContacts,omitempty"`
	ReengagementActions *int `json:"reengagementActions,omitempty"`
	// Naloxone says whether it is at hand; it is asked for where opioids may be
	// involved, and stimulants, which can be mixed with fentanyl.
	Naloxone      assessment.Ternary `json:"naloxone,omitempty"`
	NaloxoneAsked bool               `json:"naloxoneAsked,omitempty"`
}

// PlanPart is a part of a relapse prevention plan and what is known of it.
type PlanPart struct {
	ID    string             `json:"id"`
	State assessment.Ternary `json:"state"`
	// Supply says what to add or to find out; "" where the part is there.
	Supply string `json:"supply,omitempty"`
}

// Parts gives every part with its state: yes where there is one or more, no
// where there is none, unknown where nobody recorded it. That these are the
// parts is program policy; Illinois asks for strategies and for actions to
// re-engage (77 Ill. Adm. Code 2060.480).
func (p *RelapsePlan) Parts() []PlanPart {
	parts := []PlanPart{
		part("triggers", p.Triggers, "a trigger"),
		part("highRiskSituations", p.HighRiskSituations, "a situation of high risk"),
		part("earlySigns", p.EarlySigns, "an early sign"),
		part("copingSkills", p.CopingSkills, "a coping skill"),
		part("practicedSkills", p.PracticedSkills, "a coping skill that was practiced"),
		part("people", p.People, "a person to turn to"),
		part("meetings", p.Meetings, "a meeting or another source of mutual help, if the person wishes one"),
		part("crisisSteps", p.CrisisSteps, "a step for a crisis"),
		part("emergencyContacts", p.EmergencyContacts, "a contact for emergencies"),
		part("reengagementActions", p.ReengagementActions, "an action to come back to care"),
	}
	if p.NaloxoneAsked {
		n := PlanPart{ID: "naloxone", State: p.Naloxone}
		switch p.Naloxone {
		case assessment.No:
			n.Supply = "offer naloxone"
		case assessment.Unknown:
			n.Supply = "ask whether naloxone is at hand"
		}
		parts = append(parts, n)
	}
	return parts
}

func part(id string, n *int, what string) PlanPart {
	switch {
	case n == nil:
		return PlanPart{id, assessment.Unknown, "record whether there is " + what}
	case *n > 0:
		return PlanPart{id, assessment.Yes, ""}
	}
	return PlanPart{id, assessment.No, "add " + what}
}

// Complete says whether every part is there: no as soon as one is known to be
// absent, unknown while one is not recorded. It is the answer for
// [Progress.RelapsePlan].
func (p *RelapsePlan) Complete() assessment.Ternary {
	state := assessment.Yes
	for _, x := range p.Parts() {
		switch {
		case x.State == assessment.No:
			return assessment.No
		case x.State == assessment.Unknown:
			state = assessment.Unknown
		}
	}
	return state
}

// SupportNetwork says whether there are people and a contact for emergencies.
// It is the answer for [Progress.SupportNetwork].
func (p *RelapsePlan) SupportNetwork() assessment.Ternary {
	people, emergency := part("", p.People, "").State, part("", p.EmergencyContacts, "").State
	switch {
	case people == assessment.No || emergency == assessment.No:
		return assessment.No
	case people == assessment.Yes && emergency == assessment.Yes:
		return assessment.Yes
	}
	return assessment.Unknown
}

// Check reports numbers that cannot be: nil if there are none.
func (p *RelapsePlan) Check() error {
	for _, n := range []*int{p.Triggers, p.HighRiskSituations, p.EarlySigns, p.CopingSkills, p.PracticedSkills, p.People, p.Meetings, p.CrisisSteps, p.EmergencyContacts, p.ReengagementActions} {
		if n != nil && *n < 0 {
			return fmt.Errorf("relapse plan: a number is less than nothing; want 0 or more")
		}
	}
	if p.CopingSkills != nil && p.PracticedSkills != nil && *p.PracticedSkills > *p.CopingSkills {
		return fmt.Errorf("relapse plan: more skills were practiced than it names")
	}
	return nil
}
