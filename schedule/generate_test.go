package schedule_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// object is a JSON object of the program format, to be changed before it is
// read.
type object map[string]any

// read turns the object into a program through the reader, so that every
// generated program is one that the format allows.
func (o object) read(t require.TestingT) *schedule.Program {
	text, err := json.Marshal(o)
	require.NoError(t, err)
	programs, err := schedule.ReadPrograms(strings.NewReader(string(text)), "generated.json", schedule.Limits{})
	require.NoError(t, err, string(text))
	return &programs[0]
}

// String gives the JSON, for messages.
func (o object) String() string {
	text, err := json.Marshal(o)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// clone copies the object deeply.
func (o object) clone() object {
	out := object{}
	if err := json.Unmarshal([]byte(o.String()), &out); err != nil {
		panic(err)
	}
	return out
}

func (o object) blocks() []any { return o["blocks"].([]any) }

func (o object) block(i int) object {
	switch b := o.blocks()[i].(type) {
	case object:
		return b
	case map[string]any:
		return b
	}
	panic("not a block")
}

// maybe reports true once in so many draws.
func maybe(t *rapid.T, name string, oneIn int) bool {
	return rapid.IntRange(1, oneIn).Draw(t, name) == 1
}

// number draws an exact number or, now and then, a range.
func number(t *rapid.T, name string, low, high int) any {
	n := rapid.IntRange(low, high).Draw(t, name)
	if maybe(t, name+" is a range", 4) {
		return object{"min": n, "max": n + rapid.IntRange(0, 3).Draw(t, name+" more")}
	}
	return n
}

// drawProgram makes a program with phases, tracks, weeks and most kinds of
// block.
func drawProgram(t *rapid.T) object {
	p := object{"id": "generated", "population": rapid.SampledFrom([]string{"adult", "adolescent", "unknown"}).Draw(t, "population")}
	p["calledItself"] = rapid.SampledFrom([]string{"iop", "php", "op"}).Draw(t, "label")
	if maybe(t, "claims", 3) {
		p["claimedHoursPerWeek"] = rapid.IntRange(1, 20).Draw(t, "claim")
	}
	if maybe(t, "group size", 2) {
		p["groupSize"] = number(t, "people", 1, 20)
	}
	var phases []string
	switch rapid.IntRange(0, 3).Draw(t, "shape") {
	case 0: // one row without a number
	case 1:
		p["weeks"] = rapid.IntRange(1, 5).Draw(t, "weeks")
	default:
		phases = []string{"A", "B"}
		first, second := object{"name": "A", "weeks": rapid.IntRange(1, 3).Draw(t, "weeks of A")}, object{"name": "B"}
		if rapid.Bool().Draw(t, "B has weeks") {
			second["weeks"] = rapid.IntRange(1, 3).Draw(t, "weeks of B")
		}
		p["phases"] = []object{first, second}
	}
	tracks := rapid.SampledFrom([][]string{{""}, {"", "a", "b"}}).Draw(t, "tracks")
	var list []any
	for i := range rapid.IntRange(1, 5).Draw(t, "blocks") {
		list = append(list, drawBlock(t, i, phases, tracks))
	}
	if slices.ContainsFunc(list, func(b any) bool { return b.(object)["alternativeTo"] != nil }) {
		plainOccurrences(list[0].(object))
	}
	p["blocks"] = list
	return p
}

// plainOccurrences makes a block one of which an occurrence can be replaced:
// the rules do not say what it means for a pull-out or a weekly total.
func plainOccurrences(b object) {
	delete(b, "within")
	if b["weeklyMinutes"] != nil {
		delete(b, "weeklyMinutes")
		b["minutes"] = 60
	}
}

var sampleActivities = []string{"group-therapy", "cbt", "individual-counseling", "family-therapy", "psychoeducation", "recreation", "meal"}

func drawBlock(t *rapid.T, i int, phases, tracks []string) object {
	b := object{"title": fmt.Sprintf("block %d", i), "activity": rapid.SampledFrom(sampleActivities).Draw(t, "activity")}
	days := rapid.SampledFrom([][]string{nil, {"Mon"}, {"Mon", "Wed"}, {"Tue", "Thu"}, {"Mon", "Wed", "Fri"}, {"Sat", "Sun"}}).Draw(t, "days")
	if days != nil {
		b["days"] = days
	}
	switch rapid.IntRange(0, 5).Draw(t, "length") {
	case 0: // not stated
	case 1:
		b["weeklyMinutes"] = number(t, "weekly minutes", 60, 600)
	case 2, 3:
		start := rapid.IntRange(9*2, 12*2).Draw(t, "start")
		b["start"] = refClock(start)
		b["end"] = refClock(start + rapid.IntRange(1, 6).Draw(t, "half hours"))
	default:
		b["minutes"] = number(t, "minutes", 30, 240)
	}
	switch rapid.IntRange(0, 5).Draw(t, "frequency") {
	case 0:
		b["perWeek"] = number(t, "per week", 1, 4)
	case 1:
		b["perWeek"] = rapid.SampledFrom([]any{0.5, 0.25, 1.5}).Draw(t, "fraction")
	case 2:
		if len(phases) > 0 {
			b["perWeekByPhase"] = object{"A": number(t, "per week in A", 0, 3)}
		}
	case 3:
		b["attendDaysPerWeek"] = number(t, "attends", 1, 3)
	case 4:
		if maybe(t, "total", 3) {
			b["totalOccurrences"] = number(t, "total", 1, 12)
		}
	}
	if maybe(t, "optional", 5) {
		b["optional"] = true
	}
	if maybe(t, "break", 5) {
		b["breakMinutes"] = number(t, "break minutes", 5, 20) // never all of a block, so that its days stay service days
	}
	if b["weeklyMinutes"] == nil && maybe(t, "clinical part", 8) {
		b["clinicalMinutesMax"] = number(t, "clinical minutes", 30, 120)
	}
	if maybe(t, "author", 5) {
		b["countsAsClinical"] = rapid.Bool().Draw(t, "counts as clinical")
	}
	if maybe(t, "weeks", 5) {
		from := rapid.IntRange(1, 4).Draw(t, "from")
		b["weeks"] = object{"from": from, "to": from + rapid.IntRange(0, 3).Draw(t, "to")}
	}
	if len(phases) > 0 && maybe(t, "phase", 3) {
		b["phase"] = rapid.SampledFrom(phases).Draw(t, "its phase")
	}
	if track := rapid.SampledFrom(tracks).Draw(t, "track"); track != "" {
		b["track"] = track
	}
	if maybe(t, "within", 10) {
		b["within"] = true
	}
	if maybe(t, "rotates", 8) {
		b["rotates"] = []string{b["activity"].(string), rapid.SampledFrom(sampleActivities).Draw(t, "other activity")}
	}
	if i > 0 && maybe(t, "alternative", 6) {
		b["alternativeTo"] = "block 0"
		delete(b, "track")
		plainOccurrences(b)
	}
	return b
}
