package fhir_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// rosterOf reads resources of others as a roster.
func rosterOf(t *testing.T, s fhir.Sessions, resources ...string) ([]schedule.RosterRow, []string) {
	t.Helper()
	text := `{"resourceType":"Bundle","type":"searchset","entry":[{"resource":` + strings.Join(resources, "},\n{\"resource\":") + "}]}"
	b, report, err := fhir.ReadBundle(strings.NewReader(text), "b.json", fhir.ReadOptions{})
	require.NoError(t, err)
	require.NoError(t, report.Err())
	r, report := s.Roster(b)
	var issues []string
	for _, i := range report.Issues {
		issues = append(issues, i.Severity.String()+" "+i.Path+" "+i.What)
	}
	for i := range r.Rows {
		require.Positive(t, r.Rows[i].Line)
		r.Rows[i].Line = 0
	}
	return r.Rows, issues
}

func appointment(status, more string) string {
	return `{"resourceType":"Appointment","id":"a1","status":"` + status + `","start":"2026-11-04T09:00:00-05:00","end":"2026-11-04T12:00:00-05:00","participant":[{"actor":{"reference":"Patient/p1"},"status":"accepted"}]` + more + `}`
}

func TestAppointmentsOfOthers(t *testing.T) {
	row := schedule.RosterRow{Session: "a1", Client: "p1", Date: iop.MustDate(2026, 11, 4), Start: schedule.NewClock(9, 0), End: schedule.NewClock(12, 0)}
	with := func(s schedule.Status) []schedule.RosterRow {
		r := row
		r.Status = s
		return []schedule.RosterRow{r}
	}
	const cancelled = `,"cancelationReason":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason","code":"`
	for _, c := range []struct {
		name, text string
		want       []schedule.RosterRow
		issue      string
	}{
		{"booked", appointment("booked", ""), with(schedule.NotRecorded), ""},
		{"fulfilled", appointment("fulfilled", ""), with(schedule.Attended), ""},
		{"noshow", appointment("noshow", ""), with(schedule.AbsentUnexcused), ""},
		{"cancelled by the person", appointment("cancelled", cancelled+`pat"}]}`), with(schedule.AbsentExcused), ""},
		{"cancelled by the program", appointment("cancelled", cancelled+`prov"}]}`), with(schedule.CancelledByProgram), ""},
		{"cancelled for the weather", appointment("cancelled", cancelled+`oth-weath"}]}`), with(schedule.CancelledByProgram), ""},
		{"cancelled by whom", appointment("cancelled", ""), with(schedule.CancelledByProgram), "warning Bundle.entry[0].resource.status does not say who canceled in a code that is known; it is read as the program"},
		{"arrived", appointment("arrived", ""), with(schedule.Partial), "warning Bundle.entry[0].resource.status says that the person came and not that the session took place; it is read as a part of it"},
		{"proposed", appointment("proposed", ""), nil, "information Bundle.entry[0].resource.status is no session that is booked; it is left out"},
		{"entered in error", appointment("entered-in-error", ""), nil, "information Bundle.entry[0].resource.status was entered in error; it is left out"},
		{"without a day", `{"resourceType":"Appointment","status":"cancelled","participant":[{"actor":{"reference":"Patient/p1"},"status":"accepted"}]` + cancelled + `pat"}]}}`, nil,
			"warning Bundle.entry[0].resource.start is missing; the appointment has no day and is left out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, issues := rosterOf(t, fhir.Sessions{}, c.text)
			require.Equal(t, c.want, rows)
			require.Equal(t, c.issue, strings.Join(issues, "\n"))
		})
	}
}

func TestGroupAppointment(t *testing.T) {
	rows, issues := rosterOf(t, fhir.Sessions{}, `{"resourceType":"Appointment","id":"a1","status":"fulfilled","serviceType":[{"coding":[{"system":"http://snomed.info/sct","code":"76168009"}]}],"description":"Group","start":"2026-11-04T14:00:00Z","end":"2026-11-04T17:00:00Z","minutesDuration":150,"slot":[{"reference":"Slot/s9"}],`+
		`"participant":[{"actor":{"reference":"Practitioner/d1","display":"D. One"},"status":"accepted"},{"actor":{"reference":"https://ehr.example.org/Patient/p1"},"status":"accepted"},{"actor":{"reference":"Patient/p2"},"status":"accepted"},{"actor":{"reference":"Location/l1"},"status":"accepted"}]}`)
	row := schedule.RosterRow{Session: "Slot/s9", Client: "p1", Date: iop.MustDate(2026, 11, 4), Start: schedule.NewClock(14, 0), End: schedule.NewClock(17, 0), Minutes: iop.Exactly(150),
		Activity: iop.MustParseActivity("group-therapy"), Title: "Group", Facilitator: "D. One", Location: "Location/l1", Status: schedule.Attended}
	second := row
	second.Client = "p2"
	require.Equal(t, []schedule.RosterRow{row, second}, rows)
	require.Equal(t, []string{
		"information Bundle.entry[0].resource has a code that several activities share; the most general one is taken",
		"warning Bundle.entry[0].resource has its times in UTC and no zone is given; days and times are those of UTC here and below",
	}, issues)
}

func TestSlotsOfOthers(t *testing.T) {
	slot := func(status string) string {
		id := "s9"
		if status != "busy" {
			id = status
		}
		return `{"resourceType":"Slot","id":"` + id + `","schedule":{"reference":"Schedule/1"},"status":"` + status + `","start":"2026-11-04T09:00:00-05:00","end":"2026-11-04T12:00:00-05:00"}`
	}
	rows, issues := rosterOf(t, fhir.Sessions{}, slot("busy"), slot("free"), slot("busy-unavailable"), slot("entered-in-error"))
	require.Equal(t, []schedule.RosterRow{{Session: "Slot/s9", Date: iop.MustDate(2026, 11, 4), Start: schedule.NewClock(9, 0), End: schedule.NewClock(12, 0)}}, rows)
	require.Equal(t, []string{
		"information Bundle.entry[1].resource.status is a time at which nothing takes place; it is left out",
		"information Bundle.entry[2].resource.status is a time at which nothing takes place; it is left out",
		"information Bundle.entry[3].resource.status was entered in error; it is left out",
	}, issues)
}

func TestContainedPeople(t *testing.T) {
	rows, issues := rosterOf(t, fhir.Sessions{}, `{"resourceType":"Appointment","id":"a1","contained":[{"resourceType":"Patient","id":"p"},{"resourceType":"Location","id":"l"}],"status":"booked","start":"2026-11-04T09:00:00-05:00","end":"2026-11-04T12:00:00-05:00",`+
		`"participant":[{"actor":{"reference":"#p"},"status":"accepted"},{"actor":{"reference":"Patient/p2"},"status":"accepted"},{"actor":{"reference":"#l","display":"Room 2"},"status":"accepted"}]}`)
	require.Len(t, rows, 1)
	require.Equal(t, "p2 Room 2", rows[0].Client+" "+rows[0].Location)
	require.Equal(t, []string{"warning Bundle.entry[0].resource.participant is a person without an id; the row is left out"}, issues)
}

func TestTimesOfOthersAreReadInTheProgramsZone(t *testing.T) {
	late := strings.NewReplacer("2026-11-04T09:00:00-05:00", "2026-11-05T01:30:00Z", "2026-11-04T12:00:00-05:00", "2026-11-05T03:30:00Z").Replace(appointment("booked", ""))
	rows, issues := rosterOf(t, fhir.Sessions{Local: newYork(t)}, late)
	require.Empty(t, issues)
	require.Equal(t, "2026-11-04 20:30 22:30", rows[0].Date.String()+" "+rows[0].Start.String()+" "+rows[0].End.String())
}

func encounter(more string) string {
	return `{"resourceType":"Encounter","id":"e1","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"VR"},"type":[{"text":"x"}],"subject":{"reference":"Patient/p1"},` + more + `}`
}

// again gives an encounter another id.
func again(encounter, id string) string {
	return strings.Replace(encounter, `"id":"e1"`, `"id":"`+id+`"`, 1)
}

const lateByTwo = `"status":"finished","period":{"start":"2026-11-04T09:02:00-05:00","end":"2026-11-04T12:00:00-05:00"}`

func TestEncountersOfOthers(t *testing.T) {
	day := iop.MustDate(2026, 11, 4)
	t.Run("alone", func(t *testing.T) {
		rows, issues := rosterOf(t, fhir.Sessions{}, encounter(lateByTwo+`,"length":{"value":2.5,"unit":"h","system":"http://unitsofmeasure.org","code":"h"}`))
		require.Empty(t, issues)
		require.Equal(t, []schedule.RosterRow{{Session: "e1", Client: "p1", Date: day, Start: schedule.NewClock(9, 2), End: schedule.NewClock(12, 0), Delivery: schedule.Telehealth,
			Status: schedule.Attended, MinutesAttended: iop.Exactly(150)}}, rows)
	})
	for name, order := range map[string][]int{"with its appointment": {0, 1}, "before its appointment": {1, 0}} {
		t.Run(name, func(t *testing.T) {
			texts := []string{appointment("booked", ""), encounter(lateByTwo + `,"appointment":[{"reference":"Appointment/a1"}]`)}
			rows, issues := rosterOf(t, fhir.Sessions{}, texts[order[0]], texts[order[1]])
			require.Empty(t, issues)
			require.Equal(t, []schedule.RosterRow{{Session: "a1", Client: "p1", Date: day, Start: schedule.NewClock(9, 0), End: schedule.NewClock(12, 0),
				Status: schedule.Attended, MinutesAttended: iop.Exactly(178)}}, rows)
		})
	}
	t.Run("a day alone", func(t *testing.T) {
		rows, _ := rosterOf(t, fhir.Sessions{}, encounter(`"status":"planned","period":{"start":"2026-11-04"}`))
		require.Equal(t, []schedule.RosterRow{{Session: "e1", Client: "p1", Date: day, Delivery: schedule.Telehealth}}, rows)
	})
	t.Run("left out, and said", func(t *testing.T) {
		rows, issues := rosterOf(t, fhir.Sessions{},
			encounter(`"status":"finished","period":{"start":"2026-11"}`),
			again(encounter(`"status":"entered-in-error"`), "e2"),
			`{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"period":{"start":"2026-11-04"}}`,
			again(encounter(`"status":"finished","period":{"start":"2026-11-04T09:00:00Z","end":"2026-11-08T09:00:00Z"}`), "e3"))
		require.Empty(t, rows)
		require.Equal(t, []string{
			"warning Bundle.entry[0].resource.period.start is no day; the encounter is left out",
			"information Bundle.entry[1].resource.status was entered in error; it is left out",
			"warning Bundle.entry[2].resource.subject is missing; the encounter is nobody's and is left out",
			"warning Bundle.entry[3].resource ends before it starts or is longer than a day; it is left out",
		}, issues)
	})
	t.Run("a length in another unit", func(t *testing.T) {
		rows, issues := rosterOf(t, fhir.Sessions{}, encounter(`"status":"in-progress","period":{"start":"2026-11-04"},"length":{"value":3,"unit":"sessions"}`))
		require.Equal(t, schedule.Partial, rows[0].Status)
		require.Len(t, issues, 2)
		require.Contains(t, issues[1], "is not in min or h of UCUM")
	})
}

// A roster as it is written: the shapes of facts/interop.md, by hand.
func TestRosterInFHIR(t *testing.T) {
	r := schedule.Roster{Rows: []schedule.RosterRow{
		{Session: "s-1", Client: "p1", Date: iop.MustDate(2026, 11, 4), Start: schedule.NewClock(9, 0), End: schedule.NewClock(12, 0), Zone: "America/New_York",
			Activity: iop.MustParseActivity("process-group"), Status: schedule.Attended, MinutesAttended: iop.Exactly(178)},
		{Session: "s-1", Client: "p2", Date: iop.MustDate(2026, 11, 4), Start: schedule.NewClock(9, 0), End: schedule.NewClock(12, 0), Zone: "America/New_York", Status: schedule.AbsentUnexcused},
	}}
	resources, report := fhir.Sessions{Zone: zones}.Resources(&r)
	require.Empty(t, report.Issues)
	require.Len(t, resources, 3)
	const process = `{"coding":[{"system":"https://openiop.org/fhir/activity","code":"process-group","display":"process group"},{"system":"http://snomed.info/sct","code":"76168009"}],"text":"process group"}`
	require.Equal(t, `{"resourceType":"Appointment","id":"appointment-dcc5855dc23d3ace","extension":[{"extension":[{"url":"attendance","valueCode":"attended"},{"extension":[{"url":"min","valueInteger":178},{"url":"max","valueInteger":178}],"url":"minutesAttended"},{"url":"zone","valueString":"America/New_York"}],"url":"https://openiop.org/fhir/StructureDefinition/session"}],`+
		`"identifier":[{"system":"https://openiop.org/fhir/session-id","value":"s-1"}],"status":"fulfilled","serviceType":[`+process+`],"start":"2026-11-04T09:00:00-05:00","end":"2026-11-04T12:00:00-05:00",`+
		`"participant":[{"actor":{"reference":"Patient/p1"},"status":"accepted"}]}`, unlabelled(t, resources[0]))
	require.Equal(t, `{"resourceType":"Encounter","id":"encounter-dcc5855dc23d3ace","extension":[{"extension":[{"url":"attendance","valueCode":"attended"},{"extension":[{"url":"min","valueInteger":178},{"url":"max","valueInteger":178}],"url":"minutesAttended"}],"url":"https://openiop.org/fhir/StructureDefinition/session"}],`+
		`"identifier":[{"system":"https://openiop.org/fhir/session-id","value":"s-1"}],"status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB","display":"ambulatory"},"type":[`+process+`],"subject":{"reference":"Patient/p1"},"appointment":[{"reference":"Appointment/appointment-dcc5855dc23d3ace"}],`+
		`"period":{"start":"2026-11-04T09:00:00-05:00","end":"2026-11-04T12:00:00-05:00"},"length":{"value":178,"unit":"min","system":"http://unitsofmeasure.org","code":"min"}}`, unlabelled(t, resources[1]))
	require.Equal(t, "noshow", resources[2].(*fhir.Appointment).Status)
}

// A record system marks what became of a session that we sent as booked. It
// does not know our extension, so its own word is followed.
func TestStatusChangedBesideOurExtension(t *testing.T) {
	r := schedule.Roster{Rows: []schedule.RosterRow{{Session: "s", Client: "p1", Date: iop.MustDate(2026, 11, 4), Start: schedule.NewClock(9, 0), End: schedule.NewClock(12, 0), Zone: "America/New_York"}}}
	resources, _ := fhir.Sessions{Zone: zones}.Resources(&r)
	a := resources[0].(*fhir.Appointment)
	for _, c := range []struct {
		status string
		want   schedule.Status
	}{{"fulfilled", schedule.Attended}, {"noshow", schedule.AbsentUnexcused}, {"cancelled", schedule.CancelledByProgram}} {
		a.Status = c.status
		again, report := fhir.Sessions{Zone: zones}.Roster(fhir.Collection(a))
		require.Equal(t, c.want, again.Rows[0].Status)
		require.Contains(t, report.String(), "Bundle.entry[0].resource.status differs from our extension; the status is followed (warning)")
	}
	a.Status = "fulfilled"
	e := &fhir.Encounter{Status: "finished", Class: fhir.Coding{Code: "AMB"}, Subject: fhir.To("Patient", "p1"), Appointment: []fhir.Reference{fhir.To("Appointment", a.ID)},
		Length: fhir.Quantity{Value: fhir.WholeDecimal(90), System: fhir.UCUM, Code: "min"}}
	again, _ := fhir.Sessions{Zone: zones}.Roster(fhir.Collection(a, e))
	require.Len(t, again.Rows, 1)
	require.Equal(t, iop.Exactly(90), again.Rows[0].Delivered())

	r.Rows[0].Status, r.Rows[0].MinutesAttended = schedule.Partial, iop.Exactly(60)
	resources, _ = fhir.Sessions{Zone: zones}.Resources(&r)
	resources[1].(*fhir.Encounter).Length.Value = fhir.WholeDecimal(75)
	again, report := fhir.Sessions{Zone: zones}.Roster(fhir.Collection(resources...))
	require.Equal(t, "75 partial", again.Rows[0].Delivered().String()+" "+again.Rows[0].Status.String())
	require.Equal(t, "Bundle.entry[1].resource.length differs from our extension; the length is followed (warning)\n", report.String())
}

func TestRosterWithoutAZone(t *testing.T) {
	r := schedule.Roster{Rows: []schedule.RosterRow{
		{Client: "p1", Date: iop.MustDate(2026, 11, 4), Start: schedule.NewClock(9, 0), End: schedule.NewClock(12, 0), Status: schedule.Attended},
		{Session: "s", Date: iop.MustDate(2026, 11, 4)},
		{Client: "p1"},
	}}
	resources, report := fhir.Sessions{}.Resources(&r)
	require.Equal(t, "roster[0] has a clock and no zone that is known; only its day is written (warning)\n"+
		"roster[1] is a session without a clock, for which FHIR has no resource; it is not written (warning)\n"+
		"roster[2] has no date and is not written (error)\n", report.String())
	require.Len(t, resources, 1)
	require.Equal(t, "2026-11-04", resources[0].(*fhir.Encounter).Period.Start.String())
}

// Clocks go from 02:00 to 03:00 on 8 March 2026: a session at 02:30 is one at
// 03:30, and the roster comes back as it was.
func TestSessionThatClocksSkip(t *testing.T) {
	r := schedule.Roster{Rows: []schedule.RosterRow{{Session: "s", Client: "p1", Date: iop.MustDate(2026, 3, 8), Start: schedule.NewClock(2, 30), End: schedule.NewClock(4, 0), Zone: "America/New_York"}}}
	resources, _ := fhir.Sessions{Zone: zones}.Resources(&r)
	require.Equal(t, "2026-03-08T03:30:00-04:00", resources[0].(*fhir.Appointment).Start.String())
	requireSameRoster(t, fhir.Sessions{Zone: zones}, r)
}

func TestProgramOfOthers(t *testing.T) {
	const plan = `{"resourceType":"PlanDefinition","id":"iop-21","url":"https://example.org/fhir/PlanDefinition/iop-21","title":"IOP","status":"active",` +
		`"useContext":[{"code":{"system":"http://terminology.hl7.org/CodeSystem/usage-context-type","code":"program"},"valueCodeableConcept":{"coding":[{"system":"http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets","code":"H0015"}]}}],` +
		`"action":[{"title":"Group counseling","code":[{"coding":[{"system":"http://snomed.info/sct","code":"76168009"}]}],"timingTiming":{"repeat":{"frequency":3,"period":1,"periodUnit":"wk","duration":3,"durationUnit":"h","dayOfWeek":["mon","wed","fri"],"timeOfDay":["09:00:00"]}}},` +
		`{"title":"More","action":[{"definitionCanonical":"https://example.org/a","requiredBehavior":"could"},{"title":"Something else","code":[{"text":"x"}],"timingTiming":{"repeat":{"frequency":1,"period":1,"periodUnit":"mo"}}}]}]}`
	activity := parse(t, `{"resourceType":"ActivityDefinition","url":"https://example.org/a","title":"Counseling","status":"active","code":{"coding":[{"system":"http://snomed.info/sct","code":"18512000"}]},"timingTiming":{"repeat":{"frequency":1,"frequencyMax":2,"period":1,"periodUnit":"wk","duration":50,"durationUnit":"min"}}}`)
	p, report := fhir.ReadProgram(parse(t, plan).(*fhir.PlanDefinition), []*fhir.ActivityDefinition{activity.(*fhir.ActivityDefinition)}, fhir.Codes{})
	require.NoError(t, report.Err())
	require.Equal(t, schedule.Program{ID: "iop-21", Title: "IOP", CalledItself: schedule.LabelIOP, Blocks: []schedule.Block{
		{Title: "Group counseling", Activity: iop.MustParseActivity("group-therapy"), Days: schedule.Days{Set: iop.Weekdays(0).With(iop.Monday).With(iop.Wednesday).With(iop.Friday)},
			Start: schedule.NewClock(9, 0), Minutes: schedule.Whole(180), PerWeek: schedule.Whole(3)},
		{Title: "Counseling", Activity: iop.MustParseActivity("individual-counseling"), Minutes: schedule.Whole(50), PerWeek: schedule.WholeRange(1, 2), Optional: true},
		{Title: "Something else"},
	}}, p)
	require.Equal(t, "PlanDefinition/iop-21.action[0].code is a code that several activities share; the most general one is taken (information)\n"+
		"PlanDefinition/iop-21.action[1].action[0].code is a code that several activities share; the most general one is taken (information)\n"+
		"PlanDefinition/iop-21.action[1].action[1].code is no activity that is known here; the block has none (warning)\n"+
		"PlanDefinition/iop-21.action[1].action[1].timing.repeat.period is no week; how often the block takes place is not used (warning)\n"+
		"PlanDefinition/iop-21.action[1] is read as the actions within it (information)\n"+
		"PlanDefinition/iop-21.url is not used by the mapping (information)\n", report.String())
}

func TestProgramChangedBesideOurExtension(t *testing.T) {
	p := realPrograms(t)[0]
	d := fhir.NewPlanDefinition(&p, fhir.Codes{})
	timing := d.Action[0].Timing.(fhir.Timing)
	timing.Repeat.DayOfWeek = []string{"sat"}
	d.Action[0].Timing = timing
	again, report := fhir.ReadProgram(d, nil, fhir.Codes{})
	require.Equal(t, p, again)
	require.Equal(t, "PlanDefinition/palmetto-day-iop.action[0] differs from our extension in its timing; the extension is followed (warning)\n", report.String())
}

func TestProgramInFHIR(t *testing.T) {
	p := schedule.Program{ID: "x", Title: "X IOP", CalledItself: schedule.LabelIOP, Weeks: schedule.Whole(12), Blocks: []schedule.Block{{
		Title: "Group", Activity: iop.MustParseActivity("process-group"), Days: schedule.Days{Set: iop.Weekdays(0).With(iop.Monday).With(iop.Thursday)}, Start: schedule.NewClock(9, 0), End: schedule.NewClock(12, 0)}}}
	require.Equal(t, `{"resourceType":"PlanDefinition","id":"x","extension":[{"extension":[{"url":"calledItself","valueString":"iop"},{"url":"weeks","valueDecimal":12}],"url":"https://openiop.org/fhir/StructureDefinition/program-design"}],`+
		`"identifier":[{"system":"https://openiop.org/fhir/program-id","value":"x"}],"title":"X IOP","type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/plan-definition-type","code":"clinical-protocol","display":"Clinical Protocol"}],"text":"program design"},"status":"active",`+
		`"useContext":[{"code":{"system":"http://terminology.hl7.org/CodeSystem/usage-context-type","code":"program"},"valueCodeableConcept":{"coding":[{"system":"https://openiop.org/fhir/level-of-care","code":"2.1","display":"level 2.1, intensive outpatient"},{"system":"https://openiop.org/fhir/program-label","code":"iop"}],"text":"level 2.1, intensive outpatient, called iop"}}],`+
		`"action":[{"extension":[{"extension":[{"url":"days","valueString":"Mon"},{"url":"days","valueString":"Thu"},{"url":"start","valueString":"09:00"},{"url":"end","valueString":"12:00"}],"url":"https://openiop.org/fhir/StructureDefinition/program-block"}],"title":"Group",`+
		`"code":[{"coding":[{"system":"https://openiop.org/fhir/activity","code":"process-group","display":"process group"},{"system":"http://snomed.info/sct","code":"76168009"}],"text":"process group"}],`+
		`"timingTiming":{"repeat":{"duration":180,"durationUnit":"min","frequency":2,"period":1,"periodUnit":"wk","dayOfWeek":["mon","thu"],"timeOfDay":["09:00:00"]}},"definitionCanonical":"https://openiop.org/fhir/ActivityDefinition/process-group"}]}`,
		unlabelled(t, fhir.NewPlanDefinition(&p, fhir.Codes{})))
	require.Equal(t, `{"resourceType":"HealthcareService","id":"x","identifier":[{"system":"https://openiop.org/fhir/program-id","value":"x"}],"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/service-category","code":"12","display":"Drug/Alcohol"}],"text":"treatment of substance use"}],`+
		`"type":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/service-type","code":"108","display":"Non-resid. Alcohol/Drug Treatment"}],"text":"non-residential treatment"}],"name":"X IOP",`+
		`"program":[{"coding":[{"system":"https://openiop.org/fhir/level-of-care","code":"2.1","display":"level 2.1, intensive outpatient"},{"system":"https://openiop.org/fhir/program-label","code":"iop"}],"text":"level 2.1, intensive outpatient, called iop"}],`+
		`"availableTime":[{"daysOfWeek":["mon","thu"],"availableStartTime":"09:00:00","availableEndTime":"12:00:00"}]}`,
		unlabelled(t, fhir.NewHealthcareService(&p, fhir.Codes{})))
}

func TestServiceAsAProgram(t *testing.T) {
	p := schedule.Program{ID: "x", Title: "X IOP", CalledItself: schedule.LabelPHP, Population: iop.Adult, Note: "n", Blocks: []schedule.Block{
		{Days: schedule.Days{Set: iop.Weekdays(0).With(iop.Monday)}, Start: schedule.NewClock(22, 0), End: schedule.NewClock(1, 0)}}}
	again, report := fhir.ReadService(fhir.NewHealthcareService(&p, fhir.Codes{}), fhir.Codes{})
	require.Empty(t, report.Issues)
	require.Equal(t, p, again)
	_, report = fhir.ReadService(parse(t, `{"resourceType":"HealthcareService","name":"x"}`).(*fhir.HealthcareService), fhir.Codes{})
	require.ErrorContains(t, report.Err(), "a design needs an id")
	again, report = fhir.ReadService(parse(t, `{"resourceType":"HealthcareService","id":"h","eligibility":[{"code":{"text":"women"}}],"availableTime":[{"daysOfWeek":["mon"],"allDay":true}]}`).(*fhir.HealthcareService), fhir.Codes{})
	require.Len(t, report.Issues, 2)
	require.Empty(t, again.Blocks)
}

// A design and a plan read a timing in the same way.
func TestHowOftenWithDays(t *testing.T) {
	const told = "is once a week, and several days are named; it is read as once on each of them"
	for repeat, want := range map[string]struct {
		times int
		told  bool
	}{
		`"frequency":3,"period":1,"periodUnit":"wk","dayOfWeek":["mon","wed","fri"]`: {3, false},
		`"frequency":1,"period":1,"periodUnit":"wk","dayOfWeek":["mon","wed","fri"]`: {3, true},
		`"frequency":2,"period":1,"periodUnit":"wk","dayOfWeek":["mon","wed","fri"]`: {2, false},
		`"frequency":1,"period":1,"periodUnit":"wk","dayOfWeek":["mon"]`:             {1, false},
		`"frequency":4,"period":1,"periodUnit":"wk"`:                                 {4, false},
	} {
		p, report := fhir.ReadProgram(parse(t, `{"resourceType":"PlanDefinition","id":"d","status":"active","action":[{"title":"Group","timingTiming":{"repeat":{`+repeat+`}}}]}`).(*fhir.PlanDefinition), nil, fhir.Codes{})
		require.NoError(t, report.Err())
		require.Equal(t, schedule.Whole(want.times), p.Blocks[0].PerWeek, repeat)
		require.Equal(t, want.told, strings.Contains(report.String(), told), repeat)

		plan, report := fhir.ReadCarePlan(parse(t, `{"resourceType":"CarePlan","id":"c","status":"active","intent":"plan","subject":{"reference":"Patient/p1"},"goal":[{"reference":"#g"}],"contained":[{"resourceType":"Goal","id":"g","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/p1"}}],`+
			`"activity":[{"detail":{"status":"scheduled","code":{"coding":[{"system":"http://snomed.info/sct","code":"76168009"}]},"scheduledTiming":{"repeat":{`+repeat+`}}}}]}`).(*fhir.CarePlan), func(fhir.Reference) (fhir.Resource, bool) { return nil, false }, fhir.Codes{})
		require.NoError(t, report.Err())
		require.Equal(t, want.times, *plan.Plan.Interventions[0].SessionsPerWeek, repeat)
		require.Equal(t, want.told, strings.Contains(report.String(), told), repeat)
	}
}
