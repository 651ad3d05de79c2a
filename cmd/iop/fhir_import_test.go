package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// through exports files and imports what came out as one kind.
func through(t *testing.T, what string, export, imports []string) outcome {
	t.Helper()
	out := invoke(t, append([]string{"fhir", "export"}, export...)...)
	require.Equal(t, exitMet, out.status, out.stderr)
	o := invokeWith(t, out.stdout, nil, append([]string{"fhir", "import", "-", "--what", what}, imports...)...)
	require.Equal(t, exitMet, o.status, o.stderr)
	return o
}

func readPrograms(t *testing.T, text string) []schedule.Program {
	t.Helper()
	programs, err := schedule.ReadPrograms(strings.NewReader(text), "programs.json", schedule.Limits{})
	require.NoError(t, err)
	return programs
}

func TestProgramsThereAndBack(t *testing.T) {
	data, err := os.ReadFile(realPrograms)
	require.NoError(t, err)
	o := through(t, "programs", []string{realPrograms}, nil)
	require.Equal(t, readPrograms(t, string(data)), readPrograms(t, o.stdout))
	o = through(t, "programs", []string{"sample.json", "--start", "2026-11-09", "--timezone", "America/Chicago"}, nil)
	require.Equal(t, readPrograms(t, string(sample)), readPrograms(t, o.stdout), "with its sessions beside it")
	require.Contains(t, o.stderr, "is a session that a design of the bundle offers; the design is read")
}

func TestRostersThereAndBack(t *testing.T) {
	files, err := filepath.Glob("../../schedule/testdata/rosters/*")
	require.NoError(t, err)
	files = append(files, write(t, "november.csv", threeWeeks))
	require.Greater(t, len(files), 4)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			how := []string{"--dates", "mdy", "--clock", "12", "--timezone", "America/Chicago"}
			o := through(t, "roster", append([]string{file}, how...), []string{"--timezone", "America/Chicago"})
			requireSameRows(t, rowsOf(t, file), rowsOf(t, write(t, "again.json", o.stdout)))
			judge := []string{"--standard", "va-license-2.1", "--format", "json", "--timezone", "America/Chicago"}
			want := invoke(t, append(append([]string{"check", file}, how...), judge[:4]...)...)
			got := invoke(t, append([]string{"check", write(t, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+".json", o.stdout)}, judge...)...)
			require.Equal(t, want.status, got.status, got.stderr)
			require.Equal(t, bundleReport(t, want).Summary, bundleReport(t, got).Summary)
		})
	}
}

// rowsOf reads a roster, without the lines of its rows.
func rowsOf(t *testing.T, file string) []schedule.RosterRow {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	read := schedule.ReadRosterCSV
	if strings.HasSuffix(file, ".json") {
		read = schedule.ReadRosterJSON
	}
	roster, err := read(f, file, schedule.RosterFormat{Dates: schedule.MonthDayYear, TwelveHour: true})
	require.NoError(t, err)
	require.NotEmpty(t, roster.Rows)
	for i := range roster.Rows {
		roster.Rows[i].Line = 0
	}
	return roster.Rows
}

func requireSameRows(t *testing.T, want, got []schedule.RosterRow) {
	t.Helper()
	require.Equal(t, len(want), len(got))
	for i := range want {
		require.Equal(t, want[i], got[i], "row %d", i)
	}
}

func TestHistoriesThereAndBack(t *testing.T) {
	for _, name := range []string{"unexpected", "expected", "residual"} {
		t.Run(name, func(t *testing.T) {
			file := "testdata/respond/" + name + ".json"
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			var want map[string]any
			require.NoError(t, json.Unmarshal(data, &want))
			asOf := want["asOf"].(string)
			o := through(t, "history", []string{file, "--subject", "c-1"}, []string{"--as-of", asOf})

			// What no resource is made of is given back by hand.
			got := decode(t, o.stdout)
			for _, field := range []string{"population", "jurisdiction", "medications", "policy"} {
				if want[field] != nil {
					got[field] = want[field]
				}
			}
			again := write(t, "again.json", string(mustJSON(t, got)))
			require.JSONEq(t, invoke(t, "respond", file, "--format", "json").stdout, invoke(t, "respond", again, "--format", "json").stdout)
			require.Equal(t, exitMet, invoke(t, "respond", write(t, "h.json", o.stdout)).status, "it is readable as it is")
		})
	}
}

func TestAnswersThereAndBack(t *testing.T) {
	for name, text := range map[string]string{ // any order: each alone
		"complete":    `[0, 1, 2, 3, 0, 1, 2, 3, 0]`,
		"some":        `{"answers": [0, 1, null, 3, 0, 1, 2, 3, null]}`,
		"few":         `[1, 2]`,
		"two sets":    `[{"answers": [0, 1, 2, 3, 0, 1, 2, 3, 0]}, {"answers": [3, 3, 3, 3, 3, 3, 3, 3, 3]}]`,
		"not allowed": `[0, 1, 2, 7, 0, 1, 2, 3, 0]`,
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, "answers.json", text)
			o := through(t, "answers", []string{file, "--subject", "c-1", "--instrument", "phq-9", "--on", "2026-11-16"}, nil)
			want, got := scored(t, file), scored(t, write(t, "again.json", o.stdout))
			require.Equal(t, want, got)
		})
	}
}

// scored gives the scores of a file as a list.
func scored(t *testing.T, file string) (out []map[string]any) {
	t.Helper()
	o := invoke(t, "score", "phq-9", file)
	require.Equal(t, exitMet, o.status, o.stderr)
	if !strings.HasPrefix(o.stdout, "[") {
		return []map[string]any{decode(t, o.stdout)}
	}
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &out))
	return out
}

func TestPlanThereAndBack(t *testing.T) {
	o := through(t, "plan", []string{"testdata/plan.json", "--subject", "c-1"}, []string{"--as-of", "2026-11-23"})
	data, err := os.ReadFile("testdata/plan.json")
	require.NoError(t, err)
	want, got := decode(t, string(data)), decode(t, o.stdout)
	require.Equal(t, want["plan"], got["plan"])
	require.Equal(t, want["asOf"], got["asOf"])
	require.Equal(t, exitMet, invoke(t, "plan", write(t, "plan.json", o.stdout)).status)
}

func TestAftercareThereAndBack(t *testing.T) {
	for name, text := range map[string]string{ // any order: each alone
		"two days of the week": `{"lastSession": "2026-12-18", "admission": "2026-10-05", "days": ["Tue", "Thu"], "closed": ["2026-12-24"], "log": [{"on": "2026-12-29", "kind": "call", "reached": "yes"}, {"on": "2026-12-30", "kind": "call", "reached": "unknown"}]}`,
		"as it comes":          `{"lastSession": "2026-12-16"}`,
		"closed days":          `{"lastSession": "2026-12-16", "closed": ["2026-12-23", "2026-12-30"]}`,
		"a limit":              `{"lastSession": "2026-12-16", "limit": 10}`,
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, "aftercare.json", text)
			o := through(t, "aftercare", []string{file, "--subject", "c-1"}, nil)
			again := write(t, "again.json", o.stdout)
			require.JSONEq(t, invoke(t, "aftercare", file, "--format", "json").stdout, invoke(t, "aftercare", again, "--format", "json").stdout)
			require.Equal(t, decode(t, text)["log"], decode(t, o.stdout)["log"])
			require.Equal(t, exitMet, invoke(t, "aftercare", again, "--format", "ics").status)
		})
	}
}

func TestEvidenceFromABundle(t *testing.T) {
	bundle := invoke(t, "fhir", "export", "testdata/phq-9.json", "--instrument", "phq-9", "--on", "2026-11-16", "--subject", "c-1").stdout
	o := invokeWith(t, bundle, nil, "fhir", "import", "-", "--what", "stepdown")
	require.Equal(t, exitMet, o.status, o.stderr)
	got := decode(t, o.stdout)
	require.Equal(t, "2026-11-16", got["asOf"])
	require.Equal(t, []any{map[string]any{"instrument": "phq-9", "date": "2026-11-16", "total": 10.0,
		"flags": map[string]any{"majorSyndrome": "no", "otherSyndrome": "yes", "positive": "yes"}}}, got["scores"])
	require.Equal(t, exitMet, invoke(t, "stepdown", write(t, "evidence.json", o.stdout)).status)
}

func TestImportParts(t *testing.T) {
	record := invoke(t, "fhir", "export", "sample.json", person, "testdata/phq-9.json", "testdata/plan.json", "testdata/aftercare.json",
		"--subject", "c-1", "--instrument", "phq-9", "--on", "2026-11-16").stdout
	file := write(t, "record.json", record)
	var all struct{ Parts []importedPart }
	o := invoke(t, "fhir", "import", file)
	require.Equal(t, exitMet, o.status, o.stderr)
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &all))
	var got []string
	for _, p := range all.Parts {
		got = append(got, strings.Trim(p.What+" "+p.Client+" "+p.Instrument, " "))
	}
	require.Equal(t, []string{"programs", "history c-1", "answers c-1 phq-9", "plan c-1", "stepdown c-1", "aftercare c-1"}, got)

	dir := filepath.Join(t.TempDir(), "record")
	o = invoke(t, "fhir", "import", file, "-o", dir)
	require.Equal(t, exitMet, o.status, o.stderr)
	join := func(names ...string) (out []string) {
		for _, n := range names {
			out = append(out, filepath.Join(dir, filepath.FromSlash(n)))
		}
		return out
	}
	want := join("programs.json", "c-1/history.json", "c-1/answers-phq-9.json", "c-1/plan.json", "c-1/stepdown.json", "c-1/aftercare.json")
	require.Equal(t, want, strings.Fields(o.stdout))
	for i, p := range all.Parts {
		data, err := os.ReadFile(want[i])
		require.NoError(t, err)
		require.JSONEq(t, string(p.Content), string(data))
	}
	for i, args := range [][]string{{"check"}, {"respond"}, {"score", "phq-9"}, {"plan"}, {"stepdown"}, {"aftercare"}} {
		require.NotEqual(t, exitUnusable, invoke(t, append(args, want[i])...).status, args)
	}

	two := write(t, "two.json", strings.Replace(record, "Patient/c-1", "Patient/c-2", 1))
	require.Equal(t, exitMet, invoke(t, "fhir", "import", two, "--what", "plan").status)
	o = invoke(t, "fhir", "import", file, "--what", "roster")
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "record.json: holds no roster that can be read")
	o = invoke(t, "fhir", "import", file, "--what", "plan", "--subject", "c-9")
	require.Equal(t, exitUnusable, o.status)
	o = invoke(t, "fhir", "import", file, "--what", "answers", "--instrument", "gad-7")
	require.Equal(t, exitUnusable, o.status)
}

// TestImportSelects has two people, of whom each part is one's own.
func TestImportSelects(t *testing.T) {
	one := invoke(t, "fhir", "export", "testdata/plan.json", "--subject", "c-1").stdout
	other := invoke(t, "fhir", "export", "testdata/plan.json", "--subject", "../c 2").stdout
	lines := asLines(t, one) + asLines(t, strings.ReplaceAll(other, "plan-1", "plan-2"))
	file := write(t, "both.ndjson", lines)
	o := invoke(t, "fhir", "import", file, "--what", "plan")
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "both.ndjson: holds 2 parts of kind plan; choose one with --subject, or write all of them with -o DIR")
	o = invoke(t, "fhir", "import", file, "--what", "plan", "--subject", "../c 2")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Equal(t, "plan-2", decode(t, o.stdout)["plan"].(map[string]any)["id"])
	dir := t.TempDir()
	o = invoke(t, "fhir", "import", file, "-o", dir)
	require.Equal(t, exitMet, o.status, o.stderr)
	for path := range strings.FieldsSeq(o.stdout) {
		rest, err := filepath.Rel(dir, path)
		require.NoError(t, err)
		require.True(t, filepath.IsLocal(rest), "an id makes no path: %s", rest)
		require.Len(t, strings.Split(rest, string(filepath.Separator)), 2)
	}
}

func TestImportReports(t *testing.T) {
	o := invoke(t, "fhir", "import", visitsFile, "--what", "roster")
	require.Equal(t, exitUnusable, o.status)
	golden(t, "fhir/visits-roster.json", o.stdout)
	require.Equal(t, []string{
		"note: " + visitsFile + ":2: Bundle.entry[0].resource is of a type that is kept as it stands, not read",
		"note: " + visitsFile + ":12: Bundle.entry[3].resource.status says that the person came and not that the session took place; it is read as a part of it",
		"note: " + visitsFile + ":25: Bundle.entry[6].resource belongs to no care plan that is read",
		visitsFile + ":21: Bundle.entry[5].resource.status is none of the codes planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown",
	}, o.lines())
	again := invoke(t, "check", write(t, "visits.json", o.stdout), "--standard", "va-license-2.1", "--format", "json")
	first := bundleReport(t, invoke(t, "check", visitsFile, "--standard", "va-license-2.1", "--format", "json"))
	require.Equal(t, first.Results[0].Weeks, bundleReport(t, again).Results[0].Weeks)
}

// TestImportOfOthers reads HL7's example instances (fhir/testdata/README.md), and
// reads what comes of each with the command that it is for.
func TestImportOfOthers(t *testing.T) {
	files, err := filepath.Glob("../../fhir/testdata/examples/*.json")
	require.NoError(t, err)
	require.Greater(t, len(files), 30)
	commands := map[string][]string{"programs": {"check"}, "roster": {"check"}, "history": {"respond"}, "plan": {"plan"}, "aftercare": {"aftercare"}, "stepdown": {"stepdown"}}
	read := map[string]int{}
	for _, file := range files {
		o := invoke(t, "fhir", "import", file)
		require.NotEmpty(t, o.stderr, "nothing of others is understood without a word")
		for _, line := range o.lines() {
			require.Contains(t, line, file)
		}
		if o.stdout == "" {
			continue
		}
		var all struct{ Parts []importedPart }
		require.NoError(t, json.Unmarshal([]byte(o.stdout), &all))
		for _, p := range all.Parts {
			read[p.What]++
			require.Contains(t, commands, p.What)
			again := invoke(t, append(commands[p.What], write(t, p.What+".json", string(p.Content)))...)
			require.NotEqual(t, exitUnusable, again.status, "%s: %s", file, again.stderr)
		}
	}
	for _, what := range []string{"programs", "roster", "plan"} {
		require.NotZero(t, read[what], what)
	}
}

func TestImportUnusable(t *testing.T) {
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	for name, c := range map[string]struct{ text, says string }{ // any order: each alone
		"broken JSON":     {`{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {`, "standard input:1: ends inside entry 0"},
		"no JSON":         {`x`, "standard input:1: is no value of JSON"},
		"nothing":         {"\n \n", "standard input: is empty; want a bundle or a resource of FHIR R4"},
		"an empty bundle": {`{"resourceType": "Bundle", "type": "collection"}`, "standard input: holds nothing that this command has a file for"},
		"another type":    {`{"resourceType": "Patient", "id": "p1"}`, "standard input: holds nothing that this command has a file for"},
		"deep":            {`{"resourceType": "Patient", "x": ` + deep + `}`, "standard input:1: Patient.x is nested too deep"},
		"a refused extension": {`{"resourceType": "Task", "status": "completed", "intent": "plan", "modifierExtension": [{"url": "https://example.org/not"}]}`,
			"standard input:1: Task.modifierExtension"},
	} {
		t.Run(name, func(t *testing.T) {
			o := invokeWith(t, c.text, nil, "fhir", "import", "-")
			require.Equal(t, exitUnusable, o.status)
			require.Contains(t, o.stderr, c.says)
			require.Empty(t, o.stdout)
		})
	}
	for _, args := range [][]string{{}, {"a", "b"}, {visitsFile, "--what", "x"}, {visitsFile, "--what", "roster", "-o", "x"}, {visitsFile, "--timezone", "Mars/Olympus"}, {"testdata/none.json"}} {
		require.Equal(t, exitUnusable, invoke(t, append([]string{"fhir", "import"}, args...)...).status, args)
	}
}

// TestImportTellsWhatHasNoField says what was understood and stands in no file.
func TestImportTellsWhatHasNoField(t *testing.T) {
	bundle := invoke(t, "fhir", "export", "testdata/phq-9.json", "testdata/stepdown.json", "testdata/aftercare.json", "--instrument", "phq-9", "--subject", "c-1").stdout
	o := invokeWith(t, bundle, nil, "fhir", "import", "-")
	require.Equal(t, exitMet, o.status, o.stderr)
	for _, says := range []string{
		"holds 1 score without a whole total or without a day up to that of the file",
		"holds 1 of kind step-down review, for which this command has no file",
		"holds 1 of kind episode, for which this command has no file",
	} {
		require.Contains(t, o.stderr, "note: standard input: "+says)
	}
	condition := `{"resourceType": "Condition", "subject": {"reference": "Patient/c-1"}, "clinicalStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]},
 "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "F11.20"}]}}`
	o = invokeWith(t, condition, nil, "fhir", "import", "-")
	require.Contains(t, o.stderr, "holds 1 of kind diagnosis, for which this command has no file")
}

// TestImportWithoutADay reads a plan that says no day on the day of today.
func TestImportWithoutADay(t *testing.T) {
	plan := write(t, "plan.json", `{"asOf": "2026-11-23", "plan": {"id": "p"}}`)
	bundle := invoke(t, "fhir", "export", plan, "--subject", "c-1").stdout
	var out, errs strings.Builder
	a := &app{stdin: strings.NewReader(bundle), stdout: &out, stderr: &errs, env: func(string) string { return "" }, terminal: terminalWidth,
		now: func() time.Time { return time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC) }}
	require.Equal(t, exitMet, a.run([]string{"fhir", "import", "-", "--what", "plan"}), errs.String())
	require.Equal(t, "2026-12-01", decode(t, out.String())["asOf"])
	require.Contains(t, errs.String(), "name one with --as-of")
}
