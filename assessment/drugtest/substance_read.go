package drugtest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// classLimits bound a file of classes.
var classLimits = strictjson.Limits{Bytes: 4 << 20, Depth: 16, Nodes: 50_000, Elements: 1_000}

// ReadClasses reads a file of classes: one object or a list of them, in the
// format of the files in assessment/drugtest/substances and of
// class.schema.json. name is the file's name for error messages.
//
// The reader is strict: an unknown field, a value without a source, a source
// that is named and not given, a cut-off without matrix or unit, or a repeated
// id are errors that name file, line, path and what would be right. Every
// class without a problem is returned even where others have one.
func ReadClasses(name string, data []byte) ([]Class, error) {
	elements, err := strictjson.Split(name, data, classLimits)
	errs := []error{err}
	var out []Class
	for _, e := range elements {
		n, err := strictjson.Parse(name, e, classLimits)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		var c Class
		problems := strictjson.Decode(name, e.Path, n, &c)
		if len(problems) == 0 && slices.ContainsFunc(out, func(o Class) bool { return o.ID == c.ID }) {
			problems = []error{&strictjson.Error{File: name, Line: e.Line, Path: e.Path, Problem: fmt.Sprintf("has the id %q of a class before it", c.ID)}}
		}
		if len(problems) == 0 {
			out = append(out, c)
		}
		errs = append(errs, problems...)
	}
	return out, errors.Join(errs...)
}

var (
	idForm    = regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*$`)
	loincForm = regexp.MustCompile(`^[0-9]{1,7}-[0-9]$`)
)

const wrongID = "is missing or has a wrong form; want lower-case words joined by _, as in ethyl_glucuronide"

// Check reports what a class lacks and ties its values to their sources. It is
// part of the strict reader.
func (k *Class) Check(c *strictjson.Context) {
	if !idForm.MatchString(string(k.ID)) {
		c.At("id").Errorf("%s", wrongID)
	}
	if k.Title == "" {
		c.At("title").Errorf("is missing; say in a few words what the class is")
	}
	if len(k.Analytes) == 0 {
		c.At("analytes").Errorf("is missing; want at least one analyte")
	}
	// any order: each source is checked by itself, and errors name its place
	for key, s := range k.Sources {
		if !s.IsValid() {
			c.At("sources").At(key).Errorf("is incomplete; want locator, confidence and, unless recalled, the date read")
		}
	}
	seen := map[SubstanceID]bool{}
	for i := range k.Substances {
		s := &k.Substances[i]
		at := c.At(fmt.Sprintf("substances[%d]", i))
		checkID(at, s.ID, seen)
		if s.Name == "" {
			at.At("name").Errorf("is missing; say what it is called")
		}
	}
	for i := range k.Analytes {
		a := &k.Analytes[i]
		a.class = k.ID
		at := c.At(fmt.Sprintf("analytes[%d]", i))
		checkID(at, SubstanceID(a.ID), seen)
		a.check(at, k)
	}
}

func checkID(c *strictjson.Context, id SubstanceID, seen map[SubstanceID]bool) {
	switch {
	case !idForm.MatchString(string(id)):
		c.At("id").Errorf("%s", wrongID)
	case seen[id]:
		c.At("id").Errorf("stands twice in the class; give each its own")
	}
	seen[id] = true
}

func (a *Analyte) check(c *strictjson.Context, k *Class) {
	if a.Name == "" {
		c.At("name").Errorf("is missing; say what it is called")
	}
	kinds := []Kind{Parent, Metabolite, ParentOrMetabolite, ClassScreen, BloodBiomarker}
	if !slices.Contains(kinds, a.Kind) {
		c.At("kind").Errorf("is missing or not a kind of analyte; want parent, metabolite, parent-or-metabolite, class-screen or blood-biomarker")
	}
	a.each(func(field string, cited *Cited) { cited.bind(c.At(field), k) })
	for i := range a.Mimics {
		if a.Mimics[i].Agent == "" {
			c.At(fmt.Sprintf("mimics[%d]", i)).At("agent").Errorf("is missing; say what can make the assay react")
		}
	}
	if u := a.Unseen; u != nil && u.By != ByScreens && u.By != ByClass {
		c.At("unseen").At("by").Errorf("is missing or not a group of tests; want screens or class")
	}
	if u := a.Unseen; u != nil && u.Why == "" {
		c.At("unseen").At("why").Errorf("is missing; say what the source says")
	}
	for i := range a.Windows {
		a.Windows[i].check(c.At(fmt.Sprintf("windows[%d]", i)))
	}
	for i := range a.Cutoffs {
		e := a.Cutoffs[i]
		if _, err := NewCutoff(Assay{e.Assay, e.Process}, e.Matrix, Quantity{e.Value.Amount, e.Unit}); err != nil || e.Assay == "" || e.Process != Presumptive && e.Process != Definitive {
			c.At(fmt.Sprintf("cutoffs[%d]", i)).Errorf("is incomplete; a cut-off belongs to an assay (presumptive or definitive) and a matrix and has a value with a unit of concentration")
		}
	}
	for i := range a.LOINC {
		if !loincForm.MatchString(a.LOINC[i].Code) {
			c.At(fmt.Sprintf("loinc[%d]", i)).At("code").Errorf("is missing or has a wrong form; want digits, - and the check digit")
		}
	}
}

func (w *Window) check(c *strictjson.Context) {
	if !w.Matrix.IsValid() {
		c.At("matrix").Errorf("is missing; want urine, oral-fluid, blood, hair or sweat")
	}
	if w.Unit != InHours && w.Unit != InDays {
		c.At("unit").Errorf("is missing or not a unit of windows; want h or d")
	}
	if w.Use == "" {
		c.At("use").Errorf("is missing; say after which use, as in single, any or frequent")
	}
	if w.Min.IsKnown() && w.Max.IsKnown() && w.Min.Compare(w.Max.Amount) > 0 {
		c.At("min").Errorf("is above max")
	}
	if !w.Max.IsKnown() && !w.Mean.IsKnown() && !w.Observed.IsKnown() {
		c.Errorf("says nothing; want max, mean or observed")
	}
}

// each visits everything of an analyte that has a source.
func (a *Analyte) each(visit func(field string, c *Cited)) {
	at := func(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
	for i := range a.Parents {
		visit(at("parents", i), &a.Parents[i].Cited)
	}
	for i := range a.Metabolites {
		visit(at("metabolites", i), &a.Metabolites[i].Cited)
	}
	for i := range a.ExplainedBy {
		visit(at("explainedBy", i), &a.ExplainedBy[i].Cited)
	}
	for i := range a.Mimics {
		visit(at("mimics", i), &a.Mimics[i].Cited)
	}
	if a.Unseen != nil {
		visit("unseen", &a.Unseen.Cited)
	}
	if a.Traces != nil {
		visit("traces", &a.Traces.Cited)
	}
	for i := range a.Windows {
		visit(at("windows", i), &a.Windows[i].Cited)
	}
	for i := range a.Cutoffs {
		visit(at("cutoffs", i), &a.Cutoffs[i].Cited)
	}
	for i := range a.LOINC {
		visit(at("loinc", i), &a.LOINC[i].Cited)
	}
}

// bind ties a value to its source: one of the file, or an embedded one.
func (v *Cited) bind(c *strictjson.Context, k *Class) {
	s, ok := k.Sources[v.From]
	if !ok {
		s, ok = embeddedSources()[v.From]
	}
	switch {
	case v.From == "":
		c.At("source").Errorf("is missing; name where the value was read, by a key of sources")
		return
	case !ok:
		c.At("source").Errorf("is no key of the sources of the file or of the library; add it to sources")
		return
	}
	v.source = cite(s, v.Confidence)
}

// cite gives a source with the confidence of a value, where that differs.
func cite(s iop.Source, of iop.Confidence) *iop.Source {
	if of.IsValid() {
		s.Confidence = of
	}
	return &s
}
