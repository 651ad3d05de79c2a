package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// visitsFile is a bundle of an invented record system: two people, of whom one
// came to one session, stayed away from one and came to another for an unknown
// time (6 h at most); of the other, one Encounter of 3 h and one with a status
// that R4 does not have.
const visitsFile = "testdata/fhir/visits.json"

func readVisits(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(visitsFile)
	require.NoError(t, err)
	return string(data)
}

// asLines gives the resources of a bundle one on each line.
func asLines(t *testing.T, bundle string) string {
	t.Helper()
	var b struct {
		Entry []struct{ Resource json.RawMessage }
	}
	require.NoError(t, json.Unmarshal([]byte(bundle), &b))
	var out strings.Builder
	for _, e := range b.Entry {
		var flat strings.Builder
		require.NoError(t, json.NewEncoder(&flat).Encode(e.Resource))
		out.WriteString(flat.String())
	}
	return out.String()
}

// told are the problems of a result in JSON.
type told struct {
	Kind, Severity, File, Path, Message string
	Line                                int
	Skipped                             bool
}

func toldIn(t *testing.T, o outcome) [][]told {
	t.Helper()
	var r struct {
		Results []struct{ Problems []told }
	}
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &r), o.stderr)
	var out [][]told
	for _, x := range r.Results {
		out = append(out, x.Problems)
	}
	return out
}

// bundleReport reads the JSON of a run, also of one with unusable parts.
func bundleReport(t *testing.T, o outcome) (r report) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &r), o.stderr)
	return r
}

func TestBundleJSON(t *testing.T) {
	visits := readVisits(t)
	args := []string{"--standard", "va-license-2.1", "--format", "json"}
	run := func(t *testing.T, o outcome) report {
		t.Helper()
		require.Equal(t, exitUnusable, o.status, o.stderr)
		r := bundleReport(t, o)
		require.Equal(t, []string{"p-17", "p-90"}, resultIDs(r))
		requireWeek(t, rosterRow(1, "2026-11-02", 180, 360, 2, 2), r.Results[0].Weeks[0])
		requireWeek(t, rosterRow(1, "2026-11-02", 180, 180, 1, 1), r.Results[1].Weeks[0])
		return r
	}
	t.Run("a file", func(t *testing.T) {
		o := invoke(t, append([]string{"check", visitsFile}, args...)...)
		run(t, o)
		require.Equal(t, []string{visitsFile + ":21: Bundle.entry[5].resource.status is none of the codes planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown"}, o.lines())
		got := toldIn(t, o)
		require.Equal(t, []told{
			{"fhir/not-read", "note", visitsFile, "Bundle.entry[0].resource", "is of a type that is kept as it stands, not read", 2, false},
			{"fhir/refused", "error", visitsFile, "Bundle.entry[5].resource.status", "is none of the codes planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown", 21, true},
			{"fhir/not-read", "note", visitsFile, "", "holds 1 resource of type Goal, which iop check does not judge; iop fhir import reads it", 0, false},
			{"fhir/assumed", "warning", visitsFile, "Bundle.entry[3].resource.status", "says that the person came and not that the session took place; it is read as a part of it", 12, false},
		}, got[0])
		require.Empty(t, got[1], "what is about one person is not told to another")
	})
	t.Run("standard input", func(t *testing.T) {
		o := invokeWith(t, visits, nil, append([]string{"check", "-"}, args...)...)
		run(t, o)
		require.True(t, strings.HasPrefix(o.stderr, "standard input:21: Bundle.entry[5]"), o.stderr)
	})
	t.Run("a byte order mark", func(t *testing.T) {
		run(t, invokeWith(t, "\ufeff"+visits, nil, append([]string{"check", "-"}, args...)...))
	})
	t.Run("one resource on each line", func(t *testing.T) {
		lines := strings.ReplaceAll(asLines(t, visits), "urn:uuid:0b4ae1c3-1f0e-4f44-9f0d-0d6f5b1f2a01", "Patient/p-17")
		o := invoke(t, append([]string{"check", write(t, "export.ndjson", "\n"+lines)}, args...)...)
		run(t, o)
		require.Contains(t, o.stderr, "export.ndjson:7: Encounter.status is none of the codes")
		require.Equal(t, "Appointment.status", toldIn(t, o)[0][3].Path)
	})
	t.Run("a broken line loses none after it", func(t *testing.T) {
		lines := strings.SplitAfter(strings.ReplaceAll(asLines(t, visits), "urn:uuid:0b4ae1c3-1f0e-4f44-9f0d-0d6f5b1f2a01", "Patient/p-17"), "\n")
		lines[0] = `{"resourceType": "Patient", "id` + "\n"
		o := invokeWith(t, strings.Join(lines, ""), nil, append([]string{"check", "-"}, args...)...)
		run(t, o)
		require.Contains(t, o.stderr, "standard input:1: ")
	})
	t.Run("nobody's name and no words of the record", func(t *testing.T) {
		o := invoke(t, append([]string{"check", visitsFile}, args...)...)
		require.NotContains(t, o.stdout+o.stderr, "nvented")
	})
}

func TestBundleOfOneResource(t *testing.T) {
	text := `{
 "resourceType": "Encounter", "id": "e1", "status": "finished",
 "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
 "subject": {"reference": "Patient/p-90"},
 "period": {"start": "2026-11-02T18:00:00-06:00", "end": "2026-11-02T21:00:00-06:00"}}`
	o := invokeWith(t, text, nil, "check", "-", "--format", "json", "--standard", "va-license-2.1", "--fail-on", "never")
	require.Equal(t, exitMet, o.status, o.stderr)
	r := bundleReport(t, o)
	require.Equal(t, []string{"p-90"}, resultIDs(r))
	require.Equal(t, map[string]any{"min": 180.0, "max": 180.0}, r.Results[0].Weeks[0]["grossMinutes"])
	require.Equal(t, map[string]any{"min": 0.0, "max": 180.0}, r.Results[0].Weeks[0]["countableMinutes"], "nobody says which activity it was")
}

func TestBundleWindow(t *testing.T) {
	run := func(args ...string) outcome {
		return invoke(t, append([]string{"check", visitsFile, "--format", "json", "--standard", "va-license-2.1"}, args...)...)
	}
	r := bundleReport(t, run("--from", "2026-10-26", "--weeks", "3"))
	require.Len(t, r.Results[0].Weeks, 3)
	requireWeek(t, rosterRow(2, "2026-11-02", 180, 360, 2, 2), r.Results[0].Weeks[1])
	r = bundleReport(t, run("--timezone", "Asia/Tokyo"))
	require.Equal(t, map[string]any{"min": 1.0, "max": 1.0}, r.Results[1].Weeks[0]["serviceDays"])
	require.Equal(t, "2026-11-02", r.Results[1].Weeks[0]["from"])
	o := run("--start", "2026-11-02")
	require.Contains(t, o.stderr, "note: "+visitsFile+": --start changes nothing here: it is about PlanDefinitions, and none is judged")
	o = run("--timezone", "Mars/Olympus")
	require.Equal(t, []string{`iop check: --timezone "Mars/Olympus": is not a known time zone; want an IANA name such as America/Chicago`}, o.lines())
}

// TestBundleOfDesigns judges PlanDefinitions as the designs that they were made
// of, and not the sessions that stand beside them on dates.
func TestBundleOfDesigns(t *testing.T) {
	bundle := invoke(t, "fhir", "export", realPrograms).stdout
	file := write(t, "designs.json", bundle)
	want, got := invoke(t, "check", realPrograms, "--format", "json"), invoke(t, "check", file, "--format", "json")
	require.Equal(t, want.status, got.status, got.stderr)
	a, b := bundleReport(t, want), bundleReport(t, got)
	require.Equal(t, a.Summary, b.Summary)
	require.Equal(t, resultIDs(a), resultIDs(b))
	for i := range a.Results {
		require.Equal(t, a.Results[i].Weeks, b.Results[i].Weeks)
		require.Equal(t, a.Results[i].Findings, b.Results[i].Findings)
	}

	dated := write(t, "dated.json", invoke(t, "fhir", "export", "sample.json", "--start", "2026-11-09", "--timezone", "America/Chicago").stdout)
	want, got = invoke(t, "check", "sample.json", "--start", "2026-11-09", "--timezone", "America/Chicago", "--format", "json"),
		invoke(t, "check", dated, "--start", "2026-11-09", "--timezone", "America/Chicago", "--format", "json")
	a, b = bundleReport(t, want), bundleReport(t, got)
	require.Equal(t, resultIDs(a), resultIDs(b))
	require.Equal(t, a.Results[0].Weeks, b.Results[0].Weeks)
}

func TestBundleFormats(t *testing.T) {
	args := []string{"check", visitsFile, "--standard", "va-license-2.1"}
	o := invoke(t, args...)
	golden(t, "fhir/visits.txt", o.stdout)
	o = invoke(t, append(args, "--format", "sarif")...)
	validSARIF(t, sarifSchemaOf(t), o.stdout)
	for _, id := range []string{`"ruleId": "fhir/refused"`, `"ruleId": "fhir/assumed"`, `"ruleId": "fhir/not-read"`, `"startLine": 21`} {
		require.Contains(t, o.stdout, id)
	}
	o = invoke(t, append(args, "--format", "junit")...)
	require.Contains(t, o.stdout, `<testcase classname="p-17" name="fhir/refused: line`+hard+`21">`)
	require.Contains(t, o.stdout, `errors="1"`)
}

func TestBundleUnusable(t *testing.T) {
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	for name, c := range map[string]struct{ text, says string }{ // any order: each alone
		"broken JSON":        {`{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType"`, "standard input:1: ends inside entry 0"},
		"no entries":         {`{"resourceType": "Bundle", "type": "collection"}`, "standard input: holds no session and no program"},
		"an empty list":      {`{"resourceType": "Bundle", "type": "collection", "entry": []}`, "standard input:1: Bundle.entry is an empty list"},
		"a person alone":     {`{"resourceType": "Patient", "id": "p1"}`, "standard input: holds no session and no program"},
		"a broken resource":  {`{"resourceType": "Slot"}`, "standard input:1: Slot.schedule is missing"},
		"deep in a bundle":   {`{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "Patient", "x": ` + deep + `}}]}`, "standard input:1: Bundle.entry[0].resource.x is nested too deep"},
		"deep in a resource": {`{"resourceType": "Patient", "x": ` + deep + `}`, "standard input:1: Patient.x is nested too deep"},
		"no type":            {`{"entry": []}`, "standard input:1: is no bundle; want resourceType Bundle"},
		"another version":    {`{"resourceType": "Appointment", "status": "booked", "subject": {"reference": "Patient/p1"}}`, "standard input:1: Appointment.subject is no element of FHIR R4 here"},
		"days far apart": {`{"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}, "subject": {"reference": "Patient/p1"}, "period": {"start": "1950-01-01"}}
{"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}, "subject": {"reference": "Patient/p1"}, "period": {"start": "2150-01-01"}}`, "standard input: its rows are 10437 weeks apart"},
	} {
		t.Run(name, func(t *testing.T) {
			o := invokeWith(t, c.text, nil, "check", "-")
			require.Equal(t, exitUnusable, o.status)
			require.True(t, strings.HasPrefix(o.stderr, c.says) || strings.Contains(o.stderr, "\n"+c.says), o.stderr)
		})
	}
}

func TestBundleFlags(t *testing.T) {
	o := invoke(t, "check", "sample.json", "--codes", "codes.json")
	require.Equal(t, exitUnusable, o.status)
	codes := write(t, "codes.json", `{"codes": [{"concept": "activity/cbt", "codings": [{"system": "https://example.org/codes", "code": "CBT"}]}]}`)
	o = invoke(t, "check", "sample.json", "--codes", codes)
	require.Contains(t, o.stderr, "note: --codes changes nothing here: it is about FHIR bundles, and none is named")
	own := strings.ReplaceAll(readVisits(t), `{"system": "https://openiop.org/fhir/activity", "code": "process-group"}`, `{"system": "https://example.org/codes", "code": "CBT"}`)
	o = invokeWith(t, own, nil, "check", "-", "--codes", codes, "--standard", "va-license-2.1")
	require.Contains(t, o.stdout, "counts      cognitive behavioral therapy 3 h")
	require.NotContains(t, invokeWith(t, own, nil, "check", "-", "--standard", "va-license-2.1").stdout, "cognitive")
	o = invoke(t, "check", visitsFile, "--activities", "x.json")
	require.Equal(t, exitUnusable, o.status)
}

func TestBundleRulePages(t *testing.T) {
	for _, r := range bundleRules() {
		o := invoke(t, "explain", string(r.ID))
		require.Equal(t, exitMet, o.status)
		require.Contains(t, o.stdout, string(r.ID))
	}
}

// TestBundleMemory judges a bundle of which nearly all is about something else:
// what is kept is what is judged.
func TestBundleMemory(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"resourceType": "Bundle", "type": "collection", "entry": [`)
	note := strings.Repeat("x", 4000)
	const goals = 4000
	for i := range goals {
		fmt.Fprintf(&b, `{"resource": {"resourceType": "Goal", "id": "g%d", "lifecycleStatus": "active", "description": {"text": "%s"}, "subject": {"reference": "Patient/p1"}}},`, i, note)
	}
	b.WriteString(`{"resource": {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}, "subject": {"reference": "Patient/p1"}, "period": {"start": "2026-11-02"}}}]}`)
	a := &app{}
	left := map[string]int{}
	r := a.ahead(input{}, strings.NewReader(b.String()))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	file, err := readFHIR(r, "big.json", func(res fhir.Resource) fhir.Resource { return judged(res, left) })
	require.NoError(t, err)
	runtime.GC()
	runtime.ReadMemStats(&after)
	require.Len(t, file.bundle.Entry, goals+1)
	require.Equal(t, goals, left["Goal"])
	require.Less(t, int64(after.HeapAlloc)-int64(before.HeapAlloc), int64(b.Len()/4), "less than a quarter of the file stays")
	runtime.KeepAlive(file)
}

// BenchmarkCheckBundle reads and judges the visits of forty people in half a
// year.
func BenchmarkCheckBundle(b *testing.B) {
	var text strings.Builder
	text.WriteString(`{"resourceType": "Bundle", "type": "collection", "entry": [`)
	const visits = 3000
	for i := range visits {
		if i > 0 {
			text.WriteByte(',')
		}
		day := iop.MustDate(2026, 1, 5).AddDays(i / 40 * 7 / 3)
		fmt.Fprintf(&text, `{"resource": {"resourceType": "Appointment", "id": "a%d", "status": "fulfilled", "serviceType": [{"coding": [{"system": "https://openiop.org/fhir/activity", "code": "process-group"}]}],
 "start": "%sT18:00:00-06:00", "end": "%sT21:00:00-06:00", "participant": [{"actor": {"reference": "Patient/p%d"}, "status": "accepted"}]}}`, i, day, day, i%40)
	}
	text.WriteString("]}")
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if status := run([]string{"check", "-", "--standard", "va-license-2.1", "--format", "json", "--fail-on", "never"}, strings.NewReader(text.String()), io.Discard, io.Discard, func(string) string { return "" }); status != exitMet {
			b.Fatal(status)
		}
	}
}
