package iop_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// expectation gathers the lines that a research record asks for.
type expectation struct {
	r     *record
	lines []string
}

// expectedLines writes a research record in the form of requirementLines,
// field by field.
func expectedLines(r *record) []string {
	e := &expectation{r: r}
	e.hoursAndDays()
	e.gaps()
	e.sizes()
	e.plan()
	e.course()
	e.words()
	e.recalled()
	e.lines = append(e.lines, notes[r.ID].lines...)
	for old, better := range notes[r.ID].instead {
		if i := slices.Index(e.lines, old); i >= 0 {
			e.lines[i] = better
		} else {
			e.lines = append(e.lines, "not there to replace: "+old)
		}
	}
	slices.Sort(e.lines)
	return e.lines
}

// add adds a line under the strength of the record, or another one.
func (e *expectation) add(strength, what string, number any, more ...string) {
	terms := &iop.Terms{Source: iop.Source{Confidence: e.r.Confidence}, Strength: strengthOf(strength)}
	e.lines = append(e.lines, line(what, fmt.Sprint(number), strings.Join(more, " "), terms))
}

// strengthOf maps the research's words as data README says.
func strengthOf(word string) iop.Strength {
	switch word {
	case "mandatory", "mandatory for a compliant client":
		return iop.Must
	case "clinical standard", "typical", "payment", "certified need", "provider capability":
		return iop.Typical
	case "guidance":
		return iop.Guidance
	}
	panic("no strength for " + word)
}

// subjects and bases are what the research says beside the strength.
func (e *expectation) subject() string {
	switch e.r.Strength {
	case "certified need":
		return "certified-need"
	case "provider capability":
		return "capability"
	}
	return ""
}

func (e *expectation) basis() string {
	switch e.r.WeekBasis {
	case "", "per week as certified need", "any 7-day period (for the gap)", "contiguous 7-day period (410.67 episode of care)":
		return "" // the week itself, or said elsewhere
	case "average per week":
		return "average"
	}
	panic("no basis for " + e.r.WeekBasis)
}

func (e *expectation) hoursAndDays() {
	r := e.r
	low, high := r.Strength, r.Strength
	if r.Strength == "mandatory minimum, soft maximum" {
		low, high = "mandatory", "typical"
	}
	if r.MinHoursPerWeek > 0 {
		e.add(low, "weekly hours min", r.MinHoursPerWeek, e.basis(), e.subject())
	}
	if r.MaxHoursPerWeek > 0 {
		what := "weekly hours max"
		if r.MaxExclusive {
			what = "weekly hours under"
		}
		e.add(high, what, r.MaxHoursPerWeek, e.basis(), e.subject())
	}
	if r.MinHoursPerDay > 0 {
		e.add(low, "daily hours min", r.MinHoursPerDay)
	}
	if r.MinDaysPerWeek > 0 {
		e.add(low, "days a week min", r.MinDaysPerWeek)
	}
	if r.MaxDaysPerWeek > 0 {
		e.add(high, "days a week max", r.MaxDaysPerWeek)
	}
}

func (e *expectation) gaps() {
	if n := e.r.MaxGapDays; n > 0 {
		e.add(e.r.Strength, "gap days", n)
	}
	if n := e.r.MaxGapHours; n > 0 {
		basis := ""
		if e.r.WeekBasis == "any 7-day period (for the gap)" {
			basis = "rolling-seven-days"
		}
		e.add(e.r.Strength, "gap hours", n, basis)
	}
}

func (e *expectation) sizes() {
	r := e.r
	if r.GroupSizeMax > 0 {
		e.add(r.Strength, "group size max", r.GroupSizeMax)
	}
	if x := r.Ratio; x.Clients > 0 {
		e.add(r.Strength, "ratio", fmt.Sprintf("%d:%d", x.Clients, x.Staff))
		if x.AdolescentClients > 0 {
			e.lines = append(e.lines, fmt.Sprintf("ratio %d:%d, adolescent, must, %s", x.AdolescentClients, x.Staff, r.Confidence))
		}
	}
	if x := r.IndividualMin; x.Hours > 0 {
		e.add(r.Strength, "cadence individual", fmt.Sprintf("sessions 0 minutes %d", 60*x.Hours), "a", x.Per)
	} else if x.Sessions > 0 {
		e.add(r.Strength, "cadence individual", fmt.Sprintf("sessions %d minutes 0", x.Sessions), "a", x.Per)
	}
}

func (e *expectation) plan() {
	r := e.r
	if p := r.PlanDue; p.Count > 0 {
		unit := map[string]string{"working days": "working-days", "calendar days": "days", "days with a treatment session": "session-days"}[p.Unit]
		from, excluded := strings.CutSuffix(p.From, " (excluded)")
		if from == "" {
			from = "admission" // "if no comprehensive assessment at intake"
		}
		more := unit + " after " + from
		if excluded {
			more += ", that day excluded"
		}
		if p.CapCalendarDays > 0 {
			more += fmt.Sprintf(", %d days at most", p.CapCalendarDays)
		}
		e.add(r.Strength, "plan within", p.Count, more)
	}
	if r.PlanDue.AssessmentDue == "2 weeks from admission" {
		e.add(r.Strength, "plan within", 2, "weeks after admission")
	}
	if r.PlanReviewDays > 0 {
		e.add(r.Strength, "plan every", r.PlanReviewDays, "days")
	}
}

func (e *expectation) course() {
	r := e.r
	d := r.DurationWeeks
	strength := r.Strength
	if d.Strength != "" {
		strength = d.Strength
	}
	for _, x := range []struct {
		what, unit string
		n          int
	}{
		{"min", "weeks", d.Min}, {"max", "weeks", d.Max}, {"min", "days", d.MinDays}, {"max", "days", d.MaxDays},
		{"min", "months", d.MinMonths}, {"max", "months", d.MaxMonths},
	} {
		if x.n > 0 {
			e.add(strength, "program length "+x.what, x.n, x.unit)
		}
	}
	if c := r.Cumulative; c.MinHours > 0 {
		e.add(r.Strength, "cumulative hours", c.MinHours, fmt.Sprintf("within weeks %d over days %d", c.MaxWeeks, c.MinDays))
	}
	for _, p := range r.Phases {
		from, to := 0, 0
		if list, ok := p.Weeks.([]any); ok {
			from, to = int(list[0].(float64)), int(list[1].(float64))
		}
		e.add(r.Strength, "sessions a week", p.MinSessionsPerWeek, fmt.Sprintf("weeks %d to %d, separate days %v", from, to, p.SeparateDays))
	}
	if r.StepDown.Allowed {
		e.add(r.Strength, "transition weeks", r.StepDown.MaxWeeks)
	}
}

// words maps the fields in which the research has a sentence.
func (e *expectation) words() {
	sentences := map[string]string{
		"": "",
		"family counseling is a required component":                                              "cadence family sessions 1 minutes 0 a program",
		"monthly family counseling session unless contraindicated or refused":                    "cadence family sessions 1 minutes 0 a month",
		"psychoeducation to the family is a core service":                                        "", // in the list of what counts
		"toxicology services available by consultation or referral":                              "testing by-referral",
		"biochemical assays are a listed component":                                              "testing component",
		"biochemical assays to identify recent use are a listed service":                         "testing listed-service",
		"reviewer asks whether urine drug screens are used":                                      "testing asked-at-review",
		"two-way audio-video allowed for counseling and therapy under 410.67 (general OTP rule)": "telehealth audio-video",
		"in person, audio-visual or audio-only per part 2.9":                                     "telehealth in-person audio-video audio-only",
	}
	for _, said := range []string{e.r.Family, e.r.DrugTesting, e.r.Telehealth} {
		words, known := sentences[said]
		if !known {
			panic("no place for " + said)
		}
		if words != "" {
			e.add(e.r.Strength, words, "")
		}
	}
}

// recalled gives what stands under unverified: never anything but recalled.
func (e *expectation) recalled() {
	u := e.r.Unverified
	add := func(what string, number any, group string) {
		terms := &iop.Terms{Strength: strengthOf(e.r.Strength), Source: iop.Source{Confidence: iop.Recalled}}
		if group != "" {
			terms.Ages.Group = must(iop.ParsePopulation(group))
		}
		e.lines = append(e.lines, line(what, fmt.Sprint(number), "", terms))
	}
	adult := ""
	if u.AdolescentMinHoursPerWeek > 0 {
		adult = "adult"
		add("weekly hours min", u.AdolescentMinHoursPerWeek, "adolescent")
	}
	if u.MinHoursPerWeek > 0 {
		add("weekly hours min", u.MinHoursPerWeek, adult)
	}
	if most, ok := u.MaxHoursPerWeek.(float64); ok && u.MaxExclusive {
		add("weekly hours under", most, "")
	} else if ok {
		add("weekly hours max", most, "")
	}
	for what, n := range map[string]float64{
		"daily hours min": u.MinHoursPerDay, "days a week min": float64(u.MinDaysPerWeek), "group size min": float64(u.GroupSizeMin), "group size max": float64(u.GroupSizeMax),
	} {
		if n > 0 {
			add(what, n, "")
		}
	}
	if u.PlanReviewDays > 0 {
		add("plan every", fmt.Sprintf("%d days", u.PlanReviewDays), "")
	}
	for setting, x := range map[string]recalledRatio{"": u.Ratio, "partial hospitalization": u.PartialHospitalization, "outpatient": u.Outpatient} {
		if x.Clients > 0 {
			if x.Scope != "" {
				setting = strings.Replace(x.Scope, "group ratio", "groups", 1)
			}
			add("ratio", fmt.Sprintf("%d:%d %s", x.Clients, x.Staff, setting), "")
		}
	}
}
