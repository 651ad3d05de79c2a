package fhir_test

import (
	"fmt"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// A record system sends an appointment. What was not understood is reported
// with its path; nothing is dropped in silence.
func ExampleReadResource() {
	text := `{"resourceType": "Appointment", "status": "noshow",
 "start": "2026-11-04T09:00:00-05:00", "end": "2026-11-04T12:00:00-05:00",
 "_comment": {"extension": [{"url": "https://example.org/x", "valueString": "y"}]},
 "participant": [{"actor": {"reference": "Patient/p1"}, "status": "accepted"}]}`
	r, report, err := fhir.ReadResource(strings.NewReader(text), "appointment.json", fhir.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	a := r.(*fhir.Appointment)
	fmt.Println(a.Status, a.Start, a.Participant[0].Actor.Reference)
	fmt.Print(report.String())
	// Output:
	// noshow 2026-11-04T09:00:00-05:00 Patient/p1
	// appointment.json:3: Appointment._comment is an id or an extension of a single value, which is not read (information)
}

// A status that FHIR does not have is no reason to guess: the resource is
// refused, and the report says where it stands.
func ExampleReadResource_refused() {
	text := `{"resourceType": "Slot", "schedule": {"reference": "Schedule/1"},
 "status": "open", "start": "2026-11-04T09:00:00Z", "end": "2026-11-04T12:00:00Z"}`
	_, _, err := fhir.ReadResource(strings.NewReader(text), "slot.json", fhir.ReadOptions{})
	fmt.Println(err)
	// Output:
	// the resource is refused; see the report
	// slot.json:2: Slot.status is none of the codes busy free busy-unavailable busy-tentative entered-in-error
}

// Everything that is written says that 42 CFR Part 2 protects it. Leaving that
// out has a name of its own, so that nobody does it by accident.
func ExampleExport() {
	goal := &fhir.Goal{LifecycleStatus: "active", Description: fhir.CodeableConcept{Text: "Attend 9 hours a week"}, Subject: fhir.To("Patient", "p1")}
	out, err := fhir.Export{}.Append(nil, goal)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(string(out), "42CFRPart2"))
	out, err = fhir.Export{}.WithoutPart2Labels().Append(nil, goal)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(out))
	// Output:
	// true
	// {"resourceType":"Goal","lifecycleStatus":"active","description":{"text":"Attend 9 hours a week"},"subject":{"reference":"Patient/p1"}}
}

// A bundle of any size is read one entry at a time.
func ExampleEntries() {
	text := `{"resourceType": "Bundle", "type": "searchset", "entry": [
{"resource": {"resourceType": "Patient", "id": "p1"}},
{"resource": {"resourceType": "Goal", "lifecycleStatus": "active", "description": {"text": "x"}, "subject": {"reference": "Patient/p1"}}},
{"resource": {"resourceType": "Goal", "lifecycleStatus": "active"}}
]}`
	for e, err := range fhir.Entries(strings.NewReader(text), "bundle.json", fhir.ReadOptions{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if e.Resource == nil {
			fmt.Println(e.Line, "refused:", e.Report.Of(fhir.Error)[0].Path, e.Report.Of(fhir.Error)[0].What)
			continue
		}
		fmt.Println(e.Line, e.Resource.ResourceType())
	}
	// Output:
	// 2 Patient
	// 3 Goal
	// 4 refused: Bundle.entry[2].resource.description is missing
}

// A program design goes out as a PlanDefinition and comes back as it was.
func ExampleNewPlanDefinition() {
	programs, err := schedule.ReadPrograms(strings.NewReader(`{"id": "evening", "title": "Evening IOP", "calledItself": "iop",
 "blocks": [{"title": "Group", "activity": "process-group", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "21:00"}]}`), "evening.json", schedule.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan := fhir.NewPlanDefinition(&programs[0], fhir.Codes{})
	repeat := plan.Action[0].Timing.(fhir.Timing).Repeat
	fmt.Println(repeat.Frequency, "times a week of", repeat.Duration, repeat.DurationUnit, "on", repeat.DayOfWeek)
	again, report := fhir.ReadProgram(plan, nil, fhir.Codes{})
	fmt.Println(again.Title, again.Blocks[0].Start, len(report.Issues))
	// Output:
	// 3 times a week of 180 min on [mon wed thu]
	// Evening IOP 18:00 0
}

// A bundle of appointments and encounters becomes a roster, which is judged
// like any schedule.
func ExampleSessions_Roster() {
	text := `{"resourceType": "Bundle", "type": "searchset", "entry": [
{"resource": {"resourceType": "Appointment", "id": "a1", "status": "fulfilled", "start": "2026-11-04T14:00:00Z", "end": "2026-11-04T17:00:00Z",
  "participant": [{"actor": {"reference": "Patient/p1"}, "status": "accepted"}, {"actor": {"reference": "Patient/p2"}, "status": "accepted"}]}},
{"resource": {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}, "subject": {"reference": "Patient/p2"},
  "appointment": [{"reference": "Appointment/a1"}], "period": {"start": "2026-11-04T14:20:00Z", "end": "2026-11-04T17:00:00Z"}}}
]}`
	b, report, err := fhir.ReadBundle(strings.NewReader(text), "week.json", fhir.ReadOptions{})
	if err != nil || report.Err() != nil {
		fmt.Println(err, report.Err())
		return
	}
	zone, err := zones("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	roster, _ := fhir.Sessions{Local: zone}.Roster(b)
	for _, row := range roster.Rows {
		fmt.Println(row.Client, row.Date, row.Start, row.End, row.Status, row.Delivered())
	}
	// Output:
	// p1 2026-11-04 09:00 12:00 attended 180
	// p2 2026-11-04 09:00 12:00 attended 160
}

// The level of care is written under an address of ours, because no official
// vocabulary has it; codes of others beside it are asked for by name.
func ExampleNewEpisodeOfCare() {
	e := fhir.Episode{ID: "e1", Client: "p1", Level: iop.Level21, From: iop.MustDate(2026, 11, 2),
		End: &careplan.Transition{Reason: careplan.Completed, On: iop.MustDate(2027, 1, 29)}}
	r := fhir.NewEpisodeOfCare(&e, fhir.Codes{}.WithLevels(fhir.LevelTEDS))
	for _, c := range r.Type[0].Coding {
		fmt.Println(c.System, c.Code)
	}
	again, _ := fhir.ReadEpisode(r, fhir.Codes{})
	fmt.Println(r.Status, again.Level, again.End.Reason)
	// Output:
	// https://openiop.org/fhir/level-of-care 2.1
	// urn:samhsa:teds:SERVICES 6
	// finished 2.1 completed
}

// A caller whose record system wants codes of its own gives them by concept;
// no code leaves the text alone.
func ExampleCodes_With() {
	codes := fhir.Codes{}.With("program/service-type", fhir.Coding{System: "https://example.org/services", Code: "IOP"})
	fmt.Println(codes.Concept("program/service-type", "intensive outpatient").Coding[0].Code)
	fmt.Println(len(codes.With("program/service-type").Concept("program/service-type", "intensive outpatient").Coding))
	// Output:
	// IOP
	// 0
}
