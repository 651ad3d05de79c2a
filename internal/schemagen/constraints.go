package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/openiop/openiop/assessment"
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
	"schedule.Within": func() *schema {
		return about(&schema{Types: []string{"boolean", "string"}}, "True, or the title of the other block, for a block that happens inside another one and so adds nothing on top of it.")
	},
}

// constraints are conditions that the readers' checks make and the types do
// not show, by definition or by definition and field. Conditions between two
// numbers, such as min up to max, cannot be said in JSON Schema.
var constraints = map[string]func(*schema){
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
}

// notEveryRating asks for a bound that shuts a rating out.
func notEveryRating(s *schema) {
	s.AnyOf = []*schema{stated("min", &schema{Type: "integer", Minimum: num(1)}), stated("max", &schema{Type: "integer", Maximum: num(3)})}
}

// levelsOfTables are the levels of the edition that tables are for.
func levelsOfTables(s *schema) {
	s.Enum = []any{"1.0"}
	for _, l := range assessment.ThirdEdition.Levels() {
		s.Enum = append(s.Enum, l.String())
	}
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

func numberForm() *schema {
	side := func() *schema {
		return &schema{Types: []string{"number", "null"}, Minimum: num(0), Maximum: num(1_000_000)}
	}
	return &schema{Description: "A number n, which means from n to n, or a range with either side open.", AnyOf: []*schema{
		{Type: "number", Minimum: num(0), Maximum: num(1_000_000)},
		object("min", side(), "max", side()),
	}}
}

// object is an object of two fields and no others.
func object(name1 string, s1 *schema, name2 string, s2 *schema) *schema {
	return &schema{
		Type: "object", Properties: map[string]*schema{name1: s1, name2: s2}, PropertyOrder: []string{name1, name2},
		AdditionalProperties: &schema{Not: &schema{}},
	}
}

const (
	wholes    = false
	fractions = true
)

// numberUpTo bounds a schedule.Number, bare or as a range.
func numberUpTo(most float64, fraction bool) func(*schema) {
	return func(s *schema) {
		side := func() *schema { return &schema{Maximum: new(most)} }
		s.Properties = map[string]*schema{"min": side(), "max": side()}
		s.PropertyOrder = []string{"min", "max"}
		for _, n := range []*schema{s, s.Properties["min"], s.Properties["max"]} {
			n.Maximum = new(most)
			if !fraction {
				n.MultipleOf = num(1)
			}
		}
	}
}

func activityIDs() (ids []string) {
	for a := range iop.Activities() {
		ids = append(ids, a.String())
	}
	return ids
}

// textsOf gives the words of a small integer type, in the order of its values.
func textsOf(text func(int) string) (out []string) {
	for i := range 256 {
		if s := text(i); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func about(s *schema, text string) *schema {
	s.Description = text
	return s
}

func words(list ...string) *schema { return &schema{Type: "string", Enum: toAny(list)} }

func num(f float64) *float64 { return new(f) }

func all(apply ...func(*schema)) func(*schema) {
	return func(s *schema) {
		for _, f := range apply {
			f(s)
		}
	}
}

func notEmpty(s *schema)                { s.MinLength = new(1) }
func pattern(p string) func(*schema)    { return func(s *schema) { s.Pattern = p } }
func enum(list ...string) func(*schema) { return func(s *schema) { s.Enum = toAny(list) } }
func atLeast(n float64) func(*schema)   { return func(s *schema) { s.Minimum = new(n) } }
func items(least, most int) func(*schema) {
	return func(s *schema) { s.MinItems, s.MaxItems = new(least), new(most) }
}
func distinct(s *schema)                     { s.UniqueItems = true }
func atMost(n float64) func(*schema)         { return func(s *schema) { s.Maximum = new(n) } }
func anyOf(options ...*schema) func(*schema) { return func(s *schema) { s.AnyOf = options } }
func oneOf(options ...*schema) func(*schema) { return func(s *schema) { s.OneOf = options } }

// The stated functions ask for a field that is there and not null.
func stated(field string, s *schema) *schema {
	return &schema{Required: []string{field}, Properties: map[string]*schema{field: s}}
}

func statedNumber(field string) *schema { return stated(field, &schema{Type: "number"}) }
func statedObject(field string) *schema { return stated(field, &schema{Type: "object"}) }
func statedText(field string) *schema {
	return stated(field, &schema{Type: "string", MinLength: new(1)})
}
func statedList(field string) *schema { return stated(field, &schema{Type: "array", MinItems: new(1)}) }
func positive(field string) *schema   { return stated(field, &schema{Type: "integer", Minimum: num(1)}) }

// ifTrue asks for more where a field is true, ifFalse where it is false.
func ifTrue(field string, then *schema) func(*schema)  { return ifIs(field, true, then) }
func ifFalse(field string, then *schema) func(*schema) { return ifIs(field, false, then) }

func ifIs(field string, is any, then *schema) func(*schema) {
	return func(s *schema) {
		s.If, s.Then = stated(field, &schema{Const: &is}), then
	}
}

// notTotal keeps the name of the total free.
func notTotal(s *schema) {
	total := any("total")
	s.Not = &schema{Const: &total}
}
