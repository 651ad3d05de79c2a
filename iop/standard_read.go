package iop

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/openiop/openiop/internal/strictjson"
)

// standardLimits bound a file of standards.
var standardLimits = strictjson.Limits{Bytes: 16 << 20, Depth: 32, Nodes: 20_000, Elements: 10_000}

// ReadStandards reads a file of standards: one object or a list of them, in
// the format of the files in iop/standards and of the JSON Schema that stands
// beside them. name is the file's name for error messages.
//
// The reader is strict: an unknown field, a bad bound, a missing source or two
// periods of one id that share a day are errors that name file, line, path and
// what would be right. Every
// standard without a problem is returned even where others have one; the
// error joins the problems of the rest.
func ReadStandards(name string, data []byte) ([]Standard, error) {
	elements, err := strictjson.Split(name, data, standardLimits)
	errs := []error{err}
	var out []Standard
	periods := map[StandardID][]Period{}
	for _, e := range elements {
		s, problems := readStandard(name, e)
		if len(problems) == 0 && slices.ContainsFunc(periods[s.ID], s.InForce.Overlaps) {
			problems = []error{&strictjson.Error{File: name, Line: e.Line, Path: e.Path + ".inForce",
				Problem: fmt.Sprintf("shares a day with an earlier period of %q; end one on the day the next begins", s.ID)}}
		}
		if len(problems) == 0 {
			out = append(out, s)
			periods[s.ID] = append(periods[s.ID], s.InForce)
		}
		errs = append(errs, problems...)
	}
	return out, errors.Join(errs...)
}

func readStandard(name string, e strictjson.Element) (s Standard, problems []error) {
	n, err := strictjson.Parse(name, e, standardLimits)
	if err != nil {
		return s, []error{err}
	}
	problems = strictjson.Decode(name, e.Path, n, &s)
	if len(problems) == 0 {
		s.completeSources()
	}
	return s, problems
}

// completeSources gives every source the standard's authority where it names
// none itself.
func (s *Standard) completeSources() {
	fill := func(src *Source) {
		if src.Authority == "" {
			src.Authority = s.Authority
		}
	}
	fill(&s.Source)
	s.Requirements.eachTerms(func(t *Terms) { fill(&t.Source) })
	if s.Counting != nil {
		fill(&s.Counting.Source)
	}
}

var (
	standardIDForm   = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	jurisdictionForm = regexp.MustCompile(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`)
)

// Check reports what a standard lacks. It is part of the strict reader.
func (s *Standard) Check(c *strictjson.Context) {
	if !standardIDForm.MatchString(string(s.ID)) {
		c.At("id").Errorf("is missing or has a wrong form; want lower-case words joined by -, as in va-medicaid-2.1-adult")
	}
	if s.Title == "" {
		c.At("title").Errorf("is missing; say in a few words whose rule it is and about what")
	}
	if s.Authority == "" {
		c.At("authority").Errorf("is missing; name whose rule it is")
	}
	checkWord(c, "kind", s.Kind, Regulation, Payer, ClinicalStandard, Accreditation, BillingCode, AgencyGuidance)
	checkWord(c, "status", s.Status, Current, Superseded, Obsolete, Legacy)
	if !jurisdictionForm.MatchString(s.Jurisdiction) {
		c.At("jurisdiction").Errorf("is missing or has a wrong form; want a country or ISO 3166-2 code such as US or US-VA")
	}
	if len(s.Levels) == 0 && s.Setting == "" {
		c.At("levels").Errorf("is missing; want levels of care, or a setting where the source names no level")
	}
	if slices.Contains(s.Levels, 0) {
		c.At("levels").Errorf("has an empty level; write its number or leave it out")
	}
	if s.Ages.Group != UnknownPopulation {
		c.At("ages").At("group").Errorf("stands at the wrong place; write the age group of a standard under population")
	}
	checkAges(c, s.Ages)
	if !s.Confidence.IsValid() {
		c.At("confidence").Errorf("is missing; want verified, secondary or recalled")
	}
	if !s.Source.IsValid() {
		c.At("source").Errorf("is missing or incomplete; want locator, confidence and, unless recalled, the date read")
	}
	if p := s.InForce; p.From.IsValid() && p.Until.IsValid() && !p.From.Before(p.Until) {
		c.At("inForce").Errorf("ends before it begins; until is the first day on which the standard no longer holds")
	}
	checkWord(c, "straddlingWeek", s.Straddling, ByFirstDay, ByLastDay)
	s.checkCounting(c)
}

func (s *Standard) checkCounting(c *strictjson.Context) {
	if s.Counting == nil {
		return
	}
	c = c.At("counting")
	if !s.Counting.Source.IsValid() {
		c.At("source").Errorf("is missing or incomplete; want locator, confidence and the date read")
	}
	if s.Counting.Closed && len(s.Counting.Counts) == 0 {
		c.At("counts").Errorf("is empty; a closed list must say what counts")
	}
	checkCountingTerms(c, "counts", s.Counting.Counts)
	checkCountingTerms(c, "excludes", s.Counting.Excludes)
}

func checkCountingTerms(c *strictjson.Context, field string, terms []string) {
	for i, term := range terms {
		if _, err := termActivities(term); err != nil {
			c.At(fmt.Sprintf("%s[%d]", field, i)).Errorf("%v", err)
		}
	}
}

// UnmarshalJSON reads one standard as [ReadStandards] does.
func (s *Standard) UnmarshalJSON(b []byte) error {
	got, err := ReadStandards("standard", b)
	if err != nil {
		return err
	}
	if len(got) != 1 {
		return errors.New("standard: want one object")
	}
	*s = got[0]
	return nil
}

var _ json.Unmarshaler = (*Standard)(nil)
