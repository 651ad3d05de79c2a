package fhir

import (
	"encoding/json"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

const (
	// ProgramSystem identifies program designs by their ids.
	ProgramSystem = OwnBase + "program-id"

	designExtension    = "program-design"
	blockExtension     = "program-block"
	systemUsageContext = "http://terminology.hl7.org/CodeSystem/usage-context-type"
)

// NewPlanDefinition gives a program design as a PlanDefinition of type
// clinical-protocol: an action for every block, with its activity and, as far
// as FHIR can say it, its timing. What FHIR has no element for, such as
// phases, ranges and what the page says in words, stands in extensions of ours
// whose parts have the names of the program format. [ReadProgram] gives the
// same design back.
func NewPlanDefinition(p *schedule.Program, c Codes) *PlanDefinition {
	tree := designTree(p)
	d := &PlanDefinition{
		Title: p.Title, Status: "active", Description: p.Note,
		Type:       c.Concept("program/plan-type", "program design"),
		Identifier: programIdentifier(p.ID),
	}
	if badID(p.ID) == "" {
		d.ID = p.ID
	}
	if use := programUse(p.CalledItself, c); use.IsStated() {
		d.UseContext = []UsageContext{{Code: Coding{System: systemUsageContext, Code: "program"}, Value: use}}
	}
	if own := designParts(tree, "id title note blocks"); len(own) > 0 {
		d.Extensions = []Extension{ownParts(designExtension, own)}
	}
	blocks := fieldOf(tree, "blocks")
	for i := range p.Blocks {
		d.Action = append(d.Action, newPlanAction(&p.Blocks[i], blocks.Items[i], c))
	}
	return d
}

func programIdentifier(id string) []Identifier {
	if id == "" {
		return nil
	}
	return []Identifier{{System: ProgramSystem, Value: id}}
}

// programUse says what a program calls itself, with the level of care that
// this claims.
func programUse(l schedule.Label, c Codes) (v CodeableConcept) {
	if l == "" {
		return v
	}
	if level, ok := l.Level(); ok {
		v = c.Level(level)
	}
	v.Coding = append(v.Coding, Coding{System: LabelSystem, Code: string(l)})
	v.Text = strings.TrimPrefix(v.Text+", called "+string(l), ", ")
	return v
}

// designTree gives a design as the tree of its own format.
func designTree(p *schedule.Program) *strictjson.Node {
	data, err := json.Marshal(p)
	if err != nil {
		return new(strictjson.Node)
	}
	n, err := strictjson.Parse("", strictjson.Element{Data: data, Line: 1}, strictjson.Limits{})
	if err != nil {
		return new(strictjson.Node)
	}
	return n
}

func fieldOf(n *strictjson.Node, name string) *strictjson.Node {
	for _, f := range n.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return new(strictjson.Node)
}

// designParts gives the fields of an object of the program format as parts of
// an extension.
func designParts(n *strictjson.Node, without string) (p parts) {
	for _, f := range n.Fields {
		switch {
		case hasWord(without, f.Name):
		case f.Name == "perWeekByPhase":
			for _, phase := range f.Value.Fields {
				in := parts{part("phase", String(phase.Name))}
				in.design("number", phase.Value)
				p.nest(f.Name, in)
			}
		default:
			p.design(f.Name, f.Value)
		}
	}
	return p
}

// design adds a value of the program format; a list adds a part for each of
// its items.
func (p *parts) design(name string, n *strictjson.Node) {
	switch n.Kind {
	case strictjson.Bool:
		p.add(name, Boolean(n.True))
	case strictjson.Number:
		p.add(name, Decimal{n.Text})
	case strictjson.String:
		p.text(name, n.Text)
	case strictjson.Object:
		p.nest(name, designParts(n, ""))
	case strictjson.Array:
		for _, item := range n.Items {
			p.design(name, item)
		}
	}
}

// newPlanAction gives a block as an action.
func newPlanAction(b *schedule.Block, tree *strictjson.Node, c Codes) PlanAction {
	a := PlanAction{Title: b.Title}
	if b.Activity.IsValid() {
		a.Code = []CodeableConcept{c.activity(b.Activity)}
		a.Definition = Canonical(activityURL(b.Activity))
	}
	if b.Optional {
		a.RequiredBehavior = "could"
	}
	if t := blockTiming(b); t != nil {
		a.Timing = *t
	}
	if own := designParts(tree, "title activity"); len(own) > 0 {
		a.Extensions = []Extension{ownParts(blockExtension, own)}
	}
	return a
}

// activityURL is the address of the ActivityDefinition of an activity.
func activityURL(a iop.Activity) string { return OwnBase + "ActivityDefinition/" + a.String() }

// NewActivityDefinitions gives the kinds of activity that a design has, each
// once, in the order in which blocks first name them.
func NewActivityDefinitions(p *schedule.Program, c Codes) (out []*ActivityDefinition) {
	var seen iop.ActivitySet
	add := func(a iop.Activity) {
		if !a.IsValid() || seen.Has(a) {
			return
		}
		seen = seen.With(a)
		info := a.Info()
		d := &ActivityDefinition{URL: activityURL(a), Title: info.Title, Status: "active", Description: info.Purpose, Kind: "Appointment", Code: c.activity(a)}
		d.ID = info.ID
		out = append(out, d)
	}
	for i := range p.Blocks {
		add(p.Blocks[i].Activity)
		for _, a := range p.Blocks[i].Rotates {
			add(a)
		}
	}
	return out
}

// NewHealthcareService gives a program as it is offered: its kind, whom it is
// for, and the times of the week at which blocks with a clock take place.
func NewHealthcareService(p *schedule.Program, c Codes) *HealthcareService {
	s := &HealthcareService{
		Name: p.Title, Comment: p.Note, Identifier: programIdentifier(p.ID),
		Category: []CodeableConcept{c.Concept("program/service-category", "treatment of substance use")},
		Type:     []CodeableConcept{c.Concept("program/service-type", "non-residential treatment")},
	}
	if badID(p.ID) == "" {
		s.ID = p.ID
	}
	if use := programUse(p.CalledItself, c); use.IsStated() {
		s.Program = []CodeableConcept{use}
	}
	if p.Population != iop.UnknownPopulation {
		s.Eligibility = []HealthcareServiceEligibility{{Code: textConcept(p.Population.String())}}
	}
	for i := range p.Blocks {
		b := &p.Blocks[i]
		if b.Days.Set == 0 || !b.Start.IsStated() || !b.End.IsStated() {
			continue
		}
		s.AvailableTime = append(s.AvailableTime, HealthcareServiceAvailableTime{
			DaysOfWeek:         dayCodes(b.Days.Set),
			AvailableStartTime: TimeOf(b.Start.Minutes()), AvailableEndTime: TimeOf(b.End.Minutes()),
		})
	}
	return s
}

// ProgramResources gives all that FHIR can hold of a design: the
// PlanDefinition, the HealthcareService and the ActivityDefinitions.
func ProgramResources(p *schedule.Program, c Codes) []Resource {
	out := []Resource{NewPlanDefinition(p, c), NewHealthcareService(p, c)}
	for _, d := range NewActivityDefinitions(p, c) {
		out = append(out, d)
	}
	return out
}
