package fhir

import (
	"bytes"
	"strconv"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// ReadService gives as much of a design as a HealthcareService says: its id,
// its name, what it calls itself, whom it is for, and a block for every time at
// which it can be had. What takes place at these times, and how often one
// person comes, a HealthcareService does not say, nor does the design then;
// where there is a PlanDefinition, use [ReadProgram].
func ReadService(s *HealthcareService, c Codes) (schedule.Program, Report) {
	m := newMapper(s)
	r := programReader{mapper: m, codes: c}
	id := ownID(s.Identifier, ProgramSystem, s.ID)
	if id == "" {
		m.note(Error, "identifier", "is missing; a design needs an id")
		return schedule.Program{}, m.report
	}
	m.unused(s, "identifier name comment program eligibility availableTime category type")
	var o designObject
	o.open()
	o.text("id", id)
	o.text("title", s.Name)
	o.text("note", s.Comment)
	r.used(s.Program, &o)
	r.eligible(s, &o)
	o.key("blocks")
	o.out = append(o.out, '[')
	for i := range s.AvailableTime {
		r.available(&s.AvailableTime[i], "availableTime["+strconv.Itoa(i)+"]", &o)
	}
	o.out = append(o.out, ']')
	o.shut()
	programs, err := schedule.ReadPrograms(bytes.NewReader(o.out), m.root, schedule.Limits{})
	if err != nil || len(programs) != 1 {
		m.note(Error, "", "is no design that the program format allows: "+r.errorText(err))
		return schedule.Program{}, m.report
	}
	return programs[0], m.report
}

// eligible reads whom a service is for, by the words of the library.
func (r *programReader) eligible(s *HealthcareService, o *designObject) {
	for i := range s.Eligibility {
		if p, err := iop.ParsePopulation(s.Eligibility[i].Code.Text); err == nil && p != iop.UnknownPopulation {
			o.text("population", p.String())
			return
		}
	}
	if len(s.Eligibility) > 0 {
		r.note(Information, "eligibility", "does not say adult or adolescent; it is not used")
	}
}

// available reads a time at which a service can be had as a block.
func (r *programReader) available(a *HealthcareServiceAvailableTime, path string, o *designObject) {
	if a.AllDay != nil && *a.AllDay || !a.AvailableStartTime.IsStated() || !a.AvailableEndTime.IsStated() {
		r.note(Information, path, "has no start and end; it is not used")
		return
	}
	o.comma('[')
	o.open()
	if set := daySet(a.DaysOfWeek); set != 0 {
		o.days("days", set)
	}
	from, _ := a.AvailableStartTime.Clock()
	to, _ := a.AvailableEndTime.Clock()
	o.text("start", clockText(from))
	o.text("end", clockText(to))
	o.shut()
}
