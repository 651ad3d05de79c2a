package main

import (
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

func chicago(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/Chicago")
	require.NoError(t, err)
	return zone
}

// exported writes a record and reads the bundle again.
func exported(t *testing.T, s *Store, person string) (*fhir.Bundle, string) {
	t.Helper()
	var out, problems strings.Builder
	require.NoError(t, s.WriteRecord(&out, &problems, person, chicago(t)))
	require.Empty(t, problems.String())
	b, report, err := fhir.ReadBundle(strings.NewReader(out.String()), "record.json", fhir.ReadOptions{})
	require.NoError(t, err)
	require.Zero(t, report.Worst(), report.String())
	return b, out.String()
}

func TestARecordLeavesAsItIsKept(t *testing.T) {
	s := open(t)
	_, err := seed(s)
	require.NoError(t, err)

	b, text := exported(t, s, "c-01")
	roster, report := fhir.Sessions{Local: chicago(t)}.Roster(b)
	require.NoError(t, report.Err())
	var statuses []schedule.Status
	for _, row := range roster.Rows {
		require.Equal(t, "c-01", row.Client)
		statuses = append(statuses, row.Status)
	}
	require.Equal(t, []schedule.Status{schedule.Attended, schedule.AbsentExcused, schedule.NotRecorded}, statuses, "Monday, Wednesday and tonight")
	require.Equal(t, len(b.Entry)+1, strings.Count(text, `"42CFRPart2"`), "the bundle and every resource")

	_, again := exported(t, s, "c-01")
	require.Equal(t, text, again)
}

func TestEveryKindOfDocumentLeaves(t *testing.T) {
	s := open(t)
	_, err := seed(s)
	require.NoError(t, err)
	clinical := func(person string) fhir.Clinical {
		b, _ := exported(t, s, person)
		c, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
		require.NoError(t, report.Err())
		return c
	}
	c := clinical("c-02")
	require.Len(t, c.Plans, 1)
	require.Equal(t, "plan-2", c.Plans[0].Plan.ID)
	c = clinical("c-03")
	require.Len(t, c.Tests, 3)
	require.Equal(t, "c-03", c.Tests[0].Client)
	c = clinical("c-04")
	require.Len(t, c.Reviews, 1)
	require.Equal(t, "supported", c.Reviews[0].StepDown.Outcome.String())
	c = clinical("c-05")
	require.Len(t, c.Aftercare, 1)
	require.Len(t, c.Aftercare[0].Plan.Contacts, 12)
}

func TestNoRecordOfAStranger(t *testing.T) {
	s := open(t)
	require.EqualError(t, s.WriteRecord(new(strings.Builder), new(strings.Builder), "c-99", time.UTC), "there is no record of c-99")
	require.NoError(t, s.Admit("c-1", ""))
	b, _ := exported(t, s, "c-1")
	require.Empty(t, b.Entry)
}
