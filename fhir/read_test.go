package fhir_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
)

// issuesOf reads a resource and gives the issues as lines.
func issuesOf(text string, o fhir.ReadOptions) (fhir.Resource, []string, error) {
	r, report, err := fhir.ParseResource([]byte(text), "f.json", o)
	var lines []string
	for _, i := range report.Issues {
		lines = append(lines, fmt.Sprintf("%s %d %s %s", i.Severity, i.Line, i.Path, i.What))
	}
	return r, lines, err
}

// apt puts an element into a good Appointment.
func apt(element string) string {
	return `{"resourceType":"Appointment","status":"proposed","participant":[{"actor":{"display":"x"},"status":"accepted"}],` + element + `}`
}

func TestWhatIsNotUnderstood(t *testing.T) {
	for _, c := range []struct {
		name, text string
		refused    bool
		want       string
	}{
		{"an element without a field", `{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"statusHistory":[{"x":1}]}`, false,
			"information 1 Encounter.statusHistory is not read; the package has no field for it"},
		{"no element of R4", apt(`"stat":"x"`), true, "error 1 Appointment.stat is no element of FHIR R4 here"},
		{"a name that could be a text of the record", apt(`"Jane Doe":1`), true, "error 1 Appointment.? is no element of FHIR R4 here"},
		{"an extension of a single value", apt(`"_status":{"extension":[{"url":"x"}]}`), false, "information 1 Appointment._status is an id or an extension of a single value, which is not read"},
		{"a modifierExtension", apt(`"modifierExtension":[{"url":"x","valueBoolean":true}]`), true, "fatal 1 Appointment.modifierExtension can change the meaning of all that stands beside it, and is not known here"},
		{"one below", `{"resourceType":"Appointment","status":"proposed","participant":[{"actor":{"display":"x"},"status":"accepted","modifierExtension":[{"url":"x"}]}]}`, true,
			"fatal 1 Appointment.participant[0].modifierExtension can change the meaning of all that stands beside it, and is not known here"},
		{"implicitRules", apt(`"implicitRules":"http://example.org/x"`), true, "fatal 1 Appointment.implicitRules names rules that can change the meaning of the resource, and none are known here"},
		{"an empty list", apt(`"meta":{"security":[]}`), true, "error 1 Appointment.meta.security is an empty list; leave it out instead"},
		{"an empty object", apt(`"appointmentType":{}`), true, "error 1 Appointment.appointmentType is an empty object; leave it out instead"},
		{"null", apt(`"start":null`), true, "error 1 Appointment.start is null; want a text"},
		{"an object for a list", apt(`"serviceType":{"text":"x"}`), true, "error 1 Appointment.serviceType is an object; want a list"},
		{"a list for an object", apt(`"appointmentType":[{"text":"x"}]`), true, "error 1 Appointment.appointmentType is a list; want an object"},
		{"a number for a text", apt(`"comment":1`), true, "error 1 Appointment.comment is a number; want a text"},
		{"a text for a number", apt(`"minutesDuration":"60"`), true, "error 1 Appointment.minutesDuration is a text; want a number"},
		{"a fraction for a whole number", apt(`"minutesDuration":1.5`), true, "error 1 Appointment.minutesDuration is no whole number of 32 bits"},
		{"a day that there is not", apt(`"created":"2026-02-30"`), true, "error 1 Appointment.created is no date; want YYYY, YYYY-MM or YYYY-MM-DD, or a day with a time and an offset"},
		{"a time without seconds", apt(`"start":"2026-11-04T09:00-05:00"`), true, "error 1 Appointment.start is no moment; want YYYY-MM-DDThh:mm:ss and Z or an offset such as -05:00"},
		{"twice", apt(`"comment":"a","comment":"b"`), true, "error 1 Appointment.comment stands twice"},
		{"a text that is empty", apt(`"comment":""`), true, "error 1 Appointment.comment is empty; leave it out instead"},
		{"a space in the id of an object", apt(`"appointmentType":{"id":"a b","text":"x"}`), true, "error 1 Appointment.appointmentType.id is no id of an object; want one without spaces"},
		{"missing status", `{"resourceType":"Appointment","participant":[{"actor":{"display":"x"},"status":"accepted"}]}`, true, "error 1 Appointment.status is missing"},
		{"missing participants", `{"resourceType":"Appointment","status":"proposed"}`, true, "error 1 Appointment.participant is missing"},
		{"a status that is none", `{"resourceType":"Slot","status":"open","schedule":{"reference":"Schedule/1"},"start":"2026-11-04T09:00:00Z","end":"2026-11-04T12:00:00Z"}`, true,
			"error 1 Slot.status is none of the codes busy free busy-unavailable busy-tentative entered-in-error"},
		{"two values of a choice", `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueString":"a","valueInteger":1}`, true,
			"error 1 Observation.valueInteger is a second value of value[x]; want one"},
		{"a choice of a type that may not be", `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueMoney":{"value":1}}`, true, "error 1 Observation.valueMoney is no element of FHIR R4 here"},
		{"a reference to a type that may not be", apt(`"slot":[{"reference":"Slot/1"},{"reference":"Device/1"}]`), true, "error 1 Appointment.slot[1] points to a resource of a type that may not stand here; want one of Slot"},
		{"a reference that names one", `{"resourceType":"Schedule","actor":[{"type":"Medication","display":"x"}]}`, true,
			"error 1 Schedule.actor[0] points to a resource of a type that may not stand here; want one of Patient Practitioner PractitionerRole RelatedPerson Device HealthcareService Location"},
		{"a subject of one", `{"resourceType":"Goal","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"https://example.org/fhir/Slot/1/_history/2"}}`, true,
			"error 1 Goal.subject points to a resource of a type that may not stand here; want one of Patient Group Organization"},
		{"a start without an end", apt(`"start":"2026-11-04T09:00:00Z"`), true, "error 1 Appointment has a start or an end alone; want both or none (app-2)"},
		{"a rule that the order of members hides", `{"status":"cancelled","end":"2026-11-04T12:00:00Z","participant":[{"status":"accepted"}],"resourceType":"Appointment"}`, true,
			"error 1 Appointment.participant[0] has neither a type nor an actor (app-1)"},
		{"a detail and a reference", `{"resourceType":"CarePlan","status":"active","intent":"plan","subject":{"reference":"Patient/1"},"activity":[{"reference":{"reference":"Task/1"},"detail":{"status":"scheduled"}}]}`, true,
			"error 1 CarePlan.activity[0] has a detail and a reference; want one of them (cpl-3)"},
		{"timeOfDay and when", `{"resourceType":"ActivityDefinition","status":"active","timingTiming":{"repeat":{"timeOfDay":["09:00:00"],"when":["MORN"]}}}`, true,
			"error 1 ActivityDefinition.timingTiming.repeat has timeOfDay and when; want one of them (tim-10)"},
		{"a time of day without seconds", `{"resourceType":"ActivityDefinition","status":"active","timingTiming":{"repeat":{"timeOfDay":["9:00"]}}}`, true,
			"error 1 ActivityDefinition.timingTiming.repeat.timeOfDay[0] is no time of day; want hh:mm:ss"},
		{"a contained resource that is not there", apt(`"slot":[{"reference":"#gone"}]`), true, "error 1 Appointment.slot[0].reference points to a contained resource that is not there"},
		{"a resource of another type", `{"resourceType":"Patient","id":"p1"}`, false, "information 1 Patient is of a type that is kept as it stands, not read"},
		{"no type", `{"id":"x"}`, true, "fatal 1  has no resourceType; want one such as Observation"},
		{"no object", `[1]`, true, "error 1  is a list; want a resource"},
		{"two of them", session + session, true, "fatal 1 Appointment is followed by something else"},
		{"cut off", session[:60], true, "fatal 1 Appointment.start ends inside a text"},
		{"not UTF-8", apt(`"comment":"` + "\xff" + `"`), true, "fatal 1  is not UTF-8"},
		{"an unescaped control character", apt("\"comment\":\"a\x01b\""), true, "fatal 1 Appointment.comment holds a control character that is not escaped"},
		{"an escaped one", apt(`"comment":"a\u0001b"`), true, "error 1 Appointment.comment holds a control character"},
		{"half a surrogate", apt(`"comment":"\ud800x"`), true, "fatal 1 Appointment.comment holds an escape that is no JSON"},
		{"a number that is none", apt(`"minutesDuration":012`), true, "fatal 1 Appointment.minutesDuration is no value of JSON"},
		{"the line is told", "{\"resourceType\":\"Appointment\",\n\"status\":\"booked\",\n\"participant\":[{\"status\":\n\"yes\"}]}", true,
			"error 4 Appointment.participant[0].status is none of the codes accepted declined tentative needs-action"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, issues, err := issuesOf(c.text, fhir.ReadOptions{})
			require.Equal(t, []string{c.want}, issues)
			require.Equal(t, c.refused, err != nil)
			require.Equal(t, c.refused, r == nil)
			if c.refused {
				require.ErrorIs(t, err, fhir.ErrRefused)
			}
		})
	}
}

func TestLenientGivesWhatCouldBeRead(t *testing.T) {
	r, issues, err := issuesOf(apt(`"stat":"x","start":"yesterday","comment":"kept"`), fhir.ReadOptions{Lenient: true})
	require.NoError(t, err)
	require.Len(t, issues, 2)
	require.Equal(t, "kept", r.(*fhir.Appointment).Comment)
	require.False(t, r.(*fhir.Appointment).Start.IsStated())
	_, _, err = issuesOf(apt(`"modifierExtension":[{"url":"x"}]`), fhir.ReadOptions{Lenient: true})
	require.ErrorIs(t, err, fhir.ErrRefused)
}

func TestExtensionsAreKept(t *testing.T) {
	const text = `{"resourceType":"Appointment","extension":[{"url":"http://example.org/a","valueDecimal":1.10},{"extension":[{"url":"b","valueHumanName":{"family":"x","given":["y"]}}],"url":"http://example.org/c"}],"status":"proposed","participant":[{"id":"1","extension":[{"url":"d","valueBoolean":false}],"actor":{"display":"x"},"status":"accepted"}]}`
	require.Equal(t, text, unlabelled(t, parse(t, text)))
	spaced := strings.NewReplacer("{", "{ ", ":[", ": [\n", ",", ", ").Replace(text)
	require.Equal(t, text, unlabelled(t, parse(t, spaced)))
	_, issues, err := issuesOf(strings.Replace(text, `["y"]`, `[]`, 1), fhir.ReadOptions{})
	require.Error(t, err)
	require.Contains(t, issues[1], "holds an empty object or list")
}

// A value of which nothing is kept is none: what is read can be written and
// reads as the same.
func TestNothingKeptIsNoValue(t *testing.T) {
	for _, text := range []string{
		`{"resourceType":"ActivityDefinition","status":"draft","timingTiming":{"_event":[{"extension":[{"url":"x","valueBoolean":true}]}]}}`,
		`{"resourceType":"ActivityDefinition","status":"draft","timingTiming":{"repeat":{"boundsPeriod":{"_start":{"id":"x"}}}}}`,
	} {
		r, issues, err := issuesOf(text, fhir.ReadOptions{})
		require.NoError(t, err)
		require.Len(t, issues, 1)
		require.Contains(t, issues[0], "is an id or an extension of a single value, which is not read")
		require.Nil(t, r.(*fhir.ActivityDefinition).Timing)
	}
}

// The one extension of a single value that is kept.
func TestUnknownMomentOfIssue(t *testing.T) {
	const text = `{"resourceType":"DiagnosticReport","status":"final","code":{"text":"x"},"_issued":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}`
	r := parse(t, text)
	require.True(t, r.(*fhir.DiagnosticReport).IssuedUnknown)
	require.Equal(t, text, unlabelled(t, r))
	for _, other := range []string{strings.Replace(text, "unknown", "masked", 1), strings.Replace(text, `{"extension"`, `{"id":"x","extension"`, 1), strings.Replace(text, "data-absent-reason", "other", 1)} {
		r, issues, err := issuesOf(other, fhir.ReadOptions{})
		require.NoError(t, err)
		require.Equal(t, []string{"information 1 DiagnosticReport._issued is an id or an extension of a single value, which is not read"}, issues)
		require.False(t, r.(*fhir.DiagnosticReport).IssuedUnknown)
	}
}

func TestContainedResources(t *testing.T) {
	const text = `{"resourceType":"CarePlan","contained":[{"resourceType":"Goal","id":"g1","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/p1"}},{"resourceType":"Patient","id":"p","gender":"unknown"}],"status":"active","intent":"plan","subject":{"reference":"#p"},"goal":[{"reference":"#g1"}]}`
	r := parse(t, text)
	require.Equal(t, text, unlabelled(t, r))
	plan := r.(*fhir.CarePlan)
	goal, ok := fhir.Contained(plan, plan.Goal[0])
	require.True(t, ok)
	require.Equal(t, "active", goal.(*fhir.Goal).LifecycleStatus)
	_, ok = fhir.Contained(plan, fhir.Reference{Reference: "#nobody"})
	require.False(t, ok)
	out, err := fhir.Export{}.Append(nil, r)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(out), `"42CFRPart2"`), "a contained resource has no labels of its own (dom-5)")
}

func TestDecimalsAreNoFloats(t *testing.T) {
	for _, d := range []string{"0", "-0", "1.10", "0.1", "12345678901234567890.123456789012345678901", "1e-7", "1E400"} {
		text := `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":` + d + `}}`
		require.Equal(t, text, unlabelled(t, parse(t, text)))
	}
	for text, want := range map[string]string{"1.10": "1.1", "12e-1": "1.2", "2e3": "2000", "-0.5": "-0.5", "0e9": "0", "0.000000001": "0.000000001"} {
		d, err := fhir.ParseDecimal(text)
		require.NoError(t, err)
		a, ok := d.Amount()
		require.True(t, ok, text)
		require.Equal(t, want, a.String())
	}
	for _, text := range []string{"0.0000000001", "1000000000", "1e99999999999"} {
		d, err := fhir.ParseDecimal(text)
		require.NoError(t, err)
		_, ok := d.Amount()
		require.False(t, ok, text)
	}
	for _, text := range []string{"", "+1", "01", ".5", "1.", "1e", "NaN", "1 "} {
		_, err := fhir.ParseDecimal(text)
		require.Error(t, err, text)
	}
}

func TestDatesOfEveryPrecision(t *testing.T) {
	for _, s := range []string{"2026", "2026-11", "2026-11-02", "2026-11-02T09:00:00Z", "2026-11-02T09:00:00.123456-05:00", "2024-02-29", "2016-12-31T23:59:60Z"} {
		d, err := fhir.ParseDateTime(s)
		require.NoError(t, err, s)
		require.Equal(t, s, d.String())
		_, isDay := d.Day()
		require.Equal(t, len(s) >= 10, isDay, s)
		_, isTime := d.Time()
		require.Equal(t, len(s) > 10, isTime, s)
	}
	for _, s := range []string{"", "0000", "26", "2026-13", "2026-00", "2026-02-29", "2026-11-02T09:00:00", "2026-11-02T09:00Z", "2026-11-02T24:00:00Z", "2026-11-02 09:00:00Z", "2026-11-02T09:00:00+14:01", "2026-11-02T09:00:00.Z", "2026-11-02T09:00:00-5:00"} {
		_, err := fhir.ParseDateTime(s)
		require.Error(t, err, s)
	}
}

func TestLimits(t *testing.T) {
	t.Run("bytes", func(t *testing.T) {
		_, _, err := fhir.ReadResource(strings.NewReader(session), "f.json", fhir.ReadOptions{MaxBytes: len(session) - 1})
		require.ErrorContains(t, err, "larger than the limit")
		_, _, err = fhir.ReadResource(strings.NewReader(session), "f.json", fhir.ReadOptions{MaxBytes: len(session)})
		require.NoError(t, err)
	})
	t.Run("depth", func(t *testing.T) {
		deep := func(n int) string {
			return `{"resourceType":"QuestionnaireResponse","status":"completed",` + strings.Repeat(`"item":[{"linkId":"1",`, n) + `"text":"x"` + strings.Repeat("}]", n) + "}"
		}
		_, _, err := issuesOf(deep(30), fhir.ReadOptions{})
		require.NoError(t, err)
		_, issues, err := issuesOf(deep(100_000), fhir.ReadOptions{})
		require.Error(t, err)
		require.Len(t, issues, 1)
		require.Contains(t, issues[0], "is nested too deep")
		_, _, err = issuesOf(apt(`"nothing":`+strings.Repeat("[", 1_000_000)), fhir.ReadOptions{})
		require.Error(t, err)
	})
	t.Run("items", func(t *testing.T) {
		many := apt(`"slot":[` + strings.Repeat(`{"id":"a"},`, 20) + `{"id":"a"}]`)
		_, _, err := issuesOf(many, fhir.ReadOptions{MaxItems: 21})
		require.ErrorContains(t, err, "too many items")
		_, _, err = issuesOf(many, fhir.ReadOptions{MaxItems: 22})
		require.NoError(t, err)
	})
	t.Run("issues", func(t *testing.T) {
		_, report, err := fhir.ParseResource([]byte(apt(`"slot":[`+strings.Repeat(`{},`, 50)+`{}]`)), "f.json", fhir.ReadOptions{MaxIssues: 10})
		require.ErrorContains(t, err, "41 more issues are not listed")
		require.Len(t, report.Issues, 10)
		require.Equal(t, 41, report.More)
	})
}

func TestBundles(t *testing.T) {
	text := "{\"type\":\"collection\",\"resourceType\":\"Bundle\",\n\"total\":0,\"entry\":[\n{\"fullUrl\":\"urn:uuid:1\",\"resource\":" + session + "},\n" +
		`{"resource":{"resourceType":"Appointment","status":"bad","participant":[{"actor":{"display":"x"},"status":"accepted"}]}},` + "\n" +
		`{"resource":{"resourceType":"Appointment" "status":"booked"}},` + "\n" +
		`{"resource":` + screen + `}` + "\n]}"
	b, report, err := fhir.ReadBundle(strings.NewReader(text), "b.json", fhir.ReadOptions{})
	require.NoError(t, err)
	require.Len(t, b.Entry, 4)
	require.Equal(t, []fhir.Issue{
		{Severity: fhir.Error, Path: "Bundle.entry[1].resource.status", Line: 4, What: "is none of the codes proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist"},
		{Severity: fhir.Fatal, Path: "Bundle.entry[2].resource", Line: 5, What: "is followed by something that is no JSON; want , or }"},
	}, report.Issues)
	require.NotNil(t, b.Entry[0].Resource)
	require.Nil(t, b.Entry[1].Resource)
	require.Nil(t, b.Entry[2].Resource)
	require.NotNil(t, b.Entry[3].Resource)
	require.Equal(t, []int{3, 4, 5, 6}, []int{b.Entry[0].Line, b.Entry[1].Line, b.Entry[2].Line, b.Entry[3].Line})
	require.Equal(t, 0, *b.Total)
	found, ok := b.Resolve(fhir.To("Observation", "o1"))
	require.True(t, ok)
	require.Same(t, b.Entry[3].Resource, found)
	_, ok = b.Resolve(fhir.Reference{Reference: "urn:uuid:1"})
	require.True(t, ok)
}

func TestBrokenBundles(t *testing.T) {
	for text, want := range map[string]string{
		``:                              "is no bundle",
		`[]`:                            "is no bundle",
		`{}`:                            "want resourceType Bundle",
		`{"resourceType":"Patient"}`:    "b.json:1: is no bundle; want resourceType Bundle",
		`{"resourceType":"Bundle"`:      "ends inside the bundle",
		`{"resourceType":"Bundle",}`:    "holds something that is no JSON",
		`{"resourceType":"Bundle"} {}`:  "is followed by something else",
		`{"resourceType" "Bundle"}`:     "has a name without a colon",
		`{"type":"batch","type":"x"}`:   "has a member twice",
		`{"entry":[{}`:                  "ends inside the entries",
		`{"entry":[{"resource":{`:       "ends inside entry 0",
		`{"entry":[{} {}]}`:             "after entry 0",
		`{"entry":[` + session:          "ends inside the entries",
		`{"resourceType":"Bundle""x":1`: "holds something that is no JSON",
	} {
		t.Run(text, func(t *testing.T) {
			_, _, err := fhir.ReadBundle(strings.NewReader(text), "b.json", fhir.ReadOptions{})
			require.ErrorContains(t, err, want)
		})
	}
	t.Run("no type", func(t *testing.T) {
		_, report, err := fhir.ReadBundle(strings.NewReader(`{"resourceType":"Bundle","entry":[]}`), "b.json", fhir.ReadOptions{})
		require.NoError(t, err)
		require.Equal(t, "b.json:1: Bundle.entry is an empty list; leave it out instead (error)\nb.json:1: Bundle.type is missing (error)\n", report.String())
	})
	t.Run("too many entries", func(t *testing.T) {
		text := `{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"a"},{"fullUrl":"b"}]}`
		_, _, err := fhir.ReadBundle(strings.NewReader(text), "b.json", fhir.ReadOptions{MaxEntries: 1})
		require.ErrorContains(t, err, "has more than 1 entries")
	})
	t.Run("an entry that is too large leaves the others alone", func(t *testing.T) {
		text := `{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"` + strings.Repeat("x", 300_000) + `"},{"fullUrl":"b"}]}`
		b, report, err := fhir.ReadBundle(strings.NewReader(text), "b.json", fhir.ReadOptions{MaxBytes: 1000})
		require.NoError(t, err)
		require.Equal(t, "Bundle.entry[0] is larger than the limit of 1000 bytes", report.Issues[0].Path+" "+report.Issues[0].What)
		require.Equal(t, "b", b.Entry[1].FullURL)
	})
	t.Run("a reader that fails", func(t *testing.T) {
		broken := errors.New("the line is down")
		for _, err := range fhir.Entries(io.MultiReader(strings.NewReader(`{"entry":[`), failing{broken}), "b.json", fhir.ReadOptions{}) {
			require.ErrorIs(t, err, broken)
		}
	})
	t.Run("a caller that has enough", func(t *testing.T) {
		n := 0
		for range fhir.Entries(strings.NewReader(`{"entry":[{"fullUrl":"a"},{"fullUrl":"b"}]}`), "b.json", fhir.ReadOptions{}) {
			n++
			break
		}
		require.Equal(t, 1, n)
	})
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// The source hands out parts of every size; what is read must not depend on it.
func TestBundleInSmallParts(t *testing.T) {
	text := "\uFEFF {\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":" + screen + "},{\"resource\":" + session + "}]}\n"
	for _, size := range []int{1, 2, 3, 7, 1000} {
		b, report, err := fhir.ReadBundle(&parts{text, size}, "b.json", fhir.ReadOptions{})
		require.NoError(t, err)
		require.Empty(t, report.Issues)
		require.Equal(t, screen, unlabelled(t, b.Entry[0].Resource))
		require.Equal(t, session, unlabelled(t, b.Entry[1].Resource))
	}
}

type parts struct {
	text string
	size int
}

func (p *parts) Read(b []byte) (int, error) {
	if p.text == "" {
		return 0, io.EOF
	}
	n := copy(b, p.text[:min(p.size, len(p.text))])
	p.text = p.text[n:]
	return n, nil
}
