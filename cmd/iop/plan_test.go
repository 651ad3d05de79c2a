package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPlanInJSON(t *testing.T) {
	var got struct {
		AsOf   string
		Issues []struct{ Kind, Where, Help string }
		Due    []struct {
			Standard, What, State, Due, From, FromOn, Strength string
			Source                                             map[string]any
		}
		DueTopics       []string
		MissingServices []any
		RelapsePlan     []struct{ ID, State, Supply string }
		Suggestions     []struct{ Activity, Why string }
		Hours           []any
		Notice          string
	}
	o := invoke(t, "plan", "testdata/plan.json", "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &got))
	require.Equal(t, "2026-11-23", got.AsOf)
	require.Len(t, got.Due, 2)
	require.Equal(t, "treatment plan", got.Due[0].What)
	require.Equal(t, "overdue", got.Due[0].State, "10 days after 9 November")
	require.Equal(t, "2026-11-19", got.Due[0].Due)
	require.Equal(t, "must", got.Due[0].Strength)
	require.Equal(t, "upcoming", got.Due[1].State, "14 days after 9 November, today")
	require.Len(t, got.Issues, 5)
	require.Empty(t, got.MissingServices, "no such rule of South Dakota was read")
	require.Nil(t, got.Hours)
	require.Equal(t, "mi", got.Suggestions[0].Activity, "readiness is rated 3: it opens the way")
	require.Contains(t, got.Notice, "agreed with the person")
}

func TestPlanInWords(t *testing.T) {
	o := invoke(t, "plan", "testdata/plan.json")
	require.Equal(t, exitMet, o.status, o.stderr)
	want, err := os.ReadFile("testdata/plan.txt")
	require.NoError(t, err)
	require.Equal(t, string(want), o.stdout)
}

func TestPlanTakesItsStandards(t *testing.T) {
	o := invoke(t, "plan", "testdata/plan.json", "--standard", "mn-nonres-plan")
	require.Contains(t, o.stdout, "mn-nonres-plan")
	require.NotContains(t, o.stdout, "sd-iop-plan")
	o = invokeWith(t, `{"asOf": "2026-11-23", "jurisdiction": "US-SD", "plan": {"id": "p"}}`, nil, "plan", "-")
	require.Contains(t, o.stdout, "sd-iop-plan", "those of the jurisdiction")
	o = invokeWith(t, `{"asOf": "2023-11-26", "standards": ["sd-iop-plan"], "plan": {"id": "p"}}`, nil, "plan", "-")
	require.Equal(t, exitMet, o.status)
	require.Contains(t, o.stderr, "sd-iop-plan is not in force on 2023-11-26")
	require.NotContains(t, o.stdout, "treatment plan")
	o = invokeWith(t, `{"asOf": "2023-11-27", "standards": ["sd-iop-plan"], "plan": {"id": "p"}}`, nil, "plan", "-")
	require.Contains(t, o.stdout, "treatment plan: the day is not known; record the day of the admission")
	o = invokeWith(t, `{"asOf": "2026-11-23", "plan": {"id": "p"}}`, nil, "plan", "-")
	require.Contains(t, o.stderr, "no clocks run")
	o = invokeWith(t, `{"asOf": "2026-11-23", "jurisdiction": "US-AK", "plan": {"id": "p"}}`, nil, "plan", "-")
	require.Contains(t, o.stderr, "no standard of US-AK has any that was read")
}

func TestPlanOnASchedule(t *testing.T) {
	file := filepath.Join(t.TempDir(), "evening.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"id": "evening", "calledItself": "iop", "population": "adult", "weeks": 12, "blocks": [{"activity": "cbt", "days": ["Mon", "Wed"], "start": "18:00", "end": "20:00"}]}`), 0o600))
	o := invoke(t, "plan", "testdata/plan.json", "--schedule", file)
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Contains(t, o.stdout, "Countable time a week: 4 h; required at least 9 h")
	require.Equal(t, 1, strings.Count(o.stdout, "required at least 9 h"), "said once, however many weeks it is about")
	require.Contains(t, o.stdout, "add 120 min of cognitive behavioral therapy", "two evenings of two hours of the three that it takes")
	require.Contains(t, o.stdout, "it takes place once in 2 weeks")
	two := filepath.Join(t.TempDir(), "two.json")
	require.NoError(t, os.WriteFile(two, []byte(`[{"id": "a"}, {"id": "b"}]`), 0o600))
	o = invoke(t, "plan", "testdata/plan.json", "--schedule", two)
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "holds 2 programs; want the one that the person attends")
}

func TestPlanUnusable(t *testing.T) {
	for text, want := range map[string]string{ // any order: each alone
		`{}`: "standard input:1: asOf: is missing",
		`{"asOf": "2026-11-23", "plan": {"goals": [{"id": "g", "problem": "p"}]}}`: "plan.goals[0].problem: names no problem",
		`{"asOf": "2026-11-23", "standards": ["sd-iop-plam"], "plan": {}}`:         "sd-iop-plan",
	} {
		o := invokeWith(t, text, nil, "plan", "-")
		require.Equal(t, exitUnusable, o.status, text)
		require.Contains(t, o.stderr, want)
		require.Empty(t, o.stdout)
	}
	require.Equal(t, exitUnusable, invoke(t, "plan", "testdata/none.json").status)
	require.Equal(t, exitUnusable, invoke(t, "plan", "testdata/plan.json", "--format", "xml").status)
	require.Equal(t, exitUnusable, invoke(t, "plan", "testdata/plan.json", "--schedule", "testdata/none.json").status)
}
