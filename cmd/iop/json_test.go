package main

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// report is the pinned JSON, decoded loosely so that a test sees every key.
type report struct {
	Results []struct {
		ID       string
		Weeks    []map[string]any
		Findings []map[string]any
	}
	Summary map[string]int
}

func checkJSON(t *testing.T, stdin string, args ...string) report {
	t.Helper()
	o := invokeWith(t, stdin, nil, append([]string{"check", "-", "--format", "json"}, args...)...)
	require.Empty(t, o.stderr)
	require.True(t, strings.HasSuffix(o.stdout, "}\n"))
	var r report
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &r))
	return r
}

func decode(t *testing.T, text string) (v map[string]any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), &v))
	return v
}

// TestJSON compares every key with what was worked out by hand: three evenings
// of 165 countable minutes are 495 a week, 45 short of 9 hours, and each is 15
// short of 3 hours; 540 minutes gross are the 9 hours claimed.
func TestJSON(t *testing.T) {
	r := checkJSON(t, weekOf3, "--standard", "va-license-2.1")
	require.Len(t, r.Results, 1)
	require.Equal(t, "three-evenings", r.Results[0].ID)
	require.Equal(t, []map[string]any{decode(t, `{
		"track": null, "phase": null, "week": 1, "from": null,
		"claimedMinutes": {"min": 540, "max": 540}, "grossMinutes": {"min": 540, "max": 540},
		"countableMinutes": {"min": 495, "max": 495}, "serviceDays": {"min": 3, "max": 3},
		"levels": [{"standard": "asam3-1-adult", "level": "1", "certain": true}]
	}`)}, r.Results[0].Weeks)
	require.Equal(t, map[string]int{"met": 3, "notMet": 3, "undetermined": 0, "notApplicable": 4, "notInForce": 0}, r.Summary)
	require.Len(t, r.Results[0].Findings, 3)

	daily, label, weekly := r.Results[0].Findings[0], r.Results[0].Findings[1], r.Results[0].Findings[2]
	if daily["rule"] != "schedule/daily-hours-min" {
		daily, label = label, daily
	}
	because := `[
		{"fact": "counting policy: default", "minutes": null, "children": []},
		{"fact": "gross time", "minutes": {"min": 540, "max": 540}, "children": []},
		{"fact": "countable time", "minutes": {"min": 495, "max": 495}, "children": [
			{"fact": "counted: group therapy (blocks[0])", "minutes": {"min": 495, "max": 495}, "children": [
				{"fact": "left out: stated breaks in group therapy", "minutes": {"min": 45, "max": 45}, "children": []}]}]},
		{"fact": "days with countable time: 3 days", "minutes": null, "children": []}]`
	source := `{"authority": "Virginia DBHDS", "locator": "12VAC35-105-1740",
		"url": "https://law.lis.virginia.gov/admincodefull/title12/agency35/chapter105/partVII/article7",
		"read": "2026-11-23", "confidence": "verified"}`
	require.Equal(t, decode(t, `{
		"rule": "schedule/daily-hours-min", "outcome": "not-met", "severity": "error", "standard": "va-license-2.1",
		"track": null, "phase": null, "week": 1,
		"measured": {"unit": "minutes", "min": 165, "max": 165}, "required": {"unit": "minutes", "min": 180, "max": null},
		"message": "Countable time of the shortest service day: 2.75 h; required at least 3 h",
		"because": `+because+`, "source": `+source+`,
		"remedies": ["add 15 min of countable time to the shortest service day"]
	}`), daily)
	require.Equal(t, decode(t, `{"unit": "minutes", "min": 495, "max": 495}`), weekly["measured"])
	require.Equal(t, decode(t, `{"unit": "minutes", "min": 540, "max": null}`), weekly["required"])
	require.Equal(t, "schedule/weekly-hours-min", weekly["rule"])
	require.Equal(t, "error", weekly["severity"])
	require.Contains(t, weekly["remedies"], "add 45 min of countable time to the week")

	require.Equal(t, "schedule/label", label["rule"])
	require.Equal(t, "warning", label["severity"])
	require.Nil(t, label["standard"])
	require.Nil(t, label["source"])
	require.NotContains(t, string(mustJSON(t, label)), `"remedies":null`)
	pinned := []string{"because", "measured", "message", "outcome", "phase", "remedies", "required", "rule", "severity", "source", "standard", "track", "week"}
	for _, f := range r.Results[0].Findings {
		require.Equal(t, pinned, slices.Sorted(maps.Keys(f)))
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return b
}

// outcomesOf lists rule, week and outcome of the shown findings.
func outcomesOf(r report) (out []string) {
	for _, result := range r.Results {
		for _, f := range result.Findings {
			out = append(out, f["rule"].(string)+" "+f["outcome"].(string))
		}
	}
	return out
}

func TestShownFindings(t *testing.T) {
	two := strings.ReplaceAll(weekOf3, `"weeks": 1`, `"weeks": 2`)
	t.Run("a transition that is met is shown, its minimum only with all", func(t *testing.T) {
		shown := outcomesOf(checkJSON(t, two))
		require.Contains(t, shown, "schedule/transition met")
		require.NotContains(t, shown, "schedule/weekly-hours-min not-applicable")
		all := outcomesOf(checkJSON(t, two, "--all-findings"))
		require.Contains(t, all, "schedule/weekly-hours-min not-applicable")
		require.Contains(t, all, "schedule/claimed-hours met")
	})
	t.Run("the summary counts what is not shown too", func(t *testing.T) {
		few, all := checkJSON(t, two), checkJSON(t, two, "--all-findings")
		require.Equal(t, all.Summary, few.Summary)
		total := 0
		for _, n := range all.Summary {
			total += n
		}
		require.Len(t, all.Results[0].Findings, total)
	})
	t.Run("a week without a number has null", func(t *testing.T) {
		open := strings.ReplaceAll(weekOf3, `"weeks": 1, `, "")
		r := checkJSON(t, open)
		require.Nil(t, r.Results[0].Weeks[0]["week"])
		require.Contains(t, outcomesOf(r), "schedule/transition undetermined")
	})
	t.Run("nothing known is null and an empty list", func(t *testing.T) {
		r := checkJSON(t, `{"id": "x", "phases": [{"name": "A"}]}`)
		require.Equal(t, decode(t, `{"track": null, "phase": "A", "week": null, "from": null, "claimedMinutes": null,
			"grossMinutes": null, "countableMinutes": null, "serviceDays": null, "levels": []}`), r.Results[0].Weeks[0])
		require.Contains(t, outcomesOf(r), "schedule/no-standard undetermined")
	})
}

func TestFlagsOfCheck(t *testing.T) {
	severities := func(r report, rule string) (out []any) {
		for _, f := range r.Results[0].Findings {
			if f["rule"] == rule {
				out = append(out, f["severity"])
			}
		}
		return out
	}
	t.Run("standards repeat and join, each once", func(t *testing.T) {
		r := checkJSON(t, weekOf3, "--standard", "va-license-2.1, asam3-2.1-adult", "--standard", "va-license-2.1", "--all-findings")
		require.Len(t, severities(r, "schedule/weekly-hours-min"), 2)
	})
	t.Run("named standards whatever the label", func(t *testing.T) {
		r := checkJSON(t, strings.Replace(weekOf3, `"iop"`, `"aftercare"`, 1), "--standard", "va-license-2.1")
		require.NotContains(t, outcomesOf(r), "schedule/no-standard undetermined")
		require.Contains(t, outcomesOf(r), "schedule/weekly-hours-min not-met")
	})
	t.Run("a standard for the other age group does not apply", func(t *testing.T) {
		r := checkJSON(t, weekOf3, "--standard", "asam3-2.1-adolescent", "--all-findings")
		require.Contains(t, outcomesOf(r), "schedule/weekly-hours-min not-applicable")
	})
	t.Run("population", func(t *testing.T) {
		r := checkJSON(t, weekOf3, "--population", "adolescent", "--all-findings")
		require.Contains(t, outcomesOf(r), "schedule/weekly-hours-min met")
		require.Equal(t, "asam3-2.1-adolescent", r.Results[0].Findings[len(r.Results[0].Findings)-1]["standard"])
	})
	t.Run("counting", func(t *testing.T) {
		r := checkJSON(t, weekOf3, "--counting", "everything")
		require.Equal(t, decode(t, `{"min": 540, "max": 540}`), r.Results[0].Weeks[0]["countableMinutes"])
	})
	t.Run("recalled numbers only on request, and never an error", func(t *testing.T) {
		without := checkJSON(t, weekOf3, "--standard", "co-iop", "--all-findings")
		require.Empty(t, severities(without, "schedule/weekly-hours-min"))
		with := checkJSON(t, weekOf3, "--standard", "co-iop", "--recalled")
		require.Equal(t, []any{"warning"}, severities(with, "schedule/weekly-hours-min"))
		f := with.Results[0].Findings[len(with.Results[0].Findings)-1]
		require.Equal(t, "recalled", f["source"].(map[string]any)["confidence"])
	})
	t.Run("recalled without a standard keeps the default ones", func(t *testing.T) {
		require.Equal(t, outcomesOf(checkJSON(t, weekOf3)), outcomesOf(checkJSON(t, weekOf3, "--recalled")))
		require.Contains(t, outcomesOf(checkJSON(t, `{"id": "x"}`, "--recalled")), "schedule/no-standard undetermined")
	})
	t.Run("a recalled standard loads by its name", func(t *testing.T) {
		r := checkJSON(t, weekOf3, "--standard", "fl-iop", "--all-findings")
		require.NotEmpty(t, severities(r, "schedule/weekly-hours-min"))
	})
}

const ownStandard = `{"id": "our-clinic", "title": "Our own rule", "authority": "Our clinic", "kind": "guidance", "jurisdiction": "US",
 "levels": ["2.1"], "confidence": "verified", "source": {"locator": "handbook, 3", "read": "2026-11-01", "confidence": "verified"},
 "requirements": {"weeklyHours": {"min": 8.5, "strength": "must", "source": {"locator": "handbook, 3", "read": "2026-11-01", "confidence": "verified"}}}}`

func TestOwnStandards(t *testing.T) {
	file := write(t, "own.json", ownStandard)
	t.Run("by id", func(t *testing.T) {
		r := checkJSON(t, weekOf3, "--standards", file, "--standard", "our-clinic")
		require.Contains(t, outcomesOf(r), "schedule/weekly-hours-min not-met")
	})
	t.Run("from a directory", func(t *testing.T) {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(dir+"/own.json", []byte(ownStandard), 0o600))
		require.NoError(t, os.WriteFile(dir+"/notes.txt", []byte("not a standard"), 0o600))
		r := checkJSON(t, weekOf3, "--standards", dir, "--standard", "our-clinic")
		require.Contains(t, outcomesOf(r), "schedule/weekly-hours-min not-met")
	})
	t.Run("not unless named", func(t *testing.T) {
		o := invokeWith(t, weekOf3, nil, "check", "-", "--standards", file)
		require.Equal(t, exitMet, o.status)
		require.Contains(t, o.stderr, "note: --standards adds standards by their ids")
		require.NotContains(t, o.stdout, "our-clinic")
	})
	t.Run("a broken one leaves the others", func(t *testing.T) {
		both := write(t, "both.json", "["+ownStandard+",\n"+strings.Replace(ownStandard, `"min": 8.5`, `"min": 0.333`, 1)+"]")
		o := invokeWith(t, weekOf3, nil, "check", "-", "--standards", both, "--standard", "our-clinic", "--format", "json")
		require.Equal(t, exitUnusable, o.status)
		require.Contains(t, o.stderr, "both.json:6: [1].requirements.weeklyHours.min")
		require.Contains(t, o.stdout, `"standard": "our-clinic"`)
	})
	t.Run("an id that is taken", func(t *testing.T) {
		taken := write(t, "taken.json", strings.Replace(ownStandard, "our-clinic", "va-license-2.1", 1))
		o := invokeWith(t, weekOf3, nil, "check", "-", "--standards", taken, "--standard", "va-license-2.1")
		require.Equal(t, exitUnusable, o.status)
		require.Contains(t, o.stderr, "taken.json: standard \"va-license-2.1\"")
		require.Contains(t, o.stdout, "Virginia DBHDS")
	})
	t.Run("an empty list", func(t *testing.T) {
		o := invoke(t, "check", "--standards", write(t, "none.json", "[]"), "--standard", "va-license-2.1")
		require.Equal(t, exitUnusable, o.status)
		require.Contains(t, o.stderr, "none.json: no standards")
	})
	t.Run("shown", func(t *testing.T) {
		o := invoke(t, "standards", "our-clinic", "--standards", file)
		require.Contains(t, o.stdout, "At least 8.5 h a week [must]")
	})
}

func TestSameBytes(t *testing.T) {
	zone := time.Local
	t.Cleanup(func() { time.Local = zone })
	for _, format := range []string{"text", "json", "sarif", "junit"} {
		t.Run(format, func(t *testing.T) {
			time.Local = time.UTC
			args := []string{"check", realPrograms, "--format", format, "--all-findings", "--standard", "va-license-2.1,ks-iop-adult"}
			first := invokeWith(t, "", map[string]string{"TZ": "UTC"}, args...)
			time.Local = time.FixedZone("far", 14*3600)
			second := invokeWith(t, "", map[string]string{"TZ": "Pacific/Kiritimati"}, args...)
			require.Equal(t, first, second)
		})
	}
}
