package fhir

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// ReadProgram gives the design that a PlanDefinition describes. One that
// [NewPlanDefinition] made comes back as it was. Of any other, actions become
// blocks, with the title, the activity and the timing that they state; an
// action that points to one of the definitions takes from it what it does not
// say itself. The report says what was not used.
//
// Where our extensions and the elements of FHIR differ, because somebody
// changed one of them, the extensions are followed and the report says so.
func ReadProgram(d *PlanDefinition, definitions []*ActivityDefinition, c Codes) (schedule.Program, Report) {
	m := newMapper(d)
	r := programReader{mapper: m, codes: c, definitions: definitions, ours: ownID(d.Identifier, ProgramSystem, "") != ""}
	text := r.program(d)
	m.unused(d, "identifier status title type description useContext action")
	if m.failed() {
		return schedule.Program{}, m.report
	}
	programs, err := schedule.ReadPrograms(bytes.NewReader(text), m.root, schedule.Limits{})
	if err != nil || len(programs) != 1 {
		m.note(Error, "", "is no design that the program format allows: "+r.errorText(err))
		return schedule.Program{}, m.report
	}
	p := programs[0]
	leaveOutEmpty(&p)
	if r.ours {
		m.drift(d, NewPlanDefinition(&p, c))
	}
	return p, m.report
}

// leaveOutEmpty makes parts that say nothing those of a design that does not
// state them, as they are when it is written.
func leaveOutEmpty(p *schedule.Program) {
	if p.Source != nil && *p.Source == (schedule.Published{}) {
		p.Source = nil
	}
	for i := range p.Blocks {
		if b := &p.Blocks[i]; len(b.PerWeekByPhase) == 0 {
			b.PerWeekByPhase = nil
		}
	}
}

// errorText gives an error of the program format without the names of phases,
// which stand in its paths and are words of the design.
func (r *programReader) errorText(err error) string {
	if err == nil {
		return "it is none or several"
	}
	text := err.Error()
	for _, phase := range r.phases {
		text = strings.ReplaceAll(text, "perWeekByPhase."+phase, "perWeekByPhase.?")
	}
	return text
}

// ReadPrograms gives the designs of all PlanDefinitions of a bundle. The
// report has the issues of all; a design that cannot be read is left out.
func ReadPrograms(b *Bundle, c Codes) (out []schedule.Program, all Report) {
	all.limit = maxMapped
	b = b.once(&all)
	var definitions []*ActivityDefinition
	for i := range b.Entry {
		if d, ok := b.Entry[i].Resource.(*ActivityDefinition); ok {
			definitions = append(definitions, d)
		}
	}
	for i := range b.Entry {
		d, ok := b.Entry[i].Resource.(*PlanDefinition)
		if !ok {
			continue
		}
		p, report := ReadProgram(d, definitions, c)
		n := len(all.Issues)
		all.join(report)
		if all.place(n, d, i); report.Worst() < Error {
			out = append(out, p)
		}
	}
	return out, all
}

// programReader writes a design in the program format.
type programReader struct {
	*mapper
	codes       Codes
	definitions []*ActivityDefinition
	ours        bool     // NewPlanDefinition made it
	phases      []string // that a number is stated for
}

func (r *programReader) program(d *PlanDefinition) []byte {
	var o designObject
	o.open()
	if id := programID(d); id == "" {
		r.note(Error, "identifier", "is missing; a design needs an id")
	} else {
		o.text("id", id)
	}
	o.text("title", d.Title)
	own, _ := r.readParts(d.Extensions, designExtension)
	r.parts(&o, own)
	o.text("note", d.Description)
	if !r.ours {
		r.label(d, &o)
	}
	o.key("blocks")
	o.out = append(o.out, '[')
	for i := range d.Action {
		r.action(&d.Action[i], "action["+strconv.Itoa(i)+"]", &o)
	}
	o.out = append(o.out, ']')
	o.shut()
	return o.out
}

// programID gives our id of a design, else the first identifier, else the id
// of the resource.
func programID(d *PlanDefinition) string {
	id := ownID(d.Identifier, ProgramSystem, "")
	for i := range d.Identifier {
		if id == "" {
			id = d.Identifier[i].Value
		}
	}
	if id == "" {
		id = d.ID
	}
	return id
}

// label reads what a program of others calls itself.
func (r *programReader) label(d *PlanDefinition, o *designObject) {
	var uses []CodeableConcept
	for i := range d.UseContext {
		if v, ok := d.UseContext[i].Value.(CodeableConcept); ok {
			uses = append(uses, v)
		}
	}
	r.used(uses, o)
}

// used reads what a program calls itself: by our words, else by the level of
// care.
func (r *programReader) used(uses []CodeableConcept, o *designObject) {
	for i := range uses {
		label := uses[i].Code(LabelSystem)
		if label == "" {
			l, _ := r.codes.LevelOf(&uses[i])
			label = string(labelOf(l))
		}
		if label != "" {
			o.text("calledItself", label)
			return
		}
	}
}

// labelOf gives the label that claims a level of care.
func labelOf(l iop.Level) schedule.Label {
	for _, label := range [...]schedule.Label{schedule.LabelIOP, schedule.LabelPHP, schedule.LabelOP} {
		if level, ok := label.Level(); ok && level == l {
			return label
		}
	}
	return ""
}

// action reads an action as a block, or the actions within it as blocks.
func (r *programReader) action(a *PlanAction, path string, o *designObject) {
	for i := range a.Action {
		r.action(&a.Action[i], path+".action["+strconv.Itoa(i)+"]", o)
	}
	if len(a.Action) > 0 {
		r.note(Information, path, "is read as the actions within it")
		return
	}
	if last := o.out[len(o.out)-1]; last != '[' {
		o.out = append(o.out, ',')
	}
	r.unusedIn(a, path+".", "title code timingTiming requiredBehavior definitionCanonical")
	o.open()
	own, _ := r.readParts(a.Extensions, blockExtension)
	r.foreign(a, path, o)
	r.parts(o, own)
	o.shut()
}

// foreign reads the title and the activity of an action, and its timing unless
// it is one of ours, whose extension has it.
func (r *programReader) foreign(a *PlanAction, path string, o *designObject) {
	title, codes, timing := a.Title, a.Code, a.Timing
	if d := r.definition(a.Definition); d != nil && !r.ours {
		if title == "" {
			title = d.Title
		}
		if len(codes) == 0 && d.Code.IsStated() {
			codes = []CodeableConcept{d.Code}
		}
		if timing == nil {
			timing = d.Timing
		}
	}
	o.text("title", title)
	r.activity(codes, path, o)
	if r.ours {
		return
	}
	if a.RequiredBehavior == "could" {
		o.key("optional")
		o.out = append(o.out, "true"...)
	}
	switch t := timing.(type) {
	case nil:
	case Timing:
		r.timedBlock(&t, path+".timing", o)
	default:
		r.note(Warning, path+".timing[x]", "is no Timing; when the block takes place is not used")
	}
}

func (r *programReader) definition(v Value) *ActivityDefinition {
	url, ok := v.(Canonical)
	for _, d := range r.definitions {
		if ok && d.URL != "" && d.URL == string(url) {
			return d
		}
	}
	return nil
}

func (r *programReader) activity(codes []CodeableConcept, path string, o *designObject) {
	for i := range codes {
		a, shared, ok := r.codes.activityOf(&codes[i])
		if !ok {
			continue
		}
		if shared {
			r.note(Information, path+".code", "is a code that several activities share; the most general one is taken")
		}
		o.text("activity", a.String())
		return
	}
	if len(codes) > 0 {
		r.note(Warning, path+".code", "is no activity that is known here; the block has none")
	}
}

// parts writes the parts of an extension of ours as fields of the program
// format.
func (r *programReader) parts(o *designObject, p partReader) {
	for i := range p.list {
		name := p.list[i].URL
		if name == "" || plainName(name) != name || p.earlier(i) {
			continue
		}
		o.key(name)
		switch {
		case name == "perWeekByPhase":
			r.byPhase(o, p)
		case hasWord("days rotates phases", name):
			o.out = append(o.out, '[')
			for j := range p.list {
				if p.list[j].URL == name {
					o.comma('[')
					r.value(o, &p.list[j], p)
				}
			}
			o.out = append(o.out, ']')
		default:
			r.value(o, &p.list[i], p)
		}
	}
}

// earlier reports whether a part before this one has its name.
func (p partReader) earlier(i int) bool {
	for j := range i {
		if p.list[j].URL == p.list[i].URL {
			return true
		}
	}
	return false
}

func (r *programReader) byPhase(o *designObject, p partReader) {
	o.open()
	for _, in := range p.nested("perWeekByPhase") {
		for i := range in.list {
			if in.list[i].URL == "number" {
				phase := in.word("phase")
				r.phases = append(r.phases, phase)
				o.key(phase)
				r.value(o, &in.list[i], in)
			}
		}
	}
	o.shut()
}

// value writes the value of a part.
func (r *programReader) value(o *designObject, e *Extension, p partReader) {
	switch v := e.Value.(type) {
	case nil:
		o.open()
		r.parts(o, partReader{p.m, p.path + "." + e.URL, e.Extensions})
		o.shut()
	case Boolean:
		o.out = strconv.AppendBool(o.out, bool(v))
	case Decimal:
		o.out = append(o.out, v.text...)
	case String:
		o.out = appendQuoted(o.out, string(v))
	default:
		p.bad(e.URL, "a text, a decimal or true or false")
		o.out = append(o.out, "null"...)
	}
}

// drift reports where the elements of FHIR differ from our extensions.
func (m *mapper) drift(have, want *PlanDefinition) {
	for i := range min(len(have.Action), len(want.Action)) {
		if !sameAction(&have.Action[i], &want.Action[i]) {
			m.note(Warning, "action["+strconv.Itoa(i)+"]", "differs from our extension in its timing; the extension is followed")
		}
	}
}

func sameAction(a, b *PlanAction) bool {
	x, y := PlanAction{Timing: a.Timing}, PlanAction{Timing: b.Timing}
	return a.RequiredBehavior == b.RequiredBehavior && objectText(&x) == objectText(&y)
}

// objectText gives an object as JSON.
func objectText(e element) string {
	c := codec{phase: writing, report: new(Report)}
	c.putObject(e)
	return string(c.out)
}
