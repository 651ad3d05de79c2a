package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
)

type schema = jsonschema.Schema

// forms are the types whose JSON form is not that of their Go form.
var forms = map[string]func() *schema{
	"iop.Level": func() *schema {
		return about(words(append(textsOf(func(i int) string { return iop.Level(i).String() }), "1.0")...), "The number of a level of care, as authorities write it.")
	},
	"iop.Population": func() *schema { return words("adult", "adolescent", "unknown") },
	"iop.Confidence": func() *schema { return words(textsOf(func(i int) string { return iop.Confidence(i).String() })...) },
	"iop.Strength":   func() *schema { return words(textsOf(func(i int) string { return iop.Strength(i).String() })...) },
	"iop.Activity":   func() *schema { return words(activityIDs()...) },
	"iop.Date": func() *schema {
		return about(&schema{Type: "string", Format: "date", Pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`}, "A day, as in 2026-07-04.")
	},
	"iop.Hours": func() *schema {
		return about(&schema{Type: "number", Minimum: num(0), Maximum: num(100_000)}, "Decimal hours that are a whole number of minutes, as in 9 or 5.5.")
	},
	"iop.StandardID":      func() *schema { return &schema{Type: "string", Pattern: `^[a-z0-9]+([.-][a-z0-9]+)*$`} },
	"assessment.PolicyID": func() *schema { return &schema{Type: "string", Pattern: `^[a-z0-9]+([.-][a-z0-9]+)*$`} },
	"assessment.Edition": func() *schema {
		return about(words(assessment.ThirdEdition.String()), "The edition of the ASAM Criteria whose ratings a table takes.")
	},
	"assessment.Dimension": func() *schema {
		return words(textsOf(func(i int) string { return assessment.Dimension(i).String() })...)
	},
	"assessment.Circumstance": func() *schema {
		return words(textsOf(func(i int) string { return assessment.Circumstance(i).String() })...)
	},
	"assessment.Allowed": func() *schema {
		answer := func() *schema { return &schema{Type: "integer", Minimum: num(0), Maximum: num(1000)} }
		span := object("min", answer(), "max", answer())
		span.Required = []string{"min", "max"}
		return &schema{AnyOf: []*schema{span, {Type: "array", Items: answer(), MinItems: new(2), UniqueItems: true}}}
	},
	"drugtest.AnalyteID":   snakeID,
	"drugtest.ClassID":     snakeID,
	"drugtest.SubstanceID": snakeID,
	"drugtest.ResultID": func() *schema {
		return about(&schema{Type: "string", MinLength: new(1)}, "The opaque identifier of a result, never a name.")
	},
	"drugtest.Collection": func() *schema {
		return words(textsOf(func(i int) string { return drugtest.Collection(i).String() })...)
	},
	"drugtest.Validity": func() *schema {
		return about(words(textsOf(func(i int) string { return drugtest.Validity(i).String() })...), "What is known of a specimen; an absent one was not assessed.")
	},
	"drugtest.Process": func() *schema {
		return about(words(textsOf(func(i int) string { return drugtest.Process(i).String() })...), "How far the laboratory work on a collected specimen is.")
	},
	"drugtest.Outcome": func() *schema {
		return about(words("positive", "negative", "indeterminate"), "What a laboratory reports of one analyte.")
	},
	"drugtest.Matrix": func() *schema {
		return about(words(append(textsOf(func(i int) string { return drugtest.Matrix(i).String() }), "oral_fluid")...), "What a specimen is made of.")
	},
	"drugtest.Unit": func() *schema {
		return about(&schema{Type: "string", MinLength: new(1)}, "A unit such as ng/mL, ug/mL, mg/dL, ng/mg creatinine, degC or degF, in small or capital letters.")
	},
	"drugtest.Number": func() *schema {
		return about(&schema{Type: "number", Minimum: num(-999_999_999), Maximum: num(999_999_999)}, "A number of at most nine digits before the point and nine after it.")
	},
	"drugtest.Tags": func() *schema {
		return about(&schema{Type: "array", Items: words(textsOf(func(i int) string { return drugtest.Tag(i).String() })...)}, "What to think of when a substance is found.")
	},
	"drugtest.PolicyObject": func() *schema {
		return about(&schema{Type: "object"}, "The program's response policy; see the package that responds.")
	},
	"assessment.Ternary": func() *schema {
		return about(words("yes", "no", "unknown"), "An answer that may be missing; an absent one is unknown.")
	},
	"assessment.Severity": func() *schema {
		return about(words(textsOf(func(i int) string { return assessment.Severity(i).String() })...), "How severe a substance use disorder is.")
	},
	"careplan.CommitmentKind": func() *schema {
		return about(words("work", "school", "caring", "appointment", "other"), "What part of a person's own life a commitment is.")
	},
	"iop.Weekday": func() *schema {
		return about(words("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "A day of the week.")
	},
	"schedule.Number": numberForm,
	"schedule.Days": func() *schema {
		return about(&schema{Type: "array", Items: words("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), UniqueItems: true}, "Days of the week, each at most once.")
	},
	"schedule.Clock": func() *schema {
		return about(&schema{Type: "string", Pattern: `^([01][0-9]|2[0-3]):[0-5][0-9]$`}, "A local wall-clock time, as in 18:30.")
	},
	"schedule.WeekRange": func() *schema {
		week := func() *schema { return &schema{Types: []string{"integer", "null"}, Minimum: num(1), Maximum: num(520)} }
		return about(object("from", week(), "to", week()), "A range of program weeks, counted from 1, with either side open.")
	},
	"explore.Distribution": distributionForm,
	"schedule.Within": func() *schema {
		return about(&schema{Types: []string{"boolean", "string"}}, "True, or the title of the other block, for a block that happens inside another one and so adds nothing on top of it.")
	},
}

// constraints are conditions that the readers' checks make and the types do
// not show, by definition or by definition and field. Conditions between two
// numbers, such as min up to max, cannot be said in JSON Schema.
var constraints = with(ofSimulation, map[string]func(*schema){
	"Mapping.activities":    func(s *schema) { s.MinItems = new(1) },
	"MappingRule":           aboutEntries,
	"MappingRule.summary":   func(s *schema) { s.MaxLength = new(1000) },
	"MappingRule.category":  func(s *schema) { s.MaxLength = new(1000) },
	"Standard":              anyOf(statedList("levels"), statedText("setting")),
	"Standard.title":        notEmpty,
	"Standard.authority":    notEmpty,
	"Standard.jurisdiction": pattern(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`),
	"Standard.ages":         func(s *schema) { s.Properties = map[string]*schema{"group": {Enum: []any{nil, "unknown"}}} },
	"Source.locator":        notEmpty,
	"Source": func(s *schema) {
		s.If = &schema{Properties: map[string]*schema{"confidence": words("verified", "secondary")}, Required: []string{"confidence"}}
		s.Then = statedText("read")
	},
	"Ages.from":                   atLeast(0),
	"Ages.under":                  atLeast(0),
	"WeeklyHours":                 all(anyOf(statedNumber("min"), statedNumber("max")), ifTrue("maxExclusive", statedNumber("max"))),
	"WeeklyHours.min":             atMost(168),
	"WeeklyHours.max":             atMost(168),
	"WeeklyServices":              anyOf(statedNumber("min"), statedNumber("max")),
	"WeeklyServices.min":          atLeast(0),
	"WeeklyServices.max":          atLeast(0),
	"DailyHours.min":              func(s *schema) { s.ExclusiveMinimum, s.Maximum = num(0), num(24) },
	"DaysPerWeek":                 anyOf(statedNumber("min"), statedNumber("max")),
	"DaysPerWeek.min":             all(atLeast(0), atMost(7)),
	"DaysPerWeek.max":             all(atLeast(0), atMost(7)),
	"ServiceGap":                  oneOf(statedNumber("maxDays"), statedNumber("maxHours")),
	"ServiceGap.maxDays":          atLeast(0),
	"ServiceGap.maxHours":         atLeast(0),
	"SessionLength":               anyOf(statedNumber("minMinutes"), statedNumber("maxMinutes")),
	"SessionLength.minMinutes":    atLeast(0),
	"SessionLength.maxMinutes":    atLeast(0),
	"GroupSize":                   anyOf(statedNumber("min"), statedNumber("max")),
	"GroupSize.min":               atLeast(0),
	"GroupSize.max":               atLeast(0),
	"StaffRatio.clients":          atLeast(1),
	"StaffRatio.staff":            atLeast(1),
	"Length.count":                atLeast(1),
	"Length.unit":                 enum("days", "weeks", "months"),
	"ProgramLength":               anyOf(statedObject("min"), statedObject("max")),
	"CumulativeHours.min":         func(s *schema) { s.ExclusiveMinimum = num(0) },
	"CumulativeHours.withinWeeks": atLeast(0),
	"CumulativeHours.overDays":    atLeast(0),
	"PhasedMinimum.minSessions":   atLeast(1),
	"PhasedMinimum.fromWeek":      atLeast(0),
	"PhasedMinimum.toWeek":        atLeast(0),
	"Transition.maxWeeks":         atLeast(0),
	"Cadence":                     oneOf(positive("sessions"), positive("minutes")),
	"Cadence.of":                  enum("individual", "family", "group"),
	"Cadence.per":                 enum("week", "month", "program"),
	"Cadence.sessions":            atLeast(0),
	"Cadence.minutes":             atLeast(0),
	"PlanClock":                   oneOf(positive("within"), positive("every")),
	"PlanClock.what":              notEmpty,
	"PlanClock.within":            atLeast(0),
	"PlanClock.every":             atLeast(0),
	"PlanClock.capDays":           atLeast(0),
	"Testing.role":                enum("component", "listed-service", "by-referral", "asked-at-review"),
	"Telehealth.modes": func(s *schema) {
		s.MinItems, s.Items = new(1), words("in-person", "audio-video", "audio-only")
	},
	"CountingList": ifTrue("closed", statedList("counts")),

	"Program.id":                  notEmpty,
	"Program.claimedHoursPerWeek": numberUpTo(168, fractions),
	"Program.weeks":               numberUpTo(520, fractions),
	"Program.groupSize":           numberUpTo(10_000, wholes),
	"Phase.name":                  notEmpty,
	"Phase.weeks":                 numberUpTo(520, fractions),
	"Phase.daysPerWeek":           numberUpTo(7, fractions),
	"Phase.claimedHoursPerWeek":   numberUpTo(168, fractions),
	"Block.minutes":               numberUpTo(24*60, wholes),
	"Block.breakMinutes":          numberUpTo(24*60, wholes),
	"Block.clinicalMinutesMax":    numberUpTo(24*60, wholes),
	"Block.weeklyMinutes":         numberUpTo(7*24*60, wholes),
	"Block.perWeek":               numberUpTo(168, fractions),
	"Block.perWeekByPhase":        func(s *schema) { numberUpTo(168, fractions)(s.AdditionalProperties) },
	"Block.totalOccurrences":      numberUpTo(10_000, wholes),
	"Block.attendDaysPerWeek":     numberUpTo(7, wholes),

	"Instrument.id":         pattern(`^[a-z0-9]+(-[a-z0-9]+)*$`),
	"Instrument.title":      notEmpty,
	"Instrument.version":    notEmpty,
	"Instrument.about":      notEmpty,
	"Instrument.decimals":   all(atLeast(0), atMost(2)),
	"Instrument.recallDays": atLeast(0),
	"Instrument.items":      items(1, 200),
	"Instrument":            all(ifFalse("trendable", statedText("trendNote")), anyOf(statedObject("total"), statedList("subscales"), statedObject("category"))),
	"Item.id":               notEmpty,
	"Item.loinc":            pattern(`^[0-9]{1,7}-[0-9]$`),
	"LOINC.code":            pattern(`^[0-9]{1,7}-[0-9]$`),
	"License.basis":         notEmpty,
	"Interval.maxDays":      atLeast(1),
	"Interval.minDays":      atLeast(0),
	"Recode.points":         all(atLeast(0), atMost(1000)),
	"Skip.when":             all(items(1, 200), distinct),
	"Skip.items":            all(items(1, 200), distinct),
	"MissingPolicy.max":     atLeast(0),
	"Scale.items":           all(items(1, 200), distinct),
	"Scale.subtract":        all(items(0, 200), distinct),
	"Scale.id":              notTotal,
	"Transform.decimals":    all(atLeast(0), atMost(2)),
	"BandSet.name":          notEmpty,
	"BandSet.bands":         items(1, 1000),
	"Band.label":            notEmpty,
	"Category.name":         notEmpty,
	"Category.labels":       items(2, 1000),
	"CategoryLabel.label":   notEmpty,
	"Flag.name":             notEmpty,
	"Flag.title":            notEmpty,
	"Flag.all":              items(1, 1000),
	"Condition":             oneOf(statedText("scale"), statedList("of")),
	"Mark.items":            all(items(1, 200), distinct),
	"CutoffSet.name":        notEmpty,
	"CutoffSet.cases":       items(1, 1000),
	"Consistency.atLeast":   all(items(1, 200), distinct),
	"ChangeRule":            oneOf(positive("points"), positive("percent"), statedNumber("max")),
	"ChangeRule.percent":    atMost(100),
	"Decision.about":        notEmpty,
	"Decision.decided":      notEmpty,
	"Decision.variants":     items(1, 1000),

	"LevelTable.title":        notEmpty,
	"LevelTable.authority":    notEmpty,
	"LevelTable.jurisdiction": pattern(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`),
	"LevelTable.rows":         items(1, 100),
	"LeftOut.why":             notEmpty,
	"LeftOut.level":           levelsOfTables,
	"TableRow.id":             pattern(`^[a-z0-9]+([.-][a-z0-9]+)*$`),
	"TableRow.level":          levelsOfTables,
	"RowCondition": anyOf(statedObject("D1"), statedObject("D2"), statedObject("D3"), statedObject("D4"), statedObject("D5"), statedObject("D6"),
		statedList("atLeast"), statedList("given")),
	"RowCondition.atLeast": items(0, 8),
	"RowCondition.given":   all(items(0, 3), distinct),
	"RatingBounds":         notEveryRating,
	"RatingBounds.min":     all(atLeast(0), atMost(4)),
	"RatingBounds.max":     all(atLeast(0), atMost(4)),
	"AtLeast":              notEveryRating,
	"AtLeast.n":            all(atLeast(1), atMost(6)),
	"AtLeast.of":           all(items(1, 6), distinct),
	"AtLeast.min":          all(atLeast(0), atMost(4)),
	"AtLeast.max":          all(atLeast(0), atMost(4)),

	"PlanFile.jurisdiction":        pattern(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`),
	"PlanFile.soon":                all(atLeast(0), atMost(366)),
	"PlanEvent.what":               notEmpty,
	"Problem.id":                   notEmpty,
	"Goal.id":                      notEmpty,
	"Goal.problem":                 notEmpty,
	"Objective.id":                 notEmpty,
	"Intervention.id":              notEmpty,
	"Intervention.goals":           items(1, 1_000_000),
	"Intervention.minutesPerWeek":  all(atLeast(1), atMost(7*24*60)),
	"Intervention.sessionsPerWeek": all(atLeast(1), atMost(168)),
	"Intervention.everyWeeks":      all(atLeast(1), atMost(52)),
	"Intervention.weeks":           all(atLeast(1), atMost(520)),
	"Plan.coOccurring":             func(s *schema) { s.Items = words("mental-health", "physical-health") },
	"Commitment":                   oneOf(statedList("days"), statedText("date")),
	"Commitment.travelMinutes":     all(atLeast(0), atMost(720)),
	"AttendanceShare.attended":     atLeast(0),
	"AttendanceShare.offered":      atLeast(0),
	"GoalShare.met":                atLeast(0),
	"GoalShare.total":              atLeast(0),
	"DimensionReview.ratings":      dimensionRatings,
	"DimensionReview.previous":     dimensionRatings,
	"Situation.disorders":          disorders,
	"RelapsePlan":                  countsOfParts,
	"Aftercare.jurisdiction":       pattern(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`),
	"Class.title":                  notEmpty,
	"Class.analytes":               items(1, 1000),
	"Substance.name":               notEmpty,
	"Analyte.name":                 notEmpty,
	"Mimic.agent":                  notEmpty,
	"Unseen.why":                   notEmpty,
	"Window.use":                   notEmpty,
	"Window":                       anyOf(statedNumber("max"), statedNumber("mean"), statedNumber("observed")),
	"CutoffEntry.assay":            notEmpty,
	"CutoffEntry.process":          func(s *schema) { s.Enum = []any{"presumptive", "definitive"} },
	"CutoffEntry.value":            func(s *schema) { s.ExclusiveMinimum = num(0) },
	"Document.jurisdiction":        pattern(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`),
	"MedicationEntry.substance":    notEmpty,
	"ResultEntry.time":             pattern(`^([01][0-9]|2[0-3]):[0-5][0-9]$`),
	"ResultEntry":                  collectedNeeds,
	"QuantityEntry.value":          atLeast(0),
})

// dimensionRatings closes the keys of ratings of dimensions and their values.
func dimensionRatings(s *schema) {
	s.PropertyNames = words(textsOf(func(i int) string { return assessment.Dimension(i).String() })...)
	s.AdditionalProperties = &schema{Type: "integer", Minimum: num(0), Maximum: num(4)}
}

// disorders closes the keys of severities; one that is undetermined is left out.
func disorders(s *schema) {
	s.PropertyNames = words(textsOf(func(i int) string { return assessment.Substance(i).String() })...)
	s.AdditionalProperties = words(assessment.NoDisorder.String(), assessment.Mild.String(), assessment.Moderate.String(), assessment.Severe.String())
}

// countsOfParts keeps the counts of a relapse prevention plan from going below
// nothing.
func countsOfParts(s *schema) {
	for _, p := range s.Properties { // any order: each alone
		if p.Type == "integer" || slices.Contains(p.Types, "integer") {
			p.Minimum = num(0)
		}
	}
}

// collectedNeeds asks for what a collected specimen has, and for a panel where
// there is a report.
func collectedNeeds(s *schema) {
	is := func(field string, list ...string) *schema { return stated(field, words(list...)) }
	reports := is("process", "presumptive", "definitive")
	collected := is("collection", "collected")
	s.AllOf = []*schema{
		{If: collected, Then: &schema{AllOf: []*schema{statedText("matrix"), statedText("process")}}, Else: noneOf("findings")},
		{If: &schema{AllOf: []*schema{collected.CloneSchemas(), reports}}, Then: statedList("panel"), Else: noneOf("findings")},
	}
}

// noneOf allows a list only if it is empty.
func noneOf(field string) *schema {
	return &schema{Properties: map[string]*schema{field: {MaxItems: new(0)}}}
}

// snakeID is an id of the catalogue of substances.
func snakeID() *schema {
	return about(&schema{Type: "string", Pattern: `^[a-z0-9]+(_[a-z0-9]+)*$`}, "An id of the catalogue of substances, as in ethyl_glucuronide.")
}

// notEveryRating asks for a bound that shuts a rating out.
func notEveryRating(s *schema) {
	s.AnyOf = []*schema{stated("min", &schema{Type: "integer", Minimum: num(1)}), stated("max", &schema{Type: "integer", Maximum: num(3)})}
}

// constrain applies the constraints to the definitions there are.
func (b *builder) constrain() error {
	for key, apply := range constraints {
		name, property, ofField := strings.Cut(key, ".")
		s := b.defs[name]
		if s != nil && ofField {
			if s = s.Properties[property]; s == nil {
				return fmt.Errorf("constraint on %s: there is no such field", key)
			}
		}
		if s != nil {
			apply(s)
		}
	}
	return nil
}

// addCountingTerms closes the words of counting lists: ids of activities, and
// the phrases of the table.
func (b *builder) addCountingTerms(root string) error {
	list := b.defs["CountingList"]
	if list == nil {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(root, "iop", "phrases.json"))
	if err != nil {
		return err
	}
	var table struct {
		Phrases []struct{ Phrase string }
	}
	if err := json.Unmarshal(data, &table); err != nil {
		return err
	}
	terms := activityIDs()
	for _, p := range table.Phrases {
		terms = append(terms, p.Phrase)
	}
	b.defs["CountingTerm"] = words(terms...)
	b.defs["CountingTerm"].Description = "The id of an activity, or a phrase of the table in iop/phrases.json."
	for _, field := range []string{"counts", "excludes"} {
		list.Properties[field].Items = &schema{Ref: "#/$defs/CountingTerm"}
	}
	return nil
}
