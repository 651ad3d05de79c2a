package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

// importedPerson is what a bundle holds about one person.
type importedPerson struct {
	fhir.Clinical
	id       string
	episodes []fhir.Episode
}

// people makes the parts about persons, in the order of their ids.
func (m *importer) people() {
	clinical, report := fhir.ReadClinical(&m.file.bundle, fhir.ClinicalReading{Codes: m.codes})
	m.file.about(report, -1)
	people := byPerson(&clinical)
	for i := range m.file.bundle.Entry {
		if res, ok := m.file.bundle.Entry[i].Resource.(*fhir.EpisodeOfCare); ok {
			e, report := fhir.ReadEpisode(res, m.codes)
			if m.file.about(report, i); report.Worst() < fhir.Error {
				p := personOf(people, e.Client)
				p.episodes = append(p.episodes, e)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(people)) {
		if p := people[id]; m.subject == "" || id == m.subject {
			m.person(p)
		}
	}
	if m.what.value == "" {
		m.without(&clinical, people)
	}
}

func personOf(people map[string]*importedPerson, id string) *importedPerson {
	if people[id] == nil {
		people[id] = &importedPerson{id: id}
	}
	return people[id]
}

// byPerson sorts what a bundle holds by whom it is about.
func byPerson(c *fhir.Clinical) map[string]*importedPerson {
	people := map[string]*importedPerson{}
	of := func(id string) *importedPerson { return personOf(people, id) }
	for _, x := range c.Answers {
		of(x.Client).Answers = append(of(x.Client).Answers, x)
	}
	for _, x := range c.Scores {
		of(x.Client).Scores = append(of(x.Client).Scores, x)
	}
	for _, x := range c.Tests {
		of(x.Client).Tests = append(of(x.Client).Tests, x)
	}
	for _, x := range c.Plans {
		of(x.Client).Plans = append(of(x.Client).Plans, x)
	}
	for _, x := range c.Aftercare {
		of(x.Client).Aftercare = append(of(x.Client).Aftercare, x)
	}
	return people
}

// without notes what was understood and stands in no file of this command.
func (m *importer) without(c *fhir.Clinical, people map[string]*importedPerson) {
	episodes := 0
	for _, p := range people { // any order: a sum
		episodes += len(p.episodes)
	}
	for _, x := range []struct {
		n    int
		what string
	}{{len(c.Diagnoses), "diagnosis"}, {len(c.Orders), "change of level"}, {len(c.Reviews), "step-down review"}, {episodes, "episode"}} {
		if x.n > 0 {
			m.warn(fhir.Information, fmt.Sprintf("holds %d of kind %s, for which this command has no file; package fhir reads them", x.n, x.what))
		}
	}
}

// person makes the parts about one person.
func (m *importer) person(p *importedPerson) {
	day := m.day(p)
	if len(p.Tests) > 0 {
		m.add("history", p.id, "", historyOf(p, day))
	}
	m.answers(p)
	for i := range p.Plans {
		m.add("plan", p.id, "", &careplan.PlanFile{AsOf: day, Plan: p.Plans[i].Plan})
		if x := &p.Plans[i]; len(x.Team) > 0 || x.Begins.IsValid() || x.Ends.IsValid() {
			m.warn(fhir.Information, "holds a plan with its days or with who takes part, for which the file of a plan has no field")
		}
	}
	if g := m.progress(p, day); g != nil {
		m.add("stepdown", p.id, "", g)
	}
	for i := range p.Aftercare {
		m.aftercare(p, &p.Aftercare[i])
	}
}

// day gives the day on which the files about a person are to be read.
func (m *importer) day(p *importedPerson) iop.Date {
	if m.asOf.IsValid() {
		return m.asOf.Date
	}
	var days []iop.Date
	for i := range p.Tests {
		days = append(days, p.Tests[i].Result.Collected(), p.Tests[i].Result.Reported())
	}
	for i := range p.Scores {
		d, _ := p.Scores[i].At.Day()
		days = append(days, d)
	}
	for i := range p.Answers {
		d, _ := p.Answers[i].At.Day()
		days = append(days, d)
	}
	for i := range p.Plans {
		days = append(days, p.Plans[i].Begins)
		for j := range p.Plans[i].Plan.Goals {
			days = append(days, p.Plans[i].Plan.Goals[j].Begins)
		}
	}
	if d := latest(days...); d.IsValid() {
		return d
	}
	today, _ := iop.NewDate(m.app.now().Date()) // a clock shows a date
	if len(p.Plans) > 0 {
		m.warn(fhir.Information, "holds a plan without a day; it is to be read on the day of today, or name one with --as-of")
	}
	return today
}

// answerSet is a set of answers as iop score reads it.
type answerSet struct {
	Answers []json.RawMessage `json:"answers"`
	Coding  assessment.Coding `json:"coding,omitempty"`
}

// answers makes a part for each instrument.
func (m *importer) answers(p *importedPerson) {
	sets := map[string][]answerSet{}
	for i := range p.Answers {
		a := &p.Answers[i]
		scorer, ok := assessment.Embedded().Lookup(a.Instrument, true)
		if !ok {
			continue // reading answers looked it up
		}
		set, ok := answersOf(a, scorer.Instrument())
		if !ok {
			m.warn(fhir.Error, "holds answers to "+a.Instrument+" of which one could not be read; a set with a gap would score as something else, so that it is left out")
			continue
		}
		sets[a.Instrument] = append(sets[a.Instrument], set)
	}
	for _, id := range slices.Sorted(maps.Keys(sets)) {
		m.add("answers", p.id, id, sets[id])
	}
}

// answersOf writes answers as iop score reads them; ok is false where one
// cannot be written as it was given.
func answersOf(a *fhir.Answers, in *assessment.Instrument) (set answerSet, ok bool) {
	set = answerSet{Answers: make([]json.RawMessage, 0, len(a.Answers.Values)), Coding: a.Answers.Coding}
	for _, v := range a.Answers.Values {
		text := "null"
		if v != assessment.NotAnswered {
			text = string(iop.DecimalAmount(int64(v), in.Decimals).AppendJSON(nil))
		}
		set.Answers = append(set.Answers, json.RawMessage(text))
	}
	for _, problem := range a.Answers.Problems {
		i := slices.IndexFunc(in.Items, func(item assessment.Item) bool { return item.ID == problem.Item })
		if _, err := strconv.ParseFloat(problem.Value, 64); err != nil || i < 0 || i >= len(set.Answers) || !json.Valid([]byte(problem.Value)) {
			return set, false
		}
		set.Answers[i] = json.RawMessage(problem.Value)
	}
	return set, true
}

// progress gives the evidence that the bundle holds for a step down, nil for
// none.
func (m *importer) progress(p *importedPerson, day iop.Date) *careplan.Progress {
	g := &careplan.Progress{AsOf: day}
	left := 0
	for i := range p.Scores {
		s := &p.Scores[i]
		on, ok := s.At.Day()
		total, whole := s.Result.Total.Whole()
		if !ok || !whole || day.Before(on) {
			left++
			continue
		}
		one := careplan.ScoreOn{Instrument: s.Result.Instrument, Date: on, Total: new(int(total))}
		for _, f := range s.Result.Flags {
			if f.State != assessment.Unknown {
				if one.Flags == nil {
					one.Flags = map[string]assessment.Ternary{}
				}
				one.Flags[f.Name] = f.State
			}
		}
		g.Scores = append(g.Scores, one)
	}
	if left > 0 {
		m.warn(fhir.Information, fmt.Sprintf("holds %s without a whole total or without a day up to that of the file, for which the evidence has no field", plural(left, "score")))
	}
	slices.SortStableFunc(g.Scores, func(a, b careplan.ScoreOn) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(a.Instrument, b.Instrument))
	})
	if g.Scores == nil {
		return nil
	}
	if len(p.Plans) == 1 {
		g.Goals = goalsMet(&p.Plans[0].Plan)
	}
	for i := range p.episodes {
		if e := &p.episodes[i]; e.Level.IsValid() && !e.Until.IsValid() && e.End == nil {
			g.Level = e.Level
		}
	}
	return g
}

// goalsMet counts the goals of a plan, nil where one of them is not known.
func goalsMet(p *careplan.Plan) *careplan.GoalShare {
	met := 0
	for i := range p.Goals {
		switch p.Goals[i].Met {
		case assessment.Unknown:
			return nil
		case assessment.Yes:
			met++
		}
	}
	return &careplan.GoalShare{Met: &met, Total: new(len(p.Goals))}
}

// aftercare makes the file that gives the plan of a record, or says why there
// is none.
func (m *importer) aftercare(p *importedPerson, r *fhir.AftercareRecord) {
	file, ok := aftercareOf(p, r, m.asOf.Date)
	if !ok {
		m.warn(fhir.Error, "holds aftercare with dates that no file of iop aftercare gives: they come from a last session, days and limits that the bundle does not hold; it is left out")
		return
	}
	m.add("aftercare", p.id, "", file)
	if r.About.IsValid() {
		m.warn(fhir.Information, "holds aftercare with the substance that it is about, for which the file of aftercare has no field")
	}
}

// aftercareOf finds the file that gives exactly the contacts of a record: from
// the episode of the bundle if there is one, else from the limit; on all days
// for contacts, else on those of the contacts.
func aftercareOf(p *importedPerson, r *fhir.AftercareRecord, asOf iop.Date) (*careplan.Aftercare, bool) {
	type end struct{ last, admission iop.Date }
	var ends []end
	for i := range p.episodes {
		if e := &p.episodes[i]; e.Until.IsValid() {
			ends = append(ends, end{e.Until, e.From})
		}
	}
	ends = append(ends, end{last: r.Plan.FirstBy.AddDays(-14)})
	choices := [][]iop.Weekday{nil, daysOf(r.Plan.Contacts, false), daysOf(r.Plan.Contacts, true)}
	for _, closed := range []bool{false, true} {
		for _, e := range ends {
			for _, days := range choices {
				file := &careplan.Aftercare{LastSession: e.last, Admission: e.admission, AsOf: asOf, Template: r.Plan.Template, Days: days, Log: r.Log}
				if n := e.last.DaysUntil(r.Plan.FirstBy); n != 14 {
					file.Limit = n
				}
				if closed {
					file.Closed = closedBetween(r.Plan.Contacts, r.Plan.Skipped, days)
				}
				if plan, err := file.Plan(); err == nil && samePlan(&plan, &r.Plan) {
					return file, true
				}
			}
		}
	}
	return nil, false
}

// daysOf gives the days of the week of contacts: on which they are, or also for
// which they were planned.
func daysOf(contacts []careplan.AftercareContact, planned bool) (out []iop.Weekday) {
	for day := iop.Monday; day <= iop.Sunday; day++ {
		if slices.ContainsFunc(contacts, func(c careplan.AftercareContact) bool {
			return c.On.Weekday() == day || planned && c.Planned.Weekday() == day
		}) {
			out = append(out, day)
		}
	}
	return out
}

// closedBetween gives the days that must have been closed: those of the given
// days of the week from the one that was planned to the one that it became.
func closedBetween(contacts []careplan.AftercareContact, skipped []iop.Date, days []iop.Weekday) (out []iop.Date) {
	open := func(d iop.Date) bool {
		if days == nil {
			return d.Weekday() != iop.Saturday && d.Weekday() != iop.Sunday
		}
		return slices.Contains(days, d.Weekday())
	}
	for _, c := range contacts {
		for d := c.Planned; d.Before(c.On); d = d.AddDays(1) {
			if open(d) {
				out = append(out, d)
			}
		}
	}
	for _, d := range skipped {
		if open(d) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, iop.Date.Compare)
	return slices.Compact(out)
}

// samePlan reports whether two plans have the same contacts.
func samePlan(a, b *careplan.AftercarePlan) bool {
	return slices.Equal(a.Contacts, b.Contacts) && slices.Equal(a.Skipped, b.Skipped) && a.FirstBy == b.FirstBy && a.FirstInTime == b.FirstInTime && a.Ends == b.Ends
}
