package iop_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// goodStandard is what the broken ones are made of, one change each.
const goodStandard = `{
  "id": "my-standard",
  "title": "my rule",
  "authority": "My state",
  "kind": "regulation",
  "jurisdiction": "US-VA",
  "levels": ["2.1"],
  "confidence": "verified",
  "source": {"locator": "s. 1", "read": "2026-11-23", "confidence": "verified"},
  "requirements": {
    "weeklyHours": {"min": 9, "max": 19, "strength": "must", "source": {"locator": "s. 1(a)", "read": "2026-11-23", "confidence": "verified"}}
  },
  "counting": {
    "excludes": ["yoga"],
    "source": {"locator": "s. 2", "read": "2026-11-23", "confidence": "verified"}
  }
}`

// weekly is the weekly requirement of goodStandard up to its source, and of
// begins another requirement in its place.
const weekly = `"weeklyHours": {"min": 9, "max": 19,`

// broken is a standard with one thing wrong.
type broken struct {
	name     string
	old, new string // what is replaced in goodStandard
	want     string // the whole error
	// beyond says why JSON Schema cannot express what is wrong; "" if it can.
	beyond string
}

func (b *broken) text(t testing.TB) string {
	t.Helper()
	require.Equal(t, 1, strings.Count(goodStandard, b.old), "%q stands once in the good standard", b.old)
	return strings.Replace(goodStandard, b.old, b.new, 1)
}

const (
	twoNumbers = "compares two numbers"
	calendar   = "needs the calendar"
	emptyText  = ""
)

var brokenStandards = []broken{
	{"an unknown field", `"kind":`, `"knd": "x", "kind":`,
		`my.json:5: knd: is not a field of this format (did you mean "kind"?); the fields are id, title, authority, kind, jurisdiction, edition, levels, setting, population, ages, special, inForce, straddlingWeek, status, statusRemark, confidence, source, requirements, counting, derived, remarks, recalled`, ""},
	{"a field in another case", weekly, `"weeklyhours": {"min": 9, "max": 19,`,
		`my.json:11: requirements.weeklyhours: is not a field of this format (did you mean "weeklyHours"?); the fields are weeklyHours, weeklyServices, dailyHours, daysPerWeek, serviceGap, sessionLength, groupSize, staffRatio, programLength, cumulativeHours, phasedMinimum, transition, cadence, planClock, testing, telehealth`, ""},
	{"an unknown field of a requirement", weekly, `"weeklyHours": {"minimum": 9,`,
		`my.json:11: requirements.weeklyHours.minimum: is not a field of this format; the fields are min, max, maxExclusive, basis, of, strength, ages, condition, source`, ""},
	{"an empty field name", weekly, `"weeklyHours": {"": {"strength": "must"}, "min": 9,`,
		`my.json:11: requirements.weeklyHours.: is not a field of this format; the fields are min, max, maxExclusive, basis, of, strength, ages, condition, source`, ""},
	{"a number for a text", `"my rule"`, `7`, `my.json:3: title: is a number; want a text`, ""},
	{"a text for a number", weekly, `"weeklyHours": {"min": "9", "max": 19,`, `my.json:11: requirements.weeklyHours.min: is a text; want a number of hours`, ""},
	{"a text for a list", `["2.1"]`, `"2.1"`, `my.json:7: levels: is a text; want a list`, ""},
	{"a number for a level", `["2.1"]`, `[2.1]`, `my.json:7: levels[0]: is a number; want a text`, ""},
	{"a list for an object", weekly, `"weeklyServices": [[1]], "dailyHours": {"min": 9,`, `my.json:11: requirements.weeklyServices[0]: is a list; want an object`, ""},
	{"a boolean for an object", `{"locator": "s. 1", "read": "2026-11-23", "confidence": "verified"}`, `true`, `my.json:9: source: is a boolean; want an object`, ""},
	{"an unknown level", `["2.1"]`, `["2.1", "2.2"]`, `my.json:7: levels[1]: is not a level of care; want one of 0.5, 1, 1.5, 1.7, 2.1, 2.5, 2.7, 3.1, 3.3, 3.5, 3.7, 4`, ""},
	{"an empty level", `["2.1"]`, `[""]`, `my.json:7: levels: has an empty level; write its number or leave it out`, ""},
	{"no level and no setting", `  "levels": ["2.1"],` + "\n", emptyText, `my.json:1: levels: is missing; want levels of care, or a setting where the source names no level`, ""},
	{"an unknown population", `"confidence": "verified",` + "\n" + `  "source"`, `"population": "teen", "confidence": "verified", "source"`, `my.json:8: population: is not a population; want adult, adolescent or unknown`, ""},
	{"an age group at the wrong place", `"confidence": "verified",` + "\n" + `  "source"`, `"ages": {"group": "adult"}, "confidence": "verified", "source"`, `my.json:8: ages.group: stands at the wrong place; write the age group of a standard under population`, ""},
	{"ages that are no stretch", `"confidence": "verified",` + "\n" + `  "source"`, `"ages": {"from": 18, "under": 18}, "confidence": "verified", "source"`, `my.json:8: ages: is no stretch of ages; want from below under, in years`, twoNumbers},
	{"an id with capitals", `"my-standard"`, `"My Standard"`, `my.json:2: id: is missing or has a wrong form; want lower-case words joined by -, as in va-medicaid-2.1-adult`, ""},
	{"no id", `  "id": "my-standard",` + "\n", emptyText, `my.json:1: id: is missing or has a wrong form; want lower-case words joined by -, as in va-medicaid-2.1-adult`, ""},
	{"no title", `"my rule"`, `""`, `my.json:3: title: is missing; say in a few words whose rule it is and about what`, ""},
	{"no authority", `  "authority": "My state",` + "\n", emptyText, `my.json:1: authority: is missing; name whose rule it is`, ""},
	{"an unknown kind", `"regulation"`, `"law"`, `my.json:5: kind: is not a word of this format; want one of "regulation", "payer", "clinical-standard", "accreditation", "billing-code", "guidance"`, ""},
	{"an unknown status", `"regulation"`, `"regulation", "status": "old"`, `my.json:5: status: is not a word of this format; want one of "superseded", "obsolete", "legacy"`, ""},
	{"a jurisdiction that is a name", `"US-VA"`, `"Virginia"`, `my.json:6: jurisdiction: is missing or has a wrong form; want a country or ISO 3166-2 code such as US or US-VA`, ""},
	{"no confidence", `  "confidence": "verified",` + "\n", emptyText, `my.json:1: confidence: is missing; want verified, secondary or recalled`, ""},
	{"an unknown confidence", `"confidence": "verified",` + "\n" + `  "source"`, `"confidence": "certain", "source"`, `my.json:8: confidence: is not a confidence; want verified, secondary, recalled or supposed`, ""},
	{"no source", `  "source": {"locator": "s. 1", "read": "2026-11-23", "confidence": "verified"},` + "\n", emptyText, `my.json:1: source: is missing or incomplete; want locator, confidence and, unless recalled, the date read`, ""},
	{"a requirement without a source", `, "source": {"locator": "s. 1(a)", "read": "2026-11-23", "confidence": "verified"}}`, `}`, `my.json:11: requirements.weeklyHours.source: is missing or incomplete; want locator, confidence and, unless recalled, the date read`, ""},
	{"a source that nobody says was read", `"s. 1(a)", "read": "2026-11-23",`, `"s. 1(a)",`, `my.json:11: requirements.weeklyHours.source: is missing or incomplete; want locator, confidence and, unless recalled, the date read`, ""},
	{"a source without a place in the text", `"locator": "s. 1(a)",`, `"locator": "",`, `my.json:11: requirements.weeklyHours.source: is missing or incomplete; want locator, confidence and, unless recalled, the date read`, ""},
	{"a date that is none", `"s. 1(a)", "read": "2026-11-23"`, `"s. 1(a)", "read": "23 Nov 2026"`, `my.json:11: requirements.weeklyHours.source.read: is not a date; want one such as 2026-07-04`, ""},
	{"a day that is not in the calendar", `"s. 1(a)", "read": "2026-11-23"`, `"s. 1(a)", "read": "2026-11-31"`, `my.json:11: requirements.weeklyHours.source.read: is not a day of the calendar; want a date such as 2026-07-04`, calendar},
	{"a period that ends before it begins", `"confidence": "verified",` + "\n" + `  "source"`, `"inForce": {"from": "2026-01-01", "until": "2025-01-01"}, "confidence": "verified", "source"`, `my.json:8: inForce: ends before it begins; until is the first day on which the standard no longer holds`, twoNumbers},
	{"no strength", `"strength": "must", `, emptyText, `my.json:11: requirements.weeklyHours.strength: is missing; want must, typical or guidance, as the source words it`, ""},
	{"an unknown strength", `"must"`, `"shall"`, `my.json:11: requirements.weeklyHours.strength: is not a strength; want must, typical or guidance`, ""},
	{"min above max", weekly, `"weeklyHours": {"min": 20, "max": 19,`, `my.json:11: requirements.weeklyHours: has its min above its max; want min up to max`, twoNumbers},
	{"neither min nor max", weekly, `"weeklyHours": {`, `my.json:11: requirements.weeklyHours: states neither min nor max; state one`, ""},
	{"null for both sides", weekly, `"weeklyHours": {"min": null, "max": null,`, `my.json:11: requirements.weeklyHours: states neither min nor max; state one`, ""},
	{"nothing between min and an exclusive max", weekly, `"weeklyHours": {"min": 9, "max": 9, "maxExclusive": true,`, `my.json:11: requirements.weeklyHours.maxExclusive: leaves nothing between min and max; want min below max`, twoNumbers},
	{"an exclusive max without a max", weekly, `"weeklyHours": {"min": 9, "maxExclusive": true,`, `my.json:11: requirements.weeklyHours.maxExclusive: stands without a max; state the max or remove it`, ""},
	{"negative hours", weekly, `"weeklyHours": {"min": -9,`, `my.json:11: requirements.weeklyHours.min: is not a number of hours; want one such as 9 or 5.5, a whole number of minutes`, ""},
	{"hours that are no whole minutes", weekly, `"weeklyHours": {"min": 9.333,`, `my.json:11: requirements.weeklyHours.min: is not a number of hours; want one such as 9 or 5.5, a whole number of minutes`, "a third of an hour is written with six decimals"},
	{"more hours than a week has", weekly, `"weeklyHours": {"min": 169,`, `my.json:11: requirements.weeklyHours: asks for more hours than a week has; want up to 168`, ""},
	{"a number beyond numbers", weekly, `"weeklyHours": {"min": 1e400,`, `my.json:11: requirements.weeklyHours.min: is not a number of hours; want one such as 9 or 5.5, a whole number of minutes`, ""},
	{"an unknown basis", weekly, `"weeklyHours": {"min": 9, "basis": "monthly",`, `my.json:11: requirements.weeklyHours.basis: is not a word of this format; want one of "average", "rolling-seven-days", "contiguous-episode"`, ""},
	{"an unknown basis of services", weekly, `"weeklyServices": {"min": 9, "basis": "monthly",`, `my.json:11: requirements.weeklyServices.basis: is not a word of this format; want one of "average", "rolling-seven-days", "contiguous-episode"`, ""},
	{"an unknown subject", weekly, `"weeklyHours": {"min": 9, "of": "planned",`, `my.json:11: requirements.weeklyHours.of: is not a word of this format; want one of "scheduled", "attended", "certified-need", "billed", "capability"`, ""},
	{"no hours a day", weekly, `"dailyHours": {"min": 0,`, `my.json:11: requirements.dailyHours.min: is missing or impossible; want hours above 0 and up to 24`, ""},
	{"more hours than a day has", weekly, `"dailyHours": {"min": 25,`, `my.json:11: requirements.dailyHours.min: is missing or impossible; want hours above 0 and up to 24`, ""},
	{"eight days a week", weekly, `"daysPerWeek": {"min": 8,`, `my.json:11: requirements.daysPerWeek: asks for more than 7 days a week; want 1 to 7`, ""},
	{"half a day", weekly, `"daysPerWeek": {"min": 2.5,`, `my.json:11: requirements.daysPerWeek.min: is 2.5; want a whole number up to 2147483647`, ""},
	{"a huge number of days", weekly, `"daysPerWeek": {"min": 1e20000000,`, `my.json:11: requirements.daysPerWeek.min: is 1e20000000; want a whole number up to 2147483647`, ""},
	{"a gap in days and in hours", weekly, `"serviceGap": {"maxDays": 2, "maxHours": 72,`, `my.json:11: requirements.serviceGap: want either maxDays or maxHours; they are different rules`, ""},
	{"a gap without a number", weekly, `"serviceGap": {`, `my.json:11: requirements.serviceGap: want either maxDays or maxHours; they are different rules`, ""},
	{"an unknown basis of a gap", weekly, `"serviceGap": {"maxDays": 2, "basis": "monthly",`, `my.json:11: requirements.serviceGap.basis: is not a word of this format; want one of "average", "rolling-seven-days", "contiguous-episode"`, ""},
	{"an unknown format of sessions", weekly, `"sessionLength": {"minMinutes": 60, "format": "crowd",`, `my.json:11: requirements.sessionLength.format: is not a word of this format; want one of "individual", "group", "family", "couple", "telephone", "team"`, ""},
	{"a group of an unknown activity", weekly, `"groupSize": {"max": 35, "for": ["chess"],`, `my.json:11: requirements.groupSize.for[0]: is not a known activity; see the files in iop/activities`, ""},
	{"a negative group", weekly, `"groupSize": {"max": -1,`, `my.json:11: requirements.groupSize: has a negative bound; want 0 or more`, ""},
	{"a ratio without staff", weekly, `"staffRatio": {"clients": 12,`, `my.json:11: requirements.staffRatio: want clients and staff of at least 1`, ""},
	{"a length in fortnights", weekly, `"programLength": {"min": {"count": 6, "unit": "fortnights"},`, `my.json:11: requirements.programLength: want a count of at least 1 of days, weeks or months`, ""},
	{"a program that must end before it may", weekly, `"programLength": {"min": {"count": 12, "unit": "weeks"}, "max": {"count": 8, "unit": "weeks"},`, `my.json:11: requirements.programLength: has its min above its max; want min up to max`, twoNumbers},
	{"a sum of no hours", weekly, `"cumulativeHours": {"min": 0, "withinWeeks": 12,`, `my.json:11: requirements.cumulativeHours: want a min above 0, and withinWeeks and overDays of at least 0`, ""},
	{"weeks in the wrong order", weekly, `"phasedMinimum": {"fromWeek": 4, "toWeek": 1, "minSessions": 3,`, `my.json:11: requirements.phasedMinimum: want minSessions of at least 1 and fromWeek up to toWeek`, twoNumbers},
	{"no sessions", weekly, `"phasedMinimum": {"fromWeek": 1, "toWeek": 4,`, `my.json:11: requirements.phasedMinimum: want minSessions of at least 1 and fromWeek up to toWeek`, ""},
	{"a negative allowance", weekly, `"transition": {"maxWeeks": -2,`, `my.json:11: requirements.transition.maxWeeks: is negative; want the number of weeks, or leave it out if none is stated`, ""},
	{"a cadence of sessions and of minutes", weekly, `"cadence": {"of": "family", "sessions": 1, "minutes": 60, "per": "month",`, `my.json:11: requirements.cadence: want either sessions or minutes, above 0`, ""},
	{"a cadence a day", weekly, `"cadence": {"of": "family", "sessions": 1, "per": "day",`, `my.json:11: requirements.cadence.per: is not a word of this format; want one of "week", "month", "program"`, ""},
	{"a cadence of calls", weekly, `"cadence": {"of": "telephone", "sessions": 1, "per": "week",`, `my.json:11: requirements.cadence.of: is not a word of this format; want one of "individual", "family", "group"`, ""},
	{"a clock that is due once and repeated", weekly, `"planClock": {"what": "plan", "within": 7, "every": 30, "unit": "days",`, `my.json:11: requirements.planClock: want either within or every, above 0`, ""},
	{"a clock of nothing", weekly, `"planClock": {"what": "", "within": 7, "unit": "days",`, `my.json:11: requirements.planClock.what: is missing; say what is due`, ""},
	{"a clock in an unknown unit", weekly, `"planClock": {"what": "plan", "within": 7, "unit": "fortnights",`, `my.json:11: requirements.planClock.unit: is not a word of this format; want one of "days", "working-days", "session-days", "weeks", "months"`, ""},
	{"an unknown role of tests", weekly, `"testing": {"role": "required-weekly",`, `my.json:11: requirements.testing.role: is not a word of this format; want one of "component", "listed-service", "by-referral", "asked-at-review"`, ""},
	{"no mode of telehealth", weekly, `"telehealth": {"modes": [],`, `my.json:11: requirements.telehealth.modes: is missing; want at least one of in-person, audio-video, audio-only`, ""},
	{"an unknown mode of telehealth", weekly, `"telehealth": {"modes": ["fax"],`, `my.json:11: requirements.telehealth.modes: is not a word of this format; want one of "in-person", "audio-video", "audio-only"`, ""},
	{"an unknown phrase", `["yoga"]`, `["yoga", "gong baths"]`, `my.json:14: counting.excludes[1]: "gong baths" is neither an activity nor a phrase of iop/phrases.json; use the id of an activity`, ""},
	{"a closed list of nothing", `"excludes": ["yoga"]`, `"closed": true`, `my.json:13: counting.counts: is empty; a closed list must say what counts`, ""},
	{"a counting list without a source", `"excludes": ["yoga"],
    "source": {"locator": "s. 2", "read": "2026-11-23", "confidence": "verified"}`, `"excludes": ["yoga"]`, `my.json:13: counting.source: is missing or incomplete; want locator, confidence and the date read`, ""},
	{"null for a title", `"my rule"`, `null`, `my.json:3: title: is missing; say in a few words whose rule it is and about what`, ""},
}
