package fhir_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestCodes(t *testing.T) {
	local := fhir.Coding{System: "https://example.org/codes", Code: "GRP"}
	codes := fhir.Codes{}.With("program/service-type", local)
	require.Equal(t, fhir.CodeableConcept{Text: "x", Coding: []fhir.Coding{local}}, codes.Concept("program/service-type", "x"))
	require.Equal(t, fhir.CodeableConcept{Text: "x"}, codes.With("program/service-type").Concept("program/service-type", "x"), "no code means the text alone")
	require.Equal(t, fhir.CodeableConcept{Text: "x"}, fhir.Codes{}.Concept("nothing/of-the-kind", "x"))
	require.NotEqual(t, codes.Concept("program/service-type", "x"), fhir.Codes{}.Concept("program/service-type", "x"), "With leaves the other alone")
	k, ok := codes.Find(&fhir.CodeableConcept{Coding: []fhir.Coding{local}}, "program/")
	require.True(t, ok)
	require.Equal(t, fhir.Concept("program/service-type"), k)
	_, ok = codes.Find(&fhir.CodeableConcept{Coding: []fhir.Coding{{System: "http://terminology.hl7.org/CodeSystem/service-type", Code: "108"}}}, "program/")
	require.False(t, ok, "a concept with codes of the caller has those alone")
}

func TestReadCodes(t *testing.T) {
	c, err := fhir.ReadCodes(strings.NewReader(`{"codes": [{"concept": "activity/cbt", "codings": [{"system": "https://example.org/codes", "code": "CBT"}]}, {"concept": "score/phq-9", "codings": []}]}`), "codes.json")
	require.NoError(t, err)
	require.Equal(t, "CBT", c.Concept("activity/cbt", "x").Coding[0].Code)
	require.Equal(t, fhir.CodeableConcept{Text: "x"}, c.Concept("score/phq-9", "x"))
	for text, want := range map[string]string{
		``:            "is no file of codes",
		`[]`:          "is no file of codes",
		`{"code":[]}`: "codes.json:1: code: is not a field",
		`{"codes":[{"concept":"activity/nothing"}]}`:                                           "codes[0].concept: is no concept",
		`{"codes":[{"concept":"program/"}]}`:                                                   "codes[0].concept: is no concept",
		`{"codes":[{"concept":"score/a"},` + "\n" + `{"concept":"score/a"}]}`:                  "codes.json:2: codes[1].concept: stands twice",
		`{"codes":[{"concept":"score/a","codings":[{"system":"x"}]}]}`:                         "codes[0].codings[0]: has no system or no code",
		`{"codes":[{"concept":"score/a","codings":[{"system":"x","code":"y","version":""}]}]}`: "version",
	} {
		t.Run(text, func(t *testing.T) {
			_, err := fhir.ReadCodes(strings.NewReader(text), "codes.json")
			require.ErrorContains(t, err, want)
		})
	}
}

// Our number of a level is always there; the maps only where they are asked
// for, and read all the same.
func TestLevels(t *testing.T) {
	require.Len(t, fhir.Codes{}.Level(iop.Level21).Coding, 1)
	both := fhir.Codes{}.WithLevels(fhir.LevelHCPCS, fhir.LevelTEDS)
	for level, want := range map[iop.Level]int{iop.Level21: 3, iop.Level1: 2, iop.Level25: 1} {
		v := both.Level(level)
		require.Len(t, v.Coding, want)
		require.Equal(t, "level "+level.String()+", "+level.Name(), v.Text)
		again, ok := fhir.Codes{}.LevelOf(&v)
		require.True(t, ok)
		require.Equal(t, level, again)
	}
	require.Equal(t, fhir.CodeableConcept{}, both.Level(0))
	for code, want := range map[string]iop.Level{"6": iop.Level21, "7": iop.Level1, "4": 0} {
		level, _ := both.LevelOf(&fhir.CodeableConcept{Coding: []fhir.Coding{{System: "urn:samhsa:teds:SERVICES", Code: code}}})
		require.Equal(t, want, level, code)
	}
	level, _ := both.LevelOf(&fhir.CodeableConcept{Coding: []fhir.Coding{{System: "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", Code: "H0015"}}})
	require.Equal(t, iop.Level21, level, "the address with https")
	_, ok := both.LevelOf(&fhir.CodeableConcept{Coding: []fhir.Coding{{System: fhir.LevelSystem, Code: "9"}, {System: "urn:samhsa:teds:SERVICES", Code: "6"}}})
	require.False(t, ok, "a number of ours that there is not is not made good by a map")
}
