package fhir_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func realPrograms(t testing.TB) []schedule.Program {
	f, err := os.Open("../schedule/testdata/programs/programs.json")
	require.NoError(t, err)
	defer f.Close()
	programs, err := schedule.ReadPrograms(f, "programs.json", schedule.Limits{})
	require.NoError(t, err)
	return programs
}

// requireSameProgram writes a design as a bundle, reads the bundle, and wants
// the same design without a single remark.
func requireSameProgram(t require.TestingT, p schedule.Program) {
	text, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(fhir.ProgramResources(&p, fhir.Codes{})...))
	require.NoError(t, err)
	requireR4(t, text)
	b, report, err := fhir.ReadBundle(strings.NewReader(string(text)), "program.json", fhir.ReadOptions{})
	require.NoError(t, err)
	require.Empty(t, report.Issues, report.String())
	programs, report := fhir.ReadPrograms(b, fhir.Codes{})
	require.Empty(t, report.Issues, report.String())
	require.Equal(t, []schedule.Program{p}, programs)
}

func TestRealProgramsThereAndBack(t *testing.T) {
	programs := realPrograms(t)
	require.Len(t, programs, 50)
	for _, p := range programs {
		t.Run(p.ID, func(t *testing.T) { requireSameProgram(t, p) })
	}
}

func drawNumber(t *rapid.T, name string) any {
	most, kinds := 300, 3
	switch name {
	case "attendDaysPerWeek":
		most = 5
	case "perWeek", "in A", "claimedHoursPerWeek":
		most, kinds = 20, 4
	}
	n := rapid.IntRange(1, most).Draw(t, name)
	switch rapid.IntRange(0, kinds).Draw(t, name+" kind") {
	case 0:
		return map[string]any{"min": n}
	case 1:
		return map[string]any{"max": n}
	case 2:
		return map[string]any{"min": n, "max": n + rapid.IntRange(1, 2).Draw(t, name+" more")}
	case 4:
		return json.Number(fmt.Sprintf("%d.%d", n, rapid.IntRange(1, 9).Draw(t, name+" tenths")))
	}
	return n
}

// drawDesign makes a design with every field of the format, each stated or
// not. Some are no design that the reader takes; those are passed over.
func drawDesign(t *rapid.T) map[string]any {
	text := rapid.StringMatching(`[A-Za-z0-9 <&"\\/é-]{1,12}`)
	maybe := func(o map[string]any, name string, v func() any) {
		if rapid.Bool().Draw(t, name) {
			o[name] = v()
		}
	}
	words := func(list ...string) func() any {
		return func() any { return rapid.SampledFrom(list).Draw(t, "word") }
	}
	free := func() any { return text.Draw(t, "text") }
	p := map[string]any{"id": rapid.SampledFrom([]string{"a-design", "an id with spaces", "1.2"}).Draw(t, "id")}
	for _, name := range []string{"title", "populationNote", "note"} {
		maybe(p, name, free)
	}
	maybe(p, "calledItself", words("iop", "php", "op", "day-treatment", "step-down", "aftercare"))
	maybe(p, "population", words("adult", "adolescent"))
	maybe(p, "timezone", words("America/New_York"))
	for _, name := range []string{"claimedHoursPerWeek", "weeks", "groupSize"} {
		maybe(p, name, func() any { return drawNumber(t, name) })
	}
	maybe(p, "source", func() any { return map[string]any{"url": "https://example.org/x", "confidence": "verified"} })
	maybe(p, "statements", func() any { return map[string]any{"family": free(), "holidays": free()} })
	maybe(p, "phases", func() any {
		return []any{map[string]any{"name": "first phase", "weeks": 2, "note": free()}, map[string]any{"name": "B"}}
	})
	var blocks []any
	for range rapid.IntRange(1, 3).Draw(t, "blocks") {
		b := map[string]any{}
		maybe(b, "title", free)
		maybe(b, "activity", words("group-therapy", "cbt", "meal", "case-management"))
		maybe(b, "days", func() any {
			return rapid.SampledFrom([][]string{{"Mon"}, {"Sun"}, {"Tue", "Fri"}, {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}}).Draw(t, "days")
		})
		maybe(b, "start", words("09:00", "00:00", "23:30"))
		maybe(b, "end", words("12:15", "01:00"))
		for _, name := range []string{"minutes", "breakMinutes", "clinicalMinutesMax", "weeklyMinutes", "perWeek", "totalOccurrences", "attendDaysPerWeek"} {
			maybe(b, name, func() any { return drawNumber(t, name) })
		}
		if p["phases"] != nil {
			maybe(b, "perWeekByPhase", func() any { return map[string]any{"first phase": drawNumber(t, "in A"), "B": 1} })
			maybe(b, "phase", words("B"))
		}
		maybe(b, "weeks", func() any { return map[string]any{"from": 1, "to": 2} })
		maybe(b, "track", words("day", "evening"))
		maybe(b, "rotates", func() any { return []any{"cbt", "mindfulness"} })
		maybe(b, "optional", func() any { return true })
		maybe(b, "within", func() any { return true })
		maybe(b, "afterProgram", func() any { return true })
		maybe(b, "countsAsClinical", func() any { return rapid.Bool().Draw(t, "counts") })
		blocks = append(blocks, b)
	}
	p["blocks"] = blocks
	return p
}

func TestAnyProgramThereAndBack(t *testing.T) {
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		text, err := json.Marshal(drawDesign(t))
		require.NoError(t, err)
		programs, err := schedule.ReadPrograms(strings.NewReader(string(text)), "drawn.json", schedule.Limits{})
		if err != nil {
			return
		}
		taken++
		requireSameProgram(t, programs[0])
	})
	require.Greater(t, taken, 10, "too few of the drawn designs are designs")
}
