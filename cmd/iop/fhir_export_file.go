package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/schedule"
)

// exportKind is a kind of file that can be written as FHIR.
type exportKind struct {
	what string
	// fields are those that no other kind has.
	fields []string
	// person says that the files are about one person and name none.
	person bool
	export func(x *exporter, in input, data []byte) error
}

// kindsOfExport lists the kinds; a field of an earlier one decides, since a
// plan holds evidence too.
func kindsOfExport() []exportKind {
	return []exportKind{
		{"programs", []string{"blocks", "phases", "calledItself", "claimedHoursPerWeek", "statements"}, false, (*exporter).programs},
		{"plan", []string{"plan"}, true, (*exporter).plan},
		{"aftercare", []string{"lastSession"}, true, (*exporter).aftercare},
		{"history", []string{"results", "medications", "policy"}, true, (*exporter).history},
		{"answers", []string{"answers"}, true, (*exporter).answers},
		{"stepdown", []string{"level", "attendance", "goals", "scores", "dimensions", "tests", "relapsePlan", "supportNetwork", "housing", "work", "nextAppointment", "preference"}, true, (*exporter).stepDown},
	}
}

func exportKinds() (names []string) {
	for _, k := range kindsOfExport() {
		names = append(names, k.what)
	}
	return names
}

// tellKind tells what kind of file begins like this, nil if it cannot be told.
func tellKind(start []byte) *exportKind {
	kinds := kindsOfExport()
	fields, list := fieldsOf(start)
	for i := range kinds {
		if slices.ContainsFunc(kinds[i].fields, func(f string) bool { return slices.Contains(fields, f) }) {
			return &kinds[i]
		}
	}
	switch {
	case list && fields == nil:
		i := slices.IndexFunc(kinds, func(k exportKind) bool { return k.what == "answers" })
		return &kinds[i] // a bare list
	case slices.Contains(fields, "id"):
		return &kinds[0]
	}
	return nil
}

// fieldsOf gives the names of the fields of a JSON object, as far as the text
// goes, or of the first object of a list.
func fieldsOf(start []byte) (fields []string, list bool) {
	dec := json.NewDecoder(bytes.NewReader(start))
	first, err := dec.Token()
	if first == json.Delim('[') {
		list = true
		first, err = dec.Token()
	}
	if err != nil || first != json.Delim('{') {
		return nil, list
	}
	for dec.More() {
		name, err := dec.Token()
		text, ok := name.(string)
		if err != nil || !ok {
			return fields, list
		}
		fields = append(fields, text)
		if dec.Decode(&json.RawMessage{}) != nil {
			return fields, list
		}
	}
	return fields, list
}

// maxExportBytes is the most of a file that is no roster.
const maxExportBytes = 64 << 20

// input writes what a file holds.
func (x *exporter) input(in input) error {
	r, err := x.app.begin(in)
	if err != nil {
		return err
	}
	defer r.close()
	switch {
	case r.form.isRoster() && x.about == "":
		return x.roster(r)
	case r.form == formCalendar:
		return fmt.Errorf("%s: is a calendar; want a design, a roster or a file about a person", in.name)
	case r.form == formFHIR:
		return fmt.Errorf("%s: is FHIR; iop fhir import reads it", in.name)
	}
	data, err := io.ReadAll(io.LimitReader(r, maxExportBytes+1))
	switch {
	case err != nil:
		return fileError(in.name, err)
	case len(data) > maxExportBytes:
		return fmt.Errorf("%s: is larger than the limit of %d MiB", in.name, maxExportBytes>>20)
	}
	kind := tellKind(data)
	if x.about != "" {
		kinds := kindsOfExport()
		i := slices.IndexFunc(kinds, func(k exportKind) bool { return k.what == x.about })
		kind = &kinds[i] // the flag takes no other word
	}
	switch {
	case kind == nil:
		return fmt.Errorf("%s: is none of the files that can be written as FHIR; name what it is with --what", in.name)
	case kind.person && x.subject == "":
		return fmt.Errorf("%s: names no person; name one by an opaque id with --subject", in.name)
	}
	return kind.export(x, in, data)
}

// resourceID gives an id that depends on what identifies a resource alone: the
// last word of it where FHIR takes it, else a hash.
func resourceID(kind string, of ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(of, "\x00")))
	return kind + "-" + hex.EncodeToString(sum[:8])
}

// rowPath is how a row of a roster is named by what writes it.
var rowPath = regexp.MustCompile(`^roster\[(\d+)\]`)

// told tells what was not written; line gives the line of a numbered thing.
func (x *exporter) told(name string, r fhir.Report, line func(n int) int) {
	f := &fhirFile{name: name, isBundle: true}
	for _, i := range r.Issues {
		if m := rowPath.FindStringSubmatch(i.Path); m != nil {
			n, _ := strconv.Atoi(m[1]) // digits
			i.Line, i.Path = line(n), "the row"
		} else if strings.HasPrefix(i.Path, "sessions[") {
			i.Path = "a session"
		}
		f.add(fhirIssue{Issue: i, entry: -1})
	}
	f.more = r.More
	f.notes(x.app, f.issues)
	if err := f.errors(); err != nil {
		x.app.problem(err)
	}
}

// roster writes a roster. Where no row names a person, all are about the one of
// --subject.
func (x *exporter) roster(r *reading) error {
	roster, err := x.readRoster(r)
	if x.subject != "" {
		if len(roster.Clients()) > 0 {
			return errors.Join(err, fmt.Errorf("%s: names people itself; leave --subject out", r.name))
		}
		for i := range roster.Rows {
			roster.Rows[i].Client = x.subject
		}
	}
	list, report := x.app.sessions(x.codes, &x.dating).Resources(&roster)
	x.told(r.name, report, func(n int) int { return roster.Rows[n].Line })
	noZone := func(row schedule.RosterRow) bool { return row.Start.IsStated() && row.Zone == "" }
	if x.dating.zone == nil && slices.ContainsFunc(roster.Rows, noZone) {
		x.app.note("%s: name the zone of the clock times with --timezone", r.name)
	}
	return errors.Join(err, x.add(r.name, list))
}

// programs writes designs, and with --start their sessions.
func (x *exporter) programs(in input, data []byte) error {
	programs, err := schedule.ReadPrograms(bytes.NewReader(data), in.name, schedule.Limits{})
	if err == nil && len(programs) == 0 {
		err = fmt.Errorf("%s: no programs; want a program or a list of them", in.name)
	}
	for i := range programs {
		p := &programs[i]
		err = errors.Join(err, x.add(in.name, fhir.ProgramResources(p, x.codes)))
		if x.dating.start.IsValid() {
			err = errors.Join(err, x.sessionsOf(in, p))
		}
	}
	return err
}

func (x *exporter) sessionsOf(in input, p *schedule.Program) error {
	dates, _, err := x.dating.put(p)
	if err != nil {
		return fmt.Errorf("%s: program %q: %w", in.name, p.ID, err)
	}
	placed, err := schedule.PrepareOn(p, dates, schedule.Options{Rules: []schedule.Rule{}})
	if err != nil {
		return fmt.Errorf("%s: program %q: %w", in.name, p.ID, err)
	}
	how := x.app.sessions(x.codes, &x.dating)
	how.Local, how.Service = dates.Zone, serviceOf(p, x.codes)
	list, report := how.Offered(x.subject, placed.Sessions())
	x.told(in.name, report, nil)
	if len(list) == 0 {
		return fmt.Errorf("%s: program %q: no session has a day, a start and an end, which FHIR asks for; the zone is that of the program or of --timezone", in.name, p.ID)
	}
	ofProgram(list, p.ID)
	return x.add(in.name, list)
}

// serviceOf refers to the service of a design.
func serviceOf(p *schedule.Program, codes fhir.Codes) fhir.Reference {
	s := fhir.NewHealthcareService(p, codes)
	if s.ID == "" && len(s.Identifier) > 0 {
		return fhir.Reference{Type: s.ResourceType(), Identifier: &s.Identifier[0]}
	}
	return fhir.To(s.ResourceType(), s.ID)
}

// ofProgram gives the sessions of a design ids of their own, so that those of
// two designs stand in one bundle.
func ofProgram(list []fhir.Resource, program string) {
	of := func(kind, id string) string { return resourceID(kind, program, id) }
	for _, res := range list {
		switch v := res.(type) {
		case *fhir.Schedule:
			v.ID = of("schedule", v.ID)
		case *fhir.Slot:
			v.ID, v.Schedule = of("slot", v.ID), fhir.To("Schedule", of("schedule", strings.TrimPrefix(v.Schedule.Reference, "Schedule/")))
		case *fhir.Appointment:
			v.ID = of("appointment", v.ID)
		}
	}
}

// plan writes a care plan.
func (x *exporter) plan(in input, data []byte) error {
	file, err := careplan.ReadPlan(bytes.NewReader(data), in.name)
	if err != nil {
		return err
	}
	x.unwritten(in.name, data, "asOf", "plan")
	out, err := fhir.NewCarePlan(&fhir.PersonPlan{Client: x.subject, Plan: file.Plan}, x.codes)
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	return x.add(in.name, out.All())
}

// unwritten notes the fields of a file that are not written.
func (x *exporter) unwritten(name string, data []byte, written ...string) {
	fields, _ := fieldsOf(data)
	left := slices.DeleteFunc(fields, func(f string) bool { return slices.Contains(written, f) })
	if len(left) > 0 {
		x.app.note("%s: not written, since no resource is made of it: %s", name, strings.Join(left, ", "))
	}
}
