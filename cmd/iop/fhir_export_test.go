package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// bundleText is a bundle as these tests look at it.
type bundleText struct {
	ResourceType string
	Type         string
	Meta         struct{ Security []struct{ Code string } }
	Entry        []struct {
		Resource struct {
			ResourceType, ID string
			Meta             struct{ Security []struct{ Code string } }
			Subject          struct{ Reference string }
			For              struct{ Reference string }
			Patient          struct{ Reference string }
			Status           string
		}
	}
}

func (b *bundleText) types() []string {
	var out []string
	for _, e := range b.Entry {
		if t := e.Resource.ResourceType; len(out) == 0 || out[len(out)-1] != t {
			out = append(out, t)
		}
	}
	return out
}

func exported(t *testing.T, o outcome) (b bundleText) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &b), o.stderr)
	require.Equal(t, "Bundle", b.ResourceType)
	require.Equal(t, "collection", b.Type)
	return b
}

const person = "testdata/respond/unexpected.json"

func TestExportKinds(t *testing.T) {
	roster := write(t, "november.csv", threeWeeks)
	for name, c := range map[string]struct { // any order: each alone
		args []string
		want []string
		says string // "" for nothing on standard error
	}{
		"a design":          {[]string{"sample.json"}, []string{"PlanDefinition", "HealthcareService", "ActivityDefinition"}, ""},
		"a design on dates": {[]string{"sample.json", "--start", "2026-11-09", "--timezone", "America/Chicago"}, []string{"PlanDefinition", "HealthcareService", "ActivityDefinition", "Schedule", "Slot"}, ""},
		"a person's design": {[]string{"sample.json", "--start", "2026-11-09", "--timezone", "America/Chicago", "--subject", "c-1"}, []string{"PlanDefinition", "HealthcareService", "ActivityDefinition", "Appointment"}, ""},
		"a roster":          {[]string{roster, "--timezone", "America/Chicago"}, nil, ""},
		"a roster of no zone": {[]string{roster}, []string{"Encounter"},
			"has a clock and no zone that is known; only its day is written\nnote: " + roster + ": name the zone of the clock times with --timezone"},
		"a history":   {[]string{person, "--subject", "c-1"}, []string{"DiagnosticReport", "Specimen", "Observation"}, "not written, since no resource is made of it: population, jurisdiction, medications, policy"},
		"a plan":      {[]string{"testdata/plan.json", "--subject", "c-1"}, []string{"CarePlan", "Condition", "Goal"}, "relapsePlan, situation, progress"},
		"evidence":    {[]string{"testdata/stepdown.json", "--subject", "c-1"}, []string{"Task"}, "the evidence is written as the criteria of the answer"},
		"aftercare":   {[]string{"testdata/aftercare.json", "--subject", "c-1"}, []string{"EpisodeOfCare", "ServiceRequest", "Task"}, "jurisdiction, contents"},
		"answers":     {[]string{"testdata/phq-9.json", "--subject", "c-1", "--instrument", "phq-9"}, []string{"QuestionnaireResponse", "Observation"}, ""},
		"a bare list": {[]string{write(t, "bare.json", "[0, 1, 2, 3, 0, 1, 2, 3, 0]"), "--subject", "c-1", "--instrument", "phq-9"}, []string{"QuestionnaireResponse", "Observation"}, ""},
		"two files":   {[]string{person, "testdata/stepdown.json", "--subject", "c-1"}, []string{"DiagnosticReport", "Specimen", "Observation", "Task"}, "note"},
	} {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, append([]string{"fhir", "export"}, c.args...)...)
			require.Equal(t, exitMet, o.status, o.stderr)
			b := exported(t, o)
			if c.want != nil {
				require.Equal(t, c.want, b.types())
			}
			if c.says == "" {
				require.Empty(t, o.stderr)
			}
			require.Contains(t, o.stderr, c.says)
			for _, e := range b.Entry {
				require.NotEmpty(t, e.Resource.ID)
				for _, ref := range []string{e.Resource.Subject.Reference, e.Resource.For.Reference, e.Resource.Patient.Reference} {
					require.Contains(t, []string{"", "Patient/c-1", "Patient/c-17", "Patient/c-90"}, ref)
				}
			}
			require.Equal(t, o.stdout, invoke(t, append([]string{"fhir", "export"}, c.args...)...).stdout, "the same bytes")
		})
	}
}

// TestExportLabels says that every resource has the labels of 42 CFR Part 2,
// and that one flag leaves them out.
func TestExportLabels(t *testing.T) {
	args := []string{"fhir", "export", "sample.json", person, "testdata/aftercare.json", "--subject", "c-1"}
	b := exported(t, invoke(t, args...))
	require.Greater(t, len(b.Entry), 10)
	codes := func(list []struct{ Code string }) (out []string) {
		for _, c := range list {
			out = append(out, c.Code)
		}
		return out
	}
	require.Equal(t, []string{"42CFRPart2", "ETH"}, codes(b.Meta.Security))
	for _, e := range b.Entry {
		require.Equal(t, []string{"42CFRPart2", "ETH"}, codes(e.Resource.Meta.Security), e.Resource.ResourceType)
	}
	o := invoke(t, append(args, "--without-part2-labels")...)
	require.Equal(t, exitMet, o.status)
	require.NotContains(t, o.stdout, "42CFRPart2")
	require.NotContains(t, o.stdout, `"ETH"`)
	require.Len(t, exported(t, o).Entry, len(b.Entry))
}

// TestExportOfTwoDesigns keeps the sessions of two designs apart: each has a
// calendar, held by its own service.
func TestExportOfTwoDesigns(t *testing.T) {
	a := write(t, "a.json", monWedThu)
	b := write(t, "b.json", strings.Replace(monWedThu, `"id": "`, `"id": "other `, 1))
	o := invoke(t, "fhir", "export", a, b, "--start", "2026-11-09", "--timezone", "America/Chicago")
	require.Equal(t, exitMet, o.status, o.stderr)
	var got struct {
		Entry []struct {
			Resource struct {
				ResourceType, ID string
				Schedule         struct{ Reference string }
				Actor            []struct {
					Reference  string
					Identifier struct{ Value string }
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &got))
	slots, holders := map[string]int{}, []string{}
	for _, e := range got.Entry {
		switch e.Resource.ResourceType {
		case "Schedule":
			require.Zero(t, slots["Schedule/"+e.Resource.ID])
			holders = append(holders, e.Resource.Actor[0].Reference+e.Resource.Actor[0].Identifier.Value)
		case "Slot":
			slots[e.Resource.Schedule.Reference]++
		}
	}
	require.Len(t, slots, 2)
	for _, n := range slots { // any order: each has as many
		require.Equal(t, 18, n, "three a week for six weeks")
	}
	require.Len(t, holders, 2)
	require.NotEqual(t, holders[0], holders[1])
}

func TestExportAttendance(t *testing.T) {
	o := invoke(t, "fhir", "export", write(t, "november.csv", threeWeeks), "--timezone", "America/Chicago")
	require.Equal(t, exitMet, o.status, o.stderr)
	n := map[string]int{}
	for _, e := range exported(t, o).Entry {
		n[e.Resource.ResourceType+" "+e.Resource.Status]++
	}
	// 12 rows: 8 attended or in part, one excused, one not held, one scheduled,
	// one of which nothing is recorded.
	require.Equal(t, map[string]int{
		"Appointment fulfilled": 8, "Encounter finished": 8, "Appointment booked": 2, "Appointment cancelled": 2,
	}, n)
}

func TestExportCodes(t *testing.T) {
	codes := write(t, "codes.json", `{"codes": [{"concept": "activity/process-group", "codings": [{"system": "https://example.org/codes", "code": "PG"}]}]}`)
	roster := write(t, "november.csv", threeWeeks)
	o := invoke(t, "fhir", "export", roster, "--timezone", "America/Chicago", "--codes", codes)
	require.Contains(t, o.stdout, `{"system":"https://example.org/codes","code":"PG"}`)
	require.NotContains(t, invoke(t, "fhir", "export", roster, "--timezone", "America/Chicago").stdout, `"PG"`)
	o = invoke(t, "fhir", "export", roster, "--codes", write(t, "bad.json", `{"codes": [{"concept": "activity/none", "codings": []}]}`))
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "bad.json:1")
}

func TestExportFindings(t *testing.T) {
	o := invoke(t, "fhir", "export", "--findings", realPrograms)
	require.Equal(t, exitMet, o.status, o.stderr)
	b := exported(t, o)
	require.Equal(t, []string{"OperationOutcome"}, b.types())
	require.Len(t, b.Entry, len(decodeReport(t, invoke(t, "check", realPrograms, "--format", "json")).Results))

	o = invoke(t, "fhir", "export", "--findings", write(t, "november.csv", threeWeeks), "--standard", "va-license-2.1", "--indent")
	golden(t, "fhir/findings.json", o.stdout)
	require.Equal(t, exitMet, o.status)
	o = invoke(t, "fhir", "export", "--findings", visitsFile, "--standard", "va-license-2.1")
	require.Equal(t, exitUnusable, o.status)
	require.Len(t, exported(t, o).Entry, 2)
}

func TestExportCards(t *testing.T) {
	cards := func(o outcome) (out []struct{ Summary, Indicator string }) {
		t.Helper()
		var v struct {
			Cards []struct{ Summary, Indicator string }
		}
		require.NoError(t, json.Unmarshal([]byte(o.stdout), &v), o.stderr)
		require.Equal(t, exitMet, o.status)
		return v.Cards
	}
	got := cards(invoke(t, "fhir", "export", "--cards", person))
	require.NotEmpty(t, got)
	for _, c := range got {
		require.Equal(t, "info", c.Indicator, "a response supports")
	}
	got = cards(invoke(t, "fhir", "export", "--cards", write(t, "november.csv", threeWeeks), "--standard", "va-license-2.1"))
	require.Contains(t, got, struct{ Summary, Indicator string }{"Countable time a week: 6 h; required at least 9 h", "critical"})
	require.Empty(t, cards(invoke(t, "fhir", "export", "--cards", write(t, "d.json", monWedThu))))
}

func TestExportToAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.json")
	o := invoke(t, "fhir", "export", "sample.json", "-o", path)
	require.Equal(t, outcome{}, o)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, invoke(t, "fhir", "export", "sample.json").stdout, string(data))
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "a record is nobody else's to read")
	require.Equal(t, exitUnusable, invoke(t, "fhir", "export", "sample.json", "-o", t.TempDir()).status)
}

func TestExportUnusable(t *testing.T) {
	roster := write(t, "november.csv", threeWeeks)
	bad := write(t, "bad.json", `{"id": "x", "blocks": 7}`)
	for name, c := range map[string]struct { // any order: each alone
		args []string
		says string
	}{
		"no file":                {nil, "requires at least 1 arg"},
		"nobody":                 {[]string{person}, person + ": names no person; name one by an opaque id with --subject"},
		"a person too many":      {[]string{roster, "--subject", "c-1"}, roster + ": names people itself; leave --subject out"},
		"no instrument":          {[]string{"testdata/phq-9.json", "--subject", "c-1"}, "testdata/phq-9.json: holds answers; name their instrument with --instrument ID"},
		"an unknown one":         {[]string{"testdata/phq-9.json", "--subject", "c-1", "--instrument", "phq9"}, `"phq9" is not an instrument; did you mean phq-9`},
		"a calendar":             {[]string{vendorFile}, vendorFile + ": is a calendar"},
		"a bundle":               {[]string{visitsFile}, visitsFile + ": is FHIR; iop fhir import reads it"},
		"an empty file":          {[]string{write(t, "empty.json", "")}, "empty.json: is none of the files that can be written as FHIR"},
		"a design with a slip":   {[]string{bad}, bad + `:1: program "x": blocks: is a number`},
		"a flag about findings":  {[]string{"sample.json", "--standard", "va-license-2.1"}, "iop fhir export: --standard is about findings; name --findings or --cards"},
		"both forms of findings": {[]string{"sample.json", "--findings", "--cards"}, "iop fhir export: --findings and --cards are two forms; name one"},
		"what it is not":         {[]string{"sample.json", "--what", "roster"}, "iop fhir export: invalid argument"},
		"no clock times":         {[]string{write(t, "d.json", `{"id": "d", "weeks": 2, "blocks": [{"activity": "cbt", "days": ["Mon"], "minutes": 60}]}`), "--start", "2026-11-09"}, "no session has a day, a start and an end"},
		"a slip in the command":  {[]string{"--bogus"}, "iop fhir export: unknown flag: --bogus; see iop fhir export --help"},
	} {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, append([]string{"fhir", "export"}, c.args...)...)
			require.Equal(t, exitUnusable, o.status)
			require.Contains(t, o.stderr, c.says)
		})
	}
	o := invoke(t, "fhir", "export", bad, "sample.json")
	require.Equal(t, exitUnusable, o.status, "what could be written is written all the same")
	rest := exported(t, o)
	require.Equal(t, []string{"PlanDefinition", "HealthcareService", "ActivityDefinition"}, rest.types())
	o = invoke(t, "fhir", "export", "sample.json", "sample.json")
	require.Equal(t, invoke(t, "fhir", "export", "sample.json").stdout, o.stdout, "what is named twice stands once")
	a, b := write(t, "a.json", monWedThu), write(t, "b.json", strings.Replace(monWedThu, `"18:00"`, `"17:00"`, 1))
	o = invoke(t, "fhir", "export", a, b)
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "which another file gives with other contents; export them one by one")
	o = invoke(t, "fhir", "bundle")
	require.Equal(t, []string{`iop: "bundle" is not a command; see iop --help`}, o.lines())
	require.Contains(t, invoke(t, "fhir").stdout, "iop fhir")
}
