package fhir

import (
	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/assessment/drugtest"
)

// Clinical is what the record of one person or several holds beside sessions
// and episodes. Lists are in the order of the bundle.
type Clinical struct {
	Answers   []Answers
	Scores    []Score
	Tests     []DrugTest
	Diagnoses []Diagnosis
	Plans     []PersonPlan
	Orders    []LevelOrder
	Reviews   []StepDownReview
	Aftercare []AftercareRecord
}

// ClinicalReading says with what a record is read and written. The zero
// ClinicalReading takes what is embedded.
type ClinicalReading struct {
	// Library has the instruments, nil the embedded ones.
	Library *assessment.Library
	// Context is what scores of others depend on besides the total.
	Context assessment.Context
	// Tests says with what drug tests are read; its Codes are not used.
	Tests TestReading
	Codes Codes
}

func (o ClinicalReading) complete() ClinicalReading {
	if o.Library == nil {
		o.Library = assessment.Embedded()
	}
	if o.Tests.Catalog == nil {
		o.Tests.Catalog = drugtest.Embedded()
	}
	o.Tests.Codes = o.Codes
	return o
}

// ReadClinical reads what a bundle holds of scores, answers, drug tests,
// diagnoses, care plans, changes of level, step-down reviews and aftercare. What
// cannot be read is left out, and the report says why; resources of these types
// that are about something else are reported as information.
func ReadClinical(b *Bundle, o ClinicalReading) (Clinical, Report) {
	o = o.complete()
	r := clinicalReader{o: o, report: Report{limit: maxMapped}}
	b = b.once(&r.report)
	r.b, r.index = b, newBundleIndex(b)
	r.tasks = tasksOf(r.index)
	tests := readDrugTests(r.index, o.Tests)
	r.out.Tests, r.used = tests.tests, tests.used
	r.report.join(tests.report)
	r.panels()
	for i := range b.Entry {
		n := len(r.report.Issues)
		r.entry(i)
		r.report.place(n, b.Entry[i].Resource, i)
	}
	r.left()
	for _, client := range r.out.clients() {
		*client = r.index.person(*client)
	}
	return r.out, r.report
}

// entry reads the resource of an entry by what it is.
func (r *clinicalReader) entry(i int) {
	switch res := r.b.Entry[i].Resource.(type) {
	case *Observation:
		r.observation(res)
	case *QuestionnaireResponse:
		if instrumentOf(res, r.o.Library) == "" {
			r.leave(res, "questionnaire", "is none of an instrument of the library")
		} else {
			take(&r.report, &r.out.Answers)(ReadAnswers(res, r.o.Library, ""))
		}
	case *Condition:
		if r.isDiagnosis(res) {
			take(&r.report, &r.out.Diagnoses)(ReadDiagnosis(res, r.o.Codes))
		} else if res.Code.Code(ProblemSystem) == "" {
			r.leave(res, "code", "is no substance use disorder; it is not read as a diagnosis")
		}
	case *CarePlan:
		take(&r.report, &r.out.Plans)(ReadCarePlan(res, r.resolve, r.o.Codes))
	case *ServiceRequest:
		r.request(res, i)
	case *Task:
		if _, ours := extended(res.Extensions, stepDownExtension); ours {
			take(&r.report, &r.out.Reviews)(ReadStepDownTask(res))
		} else if !r.ofAftercare(res) {
			r.leave(res, "code", "is no task that is known here")
		}
	}
}

// clients gives where the values name their persons.
func (c *Clinical) clients() (out []*string) {
	for i := range c.Answers {
		out = append(out, &c.Answers[i].Client)
	}
	for i := range c.Scores {
		out = append(out, &c.Scores[i].Client)
	}
	for i := range c.Diagnoses {
		out = append(out, &c.Diagnoses[i].Client)
	}
	for i := range c.Plans {
		out = append(out, &c.Plans[i].Client)
	}
	for i := range c.Orders {
		out = append(out, &c.Orders[i].Client)
	}
	for i := range c.Reviews {
		out = append(out, &c.Reviews[i].Client)
	}
	for i := range c.Aftercare {
		out = append(out, &c.Aftercare[i].Client)
	}
	return out
}

// left reports what belongs to a test or a plan and was not used by one.
func (r *clinicalReader) left() {
	for i := range r.b.Entry {
		res := r.b.Entry[i].Resource
		if r.used[res] {
			continue
		}
		n := len(r.report.Issues)
		switch res.(type) {
		case *DiagnosticReport, *Specimen:
			r.leave(res, "", "belongs to no drug test that is read")
		case *Goal, *CareTeam:
			r.leave(res, "", "belongs to no care plan that is read")
		}
		r.report.place(n, res, i)
	}
}

// take keeps a value that was read without an error, and its report.
func take[T any](all *Report, list *[]T) func(T, Report) {
	return func(v T, report Report) {
		all.join(report)
		if report.Worst() < Error {
			*list = append(*list, v)
		}
	}
}

// clinicalReader reads one bundle.
type clinicalReader struct {
	o      ClinicalReading
	b      *Bundle
	tasks  map[string][]*Task // by the key of what they are based on
	used   map[Resource]bool  // read as a part of something else
	index  bundleIndex
	out    Clinical
	report Report
}

// resolve finds a resource, which then belongs to the one that points to it.
func (r *clinicalReader) resolve(to Reference) (Resource, bool) {
	res := r.index.resource(to.Reference)
	switch res.(type) {
	case *Goal, *CareTeam:
		r.used[res] = true
	}
	return res, res != nil
}

// leave reports a resource that is about something else.
func (r *clinicalReader) leave(res Resource, path, what string) {
	m := newMapper(res)
	m.note(Information, path, what)
	r.report.join(m.report)
}

// panels reads panels of answers. Their items belong to them and are no scores.
func (r *clinicalReader) panels() {
	steps := 8*len(r.b.Entry) + 10_000
	for i := range r.b.Entry {
		o, ok := r.b.Entry[i].Resource.(*Observation)
		if !ok || len(o.HasMember) == 0 {
			continue
		}
		s := panelOf(o, r.o.Library)
		if s == nil {
			continue
		}
		if steps -= len(o.HasMember); steps < 0 {
			r.leave(o, "hasMember", "is followed no further: the panels of the bundle point to far more observations than there are")
			return
		}
		r.used[o] = true
		for _, to := range o.HasMember {
			if m := memberOf(o, to, r.resolve); m != nil && isItem(m, s.Instrument()) {
				r.used[m] = true
			}
		}
		take(&r.report, &r.out.Answers)(ReadPanel(o, r.resolve, r.o.Library))
	}
}

// observation reads an observation that may be a score.
func (r *clinicalReader) observation(o *Observation) {
	if r.used[o] {
		return
	}
	if r.mayBeScore(o) {
		take(&r.report, &r.out.Scores)(ReadScore(o, r.o.Library, r.o.Context))
		return
	}
	r.leave(o, "code", "is no score of an instrument and no drug test")
}

// mayBeScore reports whether the code is one of an instrument, or one that is
// known to be taken for one.
func (r *clinicalReader) mayBeScore(o *Observation) bool {
	if o.Code.Code(InstrumentSystem) != "" {
		return true
	}
	for i := range o.Code.Coding {
		c := &o.Code.Coding[i]
		if c.System != LOINC {
			continue
		}
		if _, known := confused[c.Code]; known {
			return true
		}
		for in := range r.o.Library.All(true) {
			panel, total := in.Codes.Panel, in.Codes.Total
			if total != nil && total.Code == c.Code || panel != nil && panel.Code == c.Code && len(o.HasMember) == 0 {
				return true
			}
		}
	}
	return false
}

// isDiagnosis reports whether a condition is about the use of a substance.
func (r *clinicalReader) isDiagnosis(c *Condition) bool {
	if c.Code.Code(SubstanceSystem) != "" {
		return true
	}
	for i := range c.Code.Coding {
		k := &c.Code.Coding[i]
		if _, _, ok := parseICD(k.Code); ok && (k.System == systemICD10CM || k.System == oidICD10CM) {
			return true
		}
	}
	_, known := r.o.Codes.Find(&c.Code, "diagnosis/")
	return known
}

func (r *clinicalReader) request(s *ServiceRequest, entry int) {
	_, change := extended(s.Extensions, levelChangeExtension)
	switch {
	case IsAftercare(s, r.o.Codes):
		take(&r.report, &r.out.Aftercare)(readAftercare(s, r.tasks[entryKey(entry)], r.o.Codes))
	case change:
		take(&r.report, &r.out.Orders)(ReadLevelRequest(s, r.o.Codes))
	default:
		r.leave(s, "code", "is no aftercare and no change of level that rests on a reassessment")
	}
}

// ofAftercare reports whether a task belongs to a request for aftercare.
func (r *clinicalReader) ofAftercare(t *Task) bool {
	for _, to := range t.BasedOn {
		if s, ok := r.index.resource(to.Reference).(*ServiceRequest); ok && IsAftercare(s, r.o.Codes) {
			return true
		}
	}
	return false
}

// Resources gives a record as resources, in the order of the fields. It is an
// error, with what would be right, if a value cannot be written.
func (c *Clinical) Resources(o ClinicalReading) (out []Resource, err error) {
	o = o.complete()
	add := func(r Resource, e error) {
		if e == nil {
			out = append(out, r)
		} else if err == nil {
			err = e
		}
	}
	addAll := func(r []Resource, e error) {
		for _, res := range r {
			add(res, nil)
		}
		if e != nil {
			add(nil, e)
		}
	}
	for i := range c.Answers {
		r, e := NewQuestionnaireResponse(&c.Answers[i], o.Library)
		add(r, e)
	}
	for i := range c.Scores {
		r, e := NewScoreObservation(&c.Scores[i], o.Library, o.Codes)
		add(r, e)
	}
	for i := range c.Tests {
		r, e := NewDrugTest(&c.Tests[i], o.Tests.Catalog, o.Codes)
		addAll(allOf(r, e))
	}
	for i := range c.Diagnoses {
		r, e := NewCondition(&c.Diagnoses[i], o.Codes)
		add(r, e)
	}
	for i := range c.Plans {
		r, e := NewCarePlan(&c.Plans[i], o.Codes)
		addAll(allOf(r, e))
	}
	for i := range c.Orders {
		r, e := NewLevelRequest(&c.Orders[i], o.Codes)
		add(r, e)
	}
	for i := range c.Reviews {
		r, e := NewStepDownTask(&c.Reviews[i])
		add(r, e)
	}
	for i := range c.Aftercare {
		r, e := NewAftercare(&c.Aftercare[i], o.Codes)
		addAll(allOf(r, e))
	}
	return out, err
}

// allOf gives the resources of a group, none beside an error.
func allOf[G interface{ All() []Resource }](g G, err error) ([]Resource, error) {
	if err != nil {
		return nil, err
	}
	return g.All(), nil
}
