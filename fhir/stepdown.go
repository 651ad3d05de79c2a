package fhir

import (
	"errors"
	"strconv"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

const (
	// StepDownSystem is the vocabulary of [careplan.StepDownOutcome].
	StepDownSystem = OwnBase + "step-down"
	// CriterionSystem has the ids of the criteria of a step down, such as
	// "attendance".
	CriterionSystem = OwnBase + "step-down-criterion"
	// CriterionStateSystem is the vocabulary of [careplan.CriterionState].
	CriterionStateSystem = OwnBase + "criterion-state"

	stepDownExtension  = "step-down"
	criterionExtension = "criterion"
)

// StepDownReview is the answer to the question whether a lower level of care is
// supported for a person on a day. Client is the id of the person.
type StepDownReview struct {
	ID, Client string
	On         iop.Date
	StepDown   careplan.StepDown
}

// NewStepDownTask gives a step-down review as a Task: a proposal whose business
// status is the outcome, and whose outputs are the criteria with their states.
// The task is done where the answer is known, and on hold while evidence is
// missing. It orders nothing: a clinician decides with the person. It is an error
// if no client or no day is named.
func NewStepDownTask(r *StepDownReview) (*Task, error) {
	switch {
	case r.Client == "":
		return nil, errors.New("fhir: the step-down review names no client")
	case !r.On.IsValid():
		return nil, errors.New("fhir: the step-down review has no day")
	}
	s := &r.StepDown
	t := &Task{
		Status: "completed", Intent: "proposal",
		BusinessStatus: ownConcept(StepDownSystem, s.Outcome.String(), stepDownText(s.Outcome)),
		Code:           textConcept("review whether a lower level of care is supported"),
		Description:    s.Notice,
		For:            subject(r.Client),
		AuthoredOn:     DateTimeOf(r.On),
	}
	t.ID = r.ID
	if s.Outcome == careplan.StepDownUndetermined {
		t.Status = "on-hold"
	}
	for i := range s.Criteria {
		t.Output = append(t.Output, criterionOutput(&s.Criteria[i]))
	}
	var p parts
	p.text("policy", s.Policy)
	for _, m := range s.Missing {
		p.text("missing", m)
	}
	p.code("outcome", s.Outcome.String())
	t.Extensions = []Extension{ownParts(stepDownExtension, p)}
	return t, nil
}

func stepDownText(o careplan.StepDownOutcome) string {
	return map[careplan.StepDownOutcome]string{
		careplan.StepDownUndetermined: "undetermined", careplan.MoreSupport: "more support indicated",
		careplan.NotYet: "not yet", careplan.Supported: "a lower level of care is supported",
	}[o]
}

func criterionOutput(c *careplan.StepDownCriterion) TaskOutput {
	out := TaskOutput{
		Type:  ownConcept(CriterionSystem, c.ID, c.ID),
		Value: ownConcept(CriterionStateSystem, c.State.String(), c.State.String()),
	}
	var p parts
	for _, e := range c.Evidence {
		p.text("evidence", e)
	}
	if c.Concern {
		p.add("concern", Boolean(true))
	}
	p.source("source", c.Source)
	if len(p) > 0 {
		out.Extensions = []Extension{ownParts(criterionExtension, p)}
	}
	return out
}

// ReadStepDownTask reads a step-down review that [NewStepDownTask] wrote; other
// tasks are refused.
func ReadStepDownTask(t *Task) (StepDownReview, Report) {
	m := newMapper(t)
	p, ok := m.readParts(t.Extensions, stepDownExtension)
	if !ok {
		m.note(Error, "", "is no step-down review of this library")
		return StepDownReview{}, m.report
	}
	p.known("policy missing outcome")
	r := StepDownReview{ID: t.ID, Client: clientID(&t.For), On: m.dayOf(t.AuthoredOn, "authoredOn")}
	s := &r.StepDown
	s.Policy, s.Missing, s.Notice = p.word("policy"), append([]string{}, p.all("missing")...), t.Description
	found := false
	for o := careplan.StepDownUndetermined; o <= careplan.Supported; o++ {
		if o.String() == t.BusinessStatus.Code(StepDownSystem) {
			s.Outcome, found = o, true
		}
	}
	if !found {
		m.note(Error, "businessStatus", "is no outcome of a step-down review")
	}
	for i := range t.Output {
		s.Criteria = append(s.Criteria, m.criterion(&t.Output[i], "output["+strconv.Itoa(i)+"]"))
	}
	m.unused(t, "status businessStatus intent code description for authoredOn output")
	if m.failed() {
		return StepDownReview{}, m.report
	}
	return r, m.report
}

// criterion reads an output.
func (m *mapper) criterion(out *TaskOutput, at string) (c careplan.StepDownCriterion) {
	c.ID, c.Evidence = out.Type.Code(CriterionSystem), []string{}
	v, _ := out.Value.(CodeableConcept)
	found := false
	for s := careplan.CriterionUnknown; s <= careplan.CriterionInformation; s++ {
		if s.String() == v.Code(CriterionStateSystem) {
			c.State, found = s, true
		}
	}
	if !found || c.ID == "" {
		m.note(Error, at, "is no criterion of a step-down review with its state")
	}
	if p, ok := m.readParts(out.Extensions, criterionExtension); ok {
		p.known("evidence concern source")
		c.Evidence, c.Concern = append(c.Evidence, p.all("evidence")...), p.yes("concern")
		c.Source, _ = p.source("source")
	}
	return c
}
