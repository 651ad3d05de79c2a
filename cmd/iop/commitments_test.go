package main

import (
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestReadCommitments(t *testing.T) {
	got, err := parseCommitments("own.json", []byte("\xef\xbb\xbf"+`{"commitments": [
		{"kind": "work", "days": ["Mon", "Fri"], "start": "09:00", "end": "17:00", "from": "2026-11-01", "until": "2027-01-01", "travelMinutes": 30},
		{"kind": "caring", "date": "2026-11-26"},
		{"kind": "work", "days": ["Sun"], "start": "22:00", "end": "06:00"},
		{"kind": "other", "days": ["Tue"], "start": "00:00", "end": "08:00"},
		{"kind": "school", "days": ["Wed"], "start": "18:00", "end": "00:00"},
		{"days": ["Sat"]}]}`))
	require.NoError(t, err)
	day := func(d ...iop.Weekday) (w iop.Weekdays) {
		for _, one := range d {
			w = w.With(one)
		}
		return w
	}
	require.Equal(t, []iop.Commitment{
		{Kind: iop.Work, Days: day(iop.Monday, iop.Friday), Start: 540, End: 1020, Travel: 30,
			Period: iop.Period{From: iop.MustDate(2026, time.November, 1), Until: iop.MustDate(2027, time.January, 1)}},
		{Kind: iop.Caring, On: iop.MustDate(2026, time.November, 26)},
		{Kind: iop.Work, Days: day(iop.Sunday), Start: 1320, End: 1800},
		{Kind: iop.OtherObligation, Days: day(iop.Tuesday), End: 480},
		{Kind: iop.School, Days: day(iop.Wednesday), Start: 1080, End: 1440},
		{Days: day(iop.Saturday)},
	}, got)
	var words []string
	for i := range got {
		words = append(words, strings.ReplaceAll(commitmentText(&got[i]), hard, " "))
	}
	require.Equal(t, []string{
		"work Mon Fri 09:00-17:00 and 30 min of travel each way from 1 Nov 2026 until before 1 Jan 2027",
		"caring on Thu 26 Nov 2026 all day", "work Sun 22:00-06:00", "other Tue 00:00-08:00", "school Wed 18:00-00:00", "a commitment Sat all day",
	}, words)
}

func TestCommitmentsThatCannotBeRead(t *testing.T) {
	one := func(fields string) string { return `{"commitments": [{` + fields + `}]}` }
	tests := map[string]struct{ text, want string }{
		"no JSON":                {"Mon 9-5", "own.json:1"},
		"empty":                  {" ", "own.json: empty"},
		"a list":                 {`[{"kind": "work"}]`, `own.json:1: is a list; want an object such as {"commitments": [`},
		"a list of two":          {`[{"kind": "work"}, {"kind": "work"}]`, "own.json:1: is a list"},
		"another field":          {`{"comitments": []}`, `own.json:1: comitments: is not a field of this format (did you mean "commitments"?)`},
		"nothing":                {`{"commitments": []}`, "own.json: holds no commitments"},
		"an unknown field":       {one(`"days": ["Mon"], "begin": "09:00"`), "own.json:1: commitments[0].begin: is not a field of this format"},
		"a title":                {one(`"days": ["Mon"], "title": "Night shift at X"`), "own.json:1: commitments[0].title: is not taken: reports hold no free text about a person; kind, days and times say enough"},
		"a name":                 {one(`"days": ["Mon"], "name": "X"`), "commitments[0].name: is not taken"},
		"another kind":           {one(`"days": ["Mon"], "kind": "job"`), "commitments[0].kind: is not a kind of commitment; want work, school, caring, appointment or other"},
		"neither days nor date":  {one(`"kind": "work"`), "commitments[0]: has neither days nor a date, or both; want one of them"},
		"days and a date":        {one(`"days": ["Mon"], "date": "2026-11-26"`), "has neither days nor a date, or both"},
		"no such day":            {one(`"days": ["Funday"]`), "commitments[0].days"},
		"no such date":           {one(`"date": "2026-02-30"`), "commitments[0].date: is not a day of the calendar"},
		"no such time":           {one(`"days": ["Mon"], "start": "9:00", "end": "10:00"`), "commitments[0].start: is not a time; want HH:MM"},
		"a start alone":          {one(`"days": ["Mon"], "start": "09:00"`), "commitments[0]: has a start without an end"},
		"an end alone":           {one(`"days": ["Mon"], "end": "09:00"`), "commitments[0]: has a start without an end, or an end without a start"},
		"an end at the start":    {one(`"days": ["Mon"], "start": "09:00", "end": "09:00"`), "commitments[0]: has an end that is its start"},
		"until before from":      {one(`"days": ["Mon"], "from": "2026-11-02", "until": "2026-11-02"`), "commitments[0]: has an until that is not after its from"},
		"a date and a period":    {one(`"date": "2026-11-02", "from": "2026-11-02"`), "commitments[0]: has a date and a period"},
		"much travel":            {one(`"days": ["Mon"], "travelMinutes": 721`), "commitments[0]: has a travel time that is not from 0 to 720 minutes"},
		"travel in words":        {one(`"days": ["Mon"], "travelMinutes": "long"`), "commitments[0].travelMinutes: is a text; want a number"},
		"more than one has":      {`{"commitments": [` + strings.Repeat(`{"days": ["Mon"]},`, 200) + `{"days": ["Mon"]}]}`, "more than"},
		"the second of two":      {"{\"commitments\": [{\"days\": [\"Mon\"]},\n{\"days\": [\"Mon\"], \"kind\": \"x\"}]}", "own.json:2: commitments[1].kind"},
		"an object that goes on": {`{"commitments": [{"days": ["Mon"]}]} {}`, "own.json:1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := parseCommitments("own.json", []byte(test.text))
			require.Nil(t, got)
			require.ErrorContains(t, err, test.want)
			require.NotContains(t, err.Error(), "Night shift", "no text of the file")
			require.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestCommitmentsFileTooLarge(t *testing.T) {
	o := invoke(t, "check", "--commitments", write(t, "own.json", strings.Repeat(" ", maxCommitmentBytes+1)))
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "own.json: larger than the limit of 1048576 bytes")
}

const twoTracks = `{"id": "two-tracks", "title": "Two tracks", "calledItself": "iop", "population": "adult", "timezone": "America/Chicago", "weeks": 4,
 "blocks": [
  {"title": "Day group", "activity": "group-therapy", "track": "day", "days": ["Tue", "Wed", "Fri"], "start": "09:00", "end": "12:00"},
  {"title": "Evening group", "activity": "group-therapy", "track": "evening", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "21:00"}]}`

const worksByDay = `{"commitments": [{"kind": "work", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "start": "09:00", "end": "17:00", "travelMinutes": 30},
 {"kind": "caring", "date": "2026-11-19"}]}`

// TestFits: work takes every day group; the evening fits but for Thursday 19
// November, which is given to caring.
func TestFits(t *testing.T) {
	own := write(t, "own.json", worksByDay)
	args := []string{"check", "-", "--start", "2026-11-02", "--commitments", own, "--standard", "va-license-2.1"}
	text := oneLine(invokeWith(t, twoTracks, nil, args...).stdout)
	require.Contains(t, text, "How it fits the commitments 1. evening: sessions fall into a commitment in 1 of 4 weeks, 3 h in all "+
		"without them daily-hours-min of va-license-2.1 is met in 4 of 4 weeks without them weekly-hours-max of va-license-2.1 is met in 4 of 4 weeks "+
		"without them weekly-hours-min of va-license-2.1 is met in 3 of 4 weeks "+
		"2. day: sessions fall into a commitment in 4 of 4 weeks, 36 h in all")
	require.Contains(t, text, "without them weekly-hours-min of va-license-2.1 is met in 0 of 4 weeks")

	undated := oneLine(invokeWith(t, twoTracks, nil, "check", "-", "--commitments", own).stdout)
	require.Contains(t, undated, "1. evening: no session falls into a commitment 2. day: sessions fall into a commitment in 4 of 4 weeks, 36 h in all", "weekly ones count without dates too")

	r := checkJSON(t, twoTracks, "--commitments", own, "--start", "2026-11-02")
	var clashes [][2]any
	for _, f := range r.Results[0].Findings {
		if f["rule"] == "schedule/commitment" && f["outcome"] == "not-met" {
			clashes = append(clashes, [2]any{f["track"], f["week"]})
		}
	}
	require.ElementsMatch(t, [][2]any{{"day", 1.0}, {"day", 2.0}, {"day", 3.0}, {"day", 4.0}, {"evening", 3.0}}, clashes)
}
