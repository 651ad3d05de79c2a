package fhir

import (
	"errors"
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

const (
	// ContactSystem is the vocabulary of [careplan.ContactKind].
	ContactSystem = OwnBase + "aftercare-contact"
	// AftercareSystem is the vocabulary of aftercare; its only code is
	// "aftercare".
	AftercareSystem = OwnBase + "aftercare"

	aftercareExtension = "aftercare"
	contactExtension   = "aftercare-contact"
	attemptExtension   = "aftercare-attempt"
)

// AftercareRecord is a person's plan of aftercare with the log of attempts at
// contact. Client is the id of the person.
type AftercareRecord struct {
	ID, Client string
	// About is the substance that the aftercare is about, invalid where the
	// record does not say. It chooses the code.
	About assessment.Substance
	Plan  careplan.AftercarePlan
	Log   []careplan.ContactAttempt
}

// AftercareResources are a plan of aftercare as FHIR has it: a request, and a
// task for every planned contact and for every attempt.
type AftercareResources struct {
	Request *ServiceRequest
	Tasks   []*Task
}

// All gives the request and then the tasks.
func (a *AftercareResources) All() []Resource {
	out := []Resource{a.Request}
	for _, t := range a.Tasks {
		out = append(out, t)
	}
	return out
}

// NewAftercare gives a plan of aftercare as a ServiceRequest in the form of US
// Core's profile, with a Task for every planned contact (requested) and for every
// attempt (completed where the person was reached, failed where not; its business
// status says so, and unknown where nobody recorded it). Where it comes from, and
// what else FHIR has no element for, is in extensions of ours. It is an error if no
// client or no id is named.
func NewAftercare(a *AftercareRecord, codes Codes) (*AftercareResources, error) {
	switch {
	case a.Client == "":
		return nil, errors.New("fhir: the aftercare names no client")
	case badID(a.ID) != "" || len(a.ID) > 40:
		return nil, errors.New("fhir: the aftercare has no id; want up to 40 letters, digits, hyphens and points")
	}
	r := &ServiceRequest{
		Status: "active", Intent: "order",
		Category: []CodeableConcept{codes.Concept("category/counselling", "counseling")},
		Code:     aftercareCode(a.About, codes),
		Subject:  subject(a.Client),
	}
	r.ID = a.ID
	if len(a.Plan.Contacts) > 0 || a.Plan.Ends.IsValid() {
		when := Period{End: DateTimeOf(a.Plan.Ends)}
		if len(a.Plan.Contacts) > 0 {
			when.Start = DateTimeOf(a.Plan.Contacts[0].On)
		}
		r.Occurrence = when
	}
	r.Extensions = []Extension{aftercarePlanExtension(a)}
	out := &AftercareResources{Request: r}
	for i := range a.Plan.Contacts {
		out.Tasks = append(out.Tasks, contactTask(a, i))
	}
	for i := range a.Log {
		out.Tasks = append(out.Tasks, attemptTask(a, i))
	}
	return out, nil
}

// aftercareCode names aftercare; there are codes for a drug and for an alcohol
// relapse prevention program.
func aftercareCode(about assessment.Substance, codes Codes) CodeableConcept {
	v := textConcept("aftercare")
	switch {
	case about == assessment.Alcohol:
		v = codes.Concept("aftercare/alcohol", "aftercare, alcohol")
	case about.IsValid():
		v = codes.Concept("aftercare/drug", "aftercare, "+about.String())
	}
	v.Coding = append(v.Coding, Coding{System: AftercareSystem, Code: "aftercare"})
	return v
}

func aftercarePlanExtension(a *AftercareRecord) Extension {
	var p parts
	p.code("about", a.About.String())
	p.text("template", a.Plan.Template)
	p.day("firstBy", a.Plan.FirstBy)
	p.add("firstInTime", Boolean(a.Plan.FirstInTime))
	for _, d := range a.Plan.Skipped {
		p.day("skipped", d)
	}
	p.source("source", a.Plan.Source)
	if a.Plan.TaperSource != nil {
		p.source("taperSource", *a.Plan.TaperSource)
	}
	return ownParts(aftercareExtension, p)
}

func contactTask(a *AftercareRecord, n int) *Task {
	c := &a.Plan.Contacts[n]
	t := &Task{
		BasedOn: []Reference{To("ServiceRequest", a.ID)}, Status: "requested", Intent: "order",
		Code:            ownConcept(ContactSystem, string(c.Kind), "aftercare contact: "+string(c.Kind)),
		For:             subject(a.Client),
		ExecutionPeriod: Period{Start: DateTimeOf(c.On), End: DateTimeOf(c.On)},
	}
	t.ID = a.ID + "-contact-" + strconv.Itoa(n+1)
	p := parts{part("stage", Integer(c.Stage))}
	p.day("planned", c.Planned)
	t.Extensions = []Extension{ownParts(contactExtension, p)}
	return t
}

func attemptTask(a *AftercareRecord, n int) *Task {
	c := &a.Log[n]
	t := &Task{
		BasedOn: []Reference{To("ServiceRequest", a.ID)}, Status: "completed", Intent: "order",
		BusinessStatus:  ownConcept(TernarySystem, c.Reached.String(), "reached: "+c.Reached.String()),
		Code:            ownConcept(ContactSystem, string(c.Kind), "attempt at contact: "+string(c.Kind)),
		For:             subject(a.Client),
		ExecutionPeriod: Period{Start: DateTimeOf(c.On), End: DateTimeOf(c.On)},
	}
	t.ID = a.ID + "-attempt-" + strconv.Itoa(n+1)
	if c.Reached == assessment.No {
		t.Status = "failed"
	}
	t.Extensions = []Extension{own(attemptExtension, Boolean(true))}
	return t
}

// IsAftercare reports whether a request is one for aftercare: by our code, or by
// a code of a relapse prevention program.
func IsAftercare(r *ServiceRequest, codes Codes) bool {
	_, known := codes.Find(&r.Code, "aftercare/")
	return known || r.Code.Code(AftercareSystem) != ""
}

// ReadAftercare reads a request for aftercare with the tasks of a bundle that are
// based on it. What [NewAftercare] wrote comes back as it was. Of others, tasks
// with a day become planned contacts, and those that are completed or failed
// attempts too; the rhythm and its source stay unknown. The report says what was
// not used.
func ReadAftercare(r *ServiceRequest, b *Bundle, codes Codes) (AftercareRecord, Report) {
	at := "ServiceRequest/" + r.ID
	for i := range b.Entry {
		if b.Entry[i].Resource == Resource(r) {
			at = entryKey(i)
		}
	}
	return readAftercare(r, tasksOf(newBundleIndex(b))[at], codes)
}

// tasksOf gives the tasks of a bundle by the key of what they are based on.
func tasksOf(index bundleIndex) map[string][]*Task {
	of := map[string][]*Task{}
	for i := range index.b.Entry {
		t, ok := index.b.Entry[i].Resource.(*Task)
		if !ok {
			continue
		}
		for _, to := range t.BasedOn {
			key := index.key(to.Reference)
			if list := of[key]; len(list) == 0 || list[len(list)-1] != t {
				of[key] = append(list, t)
			}
		}
	}
	return of
}

// readAftercare reads a request with the tasks that are based on it.
func readAftercare(r *ServiceRequest, tasks []*Task, codes Codes) (AftercareRecord, Report) {
	m := newMapper(r)
	a := AftercareRecord{ID: r.ID, Client: clientID(&r.Subject)}
	if !IsAftercare(r, codes) {
		m.note(Error, "code", "is no aftercare that is known by its code")
	}
	if r.Status == "entered-in-error" || r.Status == "revoked" {
		m.note(Error, "status", "says that the request does not hold; it is not read")
	}
	if a.Client == "" {
		m.note(Error, "subject", "does not say whose aftercare it is")
	}
	if when, ok := r.Occurrence.(Period); ok {
		a.Plan.Ends = m.dayOf(when.End, "occurrencePeriod.end")
	}
	p, ours := m.readParts(r.Extensions, aftercareExtension)
	switch {
	case ours:
		p.aftercare(&a)
	case codes.Is(&r.Code, "aftercare/alcohol"):
		a.About = assessment.Alcohol
	}
	for _, t := range tasks {
		m.aftercareTask(&a, t)
	}
	m.unused(r, "status intent category code subject occurrencePeriod")
	if m.failed() {
		return AftercareRecord{}, m.report
	}
	return a, m.report
}

// aftercare reads what our own requests say beside their elements.
func (p partReader) aftercare(a *AftercareRecord) {
	p.known("about template firstBy firstInTime skipped source taperSource")
	p.parse("about", &a.About)
	a.Plan.Template, a.Plan.FirstBy, a.Plan.FirstInTime = p.word("template"), p.day("firstBy"), p.yes("firstInTime")
	for i := range p.list {
		if p.list[i].URL == "skipped" {
			a.Plan.Skipped = append(a.Plan.Skipped, partReader{p.m, p.path, p.list[i : i+1]}.day("skipped"))
		}
	}
	a.Plan.Source, _ = p.source("source")
	if s, ok := p.source("taperSource"); ok {
		a.Plan.TaperSource = &s
	}
}

// aftercareTask reads a task as a contact or an attempt.
func (m *mapper) aftercareTask(a *AftercareRecord, t *Task) {
	at := newMapper(t)
	defer func() { m.report.join(at.report) }()
	on := at.dayOf(t.ExecutionPeriod.Start, "executionPeriod.start")
	kind := contactKindOf(&t.Code)
	reached := assessment.Unknown
	at.unused(t, "basedOn status businessStatus intent code for executionPeriod")
	if kind == "" {
		at.note(Warning, "code", "is no kind of contact that is known; the task is not read")
		return
	}
	if !on.IsValid() {
		at.note(Warning, "executionPeriod", "has no day; the task is not read")
		return
	}
	if p, ours := at.readParts(t.Extensions, contactExtension); ours {
		p.known("stage planned")
		a.Plan.Contacts = append(a.Plan.Contacts, careplan.AftercareContact{Kind: kind, On: on, Planned: p.day("planned"), Stage: p.count("stage")})
		return
	}
	if _, ours := extended(t.Extensions, attemptExtension); ours {
		if err := reached.UnmarshalText([]byte(t.BusinessStatus.Code(TernarySystem))); err != nil {
			at.note(Error, "businessStatus", err.Error())
		}
		a.Log = append(a.Log, careplan.ContactAttempt{On: on, Kind: kind, Reached: reached})
		return
	}
	at.foreignTask(a, t, kind, on)
}

// contactKindOf reads a kind of contact, by our vocabulary or in words; "" is
// none.
func contactKindOf(v *CodeableConcept) careplan.ContactKind {
	words := v.Code(ContactSystem) + " " + wordsOf(v)
	for _, w := range []struct {
		word string
		kind careplan.ContactKind
	}{{"group", careplan.GroupContact}, {"checkup", careplan.CheckupContact}, {"individual", careplan.IndividualContact}, {"call", careplan.CallContact}, {"phone", careplan.CallContact}} {
		if strings.Contains(words, w.word) {
			return w.kind
		}
	}
	return ""
}

// foreignTask reads a task of others.
func (m *mapper) foreignTask(a *AftercareRecord, t *Task, kind careplan.ContactKind, on iop.Date) {
	switch t.Status {
	case "cancelled", "rejected", "entered-in-error":
		m.note(Information, "status", "says that it does not take place; it is not read")
		return
	case "completed":
		a.Log = append(a.Log, careplan.ContactAttempt{On: on, Kind: kind, Reached: assessment.Yes})
	case "failed":
		a.Log = append(a.Log, careplan.ContactAttempt{On: on, Kind: kind, Reached: assessment.No})
	}
	a.Plan.Contacts = append(a.Plan.Contacts, careplan.AftercareContact{Kind: kind, On: on, Planned: on})
}
