package careplan

import (
	"embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// AftercareTemplate is a rhythm of contacts after the last session of a
// program, with its source. Templates are data: one file each in the folder
// aftercare, and the same format for a program's own.
type AftercareTemplate struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Contact is what takes place: a group, a call, a checkup, an individual
	// session.
	Contact ContactKind `json:"contact"`
	// StartsAfterAdmissionDays is from how many days after the admission contacts
	// may begin, where they begin before the last session; 0 where they follow
	// it.
	StartsAfterAdmissionDays int `json:"startsAfterAdmissionDays,omitempty"`
	// Stages follow each other: the taper.
	Stages []AftercareStage `json:"stages"`
	// MostContacts is the most that the source speaks of, 0 if it names none.
	MostContacts int `json:"mostContacts,omitempty"`
	// Source is where the template was read, TaperSource where its stages were,
	// if that is elsewhere or from memory.
	Source      iop.Source  `json:"source"`
	TaperSource *iop.Source `json:"taperSource,omitempty"`
	Remarks     string      `json:"remarks,omitempty"`
}

// AftercareStage is a stretch with one rhythm.
type AftercareStage struct {
	// EveryDays is the time from one contact to the next.
	EveryDays int `json:"everyDays"`
	Contacts  int `json:"contacts"`
}

// ContactKind is what a contact of aftercare is. The zero ContactKind is
// invalid.
type ContactKind string

// The kinds of contact.
const (
	GroupContact      ContactKind = "group"
	CallContact       ContactKind = "call"
	CheckupContact    ContactKind = "checkup"
	IndividualContact ContactKind = "individual"
)

// Bounds of a template: ten years of weekly contacts.
const (
	maxContacts = 520
	maxInterval = 366
)

var templateID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Check reports what a template lacks. It is part of the strict reader.
func (t *AftercareTemplate) Check(c *strictjson.Context) {
	if !templateID.MatchString(t.ID) {
		c.At("id").Errorf("is missing or has a wrong form; want lower-case words joined by -")
	}
	if t.Title == "" {
		c.At("title").Errorf("is missing; say in a few words what it is")
	}
	switch t.Contact {
	case GroupContact, CallContact, CheckupContact, IndividualContact:
	default:
		c.At("contact").Errorf("is missing or not a kind of contact; want group, call, checkup or individual")
	}
	if t.StartsAfterAdmissionDays < 0 {
		c.At("startsAfterAdmissionDays").Errorf("is less than nothing")
	}
	if !t.Source.IsValid() {
		c.At("source").Errorf("is missing or incomplete; want locator, confidence and, unless recalled, the date read")
	}
	total := 0
	for i, s := range t.Stages {
		if s.EveryDays < 1 || s.EveryDays > maxInterval || s.Contacts < 1 || s.Contacts > maxContacts {
			c.At(fmt.Sprintf("stages[%d]", i)).Errorf("is out of range; want 1 to %d days and 1 to %d contacts", maxInterval, maxContacts)
		}
		total += s.Contacts
	}
	switch {
	case total == 0:
		c.At("stages").Errorf("is missing; want at least one stage")
	case total > maxContacts:
		c.At("stages").Errorf("have %d contacts; want at most %d", total, maxContacts)
	case t.MostContacts > 0 && total > t.MostContacts:
		c.At("stages").Errorf("have %d contacts; the source speaks of at most %d", total, t.MostContacts)
	}
}

// aftercareLimits bound a file of templates.
var aftercareLimits = strictjson.Limits{Bytes: 1 << 20, Depth: 8, Nodes: 10_000, Elements: 200}

// ReadAftercare reads a file of templates: one object or a list of them. name is
// the file's name for error messages. Every template without a problem is
// returned even where others have one; the error joins the problems of the
// rest, each with file, line, path and what would be right.
func ReadAftercare(name string, data []byte) ([]AftercareTemplate, error) {
	elements, err := strictjson.Split(name, data, aftercareLimits)
	errs := []error{err}
	var out []AftercareTemplate
	for _, e := range elements {
		n, err := strictjson.Parse(name, e, aftercareLimits)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		var t AftercareTemplate
		problems := strictjson.Decode(name, e.Path, n, &t)
		if len(problems) == 0 && slices.ContainsFunc(out, func(o AftercareTemplate) bool { return o.ID == t.ID }) {
			problems = []error{&strictjson.Error{File: name, Line: e.Line, Path: e.Path, Problem: "has the id of a template before it"}}
		}
		if len(problems) == 0 {
			out = append(out, t)
		}
		errs = append(errs, problems...)
	}
	return out, errors.Join(errs...)
}

//go:embed aftercare/*.json
var aftercareFiles embed.FS

// aftercareTemplates are the templates that ship with the library.
var aftercareTemplates = sync.OnceValue(func() []AftercareTemplate {
	files, err := aftercareFiles.ReadDir("aftercare")
	if err != nil {
		panic("openiop: aftercare templates: " + err.Error()) // a broken build; the tests read every file
	}
	var out []AftercareTemplate
	for _, f := range files {
		data, err := aftercareFiles.ReadFile("aftercare/" + f.Name())
		if err != nil {
			panic("openiop: aftercare templates: " + err.Error())
		}
		got, err := ReadAftercare(f.Name(), data)
		if err != nil || len(got) != 1 || got[0].ID+".json" != f.Name() {
			panic(fmt.Sprintf("openiop: aftercare templates: %s: %v", f.Name(), err))
		}
		out = append(out, got[0])
	}
	return out
})

// AftercareTemplates gives the templates of the library, in the order of their
// ids.
func AftercareTemplates() []AftercareTemplate { return slices.Clone(aftercareTemplates()) }

// LookupAftercare gives a template by its id.
func LookupAftercare(id string) (AftercareTemplate, error) {
	var ids []string
	for _, t := range aftercareTemplates() {
		if t.ID == id {
			return t, nil
		}
		ids = append(ids, t.ID)
	}
	return AftercareTemplate{}, fmt.Errorf("is not a template of aftercare; want one of %s", strings.Join(ids, ", "))
}
