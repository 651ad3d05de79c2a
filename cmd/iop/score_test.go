package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/stretchr/testify/require"
)

// scoring runs "iop score" on a text as standard input.
func scoring(t *testing.T, id, text string, args ...string) outcome {
	t.Helper()
	return invokeWith(t, text, nil, append([]string{"score", id, "-"}, args...)...)
}

const phq9Twelve = `{"instrument":"phq-9","status":"scored","total":12,"subscales":{},"band":"moderate","bands":{"standard":"moderate"},` +
	`"flags":{"item9":"no","majorSyndrome":"no","otherSyndrome":"no","positive":"yes"},"answered":9,"missing":[]}` + "\n"

func TestScoreOne(t *testing.T) {
	for _, text := range []string{
		`{"answers": [0,1,2,3,0,1,2,3,0]}`, `[0,1,2,3,0,1,2,3,0]`, "[\n0,1,2,\n3,0,1,2,3,0]\n",
		`{"answers": {"1":0,"2":1,"3":2,"4":3,"5":0,"6":1,"7":2,"8":3,"9":0}, "coding": "raw", "context": {"sex": null, "age": null, "cutSet": null, "bandSet": "standard"}}`,
	} {
		o := scoring(t, "phq-9", text)
		require.Equal(t, outcome{exitMet, phq9Twelve, ""}, o, text)
		o = invoke(t, "score", "phq-9", write(t, "answers.json", text))
		require.Equal(t, outcome{exitMet, phq9Twelve, ""}, o)
	}
}

func TestScoreList(t *testing.T) {
	o := scoring(t, "phq-9", `[{"answers": [0,1,2,3,0,1,2,3,0]}, {"answers": [1]}, {"answers": "x"}]`)
	require.Equal(t, exitUnusable, o.status)
	require.Equal(t, []string{"standard input:1: [2].answers: is a text; want a list in item order or an object by item id"}, o.lines())
	var list []struct{ Status string }
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &list))
	require.Equal(t, []struct{ Status string }{{"scored"}, {"incomplete"}, {"invalid"}}, list, "each keeps its place")
	require.Equal(t, exitMet, scoring(t, "phq-9", `[{"answers": [0]}, {"answers": [9]}]`).status, "an invalid answer was read")
}

func TestScoreLines(t *testing.T) {
	o := scoring(t, "phq-9", "[0,1,2,3,0,1,2,3,0]\n{\"answers\":[}\n\n{\"answers\":[0,1,2,3,0,1,2,3,0]}\n[0,1,2,3,0,1,2,3,4]\n")
	require.Equal(t, exitUnusable, o.status)
	out := strings.SplitAfter(o.stdout, "\n")
	require.Len(t, out, 5)
	require.Equal(t, []string{phq9Twelve, phq9Twelve}, []string{out[0], out[2]})
	require.Contains(t, out[1], `"status":"invalid","total":null`)
	require.Contains(t, out[3], `"status":"invalid","total":null`)
	require.Len(t, o.lines(), 2)
	require.Contains(t, o.lines()[0], "standard input:2: ")
	require.Equal(t, "note: standard input:5: item 9: 4; want 0 to 3", o.lines()[1])
	o = invoke(t, "score", "phq-9", write(t, "one.ndjson", "[0,1,2,3,0,1,2,3,0]\n"))
	require.Equal(t, outcome{exitMet, phq9Twelve, ""}, o)
}

func TestScoreUnusable(t *testing.T) {
	for _, c := range []struct{ id, text, want string }{
		{"phq9", "[0]", `"phq9" is not an instrument; did you mean phq-9, phq-2, phq-4? iop instruments --all lists them`},
		{"nothing-like-it", "[0]", `"nothing-like-it" is not an instrument; iop instruments --all lists them`},
		{"phq-9", "", "standard input: empty; want a JSON object or a list of objects"},
		{"phq-9", "x", "standard input:1: not valid JSON: invalid character 'x' looking for beginning of value"},
		{"phq-9", `{"answers": [0], "coding": "reversed"}`, "standard input:1: coding: is not a coding; want raw or inverted"},
		{"phq-9", `{"answers": [0], "context": {"cutSet": "VA5"}}`, "standard input:1: context.cutSet: is no set of cut-offs of phq-9; want standard"},
		{"ors", "[0]", `"ors" is not an instrument; did you mean cows? iop instruments --all lists them`},
	} {
		o := scoring(t, c.id, c.text)
		require.Equal(t, exitUnusable, o.status, c.text)
		require.Empty(t, o.stdout)
		require.Len(t, o.lines(), 1)
		if c.id != "ors" {
			require.Equal(t, c.want, o.lines()[0])
		}
	}
	require.Equal(t, exitUnusable, invoke(t, "score", "phq-9").status)
	require.Equal(t, exitUnusable, invoke(t, "score", "phq-9", "no/such/file.json").status)
	o := invoke(t, "score", "phq-9", write(t, "empty.ndjson", "\n"))
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "no answers")
}

func TestScoreInvalidSaysWhy(t *testing.T) {
	o := scoring(t, "audit", "[1,1,1,0,0,0,0,0,1,0]")
	require.Equal(t, exitMet, o.status)
	require.Equal(t, []string{"note: standard input:1: item 9: 1; want 0, 2 or 4"}, o.lines())
	require.Contains(t, o.stdout, `"status":"invalid"`)
}

func TestScoreRecalled(t *testing.T) {
	o := scoring(t, "mdq", "[1,1,1,1,1,1,1,0,0,0,0,0,0,1,2]")
	require.Equal(t, exitMet, o.status, "it was named")
	require.Contains(t, o.stdout, `"positive":"yes"`)
	require.Equal(t, []string{"note: mdq rests on a scoring key that nobody has read in its source"}, o.lines())
	text := `{"answers": [4,4,0], "context": {"cutSet": "high-risk"}}`
	require.Equal(t, exitUnusable, scoring(t, "audit-c", text).status)
	require.Contains(t, scoring(t, "audit-c", text, "--recalled").stdout, `"positive":"yes"`)
}

const ownInstrument = `{"id": "sleep-1", "title": "One question", "version": "1", "about": "sleep", "source": {"locator": "our own", "confidence": "supposed"},
  "license": {"class": "wording-may-ship", "basis": "our own", "confidence": "verified"}, "trendable": true, "missing": {"rule": "strict"},
  "allowed": {"min": 0, "max": 3}, "items": [{"id": "1"}], "total": {"items": ["1"], "direction": "higher-worse", "min": 0, "max": 3}}`

func TestOwnInstruments(t *testing.T) {
	file := write(t, "mine.json", ownInstrument)
	o := scoring(t, "sleep-1", "[2]", "--instruments", file)
	require.Equal(t, `{"instrument":"sleep-1","status":"scored","total":2,"subscales":{},"band":null,"bands":{},"flags":{},"answered":1,"missing":[]}`+"\n", o.stdout)
	require.Equal(t, exitMet, o.status)
	o = invoke(t, "instruments", "sleep-1", "--instruments", file)
	require.Equal(t, exitMet, o.status)
	require.Contains(t, o.stdout, "One question")
	o = scoring(t, "phq-9", "[0,1,2,3,0,1,2,3,0]", "--instruments", write(t, "bad.json", strings.Replace(ownInstrument, `"max": 3}}`, `"max": 4}}`, 1)))
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "bad.json:3: total: says 0 to 4, but its items give 0 to 3")
	require.Equal(t, phq9Twelve, o.stdout, "what could be scored is")
	require.Equal(t, exitUnusable, scoring(t, "phq-9", "[0]", "--instruments", write(t, "twice.json", strings.Replace(ownInstrument, "sleep-1", "phq-9", 1))).status)
	require.Equal(t, exitUnusable, scoring(t, "phq-9", "[0]", "--instruments", "no/such/file.json").status)
}

// TestEveryInstrumentInWords shows all embedded instruments: no value of Go
// shows through, and the JSON reads back to the same instrument.
func TestEveryInstrumentInWords(t *testing.T) {
	n := 0
	for in := range assessment.Embedded().All(true) {
		n++
		t.Run(in.ID, func(t *testing.T) {
			o := invoke(t, "instruments", "--all", in.ID)
			require.Equal(t, exitMet, o.status, o.stderr)
			require.NotContains(t, o.stdout, "%!")
			require.NotContains(t, o.stdout, "<nil>")
			require.NotContains(t, o.stdout, "0x")
			require.Contains(t, o.stdout, "A score is not a diagnosis")
			again, err := assessment.ReadInstruments("again", []byte(invoke(t, "instruments", "--all", "--json", in.ID).stdout))
			require.NoError(t, err)
			require.Equal(t, []assessment.Instrument{*in}, again)
		})
	}
	require.Equal(t, 35, n)
}

func TestInstrumentsList(t *testing.T) {
	var list struct{ Instruments []struct{ ID string } }
	require.NoError(t, json.Unmarshal([]byte(invoke(t, "instruments", "--json").stdout), &list))
	require.Len(t, list.Instruments, 32)
	require.NoError(t, json.Unmarshal([]byte(invoke(t, "instruments", "--json", "--all").stdout), &list))
	require.Len(t, list.Instruments, 35)
	require.NotContains(t, invoke(t, "instruments").stdout, "RECALLED")
	text := "\n" + invoke(t, "instruments", "--all").stdout
	for _, in := range list.Instruments {
		require.Contains(t, text, "\n"+in.ID+" ")
	}
	require.Contains(t, text, "RECALLED")
	o := invoke(t, "instruments", "phq9")
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "did you mean phq-9")
}

func TestInstrumentShown(t *testing.T) {
	golden(t, "instruments/phq-9.txt", invoke(t, "instruments", "phq-9").stdout)
	golden(t, "instruments/bam-iop.txt", invoke(t, "instruments", "bam-iop").stdout)
	golden(t, "instruments/audit-c.txt", invoke(t, "instruments", "audit-c", "--all").stdout)
	golden(t, "instruments/c-ssrs-screener-50.txt", invokeWith(t, "", map[string]string{"COLUMNS": "50"}, "instruments", "c-ssrs-screener").stdout)
}
