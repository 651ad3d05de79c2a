package fhir_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
)

// What FHIR does not allow is not written, and the path is told.
func TestWritingRefusesWhatFHIRDoes(t *testing.T) {
	goal := &fhir.Goal{LifecycleStatus: "active", Description: fhir.CodeableConcept{Text: "x"}, Subject: fhir.To("Patient", "p")}
	labelled := &fhir.Goal{LifecycleStatus: "active", Description: fhir.CodeableConcept{Text: "x"}, Subject: fhir.To("Patient", "p")}
	labelled.ID, labelled.Meta.Security = "g", fhir.Part2Labels()
	good := func() *fhir.Appointment {
		return &fhir.Appointment{Status: "proposed", Participant: []fhir.AppointmentParticipant{{Actor: fhir.Reference{Display: "x"}, Status: "accepted"}}}
	}
	for _, c := range []struct {
		name   string
		change func(a *fhir.Appointment)
		want   string
	}{
		{"no status", func(a *fhir.Appointment) { a.Status = "" }, "Appointment.status is missing"},
		{"a status that is none", func(a *fhir.Appointment) { a.Status = "open" }, "Appointment.status is none of the codes"},
		{"no participants", func(a *fhir.Appointment) { a.Participant = nil }, "Appointment.participant is missing"},
		{"participants without content", func(a *fhir.Appointment) { a.Participant = []fhir.AppointmentParticipant{{}} }, "Appointment.participant is missing"},
		{"an id with a space", func(a *fhir.Appointment) { a.ID = "a b" }, "Appointment.id is no id"},
		{"a control character", func(a *fhir.Appointment) { a.Comment = "a\x00b" }, "Appointment.comment holds a control character"},
		{"no UTF-8", func(a *fhir.Appointment) { a.Comment = "\xff" }, "Appointment.comment is no valid UTF-8"},
		{"a negative number", func(a *fhir.Appointment) { a.MinutesDuration = -1 }, "Appointment.minutesDuration is no whole number"},
		{"an extension without content", func(a *fhir.Appointment) { a.Extensions = []fhir.Extension{{URL: "x"}} }, "Appointment.extension[0] holds neither a value nor extensions"},
		{"an extension with both", func(a *fhir.Appointment) {
			a.Extensions = []fhir.Extension{{URL: "x", Value: fhir.Boolean(true), Element: fhir.Element{Extensions: []fhir.Extension{{URL: "y", Value: fhir.Integer(1)}}}}}
		}, "Appointment.extension[0] holds a value and extensions"},
		{"an extension without an address", func(a *fhir.Appointment) { a.Extensions = []fhir.Extension{{Value: fhir.Boolean(true)}} }, "Appointment.extension[0].url is missing"},
		{"a period that ends before it starts", func(a *fhir.Appointment) {
			a.RequestedPeriod = []fhir.Period{{Start: dateTime(t, "2026-11-02"), End: dateTime(t, "2026-11-01")}}
		}, "Appointment.requestedPeriod[0] ends before it starts (per-1)"},
		{"a contained resource without an id", func(a *fhir.Appointment) { a.Contained = []fhir.Resource{goal} }, "Appointment.contained[0] is a contained resource without an id"},
		{"a contained resource with labels", func(a *fhir.Appointment) { a.Contained = []fhir.Resource{labelled} }, "Appointment.contained[0] is contained and has security labels"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := good()
			c.change(a)
			out, err := fhir.Export{}.Append([]byte("before"), a)
			require.ErrorContains(t, err, c.want)
			require.Equal(t, "before", string(out))
		})
	}
	t.Run("a value of a type that may not stand there", func(t *testing.T) {
		_, err := fhir.Export{}.Append(nil, &fhir.Observation{Status: "final", Code: fhir.CodeableConcept{Text: "x"}, Value: fhir.Canonical("x")})
		require.ErrorContains(t, err, "Observation.valueCanonical is of a type that may not stand here")
	})
	t.Run("a code without a system", func(t *testing.T) {
		_, err := fhir.Export{}.Append(nil, &fhir.Observation{Status: "final", Code: fhir.CodeableConcept{Text: "x"}, Value: fhir.Quantity{Code: "min"}})
		require.ErrorContains(t, err, "Observation.valueQuantity has a code without a system (qty-3)")
	})
	t.Run("a component that repeats the code", func(t *testing.T) {
		code := fhir.CodeableConcept{Coding: []fhir.Coding{{System: fhir.LOINC, Code: "70274-6"}}}
		o := &fhir.Observation{Status: "final", Code: code, Value: fhir.Integer(1), Component: []fhir.ObservationComponent{{Code: code, Value: fhir.Integer(1)}}}
		_, err := fhir.Export{}.Append(nil, o)
		require.ErrorContains(t, err, "Observation has a value and a component with the same code (obs-7)")
		o.Value = nil
		_, err = fhir.Export{}.Append(nil, o)
		require.NoError(t, err)
	})
	t.Run("an abatement without a status", func(t *testing.T) {
		_, err := fhir.Export{}.Append(nil, &fhir.Condition{Subject: fhir.To("Patient", "p"), Abatement: dateTime(t, "2026")})
		require.ErrorContains(t, err, "Condition has an abatement and no clinicalStatus of resolved, remission or inactive (con-4)")
	})
	t.Run("a range upside down", func(t *testing.T) {
		value := fhir.Range{Low: fhir.Quantity{Value: fhir.WholeDecimal(10)}, High: fhir.Quantity{Value: fhir.WholeDecimal(9)}}
		_, err := fhir.Export{}.Append(nil, &fhir.Observation{Status: "final", Code: fhir.CodeableConcept{Text: "x"}, Value: value})
		require.ErrorContains(t, err, "Observation.valueRange has a low above its high (rng-2)")
	})
	t.Run("what is wrong with a bundle as a whole", func(t *testing.T) {
		total := 1
		b := fhir.Collection(good(), good(), nil)
		b.Total, b.Entry[0].FullURL, b.Entry[1].FullURL, b.Entry[2].FullURL = &total, "urn:uuid:1", "urn:uuid:1", "urn:uuid:2"
		b.Entry[0].Search, b.Entry[0].Request, b.Entry[1].Response = &fhir.BundleSearch{Mode: "match"}, &fhir.BundleRequest{Method: "PUT", URL: "x"}, &fhir.BundleResponse{Status: "200"}
		_, err := fhir.Export{}.AppendBundle(nil, b)
		for _, want := range []string{"Bundle has a total", "entry[0] has a search", "(bdl-3)", "(bdl-4)", "entry[2] has no resource", "entry[1] has the fullUrl of an earlier entry"} {
			require.ErrorContains(t, err, want)
		}
	})
	t.Run("two versions of a resource", func(t *testing.T) {
		first, second := good(), good()
		first.Meta.VersionID, second.Meta.VersionID = "1", "2"
		b := fhir.Collection(first, second)
		b.Entry[0].FullURL, b.Entry[1].FullURL = "urn:uuid:1", "urn:uuid:1"
		_, err := fhir.Export{}.AppendBundle(nil, b)
		require.NoError(t, err, "bdl-7 allows it")
	})
	t.Run("a bundle without a type", func(t *testing.T) {
		_, err := fhir.Export{}.AppendBundle(nil, &fhir.Bundle{})
		require.ErrorContains(t, err, "Bundle.type is missing")
	})
}

func dateTime(t *testing.T, s string) fhir.DateTime {
	t.Helper()
	d, err := fhir.ParseDateTime(s)
	require.NoError(t, err)
	return d
}

// What has no content leaves no trace: no empty object, no empty list.
func TestWritingLeavesOutWhatIsEmpty(t *testing.T) {
	a := &fhir.Appointment{Status: "proposed", Participant: []fhir.AppointmentParticipant{{}, {Actor: fhir.Reference{Display: "x"}, Status: "accepted"}, {}},
		ServiceType: []fhir.CodeableConcept{}, Slot: []fhir.Reference{{}, {}}, ReasonCode: []fhir.CodeableConcept{{Coding: []fhir.Coding{{}}}}}
	require.Equal(t, `{"resourceType":"Appointment","status":"proposed","participant":[{"actor":{"display":"x"},"status":"accepted"}]}`, unlabelled(t, a))
}

// Texts are written as they are but for what JSON escapes.
func TestWritingTexts(t *testing.T) {
	a := &fhir.Appointment{Status: "proposed", Participant: []fhir.AppointmentParticipant{{Actor: fhir.Reference{Display: "x"}, Status: "accepted"}}, Comment: "a<b> & \"c\" \\ \u2028 é 😀\n\t\r/"}
	require.Equal(t, `{"resourceType":"Appointment","status":"proposed","comment":"a<b> & \"c\" \\ `+"\u2028"+` é 😀\n\t\r/","participant":[{"actor":{"display":"x"},"status":"accepted"}]}`, unlabelled(t, a))
}

func TestLabels(t *testing.T) {
	const act = `{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":`
	write := func(e fhir.Export, r fhir.Resource) string {
		out, err := e.Append(nil, r)
		require.NoError(t, err)
		return string(out)
	}
	slot := parse(t, `{"resourceType":"Slot","meta":{"versionId":"1","security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"ETH"}]},"schedule":{"reference":"Schedule/1"},"status":"free","start":"2026-11-04T09:00:00Z","end":"2026-11-04T12:00:00Z"}`)
	const rest = `"schedule":{"reference":"Schedule/1"},"status":"free","start":"2026-11-04T09:00:00Z","end":"2026-11-04T12:00:00Z"}`
	t.Run("those that are there stay and are not doubled", func(t *testing.T) {
		require.Equal(t, `{"resourceType":"Slot","meta":{"versionId":"1","security":[`+act+`"ETH"},`+act+`"42CFRPart2","display":"42 CFR Part2"}]},`+rest, write(fhir.Export{}, slot))
		require.Equal(t, `{"resourceType":"Slot","meta":{"versionId":"1","security":[`+act+`"ETH"}]},`+rest, write(fhir.Export{}.WithoutPart2Labels(), slot))
	})
	t.Run("more of them", func(t *testing.T) {
		require.Contains(t, write(fhir.Export{}.WithLabels(fhir.OpioidLabel(), fhir.AlcoholLabel()), slot), `"code":"OPIOIDUD"`)
		require.NotContains(t, write(fhir.Export{}.WithLabels(fhir.OpioidLabel()).WithoutPart2Labels(), slot), `"42CFRPart2"`)
	})
	t.Run("a bundle and everything in it", func(t *testing.T) {
		patient, err := fhir.NewOther("Patient")
		require.NoError(t, err)
		out, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(slot, patient, parse(t, session)))
		require.NoError(t, err)
		b, report, err := fhir.ReadBundle(&parts{string(out), 100}, "b.json", fhir.ReadOptions{})
		require.NoError(t, err)
		require.NoError(t, report.Err())
		require.Equal(t, fhir.Part2Labels(), b.Meta.Security)
		require.Len(t, b.Entry, 3)
		require.Contains(t, string(out), `{"resourceType":"Patient","meta":{"security":[`+act+`"42CFRPart2"`)
	})
	t.Run("nothing is hidden from them in resources that hold others", func(t *testing.T) {
		for _, inner := range []string{`{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient","id":"p"}}]}`,
			`{"resourceType":"Parameters","parameter":[{"name":"x","resource":{"resourceType":"Patient","id":"p"}}]}`} {
			b, report, err := fhir.ReadBundle(strings.NewReader(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":`+inner+`}]}`), "b.json", fhir.ReadOptions{})
			require.NoError(t, err)
			require.Equal(t, "b.json:1: Bundle.entry[0].resource is kept as it stands; the resources that it holds are not read (warning)\n", report.String())
			_, err = fhir.Export{}.AppendBundle(nil, b)
			require.ErrorContains(t, err, "holds resources that would be written without security labels")
			out, err := fhir.Export{}.WithoutPart2Labels().AppendBundle(nil, b)
			require.NoError(t, err)
			require.Contains(t, string(out), inner)
		}
	})
	t.Run("the value itself is left alone", func(t *testing.T) {
		require.Len(t, slot.(*fhir.Slot).Meta.Security, 1)
	})
}
