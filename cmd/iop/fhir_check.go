package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/schedule"
)

// readCodes reads the codes of --codes.
func (a *app) readCodes(name string) (fhir.Codes, error) {
	r, err := a.open(inputs([]string{name})[0])
	if err != nil {
		return fhir.Codes{}, err
	}
	defer r.Close()
	return fhir.ReadCodes(r, name)
}

// bundleJudge judges what a bundle holds.
type bundleJudge struct {
	*checker
	in      *reading
	file    *fhirFile
	clients map[int]string         // of entries
	about   map[string][]fhirIssue // a person's entries; the person's result tells them
	general []fhirIssue            // about nobody's; the first result tells them
}

// judgeBundle judges the designs of a bundle and, one by one, the people of its
// Appointments and Encounters. The error is what of it cannot be used.
func (c *checker) judgeBundle(r *reading) error {
	left := map[string]int{}
	file, err := readFHIR(c.app.ahead(r.input, r.Reader), r.name, func(res fhir.Resource) fhir.Resource { return judged(res, left) })
	j := &bundleJudge{checker: c, in: r, file: file, clients: map[int]string{}, about: map[string][]fhirIssue{}}
	file.leaveOffered()
	for _, kind := range slices.Sorted(maps.Keys(left)) {
		file.add(fhirIssue{Issue: fhir.Issue{Severity: fhir.Information, What: fmt.Sprintf("holds %s %s, which iop check does not judge; iop fhir import reads it", plural(left[kind], "resource"), "of type "+kind)}, entry: -1})
	}
	roster := j.roster()
	programs := j.programs()
	for _, x := range file.issues {
		if client, ok := j.clients[x.entry]; ok {
			j.about[client] = append(j.about[client], x)
		} else {
			j.general = append(j.general, x)
		}
	}
	file.bundle.Entry = nil // all of it is read
	for i := range programs {
		err = errors.Join(err, j.program(&programs[i]))
	}
	switch {
	case len(roster.Rows) > 0:
		err = errors.Join(err, c.judgeRows(r, &roster, j.tell))
	case len(programs) == 0 && err == nil && file.worst < fhir.Error:
		err = errors.Join(err, fmt.Errorf("%s: holds no session and no program that can be judged; want Appointments, Encounters or Slots, or PlanDefinitions", r.name))
	}
	j.unused(len(programs) > 0, len(roster.Rows) > 0)
	for _, client := range slices.Sorted(maps.Keys(j.about)) { // of nobody who was judged
		j.general = append(j.general, j.about[client]...)
	}
	file.notes(c.app, j.general)
	return errors.Join(file.errors(), err)
}

// unused notes flags that had nothing to act on.
func (j *bundleJudge) unused(designs, sessions bool) {
	for _, f := range []struct {
		flag  string
		acts  bool
		wants string
	}{{"start", designs, "PlanDefinitions"}, {"from", sessions, "Appointments, Encounters and Slots"}, {"weeks", sessions, "Appointments, Encounters and Slots"}} {
		if j.dating.given.Changed(f.flag) && !f.acts {
			j.app.note("%s: --%s changes nothing here: it is about %s, and none is judged", j.file.name, f.flag, f.wants)
		}
	}
}

// judged gives what is kept of a resource to judge it, and counts what is not
// judged.
func judged(res fhir.Resource, left map[string]int) fhir.Resource {
	switch v := res.(type) {
	case *fhir.Slot, *fhir.Appointment, *fhir.Encounter, *fhir.PlanDefinition, *fhir.ActivityDefinition, *fhir.Schedule, *fhir.HealthcareService:
		return res
	case *fhir.Other: // who takes part: no more than the id is needed
		short, err := fhir.NewOther(v.ResourceType())
		if err != nil {
			return nil
		}
		short.ID = v.ID
		return short
	}
	left[res.ResourceType()]++
	return nil
}

// has reports whether there is a resource of a type.
func (f *fhirFile) has(resourceType string) bool {
	return slices.ContainsFunc(f.bundle.Entry, func(e fhir.BundleEntry) bool {
		return e.Resource != nil && e.Resource.ResourceType() == resourceType
	})
}

// leaveOffered leaves out the sessions that a design of the bundle offers on
// dates: the design is judged, and a person attends one of its tracks.
func (f *fhirFile) leaveOffered() {
	entries := f.bundle.Entry
	if !f.has("PlanDefinition") {
		return
	}
	for i := range entries {
		slot, ok := entries[i].Resource.(*fhir.Slot)
		if ok && slices.ContainsFunc(slot.Extensions, func(e fhir.Extension) bool { return e.URL == fhir.OwnBase+"StructureDefinition/offered-session" }) {
			f.add(fhirIssue{Issue: f.placed(fhir.Issue{Severity: fhir.Information, Path: rootOf(slot), What: "is a session that a design of the bundle offers; the design is read"}, i), entry: i})
			entries[i].Resource = nil
		}
	}
}

// roster gives the sessions and the attendance, with the lines of the file.
func (j *bundleJudge) roster() schedule.Roster {
	roster, report := j.app.sessions(j.codes, &j.dating).Roster(&j.file.bundle)
	j.file.about(report, -1)
	people := len(roster.Clients()) > 0
	roster.Rows = slices.DeleteFunc(roster.Rows, func(row schedule.RosterRow) bool {
		_, err := j.app.zone(row.Zone)
		switch {
		case people && row.Client == "" && row.Session == "":
			j.file.refuse(row.Line-1, "names no person, and others do; want a participant or a subject")
		case row.Zone != "" && err != nil:
			j.file.refuse(row.Line-1, "names a time zone that nobody knows; want an IANA name such as America/Chicago")
		default:
			return false
		}
		return true
	})
	for i := range roster.Rows {
		row := &roster.Rows[i]
		j.clients[row.Line-1] = row.Client
		row.Line = j.file.lines[row.Line-1]
	}
	return roster
}

// refuse reports that an entry cannot be used.
func (f *fhirFile) refuse(entry int, what string) {
	issue := fhir.Issue{Severity: fhir.Error, Path: rootOf(f.bundle.Entry[entry].Resource), What: what}
	f.add(fhirIssue{Issue: f.placed(issue, entry), entry: entry})
}

// sessions says how rosters are read and written.
func (a *app) sessions(codes fhir.Codes, d *dating) fhir.Sessions {
	return fhir.Sessions{Codes: codes, Zone: a.zone, Local: d.zone}
}

// bundledProgram is a design with its entry.
type bundledProgram struct {
	schedule.Program
	entry int
}

func (j *bundleJudge) programs() []bundledProgram { return j.file.programs(j.codes) }

// programs gives the designs of a bundle.
func (f *fhirFile) programs(codes fhir.Codes) (out []bundledProgram) {
	var definitions []*fhir.ActivityDefinition
	for i := range f.bundle.Entry {
		if d, ok := f.bundle.Entry[i].Resource.(*fhir.ActivityDefinition); ok {
			definitions = append(definitions, d)
		}
	}
	for i := range f.bundle.Entry {
		d, ok := f.bundle.Entry[i].Resource.(*fhir.PlanDefinition)
		if !ok {
			continue
		}
		p, report := fhir.ReadProgram(d, definitions, codes)
		if f.about(report, i); report.Worst() < fhir.Error {
			out = append(out, bundledProgram{p, i})
		}
	}
	return out
}

// program judges a design.
func (j *bundleJudge) program(p *bundledProgram) error {
	one, err := j.judge(&p.Program)
	if err != nil {
		return fmt.Errorf("%s:%d: program %q: %w", j.in.name, j.file.lines[p.entry], p.ID, err)
	}
	one.input, one.line = j.in.input, j.file.lines[p.entry]
	j.tell("", one)
	j.emit(one)
	return nil
}

// tell gives a result what there is to say of its person, and the first one
// what is about nobody.
func (j *bundleJudge) tell(client string, r *result) {
	part := &bundlePart{issues: j.general}
	j.general = nil
	if r.roster {
		part.issues = append(part.issues, j.about[client]...)
		delete(j.about, client)
	}
	r.bundle = part
}
