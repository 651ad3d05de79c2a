package schedule_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

func readText(text string) ([]schedule.Program, error) {
	return schedule.ReadPrograms(strings.NewReader(text), "f.json", schedule.Limits{})
}

const programFields = "the fields are id, title, calledItself, population, populationNote, timezone, claimedHoursPerWeek, weeks, groupSize, source, phases, blocks, statements, note"

// What is wrong inside one field of one block: the message names file, line,
// program and path, and what would be right.
func TestReadBadBlocks(t *testing.T) {
	const (
		aTime  = "is not a time; want HH:MM from 00:00 to 23:59"
		number = "; want a number from 0 to 1000000 with at most six decimals"
	)
	for _, tc := range []struct{ block, path, problem string }{
		{`"start": "25:00"`, "start", aTime},
		{`"start": "9:00"`, "start", aTime},
		{`"start": "09:60"`, "start", aTime},
		{`"end": "24:00"`, "end", aTime},
		{`"end": "0900"`, "end", aTime},
		{`"end": "09:0x"`, "end", aTime},
		{`"end": ""`, "end", aTime},
		{`"start": 900`, "start", "is a number; want a text"},
		{`"start": "09:00", "end": "09:00"`, "end", "is the same as start; want the time at which the block ends"},

		{`"minutes": {"min": 60, "max": 45}`, "minutes", "has its min above its max; want min up to max"},
		{`"minutes": {"least": 60}`, "minutes.least", "is not a field of a range; want min and max"},
		{`"minutes": {"min": "60"}`, "minutes.min", "is a text; want a number"},
		{`"minutes": "60"`, "minutes", "is a text; want a number, or an object with min and max"},
		{`"minutes": [60]`, "minutes", "is a list; want a number, or an object with min and max"},
		{`"minutes": true`, "minutes", "is a boolean; want a number, or an object with min and max"},
		{`"minutes": -5`, "minutes", "is -5" + number},
		{`"minutes": -0`, "minutes", "is -0" + number},
		{`"minutes": 1e3`, "minutes", "is 1e3" + number},
		{`"minutes": 1e400`, "minutes", "is 1e400" + number},
		{`"minutes": 0.1234567`, "minutes", "is 0.1234567" + number},
		{`"minutes": 99999999999999999999`, "minutes", "is 99999999999999999999" + number},
		{`"minutes": ` + strings.Repeat("9", 5000), "minutes", "is " + strings.Repeat("9", 24) + number},
		{`"minutes": 45.5`, "minutes", "is not a whole number; want one"},
		{`"minutes": 1441`, "minutes", "is more than 1440; want a number that can be true"},
		{`"breakMinutes": {"min": 5, "max": 2000}`, "breakMinutes", "is more than 1440; want a number that can be true"},
		{`"clinicalMinutesMax": 2000`, "clinicalMinutesMax", "is more than 1440; want a number that can be true"},
		{`"weeklyMinutes": 10081`, "weeklyMinutes", "is more than 10080; want a number that can be true"},
		{`"perWeek": 169`, "perWeek", "is more than 168; want a number that can be true"},
		{`"attendDaysPerWeek": 8`, "attendDaysPerWeek", "is more than 7; want a number that can be true"},
		{`"attendDaysPerWeek": 2.5`, "attendDaysPerWeek", "is not a whole number; want one"},
		{`"totalOccurrences": 10001`, "totalOccurrences", "is more than 10000; want a number that can be true"},
		{`"totalOccurrences": 1.5`, "totalOccurrences", "is not a whole number; want one"},

		{`"phase": "C"`, "phase", "is a phase that the program does not declare; declare it under phases"},
		{`"perWeekByPhase": {"C": 1}`, "perWeekByPhase.C", "is a phase that the program does not declare; declare it under phases"},
		{`"perWeekByPhase": {"A": 169}`, "perWeekByPhase.A", "is more than 168; want a number that can be true"},
		{`"perWeekByPhase": {"A": {"min": 2, "max": 1}}`, "perWeekByPhase.A", "has its min above its max; want min up to max"},
		{`"perWeekByPhase": [1]`, "perWeekByPhase", "is a list; want an object"},

		{`"alternativeTo": "nobody"`, "alternativeTo", "is the title of no other block; write that block's title"},
		{`"alternativeTo": "x"`, "alternativeTo", "is the title of no other block; write that block's title"},
		{`"track": "t", "alternativeTo": "of another track"`, "alternativeTo", "is the title of no other block of the same track; write that block's title"},
		{`"within": "nobody"`, "within", "is the title of no other block; write that block's title, or true"},
		{`"within": 3`, "within", "is a number; want true or the title of the block it happens in"},

		{`"activity": "kung-fu"`, "activity", "is not a known activity; see the files in iop/activities"},
		{`"activity": "group"`, "activity", `is not a known activity (did you mean "group-therapy"?); see the files in iop/activities`},
		{`"activity": 7`, "activity", "is a number; want a text"},
		{`"rotates": ["cbt", "kung-fu"]`, "rotates[1]", "is not a known activity; see the files in iop/activities"},

		{`"days": ["Mon", "Wed", "Mon"]`, "days[2]", "stands twice; state how often in perWeek"},
		{`"days": ["Monday"]`, "days[0]", "is not a day of the week; want Mon, Tue, Wed, Thu, Fri, Sat or Sun"},
		{`"days": ["mon"]`, "days[0]", "is not a day of the week; want Mon, Tue, Wed, Thu, Fri, Sat or Sun"},
		{`"days": "Mon"`, "days", "is a text; want a list"},
		{`"days": [1]`, "days[0]", "is a number; want a text"},

		{`"weeks": {"from": 5, "to": 3}`, "weeks", "is not a range of program weeks; want from up to to, counted from 1"},
		{`"weeks": {"from": -1}`, "weeks", "is not a range of program weeks; want from up to to, counted from 1"},
		{`"weeks": {"from": 0}`, "weeks", "is not a range of program weeks; want from up to to, counted from 1"},
		{`"weeks": {"from": 0, "to": 4}`, "weeks", "is not a range of program weeks; want from up to to, counted from 1"},
		{`"weeks": {"to": 0}`, "weeks", "is not a range of program weeks; want from up to to, counted from 1"},
		{`"weeks": {"from": 521}`, "weeks", "is not a range of program weeks; want from up to to, counted from 1"},
		{`"weeks": {"from": 1.5}`, "weeks.from", "is 1.5; want a whole number up to 2147483647"},
		{`"weeks": {"to": 99999999999}`, "weeks.to", "is 99999999999; want a whole number up to 2147483647"},
		{`"weeks": 3`, "weeks", "is a number; want an object"},

		{`"optional": "yes"`, "optional", "is a text; want a boolean"},
		{`"optional": 1`, "optional", "is a number; want a boolean"},
		{`"countsAsClinical": "true"`, "countsAsClinical", "is a text; want a boolean"},
		{`"afterProgram": {}`, "afterProgram", "is an object; want a boolean"},
		{`"track": 1`, "track", "is a number; want a text"},
		{`"phase": []`, "phase", "is a list; want a text"},
	} {
		name, _, _ := strings.Cut(tc.block, strings.Repeat("9", 100))
		t.Run(name, func(t *testing.T) {
			programs, err := readText("{\"id\": \"p\", \"phases\": [{\"name\": \"A\"}], \"blocks\": [{\"title\": \"of another track\", \"track\": \"other\"},\n{\"title\": \"x\", " + tc.block + "}]}")
			require.EqualError(t, err, `f.json:2: program "p": blocks[1].`+tc.path+": "+tc.problem)
			require.Empty(t, programs)
		})
	}
}

// What is wrong with a field of the program.
func TestReadBadPrograms(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{`{}`, `f.json:1: id: is missing; every program needs one`},
		{`{"id": ""}`, `f.json:1: id: is missing; every program needs one`},
		{`{"id": 7}`, `f.json:1: id: is a number; want a text`},
		{`{"id": "p", "colour": 1}`, `f.json:1: program "p": colour: is not a field of this format; ` + programFields},
		{`{"id": "p", "week": 1}`, `f.json:1: program "p": week: is not a field of this format (did you mean "weeks"?); ` + programFields},
		{`{"id": "p", "Weeks": 1}`, `f.json:1: program "p": Weeks: is not a field of this format (did you mean "weeks"?); ` + programFields},
		{`{"id": "p", "statements": {"weather": "x"}}`, `f.json:1: program "p": statements.weather: is not a field of this format; the fields are family, aftercare, drugTesting, holidays, attendance`},
		{`{"id": "p", "source": "x"}`, `f.json:1: program "p": source: is a text; want an object`},
		{`{"id": "p", "blocks": {}}`, `f.json:1: program "p": blocks: is an object; want a list`},
		{`{"id": "p", "blocks": [1]}`, `f.json:1: program "p": blocks[0]: is a number; want an object`},
		{`{"id": "p", "weeks": "8"}`, `f.json:1: program "p": weeks: is a text; want a number, or an object with min and max`},
		{`{"id": "p", "weeks": 521}`, `f.json:1: program "p": weeks: is more than 520; want a number that can be true`},
		{`{"id": "p", "claimedHoursPerWeek": 169}`, `f.json:1: program "p": claimedHoursPerWeek: is more than 168; want a number that can be true`},
		{`{"id": "p", "groupSize": 2.5}`, `f.json:1: program "p": groupSize: is not a whole number; want one`},
		{`{"id": "p", "calledItself": "IOP"}`, `f.json:1: program "p": calledItself: is not a label of this format; want iop, php, op, day-treatment, step-down or aftercare`},
		{`{"id": "p", "population": "kids"}`, `f.json:1: program "p": population: is not a population; want adult, adolescent or unknown`},
		{`{"id": "p", "phases": [{}]}`, `f.json:1: program "p": phases[0].name: is missing; blocks refer to a phase by its name`},
		{`{"id": "p", "phases": [{"name": "A"}, {"name": "A"}]}`, `f.json:1: program "p": phases[1].name: is the name of an earlier phase; give each its own`},
		{`{"id": "p", "phases": [{"name": "A", "daysPerWeek": 8}]}`, `f.json:1: program "p": phases[0].daysPerWeek: is more than 7; want a number that can be true`},
		{`[{"id": "a"}, {"id": "a"}]`, `f.json:1: [1].id: is the id of an earlier program; give each its own`},
		{`null`, `f.json:1: id: is missing; every program needs one`},
		{`[null]`, `f.json:1: [0].id: is missing; every program needs one`},
		{`5`, `f.json:1: is a number; want an object`},
		{`"x"`, `f.json:1: is a text; want an object`},
		{`[[]]`, `f.json:1: [0]: is a list; want an object`},
	} {
		t.Run(tc.text, func(t *testing.T) {
			_, err := readText(tc.text)
			require.EqualError(t, err, tc.want)
		})
	}
}

// What is no JSON at all.
func TestReadBadJSON(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{``, "f.json: empty; want a JSON object or a list of objects"},
		{" \n", "f.json: empty; want a JSON object or a list of objects"},
		{`{"id": "p", "weeks": NaN}`, "f.json:1: weeks: not valid JSON: invalid character 'N' looking for beginning of value"},
		{`{"id": "p", "weeks": Infinity}`, "f.json:1: weeks: not valid JSON: invalid character 'I' looking for beginning of value"},
		{`{"id": "p", "weeks": -Infinity}`, "f.json:1: weeks: not valid JSON: invalid character 'I' in numeric literal"},
		{`{"id": "p", "weeks": 08}`, "f.json:1: not valid JSON: invalid character '8' after object key:value pair"},
		{`{"id": "p", "id": "q"}`, "f.json:1: id: the field stands twice; keep one"},
		{`{"id": "p", "blocks": [{"minutes": 60, "minutes": 70}]}`, "f.json:1: blocks[0].minutes: the field stands twice; keep one"},
		{`{"id": "p", "blocks": [{"perWeekByPhase": {"A": 1, "A": 2}}]}`, "f.json:1: blocks[0].perWeekByPhase.A: the field stands twice; keep one"},
		{`{"id": "p"`, "f.json:1: not valid JSON: the text ends too early"},
		{`{"id": "p"}}`, "f.json:1: text after the end of the value; remove it"},
		{`{"id": "a"} {"id": "b"}`, "f.json:1: text after the end of the value; remove it"},
		{`{"id": "a"} // remark`, "f.json:1: text after the end of the value; remove it"},
		{`[{"id": "a"} {"id": "b"}]`, "f.json:1: [0]: text after the end of the value; remove it"},
		{`[{"id": "a"}`, "f.json:1: the list is not closed; want ] at its end"},
		{`[{"id": "a"},]`, "f.json:1: a comma without a value beside it in the list; remove it"},
		{`[,{"id": "a"}]`, "f.json:1: a comma without a value beside it in the list; remove it"},
		{"{\"id\": \"\xff\"}", "f.json: not UTF-8 text; save the file as UTF-8"},
	} {
		t.Run(tc.text, func(t *testing.T) {
			_, err := readText(tc.text)
			require.EqualError(t, err, tc.want)
		})
	}
}

// What the JSON package itself words, which differs between its versions.
func TestReadBadSyntax(t *testing.T) {
	for _, text := range []string{`{"id": "p",}`, `{'id': 'p'}`, `{id: "p"}`, `{"id": "p" "weeks": 1}`, `{"id": "p", "weeks": +1}`, `{"id": "p", "weeks": .5}`, `{"id": "p", "weeks": 1.}`, `{"id": "p", "note": "\x"}`, "{\"id\": \"p\nq\"}", `{"id": tru}`} {
		t.Run(text, func(t *testing.T) {
			programs, err := readText(text)
			require.ErrorContains(t, err, "not valid JSON: ")
			require.Regexp(t, `^f\.json:[12]: `, err.Error())
			require.NotContains(t, err.Error(), "\n", "a single error")
			require.Empty(t, programs)
		})
	}
}
