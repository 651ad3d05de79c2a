package study

import (
	"fmt"
	"strings"

	"github.com/openiop/openiop/simulate"
)

// model describes what was done, in the order of the STRESS-DES checklist
// (Monks et al. 2019, Journal of Simulation 13:55), with the words of this run
// filled in.
func (s *Study) model() section {
	return section{"model", "What was done: the model and this run", []block{
		paragraph("In the order of the STRESS checklist for simulation studies, filled in from the run record, so that somebody else can check it and do it again."),
		{Title: "1. Objectives"}, {List: s.objectives()},
		{Title: "2. Logic"}, {List: s.logic()},
		{Title: "3. Data"}, {List: s.data()},
		{Title: "4. Experimentation"}, {List: s.experimentation()},
		{Title: "5. Implementation"}, {List: s.implementation()},
		{Title: "6. Code access"}, {List: []term{{"Model and code", "github.com/openiop/openiop, Apache-2.0; package simulate holds the model, cmd/iop/study this report. The command of this run with the same version, designs, parameters and seed gives the same bytes."}}},
	}}
}

func (s *Study) objectives() []term {
	return []term{
		{"Purpose", "Compare program designs by what would happen to the same people: who stays, what hours they get, whether weeks meet the standards, why stays end, return to use and cost."},
		{"Outputs", fmt.Sprintf("%d measures for each design, with curves by day and hours by week; the tables and files name them.", len(s.measures))},
		{"Aim of the experiment", s.aim()},
	}
}

func (s *Study) aim() string {
	if len(s.Designs) == 1 {
		return "Describe one design, " + s.name(0) + "."
	}
	var names []string
	for i := range s.Designs {
		names = append(names, s.name(i))
	}
	return "Compare " + strings.Join(names, ", ") + "; the first is what the others are held against."
}

func (s *Study) logic() []term {
	out := []term{
		{"Entities", "People, one by one. Each has a frailty for dropping out, a chance of missing a session, a chance of a positive test and a time of return to use, linked by one factor (parameter link)."},
		{"Order of events", "Admission; sessions on the program's real dates, each attended or not; make-ups; planned drug tests; the supportive response to each result; weeks judged by the standards; reviews for stepping down; the end of the stay; aftercare contacts; return to use and to treatment for 548 days."},
		{"Rules", "Weeks, responses, stepping down and aftercare are judged by the library's own rules for real programs. The simulation holds no rules of its own, and rules draw nothing."},
		{"End of a stay", "Competing reasons with the published shares and times (parameters exit-…). In a design other than a reference design nobody completes by chance: completion is the end of the program's weeks."},
		{"What acts on what", "Hours a week act on nothing unless a parameter says so: the randomised comparisons that were read found no effect. Rewards, family sessions and aftercare act by published effects, and only where a design has them."},
		{"Resources and queues", "None: no place is ever full, and nobody waits."},
	}
	for i := range s.Designs {
		out = append(out, term{"Design: " + s.name(i), s.designText(i)})
	}
	return out
}

// designText describes a design in a sentence for each of its parts.
func (s *Study) designText(i int) string {
	d, rec := &s.Designs[i], &s.Record.Designs[i]
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if d.Program.Title != "" {
		say("%s.", strings.TrimSuffix(d.Program.Title, "."))
	}
	say("%d weeks, %.1f hours offered a week while enrolled; admission on %s.", len(s.Results[i].Summary().Weeks), s.Results[i].HoursOfferedPerWeek(), rec.Start)
	if n := d.Dates.Closures.Len(); n > 0 {
		say("%s closed.", plural(n, "day is", "days are"))
	}
	say("%s", testText(&d.Tests))
	switch m := d.MakeUps; {
	case m.PerWeek > 0 && m.Closures:
		say("Up to %s a week, and make-ups for closed days.", plural(m.PerWeek, "make-up", "make-ups"))
	case m.PerWeek > 0:
		say("Up to %s a week.", plural(m.PerWeek, "make-up", "make-ups"))
	case m.Closures:
		say("Make-ups for closed days.")
	default:
		say("No make-ups.")
	}
	if d.Response.Rewards {
		say("Rewards for attendance and expected tests.")
	}
	if d.Reviews.EveryWeeks > 0 {
		say("A review for stepping down every %s.", plural(d.Reviews.EveryWeeks, "week", "weeks"))
	}
	if d.Aftercare != "" {
		say("Aftercare: %s.", d.Aftercare)
	} else {
		say("No aftercare.")
	}
	if d.Comparator != nil {
		say("Comparator: the stay ends with positive test %d.", d.Comparator.AfterPositive)
	}
	if d.Reference {
		say("Reference design: planned lengths are drawn from published stays.")
	}
	for _, r := range rec.Readings {
		say("Read so: %s.", r)
	}
	return strings.Join(out, " ")
}

// testText says which drug tests are planned.
func testText(t *simulate.TestPlan) string {
	if t.None {
		return "No drug tests."
	}
	text := plural(max(1, t.PerWeek), "drug test", "drug tests") + " a week"
	if t.Days.Set != 0 {
		text = "Drug tests on " + strings.ReplaceAll(t.Days.Set.String(), " ", ", ")
	}
	if t.EveryWeeks > 1 {
		text += fmt.Sprintf(", in one of %d weeks", t.EveryWeeks)
	}
	if t.Presumptive {
		return text + ", presumptive and not confirmed."
	}
	return text + ", definitive."
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(int64(n)) + " " + many
}

func (s *Study) data() []term {
	changed, assumed := 0, 0
	n := 0
	for x := range s.Parameters.All() {
		n++
		if x.Changed {
			changed++
		}
		if x.Assumption {
			assumed++
		}
	}
	return []term{
		{"Sources", "Published US data of about 2004 and published trials; each parameter below has its source, where it was read, and how sure that is. Discharge data count stays, not people."},
		{"Preparation", "Stays: lognormal times from published medians and means (D01). Return to use: a cured log-logistic curve through three published numbers (D02). Positive tests: a beta distribution from a published mean and spread (D04)."},
		{"Parameters", fmt.Sprintf("%d, of which %s and %s from the defaults.", n, plural(assumed, "is an assumption that nobody measured", "are assumptions that nobody measured"), plural(changed, "differs", "differ"))},
		{"Assumptions", "Listed above with the results without them."},
	}
}

func (s *Study) experimentation() []term {
	draws := "None in this run."
	if s.explored != nil {
		draws = fmt.Sprintf("%d draws of all parameters from independent distributions, and each parameter at both ends of its 95%% range, with %s people each.", s.Draws, count(s.DrawPeople))
	}
	return []term{
		{"Start", "Everybody is admitted on the first day; there is no warming up, because people do not meet."},
		{"Length", "Until the stay ends (reference designs: at most 261 weeks), then 548 days."},
		{"Replications", fmt.Sprintf("%s people in each design; seed %d. Intervals of chance: normal, Wilson (shares), log-log (curves), delta method (ratios).", count(s.People), s.Seed)},
		{"Parameters varied", draws},
		{"Comparison", "The same person has the same draws in every design; differences are taken person by person."},
	}
}

func (s *Study) implementation() []term {
	out := []term{
		{"Software", fmt.Sprintf("iop %s, engine version %s. Go, standard library; no simulation package.", s.Version, simulate.EngineVersion)},
		{"Random numbers", "Each draw is a hash of seed, person, purpose and time (of the kind of splitmix64). No draw depends on another, so that adding a session leaves all others as they were."},
		{"Execution", "People are walked in blocks on any number of workers; counts are whole numbers that add up exactly in any order, so that the result does not depend on the machine."},
	}
	for i := range s.Record.Designs {
		d := &s.Record.Designs[i]
		var standards []string
		for _, x := range d.Standards {
			standards = append(standards, fmt.Sprintf("%s %.12s", x.ID, x.Fingerprint))
		}
		if standards == nil {
			standards = []string{"none"}
		}
		out = append(out, term{"Record: " + d.Design, fmt.Sprintf("run %s; standards that judged the weeks, with the beginning of their fingerprints: %s.", d.Run, strings.Join(standards, ", "))})
	}
	return out
}
